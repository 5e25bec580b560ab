"""Decisions about a post: read, written, and refused with a reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.errors import PostError
from newsletter.source.decisions import (
    DecidedPassage,
    Decisions,
    as_passage,
    dump_decisions,
    fingerprint,
    parse_decisions,
)

EVERYTHING = """
[[keep]]
passage = "0123456789ab"
text = "Thank you for reading."
note = "a refrain"

[[drop]]
text = "Photo: me."

[[pin]]
passage = "111111111111"

[[leave-out]]
passage = "222222222222"

[mail]
send = false

[mail.subject]
en = "The last ferry"
ja = "最後の渡し船"

[mail.preheader]
en = "Why it stops."

[languages]
hold = ["en", "pt-BR"]
"""


def test_every_part_is_read() -> None:
    """The file says all that a person can decide about a post."""
    decisions = parse_decisions(EVERYTHING, "decisions/a.toml")
    assert decisions.keep == (
        DecidedPassage("0123456789ab", "Thank you for reading.", "a refrain"),
    )
    assert decisions.drop == (DecidedPassage(fingerprint("Photo: me."), "Photo: me."),)
    assert [one.fingerprint for one in decisions.pin] == ["111111111111"]
    assert [one.fingerprint for one in decisions.leave_out] == ["222222222222"]
    assert decisions.subject == {"en": "The last ferry", "ja": "最後の渡し船"}
    assert decisions.preheader == {"en": "Why it stops."}
    assert decisions.hold == ("en", "pt-BR")
    assert decisions.mail is False


def test_no_file_is_no_decision() -> None:
    """An empty file decides nothing, and nothing decided writes an empty file."""
    assert not parse_decisions("", "decisions/a.toml")
    assert dump_decisions(Decisions()) == ""
    assert parse_decisions(EVERYTHING, "decisions/a.toml")


SAME = {
    "marks": ("**港**は静かだ", "港は静かだ"),
    "punctuation": ("港は、静かだ。", "港は静かだ"),
    "width and case": ("ＡＩの港", "aiの港"),
    "line breaks": ("It is\nso.", "It is so."),
}
OTHER = {
    "a word": ("港は静かだ", "港は暗い"),
    "a number": ("3隻の船", "4隻の船"),
    "an order": ("港と町", "町と港"),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_a_passage_is_known_by_its_words(one: str, other: str) -> None:
    """Layout, marks and width do not count."""
    assert fingerprint(one) == fingerprint(other)


@pytest.mark.parametrize(("one", "other"), OTHER.values(), ids=OTHER)
def test_an_edited_passage_is_another(one: str, other: str) -> None:
    """Whoever edits a passage decides again."""
    assert fingerprint(one) != fingerprint(other)


WRONG = {
    "no TOML": ("[[keep", "Expected"),
    "an unknown part": ("[[kepe]]\ntext = 'a'", "'kepe' is no decision"),
    "a list that is none": ("keep = 'a'", "keep is no list"),
    "a passage that is none": ("keep = ['a']", "keep 1 is no passage"),
    "an unknown field": ("[[keep]]\nline = 3", "'line' of keep 1 means nothing"),
    "a field that is no text": ("[[keep]]\ntext = 3", "'text' of keep 1 means nothing"),
    "no passage": ("[[keep]]\nnote = 'a'", "keep 1 names no passage"),
    "a text without letters": ("[[keep]]\ntext = '**'", "keep 1 names no passage"),
    "a wrong fingerprint": ("[[keep]]\npassage = 'abc'", "is no fingerprint"),
    "a mail that is no table": ("mail = false", "mail is no table"),
    "an unknown part of mail": ("[mail]\ntitle = 'a'", "mail.title means nothing"),
    "send that is no answer": ("[mail]\nsend = 'no'", "neither true nor false"),
    "a subject without language": ("[mail]\nsubject = 'a'", "no text for each language"),
    "languages that are none": ("[languages]\nhold = 'en'", "no list of languages"),
}


@pytest.mark.parametrize(("text", "why"), WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_refused_with_its_reason(text: str, why: str) -> None:
    """The error names the file, what is wrong and what to do."""
    with pytest.raises(PostError) as caught:
        parse_decisions(text, "decisions/a.toml")
    assert why in caught.value.why
    assert caught.value.at == "decisions/a.toml"
    assert caught.value.fix


_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
_PASSAGES = st.lists(_TEXTS.filter(lambda text: any(map(str.isalnum, text))), max_size=3).map(
    lambda texts: tuple(as_passage(text, "why") for text in texts)
)
_BY_LANGUAGE = st.dictionaries(st.sampled_from(["en", "ja", "pt-BR"]), _TEXTS, max_size=2)


@given(
    st.builds(
        Decisions,
        keep=_PASSAGES,
        drop=_PASSAGES,
        pin=_PASSAGES,
        leave_out=_PASSAGES,
        subject=_BY_LANGUAGE,
        preheader=_BY_LANGUAGE,
        hold=st.lists(st.sampled_from(["en", "ja"]), max_size=2, unique=True).map(tuple),
        mail=st.booleans(),
    )
)
def test_what_is_written_is_read_again(decisions: Decisions) -> None:
    """Any decisions, written and read, are the same decisions."""
    assert parse_decisions(dump_decisions(decisions), "a.toml") == decisions
