from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.config import EmailSettings
from newsletter.plan.schedule import (
    WEEKDAYS,
    DigestCandidate,
    DigestPlan,
    Rhythm,
    Schedule,
    digest_id,
    find_boundary,
    keep_published,
    plan_digests,
    previous_boundary,
)

CASES = json.loads((Path(__file__).parents[1] / "cases/schedule.json").read_text(encoding="utf-8"))
ZONES = (
    "UTC",
    "Asia/Tokyo",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Beirut",
    "Pacific/Kiritimati",
    "Australia/Lord_Howe",
)
SCHEDULES = st.builds(
    Schedule,
    st.sampled_from([Rhythm.DAILY, Rhythm.WEEKLY, Rhythm.MONTHLY]),
    st.sampled_from(ZONES),
    st.integers(0, 6),
)
TIMES = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
WEEKLY = Schedule(Rhythm.WEEKLY, "Asia/Tokyo", 0)
DAY = timedelta(days=1)


def at(text: str) -> datetime:
    """A time in Tokyo."""
    return datetime.fromisoformat(f"{text}+09:00")


def post(ref: str, when: str, language: str = "ja") -> DigestCandidate:
    """A published page."""
    return DigestCandidate(ref, language, at(when))


def test_a_week_begins_on_monday_unless_told_otherwise() -> None:
    """As ISO 8601 has it."""
    assert find_boundary(Schedule(Rhythm.WEEKLY, "Asia/Tokyo"), at("2026-03-04T12:00")) == at(
        "2026-03-02T00:00"
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["why"]))
def test_boundary_and_id(case: dict[str, Any]) -> None:
    """The latest local midnight of the schedule closes the period that the id names."""
    schedule = Schedule(
        Rhythm(case["rhythm"]), case["zone"], WEEKDAYS.index(case.get("weekday", "monday"))
    )
    boundary = find_boundary(schedule, datetime.fromisoformat(case["now"]))
    assert boundary.astimezone(UTC) == datetime.fromisoformat(case["boundary"]).astimezone(UTC)
    assert digest_id(schedule, boundary) == case["id"]


@given(SCHEDULES, TIMES)
def test_boundaries_hold_every_moment_once(schedule: Schedule, now: datetime) -> None:
    """A boundary is never in the future, the one before is earlier, none lies between."""
    boundary = find_boundary(schedule, now)
    before = previous_boundary(schedule, boundary)
    assert before.astimezone(UTC) < boundary.astimezone(UTC) <= now
    assert find_boundary(schedule, boundary) == boundary
    assert find_boundary(schedule, boundary.astimezone(UTC) - timedelta(microseconds=1)) == before
    assert digest_id(schedule, before) != digest_id(schedule, boundary)


@given(
    SCHEDULES,
    TIMES,
    st.lists(st.integers(1, 40 * 24), max_size=12),
    st.lists(st.integers(0, 200 * 24), max_size=12),
)
def test_every_post_is_mailed_once(
    schedule: Schedule, start: datetime, gaps: list[int], ages: list[int]
) -> None:
    """Whenever the runs come, no post is in two digests, no id comes twice, none is lost."""
    posts = [
        DigestCandidate(f"p{number}", "ja", start + timedelta(hours=age))
        for number, age in enumerate(sorted(ages))
    ]
    made: list[DigestPlan] = []
    now = start
    for gap in (0, *gaps, 31 * 24, 24):
        now += timedelta(hours=gap)
        there = [each for each in posts if each.date <= now]
        mailed = [(ref, "ja") for digest in made for ref in (*digest.refs, *digest.more)]
        ids = [(digest.id, digest.language) for digest in made]
        for _ in range(2):  # a run that was killed before the ledger decides the same again
            found = plan_digests(
                schedule, there, now=now, first_run=start, made=ids, mailed=mailed, max_posts=2
            )
        made.extend(found)
    names = [digest.id for digest in made]
    refs = [ref for digest in made for ref in (*digest.refs, *digest.more)]
    assert len(names) == len(set(names))
    assert len(refs) == len(set(refs))
    assert {each.ref for each in posts if each.date < find_boundary(schedule, now)} == set(refs)


def test_late_run_makes_one_digest_of_all_that_waits() -> None:
    """After three missed weeks there is one digest, newest first.

    What is over the limit is linked.
    """
    posts = [
        post(f"week-{week}", f"2026-11-{day:02}T09:00")
        for week, day in enumerate((3, 10, 17, 24), 1)
    ]
    plan = plan_digests(
        WEEKLY,
        posts,
        now=at("2026-11-26T06:00"),
        first_run=at("2026-11-02T06:00"),
        made=(),
        mailed=(),
        max_posts=2,
    )
    assert plan == (
        DigestPlan(
            "digest-2026-W47", "ja", at("2026-11-23T00:00"), ("week-3", "week-2"), ("week-1",)
        ),
    )


