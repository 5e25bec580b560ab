"""A post in another language: who is asked, in which order, and what is held."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from newsletter.errors import EngineUnavailable
from newsletter.model import Origin, Severity, Translated
from newsletter.translate.catalogue import (
    Catalogue,
    Entry,
    build_catalogue,
    parse_catalogue,
    update_catalogue,
)
from newsletter.translate.engines.engine import NO_CONTEXT, Context, Engine, Limits
from newsletter.translate.glossary import EMPTY, Glossary, parse_glossary
from newsletter.translate.memory import Memory, MemoryInProcess
from newsletter.translate.posts import translate_article
from newsletter.translate.request import Request

ENGLISH = {
    "新工場の話": "A new factory",
    "新しい工場が動き始めた。": "A new factory has started up.",
    "売上は3億円だった。": "Sales came to ¥300 million.",
    "担当者は[[1]]満足[[/1]]と話す。": "The manager says he is [[1]]satisfied[[/1]].",
    "来年も増やす。": "There will be more next year.",
    "製造": "Manufacturing",
    "工場の記録です。": "A record of the factory.",
}
FULL = (
    "# 新工場の話\n\n新しい工場が動き始めた。売上は3億円だった。\n\n"
    "担当者は**満足**と話す。来年も増やす。\n"
)
REQUEST = Request(
    source="ja",
    target="en",
    title="新工場の話",
    summary="担当者は満足と話す。",
    body="# 新工場の話\n\n新しい工場が動き始めた。\n\n担当者は**満足**と話す。\n",
    full_body=FULL,
    fields=(
        ("layout", "post"),
        ("excerpt", "工場の記録です。"),
        ("tags", ("製造",)),
        ("date", "2025-11-02"),
    ),
)


class Fake:
    """An engine that knows some texts, and notes every request."""

    limits = Limits(max_texts=50, max_chars=10_000, max_bytes=100_000)

    def __init__(self, answers: dict[str, str] | Callable[[str], str], name: str = "fake") -> None:
        self.name = name
        self.requests: list[tuple[str, ...]] = []
        self._answers = answers

    def translate(
        self,
        texts: Sequence[str],
        source: str,
        target: str,
        context: Context = NO_CONTEXT,
    ) -> Sequence[str]:
        """Answer from the table."""
        self.requests.append(tuple(texts))
        answers = self._answers
        return [answers(text) if callable(answers) else answers.get(text, "") for text in texts]

    @property
    def asked(self) -> list[str]:
        """All texts that were sent."""
        return [text for request in self.requests for text in request]


class Away(Fake):
    """An engine that cannot be reached."""

    def translate(
        self,
        texts: Sequence[str],
        source: str,
        target: str,
        context: Context = NO_CONTEXT,
    ) -> Sequence[str]:
        """Fail, and want to be left alone for an hour."""
        raise EngineUnavailable("cannot reach away", why="no route", retry_after_s=3600.0)


def translate(
    *engines: Engine,
    request: Request = REQUEST,
    memory: Memory | None = None,
    catalogue: Catalogue | None = None,
    glossary: Glossary = EMPTY,
) -> Translated:
    """Translate with what is given and nothing else."""
    return translate_article(
        request,
        engines=engines,
        memory=memory if memory is not None else MemoryInProcess(),
        catalogue=catalogue,
        glossary=glossary,
    )


def test_everything_is_translated_once() -> None:
    """All parts of a post share their units; each is sent once, a paragraph side by side."""
    engine = Fake(ENGLISH)
    done = translate(engine)
    assert done.held == ()
    assert done.title == "A new factory"
    assert done.summary == "The manager says he is satisfied."
    assert done.full_body == (
        "# A new factory\n\nA new factory has started up. Sales came to ¥300 million.\n\n"
        "The manager says he is **satisfied**. There will be more next year.\n"
    )
    assert (
        done.body
        == "# A new factory\n\nA new factory has started up.\n\nThe manager says he is **satisfied**.\n"
    )
    assert done.fields == (("excerpt", "A record of the factory."), ("tags", ("Manufacturing",)))
    assert sorted(engine.asked) == sorted(ENGLISH)


def test_order_of_sources() -> None:
    """Glossary, catalogue, memory, engine: each answers what the one before did not."""
    engine, memory = Fake(ENGLISH), MemoryInProcess()
    memory.record({"来年も増やす。": "More will follow next year."}, "ja", "en", "older")
    memory.record({"売上は3億円だった。": "Never used: ¥300 million."}, "ja", "en", "older")
    catalogue = build_catalogue(
        [Entry("売上は3億円だった。", "Revenue was ¥300 million."), Entry("製造", "never used")]
    )
    glossary = parse_glossary("source,en\n製造,Industry\n", "glossary.csv")
    done = translate(engine, memory=memory, catalogue=catalogue, glossary=glossary)
    origins = {each.unit.source: each.origin for each in done.translations}
    assert origins["製造"] is Origin.GLOSSARY
    assert origins["売上は3億円だった。"] is Origin.CATALOGUE
    assert origins["来年も増やす。"] is Origin.MEMORY
    assert origins["新しい工場が動き始めた。"] is Origin.ENGINE
    assert "Revenue was ¥300 million." in done.full_body
    assert set(engine.asked) == set(ENGLISH) - {"製造", "売上は3億円だった。", "来年も増やす。"}


def test_a_wrong_amount_holds_the_post() -> None:
    """3億円 is not $3 billion: the unit is held with its reason.

    Nothing of the post is published, and the rest is remembered.
    """
    memory = MemoryInProcess()
    done = translate(
        Fake(ENGLISH | {"売上は3億円だった。": "Sales came to $3 billion."}), memory=memory
    )
    assert [each.unit.source for each in done.held] == ["売上は3億円だった。"]
    assert (done.title, done.summary, done.body, done.full_body, done.fields) == (
        "",
        "",
        "",
        "",
        (),
    )
    rules = [
        finding.rule for finding in done.held[0].findings if finding.severity is Severity.ERROR
    ]
    assert rules == ["numbers"]
    assert any("Sales came to $3 billion." in finding.message for finding in done.held[0].findings)
    assert "売上は3億円だった。" not in memory.find(list(ENGLISH), "ja", "en")
    assert len(memory.find(list(ENGLISH), "ja", "en")) == len(ENGLISH) - 1


def test_the_next_engine_mends_what_the_first_got_wrong() -> None:
    """Only what failed is sent on."""
    first = Fake(ENGLISH | {"売上は3億円だった。": "Sales came to $3 billion."}, "first")
    second = Fake(ENGLISH, "second")
    done = translate(first, second)
    assert done.held == ()
    assert second.asked == ["売上は3億円だった。"]
    assert {each.engine for each in done.translations if each.unit.source in second.asked} == {
        "second"
    }


def test_an_engine_that_is_away_asks_for_another_try() -> None:
    """Held units say that trying again may help; a refusal does not."""
    done = translate(Away({}))
    assert len(done.held) == len(done.translations)
    assert done.unavailable
    assert not translate(Fake(ENGLISH | {"製造": "製造"})).unavailable


def test_without_engines_what_is_missing_is_held() -> None:
    """Offline, catalogue and memory answer; the rest is held and says that nobody was asked."""
    done = translate()
    assert len(done.held) == len(done.translations)
    assert {finding.rule for each in done.held for finding in each.findings} == {"unanswered"}
    assert not done.unavailable


def test_a_second_run_asks_nobody() -> None:
    """Everything an engine said is remembered; the same post costs nothing."""
    memory = MemoryInProcess()
    first = translate(Fake(ENGLISH), memory=memory)
    engine = Fake({})
    second = translate(engine, memory=memory)
    assert engine.requests == []
    assert (second.full_body, second.summary) == (first.full_body, first.summary)
    assert {each.engine for each in second.translations} == {"fake"}


def test_one_changed_sentence_is_one_unit_asked() -> None:
    """What stayed the same is not sent again."""
    memory = MemoryInProcess()
    translate(Fake(ENGLISH), memory=memory)
    engine = Fake({"売上は5億円だった。": "Sales came to ¥500 million."})
    changed = replace(REQUEST, full_body=FULL.replace("3億円", "5億円"))
    done = translate(engine, memory=memory, request=changed)
    assert engine.requests == [("売上は5億円だった。",)]
    assert "¥500 million" in done.full_body


def test_a_killed_run_pays_for_nothing_twice() -> None:
    """What was answered before the end is remembered; the next run asks for the rest."""

    class Dying(Fake):
        limits = Limits(max_texts=1, max_chars=10_000, max_bytes=100_000)

        def translate(
            self,
            texts: Sequence[str],
            source: str,
            target: str,
            context: Context = NO_CONTEXT,
        ) -> Sequence[str]:
            if len(self.requests) == 3:
                raise KeyboardInterrupt
            return super().translate(texts, source, target)

    memory, dying, engine = MemoryInProcess(), Dying(ENGLISH), Fake(ENGLISH)
    try:
        translate(dying, memory=memory)
    except KeyboardInterrupt:
        pass
    else:
        raise AssertionError("the engine was to die")
    done = translate(engine, memory=memory)
    assert len(dying.asked) == 3
    assert sorted(dying.asked + engine.asked) == sorted(ENGLISH)
    assert done.held == ()


def test_a_reviewed_text_is_believed() -> None:
    """A person may leave emphasis out and write other numbers; the findings are warnings."""
    catalogue = build_catalogue(
        [
            Entry("担当者は[[1]]満足[[/1]]と話す。", "The manager is pleased."),
            Entry("売上は3億円だった。", "Sales came to ¥3 billion."),
        ]
    )
    done = translate(Fake(ENGLISH), catalogue=catalogue)
    assert "The manager is pleased. There" in done.full_body
    assert "¥3 billion" in done.full_body
    findings = [finding for each in done.translations for finding in each.findings]
    assert findings
    assert {finding.severity for finding in findings} == {Severity.WARNING}


def test_a_reviewed_text_with_broken_markup_is_held() -> None:
    """Markup that cannot be put back is never published, whoever wrote it."""
    catalogue = build_catalogue([Entry("担当者は[[1]]満足[[/1]]と話す。", "He is [[1]]satisfied.")])
    done = translate(Fake(ENGLISH), catalogue=catalogue)
    assert "担当者は[[1]]満足[[/1]]と話す。" in [each.unit.source for each in done.held]


def test_a_fuzzy_text_is_not_published() -> None:
    """What nobody has confirmed in the catalogue counts for nothing."""
    done = translate(catalogue=build_catalogue([Entry("来年も増やす。", "More.", fuzzy=True)]))
    assert "来年も増やす。" in [each.unit.source for each in done.held]


def test_what_was_remembered_is_checked_again() -> None:
    """A wrong text that came into the memory is not published; the engine is asked instead."""
    memory, engine = MemoryInProcess(), Fake(ENGLISH)
    memory.record({"売上は3億円だった。": "Sales came to ¥3 billion."}, "ja", "en", "older")
    done = translate(engine, memory=memory)
    assert "売上は3億円だった。" in engine.asked
    assert done.held == ()


def test_catalogue_round_trip() -> None:
    """A catalogue without its fuzzy flags publishes the post without memory and engine."""
    text = update_catalogue(None, translate(Fake(ENGLISH)))
    reviewed = parse_catalogue(text.replace("#, fuzzy\n", ""), "a.po")
    done = translate(catalogue=reviewed)
    assert done.held == ()
    assert {each.origin for each in done.translations} == {Origin.CATALOGUE}
    assert update_catalogue(reviewed, done) == update_catalogue(
        parse_catalogue(update_catalogue(reviewed, done), "a.po"), done
    )


def test_names_in_latin_letters_are_not_sent() -> None:
    """A product name in a Japanese post is the same in English; an engine could spoil it."""
    engine = Fake({})
    done = translate(
        engine, request=Request("ja", "en", "NVIDIA Blackwell", "", "- GPT-5\n", "- GPT-5\n")
    )
    assert (done.held, done.title, done.full_body) == ((), "NVIDIA Blackwell", "- GPT-5\n")
    assert engine.requests == []


def test_right_to_left_and_unspaced_targets() -> None:
    """Any pair of languages: sentences are joined as the target joins them."""
    request = Request("en", "ja", "", "", "", "It rose. It fell.\n")
    engine = Fake({"It rose.": "上がった。", "It fell.": "下がった。"})
    assert translate(engine, request=request).full_body == "上がった。下がった。\n"
    engine = Fake({"It rose.": "ارتفع السعر.", "It fell.": "انخفض السعر."})
    assert (
        translate(engine, request=replace(request, target="ar")).full_body
        == "ارتفع السعر. انخفض السعر.\n"
    )


def test_the_top_of_the_mail_shares_the_units_of_the_article() -> None:
    """Lead, key points and preheader are sentences of the text: none is asked for twice."""
    engine = Fake(ENGLISH)
    request = replace(
        REQUEST,
        lead="新しい工場が動き始めた。",
        key_points=("売上は3億円だった。", "担当者は満足と話す。"),
        preheader="来年も増やす。",
    )
    done = translate(engine, request=request)
    assert done.lead == "A new factory has started up."
    assert done.key_points == ("Sales came to ¥300 million.", "The manager says he is satisfied.")
    assert done.preheader == "There will be more next year."
    assert len(engine.asked) == len(set(engine.asked))


PART, WHOLE = "売上は3億円だった。", "正直、売上は3億円だった。"
LED = replace(
    REQUEST,
    lead=PART,
    whole_lead=WHOLE,
    body=REQUEST.body + "\n来年も増やす。\n",
    full_body=FULL.replace(PART, WHOLE),
)
WITH_WHOLE = ENGLISH | {WHOLE: "Frankly, sales came to ¥300 million."}
WITHOUT_PART = {source: target for source, target in WITH_WHOLE.items() if source != PART}


def test_a_part_of_a_sentence_leads_where_it_is_translated() -> None:
    """The lead is the part, the body has the whole."""
    done = translate(Fake(WITH_WHOLE), request=LED)
    assert done.lead == ENGLISH[PART]
    assert WITH_WHOLE[WHOLE] in done.full_body


def test_the_whole_sentence_leads_where_nobody_knows_its_part() -> None:
    """Must not hold: what covers the post covers its lead."""
    done = translate(Fake(WITHOUT_PART), request=LED)
    assert not done.held
    assert done.lead == WITH_WHOLE[WHOLE]


def test_a_reviewed_whole_comes_before_a_part_of_an_engine() -> None:
    """A person's words lead; once the part is reviewed too, it does."""
    entries = [Entry(WHOLE, "To be frank, sales came to ¥300 million.")]
    reviewed = translate(Fake(WITH_WHOLE), request=LED, catalogue=build_catalogue(entries))
    assert reviewed.lead == entries[0].target
    entries.append(Entry(PART, "Sales: ¥300 million."))
    both = translate(Fake(WITH_WHOLE), request=LED, catalogue=build_catalogue(entries))
    assert both.lead == "Sales: ¥300 million."


