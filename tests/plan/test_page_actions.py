from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.plan.page_actions import (
    WORK,
    Action,
    Found,
    Inputs,
    Missed,
    Part,
    Verb,
    forget_fingerprints,
    format_fingerprints,
    page_fingerprints,
    parse_fingerprints,
    part_fingerprints,
    plan_pages,
)
from newsletter.plan.resemblance import Resemblance
from newsletter.store.ledger_records import PageRecord, State

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
LANGUAGES = ("ja", "en")
POST = Found(
    "2026-02-01-gold", "2026-02-01-gold.md", NOW - timedelta(days=28), "gold", "c1", LANGUAGES
)
INPUTS = Inputs(
    common=(("settings", "s1"), ("program", "p1")),
    by_language={"en": (("glossary", "g1"),)},
    catalogues={(POST.ref, "en"): "k1"},
    parts={(language, part): f"{part}1" for language in LANGUAGES for part in Part},
)


def published(
    post: Found = POST, inputs: Inputs = INPUTS, state: State = State.PUBLISHED
) -> dict[tuple[str, str], PageRecord]:
    """The ledger after a run that published a post in both languages."""
    return {
        (post.ref, language): PageRecord(
            ref=post.ref,
            language=language,
            state=state,
            reason="unit 7 is held" if state is State.HELD else "",
            slug="gold",
            url=f"https://example.com/{language}/gold",
            title="Gold",
            fingerprint=page_fingerprints(post, language, inputs),
            first_published=NOW,
            part_fingerprints=part_fingerprints(
                language, inputs, inputs.links.get((post.ref, language), "")
            ),
        )
        for language in LANGUAGES
    }


def verbs(actions: tuple[Action, ...]) -> list[str]:
    """Language, verb and reason of each action, readable."""
    return [f"{each.language} {each.verb}: {each.reason}" for each in actions]


def plan(
    post: Found = POST, known: dict[tuple[str, str], PageRecord] | None = None, **words: object
) -> list[str]:
    """Plan for one post."""
    inputs = words.pop("inputs", INPUTS)
    known = published() if known is None else known
    return verbs(plan_pages({post.ref: post}, known, inputs, now=NOW, **words))  # type: ignore[arg-type]


def test_new_post_is_built_in_every_language() -> None:
    """What the ledger does not know is new."""
    assert plan(known={}) == ["ja build: new", "en build: new"]


def test_unchanged_post_is_left_alone() -> None:
    """The same inputs give nothing to do."""
    assert plan() == ["ja nothing: unchanged", "en nothing: unchanged"]


@pytest.mark.parametrize(
    ("inputs", "post", "expected"),
    [
        (
            INPUTS,
            replace(POST, content="c2"),
            ["ja rebuild: the post changed", "en rebuild: the post changed"],
        ),
        (
            replace(INPUTS, common=(("settings", "s2"), ("program", "p2"))),
            POST,
            [
                "ja rebuild: the settings and the program changed",
                "en rebuild: the settings and the program changed",
            ],
        ),
        (
            replace(INPUTS, by_language={"en": (("glossary", "g2"),)}),
            POST,
            ["ja rebuild: together with en", "en rebuild: the glossary changed"],
        ),
        (
            replace(INPUTS, catalogues={(POST.ref, "en"): "k2"}),
            POST,
            ["ja rebuild: together with en", "en rebuild: the catalogue changed"],
        ),
        (
            replace(INPUTS, catalogues={(POST.ref, "en"): "k1", ("another", "en"): "k9"}),
            POST,
            ["ja nothing: unchanged", "en nothing: unchanged"],
        ),
        (
            replace(INPUTS, parts={**INPUTS.parts, ("en", Part.CAMPAIGN): "new"}),
            POST,
            ["ja nothing: unchanged", "en render: templates or settings of the campaign changed"],
        ),
        (
            replace(
                INPUTS, parts={**INPUTS.parts, ("ja", Part.COPY): "new", ("ja", Part.PAGE): "new"}
            ),
            POST,
            [
                "ja render: templates or settings of the copy and page changed",
                "en nothing: unchanged",
            ],
        ),
    ],
    ids=[
        "post",
        "settings",
        "glossary",
        "catalogue",
        "other catalogue",
        "email template",
        "page template",
    ],
)
def test_only_what_depends_on_a_change_is_made_again(
    inputs: Inputs, post: Found, expected: list[str]
) -> None:
    """The reason names what changed.

    A catalogue concerns its post, a template the outputs that use it.
    """
    assert plan(post, inputs=inputs) == expected