def test_first_run_does_not_mail_the_archive() -> None:
    """A new publication mails the last period only, also when it starts weeks later."""
    posts = [
        post("years-ago", "2019-01-01T09:00"),
        post("last-week", "2026-11-18T09:00"),
        post("today", "2026-11-23T05:00"),
    ]
    plan = plan_digests(
        WEEKLY, posts, now=at("2026-11-23T06:00"), first_run=None, made=(), mailed=(), max_posts=5
    )
    assert [each.refs for each in plan] == [("last-week",)]
    later = plan_digests(
        WEEKLY,
        posts,
        now=at("2026-12-20T06:00"),
        first_run=at("2026-11-23T06:00"),
        made=(),
        mailed=(),
        max_posts=5,
    )
    assert [each.refs for each in later] == [("today", "last-week")]


def test_nothing_is_made_twice_or_empty() -> None:
    """A digest in the ledger is not made again; a post that was mailed is not mailed again.

    Nothing gives nothing.
    """
    posts = [post("a", "2026-11-18T09:00"), post("b", "2026-11-19T09:00")]
    common: dict[str, Any] = {"now": at("2026-11-24T06:00"), "first_run": None, "max_posts": 5}
    assert (
        plan_digests(
            WEEKLY, posts, made=[("digest-2026-W47", "ja")], mailed=[("a", "ja")], **common
        )
        == ()
    )
    assert plan_digests(WEEKLY, posts, made=(), mailed=[("a", "ja"), ("b", "ja")], **common) == ()
    assert plan_digests(WEEKLY, (), made=(), mailed=(), **common) == ()
    assert plan_digests(Schedule(Rhythm.POST, "UTC"), posts, made=(), mailed=(), **common) == ()


def test_languages_are_decided_apart() -> None:
    """A post whose translation came late is in the next English digest.

    The Japanese one does not wait.
    """
    posts = [
        post("a", "2026-11-18T09:00"),
        post("a", "2026-11-18T09:00", "en"),
        post("b", "2026-11-25T09:00", "en"),
    ]
    plan = plan_digests(
        WEEKLY,
        posts,
        now=at("2026-11-30T06:00"),
        first_run=at("2026-11-16T06:00"),
        made=(),
        mailed=[("a", "ja")],
        max_posts=5,
    )
    assert [(each.language, each.refs) for each in plan] == [("en", ("b", "a"))]


def test_clock_set_back_makes_nothing_again() -> None:
    """A clock that jumps back finds its digests in the ledger and its posts mailed."""
    posts = [post("a", "2026-11-18T09:00")]
    common: dict[str, Any] = {"first_run": at("2026-11-16T06:00"), "max_posts": 5}
    assert (
        plan_digests(
            WEEKLY, posts, now=at("2026-11-10T06:00"), made=(), mailed=[("a", "ja")], **common
        )
        == ()
    )


def test_settings_and_schedule_share_their_words() -> None:
    """Every value of email.edition is a rhythm, every weekday of the settings is known here."""
    hints = get_type_hints(EmailSettings)
    assert set(get_args(hints["edition"])) == set(Rhythm)
    assert get_args(hints["weekday"]) == WEEKDAYS


DIGEST = DigestPlan("digest-2026-W47", "ja", at("2026-11-23T00:00"), ("a", "b"), ("c", "d"))


@pytest.mark.parametrize(
    ("published", "refs", "more"),
    [
        ("abcd", ("a", "b"), ("c", "d")),
        ("acd", ("a", "c"), ("d",)),
        ("d", ("d",), ()),
    ],
)
def test_posts_that_were_held_make_room(
    published: str, refs: tuple[str, ...], more: tuple[str, ...]
) -> None:
    """A post that was not published after all leaves its place in the digest to the next one."""
    pages = {(ref, "ja") for ref in published}
    (kept,) = keep_published([DIGEST], pages, 2)
    assert (kept.refs, kept.more) == (refs, more)


def test_a_digest_of_nothing_is_not_made() -> None:
    """When all its posts were held, or are published in another language only, there is none."""
    assert keep_published([DIGEST], set(), 2) == ()
    assert keep_published([DIGEST], {("a", "en")}, 2) == ()
