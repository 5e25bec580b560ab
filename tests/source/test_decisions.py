"""Decisions about a post: read, written, and refused with a reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.errors import PostError
from newsletter.source.decisions import (
    MAX_TEXT_CHARS,
    DecidedPassage,
    Decisions,
    as_passage,
    decisions_path,
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
    "a length that is no number": ("[abridgement]\nminutes = true", "minutes is no number"),
    "a length below nothing": ("[abridgement]\nminutes = -1", "minutes is no number"),
    "a length without end": ("[abridgement]\nminutes = inf", "minutes is no number"),
    "a length in other words": ("[abridgement]\nchars = 3", "abridgement.chars means nothing"),
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
        minutes=st.sampled_from([None, 0.5, 3.0, 12.25]),
    )
)
def test_what_is_written_is_read_again(decisions: Decisions) -> None:
    """Any decisions, written and read, are the same decisions."""
    assert parse_decisions(dump_decisions(decisions), "a.toml") == decisions


READ = {
    # by hand
    "the whole text alone": ("[[keep]]\ntext = '港は静かだ。'", "港は静かだ。"),
    "a text over two lines": ("[[keep]]\ntext = '''港は\n静かだ。'''", "港は静かだ。"),
    "other marks": ("[[keep]]\ntext = '**港は**、静かだ'", "港は静かだ。"),
    "French": ("[[keep]]\ntext = \"C'est l'été !\"", "C'est l’été"),
    "Korean": ("[[keep]]\ntext = '항구는 조용하다.'", "항구는 조용하다"),
}


@pytest.mark.parametrize(("text", "passage"), READ.values(), ids=READ)
def test_a_text_alone_is_a_passage(text: str, passage: str) -> None:
    """Nobody has to compute a fingerprint: the words are enough, however they are laid out."""
    (kept,) = parse_decisions(text, "a.toml").keep
    assert kept.fingerprint == fingerprint(passage)


def test_a_fingerprint_goes_before_the_text() -> None:
    """The text beside it is for people and may be the beginning of the passage only."""
    (kept,) = parse_decisions('[[keep]]\npassage = "0123456789ab"\ntext = "a"', "a.toml").keep
    assert kept == DecidedPassage("0123456789ab", "a")


NO_FINGERPRINTS = {
    "too short": "0123456789a",
    "too long": "0123456789abc",
    "capitals": "0123456789AB",
    "another letter": "0123456789ag",
    "a blank": "0123456789ab ",
    "wide digits": "０123456789ab",
}


@pytest.mark.parametrize("written", NO_FINGERPRINTS.values(), ids=NO_FINGERPRINTS)
def test_a_slip_in_a_fingerprint_is_refused(written: str) -> None:
    """A fingerprint with a slip would match nothing for ever, and nobody would know why."""
    with pytest.raises(PostError, match="no fingerprint"):
        parse_decisions(f"[[drop]]\npassage = '{written}'", "a.toml")


SHOWN = {
    "short": ("港は静かだ。", "港は静かだ。"),
    "line breaks": ("It is\n  so.", "It is so."),
    "as long as may be": ("港" * MAX_TEXT_CHARS, "港" * MAX_TEXT_CHARS),
    "one more": ("港" * (MAX_TEXT_CHARS + 1), "港" * (MAX_TEXT_CHARS - 1) + "…"),
}


@pytest.mark.parametrize(("text", "shown"), SHOWN.values(), ids=SHOWN)
def test_a_long_passage_is_shown_shortened(text: str, shown: str) -> None:
    """What is written for people is short; the fingerprint is that of the whole text."""
    passage = as_passage(text, "why")
    assert passage == DecidedPassage(fingerprint(text), shown, "why")


DECIDES_NOTHING = {
    "an empty file": "",
    "a comment": "# later\n",
    "an empty mail": "[mail]\n",
    "it is sent": "[mail]\nsend = true\n",
    "no subject": "[mail.subject]\n",
    "nothing held": "[languages]\nhold = []\n",
    "an empty list": "keep = []\n",
}
DECIDES = {
    "not sent": "[mail]\nsend = false\n",
    "a subject": "[mail.subject]\nja = '港'\n",
    "a preheader": "[mail.preheader]\nja = '港'\n",
    "a language": "[languages]\nhold = ['ja']\n",
    "a sentence": "[[leave-out]]\ntext = '港'\n",
}


@pytest.mark.parametrize(
    ("text", "decides"),
    [*((text, False) for text in DECIDES_NOTHING.values()), *((t, True) for t in DECIDES.values())],
    ids=[*DECIDES_NOTHING, *DECIDES],
)
def test_what_decides_something(text: str, decides: bool) -> None:
    """A file that says only what is so anyway decides nothing and is written as an empty one."""
    decisions = parse_decisions(text, "a.toml")
    assert bool(decisions) is decides
    assert (dump_decisions(decisions) == "") is not decides


def test_a_file_is_written_for_git() -> None:
    """Parts in one order, one value a line, letters of every script as they are."""
    decisions = Decisions(
        drop=(as_passage("写真：私"),),
        pin=(as_passage("港は静かだ。", 'the "heart"'),),
        subject={"pt-BR": "O porto"},
        hold=("en", "fr"),
        mail=False,
    )
    assert dump_decisions(decisions).split("\n") == [
        "[[drop]]",
        f'passage = "{fingerprint("写真：私")}"',
        'text = "写真：私"',
        "",
        "[[pin]]",
        f'passage = "{fingerprint("港は静かだ。")}"',
        'text = "港は静かだ。"',
        'note = "the \\"heart\\""',
        "",
        "[mail]",
        "send = false",
        "",
        "[mail.subject]",
        '"pt-BR" = "O porto"',
        "",
        "[languages]",
        'hold = ["en", "fr"]',
        "",
    ]


def test_decisions_lie_beside_the_post() -> None:
    """A file for each post, named as the post is; a dot in its name is no suffix."""
    assert decisions_path("2026-05-01-v1.2").as_posix() == "decisions/2026-05-01-v1.2.toml"
