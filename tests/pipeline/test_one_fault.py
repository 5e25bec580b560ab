"""One bad file is one post's fault, in one language; everything else is published."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from newsletter.errors import EXIT_DONE, EXIT_FAILED, ConfigError
from newsletter.pipeline.report import RunReport
from newsletter.plan.page_actions import Verb

from .conftest import Run, tree, write_post


def catalogue_of(letter: Path) -> Path:
    """The English catalogue of the first post."""
    return min((letter / "translations/en").glob("*.po"))


def break_syntax(path: Path) -> None:
    """A line that is no PO."""
    path.write_text('msgid "a"\nmsgstr "b"\nnonsense\n', encoding="utf-8")


def break_encoding(path: Path) -> None:
    """Bytes that are no UTF-8."""
    path.write_bytes('msgid "市"\nmsgstr "fair"\n'.encode("cp932"))


def make_pipe(path: Path) -> None:
    """A pipe nobody writes to: reading it waits for ever."""
    path.unlink(missing_ok=True)
    os.mkfifo(path)


def make_folder(path: Path) -> None:
    """A folder where the file should be."""
    path.unlink(missing_ok=True)
    path.mkdir()


def make_link(path: Path) -> None:
    """A link to a file on a disk that is not there today."""
    path.unlink(missing_ok=True)
    path.symlink_to("/nowhere/at/all")


WAYS: dict[str, Callable[[Path], None]] = {
    "syntax": break_syntax,
    "encoding": break_encoding,
    "a pipe": make_pipe,
    "a folder": make_folder,
    "a link to nothing": make_link,
}
NO_FILES = {name: WAYS[name] for name in ("a pipe", "a link to nothing")}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_catalogue_that_cannot_be_read_holds_one_language(
    letter: Path, run: Run, way: Callable[[Path], None]
) -> None:
    """The post stays in its own language, the other posts in both; the fault is said each run."""
    run()
    before = tree(letter)
    path = catalogue_of(letter)
    way(path)
    write_post(letter, 7)
    for _ in range(2):
        report = run()
        assert report.exit_code == EXIT_FAILED
        (error,) = report.errors
        assert str(path) in error.at
        assert error.why
        assert error.fix
    after = tree(letter)
    assert {name for name in before if name not in after} == set()
    assert any("market-7" in name and name.startswith("en/") for name in after)


def test_a_catalogue_that_is_mended_goes_on(letter: Path, run: Run) -> None:
    """Once the file is as it was, the run ends well and is idle afterwards."""
    run()
    path = catalogue_of(letter)
    good = path.read_bytes()
    break_syntax(path)
    run()
    path.write_bytes(good)
    assert run().exit_code == EXIT_DONE
    assert run().is_idle


def test_a_new_post_with_a_bad_catalogue_is_published_in_its_own_language(
    letter: Path, run: Run
) -> None:
    """Nothing of the bad language is published, and the page says why it waits."""
    post = write_post(letter, 7)
    path = letter / "translations/en" / f"{post.stem}.po"
    path.parent.mkdir(parents=True)
    break_syntax(path)
    report = run()
    assert report.exit_code == EXIT_FAILED
    names = [name for name in tree(letter) if "market-7" in name]
    assert any(name.startswith("ja/") for name in names)
    assert not any(name.startswith("en/") for name in names)


@pytest.mark.parametrize("way", NO_FILES.values(), ids=NO_FILES)
def test_a_post_that_is_no_file_stays_as_it_was_published(
    letter: Path, run: Run, way: Callable[[Path], None]
) -> None:
    """It is not taken for a deleted one; the fault names it, and the other posts go on."""
    run()
    before = tree(letter)
    path = min((letter / "posts").glob("*.md"))
    way(path)
    write_post(letter, 7)
    for _ in range(2):
        report = run()
        assert report.exit_code == EXIT_FAILED
        assert [error.at for error in report.errors] == [str(path)]
    after = tree(letter)
    assert {name for name in before if name not in after} == set()
    assert any("market-7" in name for name in after)


@pytest.mark.parametrize("way", NO_FILES.values(), ids=NO_FILES)
def test_decisions_that_are_no_file_hold_their_post(
    letter: Path, run: Run, way: Callable[[Path], None]
) -> None:
    """Nobody knows what was decided, so the post waits; the others are published."""
    path = letter / "decisions/2026-02-25-market-2.toml"
    path.parent.mkdir()
    way(path)
    report = run()
    assert report.exit_code == EXIT_FAILED
    assert [error.at for error in report.errors] == [str(path)]
    made = tree(letter)
    assert not any(name.endswith("market-2.md") for name in made)
    assert any(name.endswith("market-1.md") for name in made)


def test_a_cover_that_is_a_pipe_does_not_block(letter: Path, run: Run) -> None:
    """A pipe where the cover should be is one post's fault; the run does not wait for it."""
    (letter / "assets").mkdir()
    make_pipe(letter / "assets/cover.png")
    settings = (letter / "newsletter.toml").read_text(encoding="utf-8")
    with_assets = settings.replace("[posts]\n", '[posts]\nassets = "assets"\n')
    (letter / "newsletter.toml").write_text(with_assets, encoding="utf-8")
    write_post(letter, 7, head="image: /cover.png\n")
    report = run()
    assert report.exit_code == EXIT_FAILED
    assert [error.why for error in report.errors] == ["it is no regular file"]
    assert any("market-1" in name for name in tree(letter))
    assert not any("market-7" in name for name in tree(letter))