def test_moved_file_changes_nothing() -> None:
    """The path is no input; the slug and the date that its name may give are."""
    assert plan(replace(POST, path="elsewhere.md")) == [
        "ja nothing: unchanged",
        "en nothing: unchanged",
    ]
    assert plan(replace(POST, slug="silver")) == [
        "ja rebuild: the slug changed",
        "en rebuild: the slug changed",
    ]
    assert plan(replace(POST, date=POST.date + timedelta(1)))[0] == "ja rebuild: the date changed"


@pytest.mark.parametrize(
    ("post", "reason"),
    [
        (
            replace(POST, date=NOW + timedelta(seconds=1)),
            "dated in the future: 2026-03-01 06:00+00:00",
        ),
        (replace(POST, broken="it has no title"), "it has no title"),
        (
            replace(POST, twin=Resemblance("old", 0.8, 0.93)),
            "93% of its text stands in old already; if that is meant, set allow_duplicate: true",
        ),
    ],
)
def test_post_that_must_wait_is_held(post: Found, reason: str) -> None:
    """A future date, a broken file or a repeat holds every language, and says why."""
    assert plan(post, known={}) == [f"ja hold: {reason}", f"en hold: {reason}"]


def test_a_post_is_published_at_its_very_second() -> None:
    """The future begins after now."""
    post = replace(POST, date=NOW)
    assert plan(post, known={}) == ["ja build: new", "en build: new"]


@pytest.mark.parametrize(
    ("second", "is_out"), [(-1, False), (0, False), (1, True)], ids=["before", "now", "later"]
)
def test_a_post_expires_at_its_very_second(second: int, is_out: bool) -> None:
    """What expires now is out no more; what expires later is published as any other."""
    post = replace(POST, expires=NOW + timedelta(seconds=second))
    assert (plan(post, known={}) == ["ja build: new", "en build: new"]) is is_out


def test_a_post_that_says_nothing_of_it_is_published() -> None:
    """Only an author takes back or holds."""
    bare = Found("a", "a.md", NOW - timedelta(days=1), "a", "c1", LANGUAGES)
    assert plan(bare, known={}) == ["ja build: new", "en build: new"]
    assert "build" not in " ".join(plan(replace(bare, published=False), known={}))


def test_published_post_is_not_taken_back_by_a_doubt() -> None:
    """A later date or a likeness found afterwards does not touch what is out.

    A broken file keeps its old outputs.
    """
    assert plan(replace(POST, date=NOW + timedelta(days=1)))[0] == "ja rebuild: the date changed"
    assert plan(replace(POST, twin=Resemblance("old", 0.8, 0.9))) == [
        "ja nothing: unchanged",
        "en nothing: unchanged",
    ]
    assert plan(replace(POST, broken="it has no title")) == [
        "ja hold: it has no title",
        "en hold: it has no title",
    ]


def test_held_and_returned_posts_are_tried_again() -> None:
    """What was held is built at the next run, what was retired when it is back.

    The other languages come along.
    """
    known = published()
    held = published(state=State.HELD)[POST.ref, "en"]
    assert plan(known={**known, (POST.ref, "en"): held}) == [
        "ja rebuild: together with en",
        "en build: it was held: unit 7 is held",
    ]
    assert plan(known=published(state=State.RETIRED)) == [
        "ja build: it is back",
        "en build: it is back",
    ]


