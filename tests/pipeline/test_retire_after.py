"""A vanished post whose pages stay for some days: what stays, what goes, what is remembered."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from newsletter.errors import EXIT_DONE
from newsletter.pipeline.report import RunReport
from newsletter.store.ledger import Ledger
from newsletter.store.output_places import place_of
from tests.pipeline.conftest import NOW, Run, tree, write_post

DAY = timedelta(days=1)
OLD_S = 1_700_000_000  # a file as old as this is not read again


def post(letter: Path, number: int) -> Path:
    """The file of a post of the publication."""
    return next((letter / "posts").glob(f"*-market-{number}.md"))


def verbs(report: RunReport) -> set[str]:
    """What was planned, readable; refs without the day in front."""
    return {
        f"{each.ref.partition('-market-')[2]} {each.language} {each.verb}"
        for each in report.planned
    }


def find_missed(letter: Path) -> dict[str, datetime]:
    """What the ledger remembers of posts that are gone."""
    with Ledger.open(letter / ".newsletter") as ledger:
        return {ref: each.missed for ref, each in ledger.posts().items() if each.missed}


STAYS = {"2 ja hold", "2 en hold"}
GOES = {"2 ja retire", "2 en retire"}


def test_it_stays_for_its_days_and_then_goes(letter: Path, run: Run) -> None:
    """Counted from the run that first missed it, by the clock of the run; not a byte changes."""
    run()
    wanted = tree(letter)
    post(letter, 2).unlink()
    report = run(retire_after=7, now=NOW + DAY)
    assert (report.exit_code, report.held_back, verbs(report)) == (EXIT_DONE, (), STAYS)
    assert "stays until 2026-03-09" in report.planned[-1].reason
    for n_days in (2, 5, 7.9):
        assert verbs(run(retire_after=7, now=NOW + n_days * DAY)) == STAYS
    assert tree(letter) == wanted
    assert list(find_missed(letter).values()) == [NOW + DAY]
    assert verbs(run(retire_after=7, now=NOW + 8 * DAY)) == GOES
    assert not [name for name in tree(letter) if "market-2" in name]
    assert find_missed(letter) == {}
    assert run(retire_after=7, now=NOW + 9 * DAY).is_idle


@pytest.mark.parametrize("words", [{}, {"retire_after": 0}])
def test_without_it_a_post_goes_at_once(letter: Path, run: Run, words: dict[str, int]) -> None:
    """Also one that a run before let stay."""
    run()
    post(letter, 2).unlink()
    run(retire_after=7)
    assert verbs(run(**words)) == GOES


@pytest.mark.parametrize("words", [{"dry_run": True}, {"only": "market-1"}])
def test_a_run_that_takes_nothing_away_remembers_nothing(
    letter: Path, run: Run, words: dict[str, object]
) -> None:
    """A dry run, and one about another post, are not the first to miss it."""
    run()
    post(letter, 2).unlink()
    run(retire_after=7, **words)
    assert find_missed(letter) == {}


def test_a_post_that_is_back_is_counted_anew(letter: Path, run: Run) -> None:
    """It was never away for its readers, and the old day does not shorten its next absence."""
    run()
    wanted = tree(letter)
    path = post(letter, 2)
    path.rename(letter / "aside.md")
    run(retire_after=7)
    (letter / "aside.md").rename(path)
    assert run(retire_after=7, now=NOW + 5 * DAY).is_idle
    assert find_missed(letter) == {}
    path.rename(letter / "aside.md")
    assert verbs(run(retire_after=7, now=NOW + 8 * DAY)) == STAYS
    assert tree(letter) == wanted


def test_a_post_that_is_back_and_made_anew_is_back(letter: Path, run: Run) -> None:
    """Settings that changed in between have it built again: that does not bring the old day back."""
    path = post(letter, 2)
    os.utime(path, (OLD_S, OLD_S))
    run()
    path.rename(letter / "aside.md")
    run(retire_after=7)
    (letter / "aside.md").rename(path)
    settings = letter / "newsletter.toml"
    text = settings.read_text(encoding="utf-8").replace("港だより", "山だより")
    settings.write_text(text, encoding="utf-8")
    assert {"2 ja rebuild", "2 en rebuild"} <= verbs(run(retire_after=7, now=NOW + DAY))
    assert find_missed(letter) == {}


def test_a_file_that_is_back_and_cannot_be_used_is_back(letter: Path, run: Run) -> None:
    """It is there: what is out stays for as long as it is, whatever the days."""
    run()
    path = post(letter, 2)
    text = path.read_bytes()
    path.unlink()
    run(retire_after=7)
    path.write_bytes(b"---\ndate: [\n---\n\n")
    run(retire_after=7, now=NOW + DAY)
    assert find_missed(letter) == {}
    path.write_bytes(text)
    assert not verbs(run(retire_after=7, now=NOW + 30 * DAY)) & GOES


def test_a_renamed_post_is_no_vanished_one(letter: Path, run: Run) -> None:
    """It keeps its ref, also when it comes back under its new name days later."""
    run()
    path = post(letter, 2)
    path.rename(letter / "aside.md")
    run(retire_after=7)
    (letter / "aside.md").rename(path.with_name(path.name.replace("market-2", "fair")))
    report = run(retire_after=7, now=NOW + DAY)
    assert verbs(report) == {"2 ja rebuild", "2 en rebuild"}
    assert find_missed(letter) == {}


def test_other_posts_come_and_move_meanwhile(letter: Path, run: Run) -> None:
    """Its page links to one that moves, and another one links to it: neither breaks the run."""
    target, waiting = post(letter, 1), post(letter, 2)
    waiting.write_text(
        waiting.read_text(encoding="utf-8") + f"\n[市](./{target.name})\n", encoding="utf-8"
    )
    run()
    page = tree(letter)["ja/posts/" + waiting.name.replace(".md", ".html")]
    write_post(letter, 4, body=f"本日、新しい市が開かれた。[前の市](./{waiting.name})も読める。\n")
    waiting.unlink()
    target.rename(target.with_name(target.name.replace("market-1", "harbour")))
    report = run(retire_after=7)
    assert (report.errors, report.exit_code) == ((), EXIT_DONE)
    found = tree(letter)
    assert found["ja/posts/" + waiting.name.replace(".md", ".html")] == page
    feed = found["ja/feed.xml"].decode()
    assert "市の話2" in feed
    assert "市の話4" in feed
    assert run(retire_after=7, now=NOW + 8 * DAY).exit_code == EXIT_DONE
    assert "市の話2" not in tree(letter)["ja/feed.xml"].decode()


@pytest.mark.parametrize("n_between", [0, 1])
def test_another_post_at_its_address_displaces_it(letter: Path, run: Run, n_between: int) -> None:
    """Two pages at one address cannot be: the post that is there has it, at once."""
    run()
    path = post(letter, 2)
    path.unlink()
    for _ in range(n_between):
        assert verbs(run(retire_after=7)) == STAYS
    new = "ref: a-market-9\n"
    write_post(letter, 2, head=new, body="まったく別の話である。駅の前に噴水ができた。\n")
    report = run(retire_after=7, now=NOW + DAY)
    assert verbs(report) == GOES | {"9 ja build", "9 en build"}
    feed = tree(letter)["ja/feed.xml"].decode()
    assert feed.count("market-2.html</link>") == 1
    assert "噴水" in tree(letter)["ja/posts/" + path.name.replace(".md", ".html")].decode()


def test_an_output_that_is_missing_ends_its_stay(letter: Path, run: Run) -> None:
    """Nothing can make it again, and no feed names a page that is not there."""
    run()
    path = post(letter, 2)
    path.unlink()
    run(retire_after=7)
    page = place_of("ja/posts/" + path.name.replace(".md", ".html"))
    (letter / "_newsletter" / page).unlink()
    report = run(retire_after=7)
    assert verbs(report) == GOES  # also in the language that is whole: it leads to the other one
    assert "市の話2" not in tree(letter)["ja/feed.xml"].decode()


def test_no_new_digest_carries_it(letter: Path, run: Run) -> None:
    """Mail cannot be taken back: what its author has deleted is in no mail that is made after."""
    settings = letter / "newsletter.toml"
    text = settings.read_text(encoding="utf-8") + '\n[email]\nedition = "weekly"\n'
    settings.write_text(text, encoding="utf-8")
    run()
    write_post(letter, 5, days_ago=-1)
    gone = write_post(letter, 6, days_ago=-1)
    run(now=NOW + 2 * DAY)
    gone.unlink()
    report = run(retire_after=30, now=NOW + 10 * DAY)
    carried = {ref[11:] for digest in report.digests for ref in digest.refs}
    assert carried == {"market-5"}
    assert any("market-6" in name for name in tree(letter))
