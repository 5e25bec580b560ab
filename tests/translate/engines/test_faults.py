from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from importlib import import_module

import pytest

from newsletter.translate.engines.chain import Policy, ask
from newsletter.translate.engines.engine import Engine
from tests.fakes.server import Reply, Request, free_port, serving
from tests.fakes.services import BY_NAME, FAULTS, KEY, SERVICES, Service, answering, misbehaving
from tests.translate.engines.conftest import PAIRS, Recording, say

DEADLINE_S = 0.25
IMPATIENT = Policy(n_attempts=2, wait_s=0.0, max_wait_s=0.0)
SLOW = {"hang", "drip", "drip headers"}
PASSAGES = [list(PAIRS)[:2], list(PAIRS)[2:4], list(PAIRS)[4:]]

Accepted = dict[str, tuple[str, str]]


@pytest.fixture(scope="module", autouse=True)
def _libraries_loaded() -> None:
    """Imports take longer than the short deadlines of these tests."""
    for name in ("deep_translator", "deepl", "openai"):
        import_module(name)


def _policy(fault: str) -> Policy:
    return replace(IMPATIENT, n_attempts=1) if fault in SLOW else IMPATIENT


def _build(service: Service, url: str, fault: str) -> Engine:
    if fault == "refused":
        url = f"http://127.0.0.1:{free_port()}"
    return service.build(url, DEADLINE_S if fault in SLOW else 5.0)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("service", SERVICES, ids=[service.name for service in SERVICES])
def test_a_fault_ends_in_a_right_answer_of_the_next_engine(
    service: Service, fault: str, reviewer: Recording, accepted: Accepted
) -> None:
    """Whatever the first engine does, every text is answered right.

    The reasons hold neither key nor text.
    """
    backup = BY_NAME["libretranslate" if service.name != "libretranslate" else "microsoft"]
    with serving(misbehaving(service, fault, say)) as ill, serving(answering(backup, say)) as well:
        engines = [_build(service, ill.url, fault), backup.build(well.url, 5.0)]
        outcome = ask(
            engines,
            PASSAGES,
            "ja",
            "en",
            reviewer,
            policy=_policy(fault),
            sleep=lambda _: None,
        )
    assert outcome.unanswered == ()
    assert {source: answer for source, (answer, _) in accepted.items()} == PAIRS
    told = "\n".join(outcome.reasons)
    assert KEY not in told
    assert not any(source in told or target in told for source, target in PAIRS.items())


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault not in SLOW])
@pytest.mark.parametrize("service", SERVICES, ids=[service.name for service in SERVICES])
def test_a_fault_of_the_only_engine_ends_in_a_hold(
    service: Service, fault: str, reviewer: Recording, accepted: Accepted
) -> None:
    """Without another engine a text is answered right or handed back, never wrong or lost."""
    with serving(misbehaving(service, fault, say)) as ill:
        outcome = ask(
            [_build(service, ill.url, fault)],
            PASSAGES,
            "ja",
            "en",
            reviewer,
            policy=IMPATIENT,
            sleep=lambda _: None,
        )
        n_requests = len(ill.requests)
    assert all(PAIRS[source] == answer for source, (answer, _) in accepted.items())
    assert sorted((*accepted, *outcome.unanswered)) == sorted(PAIRS)
    assert bool(outcome.reasons) == bool(outcome.unanswered)
    assert n_requests <= 2 * 2 * len(PAIRS)


@pytest.mark.parametrize("status", [302, 307, 308])
@pytest.mark.parametrize("service", SERVICES, ids=[service.name for service in SERVICES])
def test_texts_and_keys_go_to_no_other_host(
    service: Service, status: int, reviewer: Recording, accepted: Accepted
) -> None:
    """A redirect is not followed, though the other host would answer well."""
    with serving(answering(service, say)) as elsewhere:

        def lead_away(request: Request) -> Reply:
            return Reply(b"", status, {"Location": f"{elsewhere.url}{request.path}"})

        with serving(lead_away) as ill:
            outcome = ask(
                [service.build(ill.url, 5.0)],
                PASSAGES,
                "ja",
                "en",
                reviewer,
                policy=IMPATIENT,
                sleep=lambda _: None,
            )
        assert elsewhere.requests == []
    assert accepted == {}
    assert outcome.reasons


@pytest.mark.parametrize("service", SERVICES, ids=[service.name for service in SERVICES])
def test_a_healthy_service_is_not_suspected(
    service: Service, reviewer: Recording, accepted: Accepted
) -> None:
    """When nothing is wrong the same texts pass, in one request where the limits allow."""
    with serving(answering(service, say)) as well:
        outcome = ask(
            [service.build(well.url, 5.0)], PASSAGES, "ja", "en", reviewer, policy=IMPATIENT
        )
        n_requests = len(well.requests)
    assert outcome.unanswered == ()
    assert {source: answer for source, (answer, _) in accepted.items()} == PAIRS
    assert n_requests == 1


@pytest.mark.parametrize("manner", ["hang", "drip headers"])
def test_a_hanging_service_does_not_keep_the_process_from_exiting(manner: str) -> None:
    """A request that was given up dies with the process."""
    program = (
        "import sys\n"
        "from newsletter.errors import EngineUnavailable\n"
        "from newsletter.translate.engines.deep import DeepTranslated\n"
        "import deep_translator\n"
        "try:\n"
        "    DeepTranslated('google', url=sys.argv[1], deadline_s=0.2).translate(['あ'], 'ja', 'en')\n"
        "except EngineUnavailable:\n"
        "    print('held')\n"
    )
    with serving(misbehaving(BY_NAME["google"], manner, say)) as ill:
        run = subprocess.run(
            [sys.executable, "-c", program, f"{ill.url}/m"],
            capture_output=True,
            text=True,
            timeout=8,
        )
    assert (run.returncode, run.stdout, run.stderr) == (0, "held\n", "")
