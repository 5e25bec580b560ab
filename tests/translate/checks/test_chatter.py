"""Chatter: what a model says beside or instead of a translation, and what an article says."""

from __future__ import annotations

import pytest

from newsletter.translate.checks.chatter import check_chatter, is_refusal
from tests.translate.checks.pairs import show_findings

SOURCE = "港の朝は早い。"
TRANSLATION = "The morning of the harbour is early."

REFUSALS = {
    "an apology": "I'm sorry, but I can't assist with that.",
    "without an apology": "I cannot translate this text.",
    "we": "We are unable to process this request.",
    "a language model": "As an AI language model, I have no opinion.",
    "a policy": "This content violates our usage policy.",
    "Japanese": "申し訳ありませんが、この文章は翻訳できません。",
    "Japanese, as an AI": "AIとして、お答えします。",
    "German": "Es tut mir leid, aber ich kann dabei nicht helfen.",
    "German without an apology": "Ich kann diese Anfrage leider nicht bearbeiten.",
    "French": "Désolé, je ne peux pas traduire cette demande.",
    "French without an apology": "Je ne peux pas répondre à cette demande.",
    "Chinese": "抱歉，我无法翻译这段文字。",
    "Chinese without an apology": "我无法提供翻译。",
    "Korean": "죄송하지만 번역할 수 없습니다.",
}


@pytest.mark.parametrize("target", REFUSALS.values(), ids=REFUSALS)
def test_a_refusal_is_told(target: str) -> None:
    """Whether it apologises or not; without a source as well."""
    (found,) = show_findings(check_chatter, SOURCE, target)
    assert found.startswith("error")
    assert found.endswith("the engine refused")
    assert is_refusal(target)


NEVER_SAID = {
    "a policy": "It is against the usage policy.",
    "help with that": "Well, we can't help you with that.",
    "a request": "For now it cannot fulfil your request.",
    "a translation": "It can't provide a translation.",
    "Japanese": "この件のリクエストにはお応えできかねます。",
    "Chinese": "这里不能协助您处理该请求。",
    "German": "Nun, dabei kann ich leider nicht helfen.",
    "French": "On ne peut pas traiter votre demande.",
}


@pytest.mark.parametrize("target", NEVER_SAID.values(), ids=NEVER_SAID)
def test_what_nobody_says_who_writes_for_people_is_told(target: str) -> None:
    """However the answer begins; not where the source speaks of help, requests or translating."""
    (found,) = show_findings(check_chatter, SOURCE, target)
    assert found.endswith("the engine refused")
    assert show_findings(check_chatter, "翻訳のリクエストは助けにならない。", target) == []


def test_what_stands_deep_in_a_long_answer_is_part_of_the_article() -> None:
    """A model refuses at once: what comes after two hundred and forty letters was translated."""
    before = "The ferry left the harbour before dawn and came back at night. " * 4
    refusal = "The clerk says that he cannot provide the translation."
    assert show_findings(check_chatter, SOURCE, before + refusal) == []
    (found,) = show_findings(check_chatter, SOURCE, refusal)
    assert found.endswith("the engine refused")


SAID = {
    "the source apologises": (
        "申し訳ありませんが、お手伝いできません。",
        "I'm sorry, but I can't help you.",
    ),
    "the source cannot": ("翻訳できない言葉だ。", "I cannot translate this word."),
    "the source denies": ("私は人を助けない。", "I cannot help anybody."),
    "an apology alone": (SOURCE, "I'm sorry that the morning is early."),
    "another thing": (SOURCE, "I cannot swim in the harbour."),
    "in the middle": (SOURCE, "The harbour says: we cannot see you."),
}


@pytest.mark.parametrize(("source", "target"), SAID.values(), ids=SAID)
def test_what_the_source_says_is_no_refusal(source: str, target: str) -> None:
    """A dialogue may well apologise."""
    assert show_findings(check_chatter, source, target) == []


@pytest.mark.parametrize("text", [TRANSLATION, "", "Sorry, the harbour is closed.", "港だ。"])
def test_a_translation_is_no_refusal(text: str) -> None:
    """Whatever it says."""
    assert not is_refusal(text)


TALK = {
    "a heading": f"Here is the translation: {TRANSLATION}",
    "a short heading": f"Translation: {TRANSLATION}",
    "a heading in Japanese": "翻訳結果：港の朝は早い。",
    "a heading in German": f"Hier ist die Übersetzung: {TRANSLATION}",
    "an eager word": f"Sure! {TRANSLATION}",
    "an eager word in Japanese": "承知しました。港の朝は早い。",
    "a note in brackets": f"{TRANSLATION} (Note: the port of Alvik.)",
    "a note in brackets inside the sentence": "The morning is early (Note: the port of Alvik)",
    "a note behind it": f"{TRANSLATION} Note: this is the port of Alvik.",
    "a note of a translator": f"{TRANSLATION} [Translator's note: a port]",
    "an offer": f"{TRANSLATION} Let me know if you need anything else.",
    "an offer as a question": f"{TRANSLATION} Would you like me to go on with it?",
    "a hope": f"{TRANSLATION} I hope this helps!",
    "a signature": f"{TRANSLATION} Translated by ChatGPT.",
    "an offer in Japanese": "港の朝は早い。ご不明な点があればどうぞ。",
    "an offer of a sentence more": f"{TRANSLATION} Feel free to ask for more.",
}


@pytest.mark.parametrize("target", TALK.values(), ids=TALK)
def test_talk_beside_a_translation_is_told(target: str) -> None:
    """A heading, an eager word, a note, an offer: once."""
    found = show_findings(check_chatter, SOURCE, target)
    assert len(found) == 1
    assert found[0].startswith("error")
    assert found[0].endswith("not a translation")


NO_TALK = {
    "the source is about translating": ("これが翻訳だ。", "Here is the translation: it is old."),
    "the source agrees": ("もちろん！行こう。", "Sure! Let us go."),
    "the source notes": ("港は古い（注：アルビク）。", "The port is old (Note: Alvik)."),
    "the source has as many sentences": (
        "港は古い。他に要る物があれば聞いてほしい。",
        "The port is old. If you need anything else, ask.",
    ),
    "the source offers": ("何かあれば知らせて。", "Let me know if you need anything."),
    "one sentence that offers": ("要る物は聞いてほしい。", "If you need more, ask."),
    "a note that is the sentence": ("備考：港は古い。", "Note: the port is old."),
    "a note of as many sentences": ("港。アルビクだ。", "The port. Note: this is Alvik."),
    "a word of the same beginning": (SOURCE, "Surely the port wakes early."),
    "two sentences of one": (SOURCE, "The morning is early. It is a harbour."),
    "an offer that is no end": (SOURCE, "Feel free to ask the harbour. Its morning is early."),
    "nothing": (SOURCE, ""),
}


@pytest.mark.parametrize(("source", "target"), NO_TALK.values(), ids=NO_TALK)
def test_what_the_source_says_is_no_talk(source: str, target: str) -> None:
    """Phrases count only where the source has nothing of the kind, and only at the ends."""
    assert show_findings(check_chatter, source, target) == []