TEMPLATES = {
    "page": ("page/post.html.j2", ("ja/posts", "en/posts"), ".html"),
    "email": ("email/post.mjml.j2", ("campaigns/",), ""),
    "feed": ("feed/rss.xml.j2", ("ja/feed.xml",), ""),
    "profile": ("profiles/plain.toml", ("campaigns/",), ""),
}


def break_template(path: Path) -> None:
    """A tag without an end."""
    path.write_text("{% if %}\n", encoding="utf-8")


BREAKS = {"a tag": break_template, "encoding": break_encoding, "a link to nothing": make_link}


@pytest.mark.parametrize("way", BREAKS.values(), ids=BREAKS)
@pytest.mark.parametrize(("name", "starts", "ends"), TEMPLATES.values(), ids=TEMPLATES)
def test_a_broken_template_costs_its_own_kind(
    letter: Path,
    run: Run,
    name: str,
    starts: tuple[str, ...],
    ends: str,
    way: Callable[[Path], None],
) -> None:
    """What is made with the broken template fails with file and line; the rest is published."""
    path = letter / "templates" / name
    path.parent.mkdir(parents=True)
    way(path)
    report = run()
    assert report.exit_code == EXIT_FAILED
    assert report.errors
    assert all(name in error.at for error in report.errors)
    made = tree(letter)
    assert not any(file.startswith(starts) and file.endswith(ends) for file in made)
    assert any(file.endswith(".md") for file in made)
    if path.is_dir():
        path.rmdir()
    path.unlink(missing_ok=True)
    assert run().exit_code == EXIT_DONE
    assert {file for file in tree(letter) if file.startswith(starts) and file.endswith(ends)}
    assert run().is_idle


def test_a_broken_template_leaves_what_was_published(letter: Path, run: Run) -> None:
    """Pages that are out stay as they are while the template is broken, and each run says so."""
    run()
    before = tree(letter)
    path = letter / "templates/page/post.html.j2"
    path.parent.mkdir(parents=True)
    path.write_text("{{ nobody }}\n", encoding="utf-8")
    reports: list[RunReport] = [run(), run()]
    assert [report.exit_code for report in reports] == [EXIT_FAILED] * 2
    after = tree(letter)
    pages = [name for name in before if name.endswith(".html") and "/posts/" in name]
    assert {name: after.get(name) for name in pages} == {name: before[name] for name in pages}


def test_a_bad_line_of_the_glossary_is_left_out(letter: Path, run: Run) -> None:
    """The other lines hold; the fault is said with file and line, and the posts are published."""
    glossary = "source,en\n市,fair\n,nothing\n店,shop\n"
    (letter / "glossary.csv").write_text(glossary, encoding="utf-8")
    report = run()
    assert report.exit_code == EXIT_FAILED
    (error,) = report.errors
    assert error.at.endswith("glossary.csv:3")
    assert {action.verb for action in report.actions} == {Verb.BUILD}
    assert any(name.startswith("en/") for name in tree(letter))


def test_a_glossary_in_shift_jis_is_read(letter: Path, run: Run) -> None:
    """A table saved by Excel in Japan is no traceback."""
    (letter / "glossary.csv").write_bytes("source,en\n市,fair\n".encode("cp932"))
    assert run().exit_code == EXIT_DONE


def test_a_glossary_that_is_no_text_stops_the_run(letter: Path, run: Run) -> None:
    """Without its terms nothing may be translated: an error of the whole run, nothing written."""
    (letter / "glossary.csv").write_bytes(bytes(range(256)))
    with pytest.raises(ConfigError, match="cannot read the glossary"):
        run()
    assert tree(letter) == {}


def test_a_glossary_that_is_a_link_to_nothing_stops_the_run(letter: Path, run: Run) -> None:
    """It is there, on a disk that is not: not the same as a publication without a glossary."""
    make_link(letter / "glossary.csv")
    with pytest.raises(ConfigError, match="cannot read the glossary"):
        run()
    assert tree(letter) == {}
