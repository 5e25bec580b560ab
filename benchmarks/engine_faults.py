"""Run every engine through every fault on loopback and count what came out.

Wrong texts, lost texts, tracebacks, seconds.

    PYTHONPATH=. python benchmarks/engine_faults.py [DEADLINE_S]      1 second by default

Each run asks for the same texts twice: from the faulty engine alone, and with a healthy one behind
it.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field

from newsletter.model import Unit, UnitKind
from newsletter.translate.checks import check_unit, is_acceptable
from newsletter.translate.engines.chain import Policy, ask
from newsletter.translate.engines.engine import Engine
from tests.fakes.server import free_port, serving
from tests.fakes.services import BY_NAME, FAULTS, SERVICES, Service, answering, misbehaving
from tests.translate.engines.conftest import PAIRS, Deciding, say

PASSAGES = [list(PAIRS)[:2], list(PAIRS)[2:4], list(PAIRS)[4:]]


@dataclass
class Tally:
    """What happened over all runs."""

    n_runs: int = 0
    n_right: int = 0
    n_held: int = 0
    n_wrong: int = 0
    n_lost: int = 0
    tracebacks: list[str] = field(default_factory=list)
    longest_s: float = 0.0
    longest: str = ""


def run(name: str, engines: list[Engine], tally: Tally) -> None:
    """Ask once and add up."""
    accepted: dict[str, str] = {}

    def accept(source: str, answer: str, engine: str) -> bool:
        if is_acceptable(
            check_unit(Unit(UnitKind.SENTENCE, source, "ja"), answer, target_language="en")
        ):
            accepted[source] = answer
        return source in accepted

    start_s = time.perf_counter()
    try:
        held = ask(
            engines,
            PASSAGES,
            "ja",
            "en",
            Deciding(accept),
            policy=Policy(n_attempts=2, wait_s=0.1, max_wait_s=0.1),
        ).unanswered
    except Exception as error:
        tally.tracebacks.append(f"{name}: {error!r}")
        return
    spent_s = time.perf_counter() - start_s
    if spent_s > tally.longest_s:
        tally.longest_s, tally.longest = spent_s, name
    tally.n_runs += 1
    tally.n_held += len(held)
    tally.n_right += sum(PAIRS[source] == answer for source, answer in accepted.items())
    tally.n_wrong += sum(PAIRS[source] != answer for source, answer in accepted.items())
    tally.n_lost += len(set(PAIRS) - set(accepted) - set(held))


def run_fault(service: Service, fault: str, deadline_s: float, tally: Tally) -> None:
    """Run one engine through one fault, alone and with help."""
    backup = BY_NAME["libretranslate" if service.name != "libretranslate" else "microsoft"]
    with serving(misbehaving(service, fault, say)) as ill, serving(answering(backup, say)) as well:
        url = f"http://127.0.0.1:{free_port()}" if fault == "refused" else ill.url
        run(f"{service.name}, {fault}, alone", [service.build(url, deadline_s)], tally)
        run(
            f"{service.name}, {fault}, backed",
            [service.build(url, deadline_s), backup.build(well.url, 5.0)],
            tally,
        )


def main(deadline_s: float) -> None:
    """Print the tally."""
    tally = Tally()
    for service in SERVICES:
        for fault in FAULTS:
            run_fault(service, fault, deadline_s, tally)
    print(
        f"{len(SERVICES)} engines, {len(FAULTS)} faults, {tally.n_runs} runs of {len(PAIRS)} "
        f"texts, deadline {deadline_s:g} s"
    )
    print(f"right {tally.n_right}, held {tally.n_held}, wrong {tally.n_wrong}, lost {tally.n_lost}")
    print(f"tracebacks {len(tally.tracebacks)} {' '.join(tally.tracebacks)}")
    print(f"longest run {tally.longest_s:.1f} s ({tally.longest}), two attempts")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0)
