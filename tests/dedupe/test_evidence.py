"""Evidence: what shows that a post was written in calls, and what people do."""

from __future__ import annotations

import pytest

from newsletter.dedupe import clean_body
from newsletter.dedupe.evidence import (
    Evidence,
    find_evidence,
)
from newsletter.dedupe.merge import merge_segments
from tests.dedupe.pieces import segments_of, sentence

FRESH = [sentence(60 + n, 40) for n in range(30)]


def signs(body: str) -> tuple[str, ...]:
    """The signs of a body, by its repeats alone."""
    segments = segments_of(body)
    return find_evidence(merge_segments(segments), segments).signs


def lines(*texts: str) -> str:
    """A body of paragraphs."""
    return "\n\n".join(texts)


def run_of(n_sentences: int, weight: int) -> list[str]:
    """Sentences of a weight together."""
    each = weight // n_sentences
    sizes = [each] * (n_sentences - 1) + [weight - each * (n_sentences - 1)]
    return [sentence(number, size) for number, size in enumerate(sizes, 1)]


def test_nothing_shows_nothing() -> None:
    """A post without repeats has no sign, and evidence without signs is none."""
    assert signs(lines(*FRESH[:5])) == ()
    assert not Evidence()
    assert Evidence(("restart",))


def test_other_signs_are_enough() -> None:
    """Boilerplate, a flattened copy and a torn sentence are signs by themselves."""
    segments = segments_of(lines(*FRESH[:3]))
    manuscript = merge_segments(segments)
    assert find_evidence(manuscript, segments, firm=True).signs == ("boilerplate",)
    assert find_evidence(manuscript, segments, flattened=True).signs == ("flattened",)
    assert find_evidence(manuscript, segments, torn=True).signs == ("torn",)


@pytest.mark.parametrize(("short_by", "sign"), [(0, True), (1, False)])
def test_a_restart_at_a_break_needs_three_sentences(short_by: int, sign: bool) -> None:
    """Behind blank lines three sentences that repeat others are a call that started again."""
    run = run_of(3, 140 - short_by)
    body = lines(FRESH[0], FRESH[1], *run, *FRESH[2:6]) + "\n\n\n" + lines(*run, *FRESH[6:9])
    assert ("restart" in signs(body)) is sign
    two = run_of(2, 160)
    body = lines(FRESH[0], FRESH[1], *two, *FRESH[2:6]) + "\n\n\n" + lines(*two, *FRESH[6:9])
    assert "restart" not in signs(body)


def test_a_restart_may_repeat_the_opening() -> None:
    """A call that begins the article again needs no break."""
    run = run_of(3, 140)
    assert "restart" in signs(lines(*run, *FRESH[:6], *run, *FRESH[6:9]))
    assert "restart" not in signs(lines(*FRESH[9:12], *run, *FRESH[:6], *run, *FRESH[6:9]))


def test_sections_that_are_repeated_may_be_short() -> None:
    """Two headings and the sentences under them are nobody's habit, as one heading may be."""
    run = ["## One", *run_of(2, 40), "## Two", *run_of(4, 80)[2:]]
    assert "sections" in signs(lines(*run, *FRESH[:6], *run, *FRESH[6:9]))
    assert "sections" not in signs(lines(*FRESH[9:12], *run, *FRESH[:6], *run, *FRESH[6:9]))
    headings = ["## One", "## Two", "## Three"]
    assert "sections" not in signs(lines(*headings, *FRESH[:6], *headings, *FRESH[6:9]))
    single = ["## One", *run_of(4, 80)]
    assert "sections" not in signs(lines(*single, *FRESH[:6], *single, *FRESH[6:9]))


@pytest.mark.parametrize(("short_by", "sign"), [(0, True), (1, False)])
def test_a_replay_stands_anywhere(short_by: int, sign: bool) -> None:
    """Five sentences that repeat others are nobody's habit, wherever they stand."""
    run = run_of(5, 180 - short_by)
    body = lines(*FRESH[:3], *run, *FRESH[3:9], *run, *FRESH[9:12])
    assert ("replay" in signs(body)) is sign


def test_a_replay_is_no_trifle_of_a_long_post() -> None:
    """In a very long post a run of five sentences is little."""
    run = run_of(5, 180)
    long_post = [
        f"{n}番目の港では荷物が{n * 7}箱届き、{n * 3}人が働いた日のことだ。" for n in range(300)
    ]
    body = lines(*long_post[:150], *run, *long_post[150:250], *run, *long_post[250:])
    assert "replay" not in signs(body)


