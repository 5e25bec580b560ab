"""A run with nothing to do: what it costs, and what it still notices."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from newsletter.config import read_settings
from newsletter.pipeline import decide
from newsletter.pipeline.publication import STATE_NAME, RunOptions, catalogue_path
from newsletter.plan.page_actions import Verb, plan_pages
from newsletter.store.ledger import Ledger
from newsletter.store.output_places import find_outputs

from .conftest import NOW, Run, write_post
from .test_decide import plan_of

REF = "2026-02-26-market-1"
LINK = f"[前回]({REF}.md)を見よ。\n"
PAGE = f"site/en/posts/{REF}.html"
CATALOGUE = f"translations/en/{REF}.po"


def write(name: str, text: str) -> Callable[[Path], None]:
    """Put something at the end of a file of the publication, which is made where it is missing."""

    def change(letter: Path) -> None:
        path = letter / name
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text("utf-8") if path.exists() else ""
        path.write_text(before + text, "utf-8")

    return change


def touch(name: str) -> Callable[[Path], None]:
    """Give a file another time and leave what it says."""
    return lambda letter: os.utime(letter / name, (1, 1))


def as_folder(letter: Path) -> None:
    """Put a folder where a page was."""
    page = letter / "_newsletter" / PAGE
    page.unlink()
    page.mkdir()


NOTICED = {
    "a longer page": write(f"_newsletter/{PAGE}", " "),
    "a page that is gone": lambda letter: (letter / "_newsletter" / PAGE).unlink(),
    "a feed that is gone": lambda letter: (letter / "_newsletter/site/en/feed.xml").unlink(),
    "a post": write(f"posts/{REF}.md", "\n追記がある。\n"),
    "a setting": write("newsletter.toml", '\n[brand]\nfooter = "Another"\n'),
    "a template": write("templates/page/post.html.j2", "{{ article.title }}"),
    "a catalogue": write(CATALOGUE, "\n# seen by a person\n"),
    "a decision": write(f"decisions/{REF}.toml", '[languages]\nhold = ["en"]\n'),
    "a glossary": write("glossary.csv", "source,en\n市,fair\n"),
    "a cover": write("assets/hill.png", "x"),
}
NOT_NOTICED = {
    "a post of another time": touch(f"posts/{REF}.md"),
    "a catalogue of another time": touch(CATALOGUE),
    "a page of another time": touch(f"_newsletter/{PAGE}"),
    "a file of somebody else": write("_newsletter/site/robots.txt", "x"),
    "a decision about no post": write("decisions/nobody.toml", '[languages]\nhold = ["en"]\n'),
}


@pytest.fixture
def linked(letter: Path, run: Run) -> Path:
    """A publication whose posts link to each other, with a cover; it was published."""
    write_post(letter, 1, head="image: /assets/hill.png\n")
    write_post(letter, 2, body=f"昨日の市の続きである。{LINK}")
    (letter / "assets").mkdir()
    (letter / "assets/hill.png").write_bytes(b"a picture")
    run()
    assert run().is_idle
    return letter


@pytest.mark.parametrize("name", NOTICED)
def test_a_change_is_noticed(linked: Path, run: Run, name: str) -> None:
    """Whatever an output is made from, and the output itself: something is made again."""
    NOTICED[name](linked)
    plan = plan_of(linked, RunOptions(now=NOW))
    assert plan.missing or any(action.verb is not Verb.NOTHING for action in plan.actions)
    run()
    assert run().is_idle


@pytest.mark.parametrize("name", NOT_NOTICED)
def test_what_changes_no_output_is_no_work(linked: Path, run: Run, name: str) -> None:
    """Other times, and files that are not ours."""
    NOT_NOTICED[name](linked)
    plan = plan_of(linked, RunOptions(now=NOW))
    assert {action.verb for action in plan.actions} == {Verb.NOTHING}
    assert run().is_idle


def test_each_file_is_looked_at_once(
    linked: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Outputs, posts and catalogues are counted by the ten thousand, and a look is most of the cost.

    Of decisions, which most posts have none of, the folder is looked at alone.
    """
    looks: Counter[str] = Counter()
    look = os.stat

    def count(path: str | Path, **words: object) -> os.stat_result:
        looks[os.fspath(path)] += 1
        return look(path, **words)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "stat", count)
    monkeypatch.setattr(os, "lstat", lambda path: count(path, follow_symlinks=False))
    assert run().is_idle
    monkeypatch.undo()
    files = [*find_outputs(linked / "_newsletter").values(), *(linked / "posts").iterdir()]
    files += [catalogue_path(linked, read_settings(linked), "en", REF), linked / "assets/hill.png"]
    assert len(files) > 30
    assert {file: looks[str(file)] for file in files if looks[str(file)] != 1} == {}
    assert not [path for path in looks if "decisions/" in path]


def test_links_that_lead_where_they_led_need_no_second_plan(
    linked: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages are planned again only where a link between posts leads elsewhere than it did."""
    plans: list[object] = []

    def count(*arguments: object, **words: object) -> object:
        plans.append(words)
        return plan_pages(*arguments, **words)  # type: ignore[arg-type]

    monkeypatch.setattr(decide, "plan_pages", count)
    assert run().is_idle
    assert len(plans) == 1
    with Ledger.open(linked / STATE_NAME) as ledger:
        assert any(page.links for page in ledger.pages().values())
    write_post(linked, 1, head="image: /assets/hill.png\nslug: fair\n")
    report = run()
    assert len(plans) == 3
    assert [path for path in report.written if "market-2.html" in path]
