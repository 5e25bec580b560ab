"""Posts that lie there in several languages: known as each other's, none made again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from newsletter.pipeline import stages
from tests.pipeline.conftest import Run, article, tree

ENGLISH = (
    "The winter market of the north harbour opened again this year, with nineteen stalls.\n\n"
    "The keeper says that fifty boxes were ready and that all were sold by noon.\n"
)
# Names of the Japanese and of the English file, what their heads say.
SITES = {
    "folders": ("ja/2026-02-20-walk.md", "en/2026-02-20-walk.md", "", ""),
    "a folder for the translation": ("2026-02-20-walk.md", "en/2026-02-20-walk.md", "", ""),
    "file names of Hugo": ("2026-02-20-walk.ja.md", "2026-02-20-walk.en.md", "", ""),
    "a bundle of Hugo": (
        "walk/index.ja.md",
        "walk/index.en.md",
        "date: 2026-02-20\n",
        "date: 2026-02-20\n",
    ),
    "a key": (
        "2026-02-20-walk.md",
        "2026-02-21-a-walk.md",
        "ref: walk\n",
        "ref: walk\nlang: en\n",
    ),
    "a key of Hugo": (
        "2026-02-20-walk.md",
        "2026-02-21-a-walk.md",
        "translationKey: walk-7\n",
        "translationKey: walk-7\nlang: en\n",
    ),
    "a key of polyglot": (
        "2026-02-20-walk.md",
        "2026-02-21-a-walk.md",
        "page_id: 7\n",
        "page_id: 7\nlang: en\n",
    ),
}


def write(letter: Path, name: str, title: str, head: str, body: str) -> Path:
    """Write a post file."""
    path = letter / "posts" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\ntitle: {title}\n{head}---\n\n{body}", "utf-8")
    return path


@pytest.mark.parametrize(("japanese", "english", "head", "own"), SITES.values(), ids=SITES)
def test_a_translation_of_the_author_is_not_made_again(
    letter: Path, run: Run, japanese: str, english: str, head: str, own: str
) -> None:
    """Each language is the file of its author; both name each other; the next run has no work."""
    for path in (letter / "posts").iterdir():
        path.unlink()
    write(letter, japanese, "北の散歩", head, article(3))
    write(letter, english, "A walk in the north", own, ENGLISH)
    report = run()
    assert report.errors == ()
    outputs = tree(letter)
    pages = {name: data.decode() for name, data in outputs.items() if "/posts/" in name}
    pages = {name: page for name, page in pages.items() if name.endswith(".html")}
    assert len(pages) == 2
    (japanese_name,) = (name for name in pages if name.startswith("ja/"))
    (english_name,) = (name for name in pages if name.startswith("en/"))
    assert "nineteen stalls" in pages[english_name]
    assert "⟦" not in pages[english_name]
    assert f'hreflang="en" href="https://example.com/{english_name}"' in pages[japanese_name]
    assert f'hreflang="ja" href="https://example.com/{japanese_name}"' in pages[english_name]
    assert run().written == ()


def test_a_translation_that_comes_later_takes_the_place_of_the_engine(
    letter: Path, run: Run
) -> None:
    """The page of the engine goes, that of the author stands at its address; then nothing is new."""
    run()
    (post,) = (letter / "posts").glob("*market-1.md")
    before = tree(letter)[f"en/posts/{post.stem}.html"].decode()
    assert "⟦" in before
    write(letter, f"en/{post.name}", "The market", "", ENGLISH)
    run()
    page = tree(letter)[f"en/posts/{post.stem}.html"].decode()
    assert "nineteen stalls" in page
    assert "⟦" not in page
    assert "nineteen stalls" in tree(letter)["en/feed.xml"].decode()
    run()
    assert run().written == ()
    assert "nineteen stalls" in tree(letter)[f"en/posts/{post.stem}.html"].decode()


def test_posts_that_are_not_each_others_stay_apart(letter: Path, run: Run) -> None:
    """Another name in the folder of a language is another post; both are published."""
    write(letter, "en/2026-02-20-other.md", "Another walk", "", ENGLISH)
    report = run()
    assert report.errors == ()
    names = set(tree(letter))
    assert "en/posts/2026-02-20-other.html" in names
    assert sum(name.startswith("en/posts/") and name.endswith(".html") for name in names) == 4


def test_a_new_title_is_told_to_the_other_language(letter: Path, run: Run) -> None:
    """A feed names a translation by title: it shows the new one, and then nothing is new."""
    write(letter, "ja/2026-02-20-walk.md", "北の散歩", "", article(3))
    path = write(letter, "en/2026-02-20-walk.md", "A walk", "", ENGLISH)
    run()
    path.write_text(path.read_text("utf-8").replace("A walk", "The long walk"), "utf-8")
    assert len(run().posts) == 1
    feed = tree(letter)["ja/atom.xml"].decode()
    assert "The long walk" in feed
    assert run().written == ()


def test_a_key_that_comes_later_joins_posts_that_are_out(letter: Path, run: Run) -> None:
    """The author names the translation in both files: the engine's page goes, then nothing is new."""
    write(letter, "2026-02-20-walk.md", "北の散歩", "", article(3))
    run()
    assert "⟦" in tree(letter)["en/posts/2026-02-20-walk.html"].decode()
    write(letter, "2026-02-20-walk.md", "北の散歩", "translationKey: w\n", article(3))
    own = "translationKey: w\nlang: en\n"
    write(letter, "2026-02-21-a-walk.md", "A walk", own, ENGLISH)
    assert run().errors == ()
    english = {
        name: data.decode()
        for name, data in tree(letter).items()
        if name.startswith("en/posts/") and "walk" in name and name.endswith(".html")
    }
    assert "nineteen stalls" in english["en/posts/2026-02-21-a-walk.html"]
    assert not any("⟦" in page for page in english.values())
    assert run().written == ()