@pytest.mark.parametrize(("short_by", "sign"), [(0, True), (1, False)])
def test_two_sentences_twice_in_a_row(short_by: int, sign: bool) -> None:
    """Nobody writes two sentences and then the same two again."""
    run = run_of(2, 60 - short_by)
    assert ("doubled" in signs(lines(FRESH[0], FRESH[1], *run, *run, FRESH[2]))) is sign
    apart = lines(FRESH[0], FRESH[1], *run, FRESH[3], FRESH[4], *run, FRESH[2])
    assert "doubled" not in signs(apart)


@pytest.mark.parametrize(("short_by", "sign"), [(0, True), (1, False)])
def test_several_short_repeats_add_up(short_by: int, sign: bool) -> None:
    """Together they are more than any person repeats, and one is longer than any of a person's."""
    parts = [
        run_of(3, 190 - short_by),
        [sentence(20, 50), sentence(21, 50)],
        [sentence(22, 50), sentence(23, 50)],
    ]
    told: list[str] = []
    for number, part in enumerate(parts):
        told += [*part, *FRESH[number * 3 : number * 3 + 3]]
    again: list[str] = []
    for number, part in enumerate(parts):
        again += [*part, *FRESH[10 + number * 3 : 13 + number * 3]]
    assert ("share" in signs(lines(*told, *again))) is sign
    assert "share" not in signs(lines(*told, *again[:6]))


PEOPLE = {
    "advisories with one list": lines(
        "## A crash (CVE-1)",
        "A server can be stopped. It was reported by the security team of Example.",
        "- All versions of Acme 8.x are vulnerable\n- All versions of Acme 10.x are vulnerable",
        "## A leak (CVE-2)",
        "Memory can be read. It was reported by the security team of Example.",
        "- All versions of Acme 8.x are vulnerable\n- All versions of Acme 10.x are vulnerable",
    ),
    "a warning three times": lines(
        *(
            f"## Step {n}\n\nDo step {n} now.\n\n> Save your work before you go on, or lose it."
            for n in range(3)
        )
    ),
    "steps that recur": lines(
        "## Move\n\n1. On your computer, open the program.\n2. Select the vault.\n3. Move it.",
        "## Delete\n\n1. On your computer, open the program.\n2. Select the vault.\n3. Delete.",
    ),
    "a changelog that thanks in every release": lines(
        *(
            f"## {n}.0\n\n- A change of part {n}.\n\nThe following people contributed discussions, "
            "new ideas, code and documentation contributions, and reviews to this long release."
            for n in range(8)
        )
    ),
    "a reference of three dialects": lines(
        *(
            f"## Section {n} of {dialect}\n\nDialect {dialect} writes part {n} in the way {n * 7}. "
            f"Types of part {n} are resolved in the scope of the parent. For example, a type of "
            f"list{n} is parsed as if it was an annotation. So complex types of {n} may be used."
            for dialect in ("A", "B", "C")
            for n in range(4)
        )
    ),
    "a refrain": lines(*(f"{FRESH[n]}\n\nOh carry me, oh carry me home." for n in range(4))),
    "a summary in the words of the text": lines(*FRESH[:8], FRESH[2], FRESH[6]),
    "definitions that begin alike": "[a]: https://example.com/acme/1\n[ab]: https://example.com/acme/2",
    "rows and tags": "<tr>\n<td>\n**yes**\n</td>\n</tr>\n<tr>\n<td>\n**yes**\n</td>\n</tr>",
}


@pytest.mark.parametrize("body", PEOPLE.values(), ids=PEOPLE)
def test_what_people_repeat_is_no_sign_and_stays(body: str) -> None:
    """Parallel structure comes back byte for byte."""
    assert signs(body) == ()
    assert clean_body(body + "\n").body == body + "\n"


def test_a_repeat_that_stays_is_told() -> None:
    """Without evidence a repeated sentence becomes a finding that names both places."""
    cleaned = clean_body(lines(*FRESH[:8], FRESH[2]) + "\n", first_line=11)
    assert [finding.rule for finding in cleaned.findings] == ["repeat-kept"]
    assert cleaned.findings[0].message.startswith("line 27 says the same as line 15")