def test_unpublished_and_deleted_posts_are_retired() -> None:
    """`published: false`, a deleted file and a language that was dropped retire what is out.

    Drafts were never in.
    """
    off = replace(POST, published=False)
    why = "the post is not to be published any more"
    assert plan(off) == [f"ja retire: {why}", f"en retire: {why}"]
    assert plan(off, known={}) == [
        "ja nothing: not to be published",
        "en nothing: not to be published",
    ]
    other = replace(POST, ref="other")
    gone = plan_pages({"other": other}, published(), INPUTS, now=NOW)
    assert verbs(gone)[2:] == ["en retire: the post is gone", "ja retire: the post is gone"]
    dropped = plan_pages({POST.ref: replace(POST, languages=("ja",))}, published(), INPUTS, now=NOW)
    assert verbs(dropped) == [
        "ja nothing: unchanged",
        "en retire: the post is not published in en any more",
    ]
    assert plan_pages({"other": other}, published(state=State.RETIRED), INPUTS, now=NOW)[2:] == ()


GONE_KEY = frozenset({(POST.ref, "en")})
STAY_CASES: dict[str, tuple[Missed, frozenset[tuple[str, str]], str]] = {
    "first missed by this run": (Missed(timedelta(days=3)), frozenset(), "hold"),
    "a day ago": (
        Missed(timedelta(days=3), {POST.ref: NOW - timedelta(days=1)}),
        frozenset(),
        "hold",
    ),
    "a second is left": (
        Missed(timedelta(days=3), {POST.ref: NOW - timedelta(days=3, seconds=-1)}),
        frozenset(),
        "hold",
    ),
    "a clock that went back": (
        Missed(timedelta(days=3), {POST.ref: NOW + timedelta(days=1)}),
        frozenset(),
        "hold",
    ),
    "its report is missing": (Missed(timedelta(days=3)), frozenset({(POST.ref, "")}), "hold"),
    "another post is displaced": (
        Missed(timedelta(days=3), displaced=frozenset({"other"})),
        frozenset(),
        "hold",
    ),
    "not asked for": (Missed(), frozenset(), "retire"),
    "not asked for any more": (Missed(since={POST.ref: NOW}), frozenset(), "retire"),
    "its days are over": (
        Missed(timedelta(days=3), {POST.ref: NOW - timedelta(days=3)}),
        frozenset(),
        "retire",
    ),
    "an output is missing": (Missed(timedelta(days=3)), GONE_KEY, "retire"),
    "displaced": (
        Missed(timedelta(days=3), displaced=frozenset({POST.ref})),
        frozenset(),
        "retire",
    ),
}


@pytest.mark.parametrize("name", STAY_CASES)
def test_what_a_vanished_post_published_may_stay(name: str) -> None:
    """For so many days after the run that first missed it, while it is whole and in nobody's way."""
    missed, missing, verb = STAY_CASES[name]
    other = {"other": replace(POST, ref="other")}
    actions = plan_pages(other, published(), INPUTS, now=NOW, missed=missed, missing=missing)
    assert [str(each.verb) for each in actions[2:]] == [verb, verb]
    assert all(each.reason.startswith("the post is gone") for each in actions[2:])


def test_what_its_author_takes_back_never_stays() -> None:
    """`published: false` and a language that was dropped are decisions, not accidents."""
    missed = Missed(timedelta(days=3))
    off = replace(POST, published=False)
    actions = plan_pages({POST.ref: off}, published(), INPUTS, now=NOW, missed=missed)
    dropped = replace(POST, languages=("ja",))
    actions += plan_pages({POST.ref: dropped}, published(), INPUTS, now=NOW, missed=missed)[1:]
    assert {str(each.verb) for each in actions} == {"retire"}
    assert plan_pages({}, published(), INPUTS, now=NOW, missed=missed) == ()


def test_empty_folder_retires_nothing() -> None:
    """An archive that cannot be seen (not mounted, wrong folder) is a fault and no decision.

    So is a partial run.
    """
    assert plan_pages({}, published(), INPUTS, now=NOW) == ()
    other = replace(POST, ref="other")
    only = frozenset({"other"})
    assert {
        each.ref for each in plan_pages({"other": other}, published(), INPUTS, now=NOW, only=only)
    } == {"other"}