@pytest.mark.parametrize(
    "head", ["translationKey: w\n", "page_id: [w]\nlang: en\n", "page_id: ''\n"]
)
def test_a_key_that_ties_nothing(letter: Path, run: Run, head: str) -> None:
    """Two posts of one language with one key, a list and an empty key: both are published."""
    own = head if "lang" in head else head + "lang: ja\n"
    write(letter, "2026-02-20-walk.md", "北の散歩", head.replace("lang: en\n", ""), article(3))
    write(letter, "2026-02-21-a-walk.md", "別の散歩", own, article(5))
    assert run().errors == ()
    pages = {name for name in tree(letter) if "/posts/" in name and name.endswith("-walk.html")}
    assert {"en/posts/2026-02-20-walk.html", "en/posts/2026-02-21-a-walk.html"} <= pages


def break_decisions(letter: Path, english: Path) -> None:
    """Let what was decided about the English post say nothing that can be read."""
    path = letter / "decisions" / "2026-02-20-walk-en.toml"
    path.parent.mkdir()
    path.write_text("hold = [", "utf-8")


def break_cover(letter: Path, english: Path) -> None:
    """Let the cover of the English post be a folder."""
    (letter / "assets" / "walk.png").mkdir(parents=True)
    settings = letter / "newsletter.toml"
    text = settings.read_text("utf-8").replace("[posts]\n", '[posts]\nassets = "assets"\n')
    settings.write_text(text, "utf-8")
    text = english.read_text("utf-8").replace("---\n", "---\nimage: /walk.png\n", 1)
    english.write_text(text, "utf-8")


def hold_by_hand(letter: Path, english: Path) -> None:
    """Let a person hold the English post."""
    path = letter / "decisions" / "2026-02-20-walk-en.toml"
    path.parent.mkdir()
    path.write_text('hold = ["en"]\n', "utf-8")


def take_its_address(letter: Path, english: Path) -> None:
    """Let another post have asked for the address of the English one before."""
    head = "lang: en\npermalink: /en/posts/2026-02-20-walk.html\n"
    write(letter, "2026-01-01-first.md", "The first", head, ENGLISH.replace("winter", "summer"))


def repeat_another(letter: Path, english: Path) -> None:
    """Let the English post say what an older one says."""
    write(letter, "2026-01-01-first.md", "The first", "lang: en\n", ENGLISH * 3)
    write(letter, "en/2026-02-20-walk.md", "A walk", "", ENGLISH * 3)


def let_it_be_late(letter: Path, english: Path) -> None:
    """Let the English post run out of its deadline."""
    settings = letter / "newsletter.toml"
    settings.write_text(settings.read_text("utf-8") + "\n[run]\npost_deadline_s = 1\n", "utf-8")


@pytest.mark.parametrize(
    "keep_out",
    [
        break_decisions,
        break_cover,
        hold_by_hand,
        take_its_address,
        repeat_another,
        let_it_be_late,
    ],
)
def test_no_page_names_a_translation_that_is_not_there(
    keep_out: Callable[[Path, Path], None],
    letter: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever keeps it out: page and feeds name it when it is out, and not before."""
    write(letter, "ja/2026-02-20-walk.md", "北の散歩", "", article(3))
    english = write(letter, "en/2026-02-20-walk.md", "A walk", "", ENGLISH)
    keep_out(letter, english)
    real = vars(stages)["clean_body"]

    def clean(*args: Any, **words: Any) -> Any:
        while keep_out is let_it_be_late and "nineteen" in str(args):
            pass
        return real(*args, **words)

    monkeypatch.setattr(stages, "clean_body", clean)
    for _ in range(2):
        run()
        out = tree(letter)
        assert "en/posts/2026-02-20-walk.html" not in out or keep_out is take_its_address
        shown = (out["ja/posts/2026-02-20-walk.html"] + out["ja/atom.xml"]).decode()
        assert "en/posts/2026-02-20-walk.html" not in shown
    monkeypatch.setattr(stages, "clean_body", real)
    write(letter, "en/2026-02-20-walk.md", "A walk", "", ENGLISH)
    for path in (letter / "decisions", letter / "assets"):
        shutil.rmtree(path, ignore_errors=True)
    (letter / "posts" / "2026-01-01-first.md").unlink(missing_ok=True)
    run()
    out = tree(letter)
    assert b"nineteen" in out["en/posts/2026-02-20-walk.html"]
    for name in ("ja/posts/2026-02-20-walk.html", "ja/atom.xml"):
        said = 'hreflang="en" href="https://example.com/en/posts/2026-02-20-walk.html"'
        assert said in out[name].decode()
    run()
    assert run().written == ()


def test_every_page_of_a_post_names_every_other(letter: Path, run: Run) -> None:
    """Also those that an engine makes of another file, in both directions."""
    settings = letter / "newsletter.toml"
    settings.write_text(
        settings.read_text("utf-8").replace("[languages.en]", "[languages.en]\n[languages.ko]"),
        "utf-8",
    )
    write(letter, "ja/2026-02-20-walk.md", "北の散歩", "", article(3))
    write(letter, "en/2026-02-20-walk.md", "A walk", "", ENGLISH)
    run()
    for language in ("ja", "en", "ko"):
        page = tree(letter)[f"{language}/posts/2026-02-20-walk.html"].decode()
        for other in {"ja", "en", "ko"} - {language}:
            place = f"https://example.com/{other}/posts/2026-02-20-walk.html"
            assert page.count(f'hreflang="{other}" href="{place}"') == 1
    assert run().written == ()
