"""`kill -9` at set points of a run: what readers see is whole, and the next run ends it."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest

from benchmarks.publication import tree
from benchmarks.run_full_disk import go_on, make_letter
from newsletter.store.files import STAGING
from newsletter.store.ledger import Ledger
from tests.pipeline.no_room import run_here

# Where the run dies: at the n-th call of a function, before it does anything. Batches hold one post
# here; the run rebuilds an edited post, builds two new ones, rewrites the link of an older one to
# one of them and retires a deleted one.
POINTS = {
    "before staging": ("newsletter.pipeline.output_folder.publish", 1),
    "in staging": ("newsletter.store.files._write", 6),
    "before the first rename": ("newsletter.store.files._swap", 1),
    "between renames": ("newsletter.store.files._keep", 4),
    "after renames, before the ledger": ("newsletter.store.ledger.Ledger.save", 1),
    "between batches": ("newsletter.pipeline.output_folder.publish", 2),
    "after the last batch, before its ledger": ("newsletter.store.ledger.Ledger.save", 3),
    "before links are rewritten": ("newsletter.pipeline.run._find_relinked", 1),
    "after links are rewritten, before the ledger": ("newsletter.store.ledger.Ledger.save", 4),
    "before the indexes": ("newsletter.pipeline.run.publish_site", 1),
    "before feeds": ("newsletter.pipeline.site.feed_documents._publish_feed", 1),
    "between feeds and the ledger": ("newsletter.store.ledger.Ledger.save", 6),
    "between the feeds of two languages": (
        "newsletter.pipeline.site.feed_documents._publish_feed",
        2,
    ),
    "before retiring": ("newsletter.pipeline.output_folder.remove", 1),
    "during retiring": ("newsletter.store.files._remove_empty", 2),
    "after retiring, before the ledger": ("newsletter.store.ledger.Ledger.save", 8),
    "before the run is written down as done": ("newsletter.store.ledger.Ledger.finish_run", 1),
}


def change(letter: Path) -> None:
    """Edit a post, add two, delete one."""
    go_on(letter)
    next((letter / "posts").glob("*-market-1.md")).unlink()


def run_and_die(letter: Path, target: str, n_calls: int) -> None:
    """Run in this process, which kills itself at the n-th call."""
    path, name = target.rsplit(".", 1)
    try:
        owner = import_module(path)
    except ModuleNotFoundError:  # a method: the last part is a class
        owner = getattr(import_module(path.rsplit(".", 1)[0]), path.rsplit(".", 1)[1])
    real, left = getattr(owner, name), [n_calls]

    def dying(*args: object, **words: object) -> object:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **words)

    setattr(owner, name, dying)
    import_module("newsletter.pipeline.publish").BATCH_POSTS = 1  # type: ignore[attr-defined]
    run_here(letter)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A publication that is up to date, and the outputs of its changes run undisturbed."""
    top = tmp_path_factory.mktemp("published")
    make_letter(top / "before")
    linking = (
        "---\ntitle: 次の市\n---\n\n"
        "次は[北の丘の市](/2026/11/12/market-2/)です。楽しみにしています。\n"
    )
    (top / "before/posts/2026-11-01-next.md").write_text(linking, encoding="utf-8")
    assert run_here(top / "before") == (0, "")
    shutil.copytree(top / "before", top / "after")
    change(top / "after")
    assert run_here(top / "after") == (0, "")
    assert "/en/posts/2026-11-12-market-2.html" in (
        top / "after/_newsletter/site/en/posts/2026-11-01-next.md"
    ).read_text(encoding="utf-8")
    return top / "before", tree(top / "after")


@pytest.mark.parametrize(("target", "n_calls"), POINTS.values(), ids=POINTS)
def test_killed_at_a_set_point(
    tmp_path: Path, published: tuple[Path, dict[str, str]], target: str, n_calls: int
) -> None:
    """Every file is the old or the new one, feeds name pages that exist, nothing is made twice."""
    before, wanted = published
    old, letter = tree(before), tmp_path / "letter"
    shutil.copytree(before, letter)
    change(letter)
    process = multiprocessing.get_context("fork").Process(
        target=run_and_die, args=(letter, target, n_calls)
    )
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    seen = {path: content for path, content in tree(letter).items() if not path.startswith(STAGING)}
    assert [
        path for path, content in seen.items() if content not in (old.get(path), wanted.get(path))
    ] == []
    named = {
        number
        for number in range(4)
        if f"market-{number}.html".encode()
        in (letter / "_newsletter/site/en/feed.xml").read_bytes()
    }
    assert all(
        any(path.startswith("en/") and path.endswith(f"market-{number}.html") for path in seen)
        for number in named
    )
    assert run_here(letter) == (0, "")
    assert tree(letter) == wanted
    with Ledger.open(letter / ".newsletter") as ledger:
        mailed = Counter(
            (ref, each.language) for each in ledger.editions().values() for ref in each.refs
        )
        assert set(mailed.values()) == {1}
        assert ledger.last_runs(1)[0].exit_code == 0