def test_missing_output_is_made_again_unless_it_was_uploaded() -> None:
    """Somebody deleted a file: it is rendered from the article.

    An uploaded campaign stays as it was sent.
    """
    key = frozenset({(POST.ref, "en")})
    inputs = replace(INPUTS, parts={**INPUTS.parts, ("en", Part.CAMPAIGN): "new"})
    found = {POST.ref: POST}
    missing = plan_pages(found, published(), INPUTS, now=NOW, missing=key)
    assert missing[1] == Action(
        POST.ref, "en", Verb.RENDER, "an output is missing", (Part.COPY, Part.PAGE, Part.CAMPAIGN)
    )
    frozen = plan_pages(found, published(), INPUTS, now=NOW, missing=key, frozen=key)
    assert frozen[1].parts == (Part.COPY, Part.PAGE)
    assert plan(inputs=inputs, frozen=key) == ["ja nothing: unchanged", "en nothing: unchanged"]


HELD = replace(POST, hold=("en",))


def test_a_language_that_a_person_holds_is_not_published() -> None:
    """Not as new, nor after it was held or taken back; the other languages go on."""
    assert plan(HELD, known={}) == ["ja build: new", "en hold: a person holds this language"]
    for state in (State.HELD, State.RETIRED):
        assert plan(HELD, known=published(state=state))[1] == (
            "en hold: a person holds this language"
        )


def test_what_is_out_stays_whole_while_a_person_holds_it() -> None:
    """It follows no correction of the post, but a file that somebody deleted is made again."""
    assert plan(HELD) == ["ja nothing: unchanged", "en nothing: unchanged"]
    assert plan(replace(HELD, content="c2")) == [
        "ja rebuild: the post changed",
        "en nothing: unchanged",
    ]
    missing = plan(HELD, missing=frozenset({(POST.ref, "en")}))
    assert missing == ["ja nothing: unchanged", "en render: an output is missing"]


def test_only_what_was_not_written_is_forgotten() -> None:
    """A part that could not be written differs from then on; the others are as they were."""
    line = format_fingerprints((("copy", "c1"), ("page", "p1"), ("report", "r1")))
    forgotten = parse_fingerprints(forget_fingerprints(line, {"page"}))
    assert forgotten == {"copy": "c1", "page": "", "report": "r1"}
    assert forget_fingerprints(line, set()) == line


def test_older_posts_come_first() -> None:
    """Actions are in the order of publication, whatever the order they were found in."""
    posts = {
        ref: replace(POST, ref=ref, date=NOW - timedelta(days=days), languages=("ja",))
        for ref, days in (("b", 1), ("a", 1), ("z", 9))
    }
    actions = plan_pages(posts, {}, INPUTS, now=NOW)
    assert [each.ref for each in actions] == ["z", "a", "b"]


@given(
    st.dictionaries(
        st.text("abcxyz", min_size=1, max_size=8),
        st.text("0123456789abcdef", max_size=8),
    )
)
def test_prints_come_back(prints: dict[str, str]) -> None:
    """What is written into the ledger is read again."""
    assert parse_fingerprints(format_fingerprints(tuple(prints.items()))) == prints


@given(st.lists(st.sampled_from(["c1", "c2", "c3"]), max_size=8))
def test_plan_settles(contents: list[str]) -> None:
    """Whatever happened to a post, after carrying out a plan the next one has nothing to do."""
    known: dict[tuple[str, str], PageRecord] = {}
    for content in contents:
        post = replace(POST, content=content)
        actions = plan_pages({post.ref: post}, known, INPUTS, now=NOW)
        if any(each.verb in WORK for each in actions):
            known = published(post)
        again = plan_pages({post.ref: post}, known, INPUTS, now=NOW)
        assert {each.verb for each in again} == {Verb.NOTHING}