POINTED = replace(LED, lead="", whole_lead="", key_points=(PART,), whole_points=(WHOLE,))


def test_a_part_of_a_sentence_is_a_key_point_where_it_is_translated() -> None:
    """As with the lead: else the whole sentence stands there, and nothing is held."""
    assert translate(Fake(WITH_WHOLE), request=POINTED).key_points == (ENGLISH[PART],)
    done = translate(Fake(WITHOUT_PART), request=POINTED)
    assert not done.held
    assert done.key_points == (WITH_WHOLE[WHOLE],)


def test_a_reviewed_whole_comes_before_a_part_among_the_key_points() -> None:
    """A point that is not cut stays as it is."""
    entries = [Entry(WHOLE, "To be frank, sales came to ¥300 million.")]
    request = replace(
        POINTED, key_points=(PART, "来年も増やす。"), whole_points=(WHOLE, "来年も増やす。")
    )
    done = translate(Fake(WITH_WHOLE), request=request, catalogue=build_catalogue(entries))
    assert done.key_points == (entries[0].target, "There will be more next year.")


def test_a_part_of_a_sentence_stands_in_the_inbox_where_it_is_translated() -> None:
    """As with the lead: else the whole sentence does, and nothing is held."""
    lined = replace(LED, lead="", whole_lead="", preheader=PART, whole_preheader=WHOLE)
    assert translate(Fake(WITH_WHOLE), request=lined).preheader == ENGLISH[PART]
    done = translate(Fake(WITHOUT_PART), request=lined)
    assert not done.held
    assert done.preheader == WITH_WHOLE[WHOLE]


def test_a_post_that_lacks_more_than_its_lead_is_held() -> None:
    """Must not pass: a sentence of the body that nobody translates."""
    known = {
        source: target for source, target in WITHOUT_PART.items() if source != "来年も増やす。"
    }
    assert translate(Fake(known), request=LED).held
