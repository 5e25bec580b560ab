"""Ends of sentences, rule by rule: each mark that ends one beside the same mark that does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.language.sentences import MAX_BRACKET_CHARS, split_sentences


def cut(text: str) -> list[str]:
    """The sentences without the blanks between them."""
    return [sentence.strip() for sentence in split_sentences(text)]


# ------------------------------------------------------------------ abbreviations

# Before a word with a capital, where a full stop would end the sentence.
ABBREVIATIONS = [
    *("e.g.", "i.e.", "vs.", "cf.", "etc.", "al.", "ca.", "approx.", "dept.", "est.", "a.m."),
    *("Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "St.", "Sr.", "Jr.", "Gen.", "Col.", "Gov.", "Sen."),
    *("No.", "Nos.", "Fig.", "Figs.", "Eq.", "Vol.", "pp.", "Inc.", "Ltd.", "Corp.", "Co."),
    *("Jan.", "Feb.", "Mar.", "Apr.", "Jun.", "Jul.", "Aug.", "Sep.", "Sept.", "Oct.", "Dec."),
    *("z.B.", "d.h.", "bzw.", "ggf.", "usw.", "Nr.", "Abs.", "Hr.", "Fr."),
    *("Sr.", "Sra.", "núm.", "pág.", "Ud.", "Uds.", "av."),
    *("M.", "Mme.", "Mlle.", "p.ex.", "env."),
    *("U.S.", "U.K.", "U.S.A.", "J.", "K."),
]
# Words that end as abbreviations do, or hold their letters.
WORDS = [
    *("No more of this cat.", "He met the general.", "It is in the vol.ume.", "They ate figs."),
    *("It was the best.", "He ran the co-op.", "She saw the sepal.", "It is a march."),
    *("They work at the department.", "He is junior.", "It began at noon.", "We took an octet."),
]


@pytest.mark.parametrize("short", ABBREVIATIONS)
def test_the_dot_of_an_abbreviation_ends_no_sentence(short: str) -> None:
    """Though a name or a noun with a capital stands behind it."""
    text = f"They saw {short} Smith there."
    assert cut(text) == [text]


@pytest.mark.parametrize("first", WORDS)
def test_a_word_that_is_no_abbreviation_ends_one(first: str) -> None:
    """Whatever letters it has."""
    assert cut(f"{first} Then they left.") == [first, "Then they left."]


@pytest.mark.parametrize("short", ["e.g.", "Dr.", "U.S.", "No.", "J."])
def test_an_abbreviation_may_end_the_text(short: str) -> None:
    """There is nothing behind it."""
    assert cut(f"They saw {short}") == [f"They saw {short}"]
    assert cut(f"They saw {short} \n") == [f"They saw {short}"]


# ------------------------------------------------------------------ spaced languages

TWO = {
    "a full stop": "It is old. It has gates.",
    "a question": "Is it old? It has gates.",
    "an exclamation": "How old! It has gates.",
    "both": "How old?! It has gates.",
    "dots": "It is old... It has gates.",
    "an ellipsis": "It is old… It has gates.",
    "a closing quote": 'He said "It is old." It has gates.',
    "a closing bracket": "(It is old.) It has gates.",
    "emphasis": "**It is old.** It has gates.",
    "a number behind": "It is old. 12 gates stand there.",
    "a bracket behind": "It is old. (It has gates.)",
    "a quote behind": 'It is old. "It has gates," he said.',
    "a line end": "It is old.\nIt has gates.",
    "Arabic": "هو قديم؟ له أبواب.",
    "Hindi": "यह पुराना है। इसके द्वार हैं।",
    "Urdu": "یہ پرانا ہے۔ اس کے دروازے ہیں۔",
    "Russian": "Это старый порт. Он большой.",
    "Korean": "항구는 오래되었다. 문이 있다.",
    "German": "Er ist alt. Über dem Tor steht es.",
    "French with a blank": "Est-il vieux ? Il a des portes.",
    "Spanish": "Es viejo. ¿Tiene puertas?",
}
ONE = {
    "a decimal": "It rose 3.5 percent.",
    "an address": "See example.com for more.",
    "a version": "It runs 3.11.7 now.",
    "a small letter behind": "It is old... and has gates.",
    "a small letter behind a question": "Is it old? asked the man.",
    "a small letter behind a quote": '"Is it old?" asked the man.',
    "no blank": "It is old.It has gates.",
    "a list number": "1. It is old",
    "a list number of three digits": "123. It is old",
    "a colon": "It is: Old.",
    "a semicolon": "It is old; It has gates.",
    "a file": "Open a.md and go.",
    "hidden file": "Open .env and go.",
    "a soft line break": "It is\nold and has gates.",
}


@pytest.mark.parametrize("text", TWO.values(), ids=TWO)
def test_two_sentences_are_two(text: str) -> None:
    """A mark, white space, and something that can begin a sentence."""
    assert len(cut(text)) == 2
    assert "".join(split_sentences(text)) == text


@pytest.mark.parametrize("text", ONE.values(), ids=ONE)
def test_one_sentence_is_one(text: str) -> None:
    """A decimal, an address, a small letter behind: a wrong cut is worse than a missed one."""
    assert cut(text) == [text]


# ------------------------------------------------------------------ Japanese and Chinese

# A bar stands where a sentence ends.
WIDE = {
    "a full stop": "港は古い。|門がある。",
    "a question": "港は古い？|門がある。",
    "an exclamation": "古い！|門がある。",
    "two marks": "古い！？|門がある。",
    "half-width marks": "古い!|門がある。",
    "a half-width full stop": "港は古い｡|門がある｡",
    "a line end": "港は古い\n|門がある",
    "a closing bracket": "（港は古い。）|門がある。",
    "a quotation of its own": "「港は古い。」|門がある。",
    "Chinese": "港口很旧。|有门。",
    "a dot behind Latin letters": "It is old。|門がある。",
    "a quotation inside": "彼は「港は古い。門もある。」と言った。",
    "a question that is quoted": "古いのか？と聞いた。",
    "an exclamation that is quoted": "古い！という声がした。",
    "a quotation that goes on": "「古い！」と彼は言った。",
    "quoting particles": "「古い？」って聞いた。",
    "a question in a title": "『港は古い？』の話だ。",
    "a list of two": "「古い！」や「新しい！」がある。",
    "a bracket in a sentence": "港（古い。門もある。）は静かだ。",
    "a bracket in a bracket": "港（「古い。」という話。）は静かだ。",
    "a comma": "港は古い、門がある。",
    "a middle dot": "港・門がある。",
    "a new sentence that begins as a particle does": "本当か？|とはいえ、門がある。",
    "でも behind a question": "本当か？|でも、門がある。",
    "ところが behind a question": "本当か？|ところが、門がある。",
    "dots in the middle": "港は…古い。",
    "dots at the end": "港は古い…。|門がある。",
}


@pytest.mark.parametrize("marked", WIDE.values(), ids=WIDE)
def test_a_japanese_text_is_cut_at_its_ends(marked: str) -> None:
    """At 。 and a line end always, at ？ and ！ where no particle goes on."""
    assert split_sentences(marked.replace("|", "")) == tuple(marked.split("|"))


@pytest.mark.parametrize(
    "pair", ["「」", "『』", "（）", "【】", "〔〕", "［］", "〈〉", "《》", "“”"]
)
def test_nothing_is_cut_inside_a_pair_of_brackets(pair: str) -> None:
    """However many sentences it holds, up to a length; an open one holds nothing."""
    inside = f"彼は{pair[0]}古い。門もある。{pair[1]}と言う。次。"
    assert len(cut(inside)) == 2
    lost = f"彼は{pair[0]}古い。門もある。と言う。次。"
    assert len(cut(lost)) == 4
    far = f"彼は{pair[0]}{'古' * MAX_BRACKET_CHARS}い。門だ。{pair[1]}と言う。次。"
    assert len(cut(far)) > 2


# ------------------------------------------------------------------ laws

SENTENCES = st.sampled_from(
    [
        *("港は古い。", "門がある！", "古いのか？", "「港は古い。」と言う。", "港（古い。）だ。"),
        *("It is old. ", "Is it old? ", "It rose 3.5 percent. ", "Dr. Smith left. "),
        *("Er ist alt. ", "항구는 오래되었다. "),
    ]
)


@given(st.lists(SENTENCES, min_size=1, max_size=10))
def test_a_row_of_sentences_is_cut_into_them(parts: list[str]) -> None:
    """Nothing is lost, and none is put together with the next."""
    text = "".join(parts)
    assert list(split_sentences(text)) == parts


@given(st.lists(SENTENCES, min_size=1, max_size=6))
def test_a_sentence_is_one_sentence(parts: list[str]) -> None:
    """Cutting what was cut changes nothing."""
    for sentence in split_sentences("".join(parts)):
        assert split_sentences(sentence) == (sentence,)


@given(st.lists(SENTENCES, min_size=2, max_size=6), st.data())
def test_a_protected_span_is_never_cut(parts: list[str], data: st.DataObject) -> None:
    """Whatever ends inside it; what stands outside is cut as before."""
    text = "".join(parts)
    first = data.draw(st.integers(0, len(text) - 1))
    last = data.draw(st.integers(first + 1, len(text)))
    place = 0
    for sentence in split_sentences(text, [(first, last)]):
        place += len(sentence)
        assert not first < place < last
    assert place == len(text)
