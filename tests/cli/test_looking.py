"""newsletter status and check: totals first, filters, forms for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

NOW = ("--now", "2025-11-03T09:00:00+09:00")
MARKET, LIBRARY = "2025-11-01-morning-market", "2025-11-02-mountain-library"


@pytest.fixture
def half(newsletter: Run, publication: Path) -> Path:
    """A publication whose translations are held, since nobody was asked for them."""
    assert newsletter("run", publication, *NOW, "--offline", "--quiet").code == 1
    return publication


def test_totals_come_first(newsletter: Run, half: Path) -> None:
    """The first line counts posts, states, stale ones and uploads."""
    first = newsletter("status", half).out.splitlines()[0]
    assert first == (
        "2 posts and digests; by language 2 held, 2 published, 0 with stale units, 0 uploaded"
    )


def test_what_is_held_says_why(newsletter: Run, half: Path) -> None:
    """Below the table, a line for each, with the reason; of what is published nothing."""
    told = [line for line in newsletter("status", half).out.splitlines() if ": " in line]
    reasons = [line for line in told if line.startswith("held: ")]
    assert [line.split(": ")[1] for line in reasons] == [f"{MARKET} in en", f"{LIBRARY} in en"]
    assert all("no checked translation" in line for line in reasons)
    ready = newsletter("status", half, "--language", "ja").out
    assert "held: " not in ready


FILTERS = {
    "--held": {(MARKET, "en"), (LIBRARY, "en")},
    "--stale": set(),
    "--uploaded yes": set(),
    "--uploaded no --language ja": {(MARKET, "ja"), (LIBRARY, "ja")},
    "--language EN": {(MARKET, "en"), (LIBRARY, "en")},
    "--language fr": set(),
    "--held --language ja": set(),
}


@pytest.mark.parametrize(("words", "expected"), FILTERS.items())
def test_a_filter_shows_what_it_says(
    newsletter: Run, half: Path, words: str, expected: set[tuple[str, str]]
) -> None:
    """Each filter leaves what it names, in the table and in --json alike."""
    shown = json.loads(newsletter("status", half, *words.split(), "--json").out)
    assert {(standing["ref"], standing["language"]) for standing in shown} == expected
    table = newsletter("status", half, *words.split()).out
    assert table.count("\n2025-11-0") == len(expected)


def test_before_the_first_run_there_is_one_line(newsletter: Run, publication: Path) -> None:
    """Nothing published is said in words, not by an empty table."""
    assert newsletter("status", publication).out == "nothing is published yet\n"


def test_check_speaks_to_programs(newsletter: Run, publication: Path) -> None:
    """--json has every finding; --github makes annotations; --strict fails for a warning."""
    newsletter("run", publication, *NOW)
    copy = publication / "_newsletter/site/en" / f"posts/{MARKET}.md"
    copy.write_text(copy.read_text(encoding="utf-8") + "\n未訳、100%です。\n", encoding="utf-8")
    result = newsletter("check", publication, "--json")
    (finding,) = json.loads(result.out)["findings"]
    assert (result.code, finding["rule"]) == (1, "leftover-script")
    assert finding["path"] == f"site/en/posts/{MARKET}.md"
    line = newsletter("check", publication, "--github").out
    assert line.startswith(f"::error file=site/en/posts/{MARKET}.md,title=leftover-script::")
    assert "100%25" in line


def test_strict_counts_warnings(newsletter: Run, publication: Path) -> None:
    """A warning alone is no failure, unless --strict says so."""
    settings = publication / "newsletter.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('from_address = "letter@example.com"\n', ""), "utf-8")
    newsletter("run", publication, *NOW, "--quiet")
    assert newsletter("check", publication).code == 0
    assert newsletter("check", publication, "--strict").code == 1


# How many mails lack a sender, and how often the file of one is named.
ALIKE = ((1, 2, 2), (2, 4, 1))


@pytest.mark.parametrize(("n_posts", "n_mails", "n_lines"), ALIKE)
def test_what_is_said_of_many_files_is_said_once(
    newsletter: Run, publication: Path, n_posts: int, n_mails: int, n_lines: int
) -> None:
    """A setting that is missing is one line, not one for every mail; programs read of each."""
    settings = publication / "newsletter.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('from_address = "letter@example.com"\n', ""), "utf-8")
    for path in sorted(publication.glob("*.md"))[n_posts:]:
        path.unlink()
    newsletter("run", publication, *NOW, "--quiet")
    rows = json.loads(newsletter("check", publication, "--json").out)["findings"]
    assert [row["rule"] for row in rows] == ["email-sender"] * n_mails
    shown = newsletter("check", publication)
    lines = shown.out.splitlines()
    assert len(lines) == n_lines
    assert lines[0].startswith(rows[0]["path"])
    assert (f" and {n_mails - 1} more: warning" in lines[0]) is (n_lines < n_mails)
    assert f"{n_mails} warnings" in shown.err
    notes = newsletter("check", publication, "--github").out.splitlines()
    assert len(notes) == n_lines
    assert notes[0].startswith(f"::warning file={rows[0]['path']},title=email-sender::")


@pytest.mark.parametrize("pages", ["translations", "none", "all"])
def test_links_to_pages_of_the_site_itself_are_good(
    newsletter: Run, publication: Path, pages: str
) -> None:
    """What the generator of the site makes is no file of ours; a link to neither is found."""
    settings = publication / "newsletter.toml"
    text = settings.read_text(encoding="utf-8")
    beside = f'[posts]\npages = "{pages}"\npermalink = "/{{year}}/{{slug}}/"\n'
    settings.write_text(text + beside, "utf-8")
    newsletter("run", publication, *NOW, "--quiet")
    found = newsletter("check", publication)
    assert (found.out, found.code) == ("", 0)
    home = publication / "_newsletter/site/en/index.html"
    if pages == "none":
        assert not home.is_file()
        return
    page = home.read_text("utf-8")
    home.write_text(page.replace("morning-market", "evening-market"), "utf-8")
    assert "error page-link" in newsletter("check", publication).out
