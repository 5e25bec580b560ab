"""The list of posts: what the editor has to do, without reading a post."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from newsletter.desk.desk_data import DeskData
from newsletter.desk.post_list import Need, Question, build_overview
from newsletter.pipeline.publication import catalogue_path
from tests.desk.conftest import POST, REF, Desk, write_publication


def find_needs(folder: Path, **question: str) -> dict[str, Need]:
    """What has to be done about each post that fits a question."""
    desk_data = DeskData(folder, environ={})
    desk_data.warm_up().join()
    view = build_overview(desk_data, Question(**question))  # type: ignore[arg-type]
    return {row.ref: row.need for row in view.rows}


def test_what_a_machine_wrote_waits_for_review(folder: Path) -> None:
    """After the first run every translation waits for a person."""
    assert find_needs(folder) == {REF: Need.REVIEW, "2026-01-05-lighthouse": Need.REVIEW}


def test_a_post_that_no_run_has_seen_is_new(folder: Path) -> None:
    """A new file is listed with the title and the key that its run will give it."""
    new = folder / "posts/2026-02-20-pier.md"
    new.write_text(POST.replace("渡し船", "桟橋").replace("02-02", "02-20"), encoding="utf-8")
    assert find_needs(folder)["2026-02-20-pier"] is Need.NEW


def test_a_post_edited_after_the_run_is_changed(folder: Path) -> None:
    """An edit of the post is seen by size or time."""
    post = folder / f"posts/{REF}.md"
    post.write_text(post.read_text(encoding="utf-8") + "\n追記。\n", encoding="utf-8")
    assert find_needs(folder)[REF] is Need.CHANGED


def test_a_file_that_is_no_post_is_held_with_its_reason(folder: Path) -> None:
    """What cannot be read is held, first in the list, and says why."""
    (folder / "posts/2026-02-21-broken.md").write_bytes(b"---\ntitle: [\n---\n\nx\n")
    desk_data = DeskData(folder, environ={})
    first = build_overview(desk_data, Question()).rows[0]
    assert first.need is Need.HELD
    assert first.reason


def test_a_corrected_translation_waits_for_the_run(folder: Path) -> None:
    """A catalogue that was saved after the run, in any editor, is not in print yet."""
    settings = DeskData(folder).settings
    path = catalogue_path(folder, settings, "en", REF)
    later = time.time() + 60
    os.utime(path, (later, later))
    assert find_needs(folder)[REF] is Need.CHANGED


@pytest.mark.parametrize(
    ("question", "refs"),
    [
        ({"text": "渡し船"}, {REF}),
        ({"text": "HARBOUR"}, {REF}),
        ({"need": "review"}, {REF, "2026-01-05-lighthouse"}),
        ({"need": "held"}, set()),
        ({"language": "fr"}, set()),
        ({"text": "nothing like it"}, set()),
    ],
)
def test_the_list_is_searched(folder: Path, question: dict[str, str], refs: set[str]) -> None:
    """All words of a search must fit; need and language narrow it."""
    assert set(find_needs(folder, **question)) == refs


def test_a_post_has_the_title_that_its_readers_know(folder: Path) -> None:
    """The title is the published one; that of the file stands beside it, and both are found."""
    db = sqlite3.connect(folder / ".newsletter/state.db")
    db.execute("UPDATE pages SET title = 'よりよい題' WHERE ref = ? AND language = 'ja'", (REF,))
    db.commit()
    db.close()
    for text in ("よりよい題", "最後の渡し船"):
        view = build_overview(DeskData(folder, environ={}), Question(text=text))
        assert [(row.title, row.file_title) for row in view.rows] == [
            ("よりよい題", "港の最後の渡し船")
        ]


FILE = f"posts/{REF}.md"


def move(folder: Path) -> None:
    """Put the post into a folder of its year."""
    (folder / "posts/2026").mkdir()
    (folder / FILE).rename(folder / f"posts/2026/{REF}.md")


def edit(old: str, new: str) -> Callable[[Path], None]:
    """A way to change the post."""

    def change(folder: Path) -> None:
        text = (folder / FILE).read_text(encoding="utf-8")
        (folder / FILE).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


CHANGES: dict[str, tuple[Callable[[Path], None], str]] = {
    "nothing": (lambda _: None, "よりよい題"),
    "the text": (edit("3千人に減った。", "4千人に減った。"), "よりよい題"),
    "its place": (move, "よりよい題"),
    "the title": (edit("港の最後の渡し船", "船が終わる日"), "船が終わる日"),
    "the language": (edit("date:", "lang: en\ndate:"), "The ferry"),
}


@pytest.mark.parametrize(("change", "title"), CHANGES.values(), ids=list(CHANGES))
def test_a_post_keeps_its_title_before_a_run_as_in_one(
    folder: Path, change: Callable[[Path], None], title: str
) -> None:
    """What is shown of a post is what the next run makes of it, whatever was changed."""
    desk_data = DeskData(folder, environ={})
    before = desk_data.prepare(REF).prepared
    assert before is not None
    assert before.cleaned.title == "港の最後の渡し船"
    with closing(sqlite3.connect(folder / ".newsletter/state.db")) as db, db:
        db.execute(
            "UPDATE pages SET title = 'よりよい題' WHERE ref = ? AND language = 'ja'", (REF,)
        )
        db.execute("UPDATE pages SET title = 'The ferry' WHERE ref = ? AND language = 'en'", (REF,))
    change(folder)
    after = desk_data.prepare(REF).prepared
    assert after is not None
    assert after.cleaned.title == title


def test_a_list_before_the_first_run(tmp_path: Path) -> None:
    """Without a ledger every post is new, and nothing is written."""
    write_publication(tmp_path)
    assert set(find_needs(tmp_path).values()) == {Need.NEW}
    assert not (tmp_path / ".newsletter").exists()


def test_2500_posts_are_paged_without_reading_one(folder: Path) -> None:
    """The list of a large archive reads no post and no catalogue beyond its page."""
    _multiply(folder, 2_500)
    desk_data = DeskData(folder, environ={})
    view = build_overview(desk_data, Question(page=2))
    assert len(view.rows) == 50
    assert view.n_found >= 2_500
    assert view.page == 2
    far = build_overview(desk_data, Question(page=99_999))
    assert far.page == far.n_pages


def _multiply(folder: Path, n_posts: int) -> None:
    """Write posts and what the ledger would know of them."""
    content = (folder / f"posts/{REF}.md").read_bytes()
    path = folder / ".newsletter/state.db"
    db = sqlite3.connect(path)
    names = [row[1] for row in db.execute("PRAGMA table_info(posts)")]
    pages = [row[1] for row in db.execute("PRAGMA table_info(pages)")]
    post = dict(zip(names, db.execute("SELECT * FROM posts").fetchone(), strict=True))
    page = dict(zip(pages, db.execute("SELECT * FROM pages").fetchone(), strict=True))
    for number in range(n_posts):
        ref = f"2024-01-01-n{number}"
        file = folder / f"posts/{ref}.md"
        file.write_bytes(content)
        status = file.stat()
        values = post | {"ref": ref, "path": file.name, "n_bytes": status.st_size}
        values |= {"mtime_ns": status.st_mtime_ns, "slug": ref}
        marks = ", ".join("?" * len(values))
        db.execute(f"INSERT INTO posts VALUES ({marks})", tuple(values.values()))
        values = page | {"ref": ref}
        marks = ", ".join("?" * len(values))
        db.execute(f"INSERT INTO pages VALUES ({marks})", tuple(values.values()))
    db.commit()
    db.close()


def test_the_page_shows_what_to_do(desk: Desk) -> None:
    """Title, state, what is to be reviewed and the way to the mail stand in the list."""
    text = desk.get("/")
    assert "港の最後の渡し船" in text
    assert f"/posts/{REF}/en/units?only=open" in text
    assert f"/mails/{REF}/ja" in text


@pytest.mark.parametrize("name", [f"decisions/{REF}.toml", f"translations/en/{REF}.po"])
def test_a_link_to_nothing_hides_no_list(desk: Desk, name: str) -> None:
    """A file of a person on a disk that is not there: the list shows the posts all the same."""
    path = desk.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.symlink_to("/nowhere/at/all")
    assert REF in desk.get("/")
