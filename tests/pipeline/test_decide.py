"""decide: a frozen plan, and nothing done by deciding."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

import newsletter
from newsletter.config import read_settings
from newsletter.pipeline.decide import decide
from newsletter.pipeline.inputs import STAGES
from newsletter.pipeline.publication import STATE_NAME, RunOptions, open_context
from newsletter.pipeline.records import Records
from newsletter.pipeline.run_plan import RunPlan
from newsletter.plan.page_actions import Verb
from newsletter.store.ledger import Ledger
from newsletter.translate.memory import MemoryInProcess

from .conftest import NOW, Run, tree, write_post


def plan_of(letter: Path, options: RunOptions) -> RunPlan:
    """Decide, as a run would."""
    with Ledger.open(letter / STATE_NAME) as ledger:
        context = open_context(letter, read_settings(letter), options, MemoryInProcess(), {})
        return decide(context, Records(ledger), None)


def test_deciding_changes_nothing(letter: Path, run: Run) -> None:
    """The outputs and the ledger are the same after a plan was made, however much is to do."""
    run()
    write_post(letter, 4)
    before, state = tree(letter), (letter / STATE_NAME / "state.db").read_bytes()
    plan = plan_of(letter, RunOptions(now=NOW))
    assert plan.refs_to_build == (f"{write_post(letter, 4).stem}",)
    assert tree(letter) == before
    assert (letter / STATE_NAME / "state.db").read_bytes() == state


def test_a_plan_is_frozen(letter: Path) -> None:
    """Nothing of a plan can be set while it is carried out."""
    plan = plan_of(letter, RunOptions(now=NOW))
    with pytest.raises(FrozenInstanceError):
        plan.actions = ()  # type: ignore[misc]


def test_the_same_plan_comes_twice(letter: Path) -> None:
    """Deciding again from the same things gives an equal plan."""
    assert plan_of(letter, RunOptions(now=NOW)) == plan_of(letter, RunOptions(now=NOW))


def test_nothing_is_to_be_done_after_a_run(letter: Path, run: Run) -> None:
    """After a run every page is unchanged."""
    run()
    plan = plan_of(letter, RunOptions(now=NOW))
    assert {action.verb for action in plan.actions} == {Verb.NOTHING}
    assert not plan.missing


def test_the_program_is_all_of_the_stages() -> None:
    """Every package whose code makes outputs counts, by the name it has now."""
    root = Path(newsletter.__file__).parent
    assert [stage for stage in STAGES if not any((root / stage).glob("*.py"))] == []
