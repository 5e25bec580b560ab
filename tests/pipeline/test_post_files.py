"""Which files of a folder are posts, and what is said of those that are none."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import pytest

from newsletter.config import read_settings
from newsletter.errors import PostError
from newsletter.pipeline.post_files import (
    Skipped,
    describe_skipped,
    find_post_names,
    find_posts,
    find_skipped,
)
from newsletter.status import read_skipped
from newsletter.store.output_places import MARK
from tests.pipeline.conftest import NOW, Run, tree, write_post
from tests.pipeline.test_rights import without_rights

# A file, why it is no post; "" for a post, None for one that nobody takes for a post.
FILES = {
    # posts
    "a.md": "",
    "b/c.markdown": "",
    "b/d/index.md": "",
    "_posts/e.md": "",
    "f.qmd": "",
    # texts that are none
    "README.md": "no post",
    "_g.md": "with a name that begins with . or _",
    "drafts/h.md": "in a folder of drafts",
    "_drafts/i.md": "in a folder of drafts",
    "drafts/deep/j.md": "in a folder of drafts",
    "_includes/k.md": "in a folder whose name begins with . or _",
    "templates/l.md": "in a folder called templates",
    "m.rst": "no Markdown (.rst)",
    "n.txt": "no Markdown (.txt)",
    "other/o.md": "in a publication of its own",
    # nothing to tell
    "p.png": None,
    "q.html": None,
    "node_modules/r/README.md": None,
    ".git/s.md": None,
    "public/t.md": None,
    "elsewhere/site/ja/posts/u.md": None,  # a folder that a run has marked
    "elsewhere/desk/campaigns/u/ja/email.txt": None,
    "out/site/ja/posts/v.md": None,  # the output folder, where other files lie too
    "out/desk/campaigns/v/ja/email.txt": None,
    # folders of these names that no run wrote
    "out/w.md": "",
    "out/mine/x.md": "",
    "site/y.md": "",
    "b/desk/z.md": "",
    "b/desk/z.txt": "no Markdown (.txt)",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file of every kind."""
    for name in (*FILES, "other/newsletter.toml", f"elsewhere/{MARK}"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")
    return tmp_path


def test_every_text_is_a_post_or_named(folder: Path) -> None:
    """A post is found; a text that is none is named with its reason; other files are neither."""
    outputs = folder / "out"
    found = {path.relative_to(folder).as_posix(): "" for path in find_posts(folder, outputs)}
    found |= {each.path: each.why for each in find_skipped(folder, outputs)}
    assert found == {name: why for name, why in FILES.items() if why is not None}


def test_a_link_to_nothing_is_judged_by_its_name(tmp_path: Path) -> None:
    """The lock of an editor and a README are no posts; a post that cannot be read is one."""
    (tmp_path / "drafts").mkdir()
    why = {
        ".#2025-01-01-a.md": "with a name that begins with . or _",
        "README.md": "no post",
        "drafts/b.md": "in a folder of drafts",
    }
    for name in (*why, "2025-01-01-a.md"):
        (tmp_path / name).symlink_to("/nowhere/at/all")
    (tmp_path / "2025-01-01-b.md").symlink_to("2025-01-01-b.md")  # leads to itself
    assert find_post_names(tmp_path) == ("2025-01-01-a.md", "2025-01-01-b.md")
    assert find_posts(tmp_path) == (tmp_path / "2025-01-01-a.md", tmp_path / "2025-01-01-b.md")
    assert {each.path: each.why for each in find_skipped(tmp_path)} == why


def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    """It may lead out of the archive, or round and round; a folder of such a name is no post."""
    (tmp_path / "2025").mkdir()
    (tmp_path / "2025/a.md").write_text("x", "utf-8")
    (tmp_path / "2025/b.md").mkdir()
    (tmp_path / "2025/round.md").symlink_to(tmp_path)
    (tmp_path / "2025-a").mkdir()
    (tmp_path / "2025-a/c.md").write_text("x", "utf-8")
    assert find_post_names(tmp_path) == ("2025/a.md", "2025-a/c.md")
    assert find_skipped(tmp_path) == ()


def test_a_folder_that_is_not_there_has_none(tmp_path: Path) -> None:
    """Nothing is found and nothing fails."""
    assert find_posts(tmp_path / "x") == ()
    assert find_skipped(tmp_path / "x") == ()


def test_many_of_one_reason_are_counted() -> None:
    """Three are named, the others counted; without any there is nothing to say."""
    drafts = [Skipped(f"{number}.md", "a draft") for number in range(5)]
    assert describe_skipped(drafts) == "not published: 5 a draft (0.md, 1.md, 2.md, 2 more)"
    assert describe_skipped([]) == ""


def test_a_run_names_what_it_does_not_publish(letter: Path, run: Run) -> None:
    """Drafts, posts of the past and texts that are none, with the reason, in status as well."""
    write_post(letter, 4, head="draft: true\n")
    write_post(letter, 5, head="published: false\n")
    write_post(letter, 6, head="expiryDate: 2026-02-27\n")
    write_post(letter, 7, head="expiryDate: 2036-02-27\n")
    (letter / "posts/README.md").write_text("x", "utf-8")
    report = run()
    assert {each.why for each in report.skipped} == {
        "a draft",
        "published: false",
        "expired on 2026-02-27",
        "no post",
    }
    assert not any("market-6" in name for name in tree(letter))
    assert any("market-7" in name for name in tree(letter))
    assert read_skipped(letter, read_settings(letter), NOW) == report.skipped


def test_a_post_is_taken_back_when_it_expires(letter: Path, run: Run) -> None:
    """The run after its day retires it, though its file is as it was; a later day brings it back."""
    path = write_post(letter, 4, head="expiryDate: 2026-03-05\n")
    run()
    assert any("market-4" in name for name in tree(letter))
    report = run(now=NOW + timedelta(days=9))
    assert not any("posts" in name and "market-4" in name for name in tree(letter))
    assert [each.why for each in report.skipped] == ["expired on 2026-03-05"]
    assert run(now=NOW + timedelta(days=10)).written == ()
    path.write_text(path.read_text("utf-8").replace("2026-03-05", "2027-03-05"), "utf-8")
    run(now=NOW + timedelta(days=11))
    assert any("posts" in name and "market-4" in name for name in tree(letter))


# Where the posts lie, where the outputs go, and whether the command line says so.
AMONG_POSTS = (
    (".", "out", False),
    (".", "out", True),
    (".", ".", False),
    ("posts", "posts", False),
    ("posts", "posts/out", False),
    (".", "_newsletter", False),  # the usual place
    ("posts", "out", False),  # beside the posts
)


@pytest.mark.parametrize(("posts", "output", "is_chosen"), AMONG_POSTS)
def test_no_output_is_a_post(
    letter: Path, run: Run, posts: str, output: str, is_chosen: bool
) -> None:
    """Outputs may lie among the posts: the next run reads none of them and has nothing to do."""
    toml = letter / "newsletter.toml"
    text = toml.read_text("utf-8").replace('folder = "posts"', f'folder = "{posts}"')
    option = {"output": letter / output} if is_chosen else {}
    if not is_chosen:
        text = text.replace("[publication]", f'[publication]\noutput = "{output}"')
    toml.write_text(text, "utf-8")
    first = run(**option)
    assert {Path(place).parts[0] for place in first.written} == {"site", "desk"}
    again = run(**option)
    assert (again.errors, again.skipped, again.written, again.removed) == ((), (), (), ())


@pytest.mark.skipif(sys.platform != "linux", reason="rights are of another kind elsewhere")
@pytest.mark.parametrize("closed", ["posts", "posts/2025"])
def test_a_folder_that_cannot_be_read_takes_nothing_out(
    letter: Path, run: Run, closed: str
) -> None:
    """Posts in a folder that is closed to the account are not deleted: the run ends and says why."""
    (letter / "posts/2025").mkdir()
    write_post(letter, 4).rename(letter / "posts/2025/2026-01-01-market-4.md")
    run()
    before = tree(letter)
    with (
        without_rights(letter / closed),
        pytest.raises(PostError, match="permission denied") as caught,
    ):
        run()
    assert caught.value.at == str(letter / closed)
    assert tree(letter) == before
    assert run().written == ()
