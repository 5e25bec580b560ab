"""newsletter run --now: a clock that jumps, in zones that jump.

No edition twice, nothing lost, no crash.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from newsletter.store.ledger import Ledger
from tests.cli.conftest import CONFIG, POST, Run, outputs

# What happens at each step: (the clock, a post that is new then, the digests that are made in each
# language).
Step = tuple[str, str, tuple[str, ...]]
CASES: dict[str, tuple[str, str, tuple[Step, ...]]] = {
    "clock set back a day and a year": (
        "daily",
        "Asia/Tokyo",
        (
            ("2026-11-22T06:00:00+09:00", "2026-11-21 09:00", ("digest-2026-11-21",)),
            ("2026-11-21T06:00:00+09:00", "", ()),
            ("2025-11-22T06:00:00+09:00", "", ()),
            ("2026-11-22T07:00:00+09:00", "", ()),
            ("2026-11-23T06:00:00+09:00", "2026-11-22 09:00", ("digest-2026-11-22",)),
        ),
    ),
    "clock a year ahead, then right": (
        "weekly",
        "Asia/Tokyo",
        (
            ("2026-11-16T06:00:00+09:00", "2026-11-12 09:00", ("digest-2026-W46",)),
            ("2027-11-15T06:00:00+09:00", "2026-11-17 09:00", ("digest-2027-W45",)),
            ("2026-11-23T06:00:00+09:00", "", ()),
            ("2026-11-30T06:00:00+09:00", "2026-11-24 09:00", ("digest-2026-W48",)),
        ),
    ),
    "midnight that does not exist": (
        "daily",
        "America/Sao_Paulo",
        (
            ("2018-11-03T06:00:00-03:00", "2018-11-02 10:00", ("digest-2018-11-02",)),
            ("2018-11-04T06:00:00-02:00", "2018-11-03 23:59", ("digest-2018-11-03",)),
            ("2018-11-04T07:00:00-02:00", "2018-11-04 01:00", ()),
            ("2018-11-05T06:00:00-02:00", "", ("digest-2018-11-04",)),
        ),
    ),
    "midnight that strikes twice": (
        "daily",
        "Asia/Beirut",
        (
            ("2026-10-24T06:00:00+03:00", "2026-10-23 10:00", ("digest-2026-10-23",)),
            ("2026-10-24T21:30:00+00:00", "2026-10-24 10:00", ()),
            ("2026-10-24T22:30:00+00:00", "", ("digest-2026-10-24",)),
            ("2026-10-25T06:00:00+02:00", "", ()),
        ),
    ),
    "leap day, the month closed late": (
        "monthly",
        "UTC",
        (
            ("2028-02-01T06:00:00+00:00", "2028-01-20 10:00", ("digest-2028-01",)),
            ("2028-02-29T23:59:00+00:00", "2028-02-29 10:00", ()),
            ("2028-03-09T06:00:00+00:00", "", ("digest-2028-02",)),
        ),
    ),
}


def write_post(folder: Path, number: int, date: str) -> None:
    """A post of its own, dated in the zone of the publication."""
    words = ("北の灯台", "南の風車", "西の水車", "東の鐘楼", "丘の時計")[number]
    text = (
        POST.replace("{day} 08:00:00 +0900", "X")
        .replace("2025-11-0X", date)
        .replace("港の朝市", words)
    )
    body = (
        f"{words}が百年ぶりに直された。"
        f"費用は{number + 3}億円で、職人は{number * 11 + 5}人だった。\n"
    )
    (folder / f"{date[:10]}-post-{number}.md").write_text(
        text.split(f"{words}が今年で")[0] + body, encoding="utf-8"
    )


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_editions_by_any_clock(
    newsletter: Run, tmp_path: Path, case: tuple[str, str, tuple[Step, ...]]
) -> None:
    """Each run makes the digests of its step and no other, and ends with 0."""
    rhythm, zone, steps = case
    config = CONFIG.replace("Asia/Tokyo", zone).replace("[email]", f'[email]\nedition = "{rhythm}"')
    (tmp_path / "newsletter.toml").write_text(config, encoding="utf-8")
    wanted: set[tuple[str, str]] = set()
    for number, (now, date, made) in enumerate(steps):
        if date:
            write_post(tmp_path, number, date)
        before = outputs(tmp_path) if wanted else {}
        result = newsletter("run", tmp_path, "--quiet", "--now", now)
        assert (result.code, result.out, result.err) == (0, "", "")
        wanted |= {(name, language) for name in made for language in ("ja", "en")}
        after = outputs(tmp_path)
        assert {
            path: data for path, data in after.items() if path.startswith("campaigns/")
        }.items() >= {
            path: data for path, data in before.items() if path.startswith("campaigns/")
        }.items()
        with closing(Ledger.open(tmp_path / ".newsletter")) as ledger:
            editions = ledger.editions()
            runs = ledger.last_runs(100)
        assert editions.keys() == wanted, now
        refs = [(ref, each.language) for each in editions.values() for ref in each.refs]
        assert len(refs) == len(set(refs))
        assert (runs[0].id, runs[0].exit_code) == (number + 1, 0)
        assert runs[0].finished
        assert runs[0].finished >= runs[0].started
