from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.config import parse_settings
from newsletter.edition.edition import (
    MAX_PREHEADER_COLUMNS,
    MAX_SUBJECT_CHARS,
    build_digest,
    build_post_edition,
    check_edition,
    shorten,
)
from newsletter.errors import ConfigError
from newsletter.language.width import display_width
from newsletter.model import EditionKind
from tests.render.letters import WHEN, make_article, make_settings

SETTINGS = make_settings()


def test_a_post_is_announced_by_its_title_and_summary() -> None:
    """No invention: what the post says of itself."""
    article = make_article()
    edition = build_post_edition(article)
    assert (edition.subject, edition.preheader) == (article.title, article.summary)
    assert (edition.id, edition.kind, edition.date) == (article.ref, EditionKind.POST, article.date)
    assert check_edition(edition) == ()


@pytest.mark.parametrize(
    ("language", "told", "subject"),
    [
        ("ja", {"subject": "件名"}, "件名"),
        ("en", {"subject": "件名"}, ""),
        ("en", {"subject": {"ja": "件名", "en": "Power"}}, "Power"),
        ("en", {"subject": {"ja": "件名"}}, ""),
        ("ja", {"subject": ""}, ""),
        ("ja", "nonsense", ""),
        ("ja", None, ""),
    ],
)
def test_a_person_has_the_last_word(language: str, told: object, subject: str) -> None:
    """Front matter overrides in its own language.

    A text in the source language is not sent to readers of another.
    """
    article = make_article(language, front_matter=(("newsletter", told),))
    assert build_post_edition(article).subject == (subject or article.title)


def test_a_wide_blank_is_part_of_a_japanese_title() -> None:
    """U+3000 separates title and subtitle; it is not turned into a narrow one."""
    assert build_post_edition(make_article(title="電力　七年契約")).subject == "電力　七年契約"


def test_a_digest_shows_so_many_and_links_the_rest() -> None:
    """`email.max_posts` in full view; nothing is left out."""
    articles = [
        replace(make_article(n=n), ref=f"p{n}", title=f"題{n}", date=WHEN + timedelta(days=n))
        for n in range(7)
    ]
    edition = build_digest(articles, SETTINGS, id="digest-2026-W47", date=WHEN)
    assert [article.ref for article in edition.articles] == ["p0", "p1", "p2", "p3", "p4"]
    assert edition.more == (("題5", articles[5].url), ("題6", articles[6].url))
    assert edition.subject == "題0"
    assert edition.preheader == "題1 · 題2 · 題3 · 題4 · 題5 · 題6"


def test_a_digest_is_in_one_language() -> None:
    """Mixed or empty digests are bugs of the caller."""
    for articles in ([], [make_article("ja"), make_article("en")]):
        with pytest.raises(ValueError, match="one language"):
            build_digest(articles, SETTINGS, id="d", date=WHEN)


@pytest.mark.parametrize(
    ("text", "columns", "short"),
    [
        ("短い文。", 20, "短い文。"),
        ("一つ目の文。二つ目の文。三つ目。", 26, "一つ目の文。二つ目の文。"),
        ("One two three four five six", 14, "One two…"),
        ("長い題名がここに入ります", 12, "長い題名が…"),
        ("The act, which holds from May, asks for more", 36, "The act, which holds from May…"),
        ("The act – from May – asks for more", 28, "The act – from May…"),
        ("町は橋を直し、道も直し、港は直さない", 28, "町は橋を直し、道も直し…"),
        ("It costs 1,000,000 dollars a year", 22, "It costs 1,000,000…"),
        ("It opens at 10:30 every morning", 20, "It opens at 10:30…"),
        ("So, the town mends its bridge", 20, "So, the town mends…"),
        ("", 10, ""),
    ],
)
def test_a_preheader_ends_with_a_sentence_or_a_word(text: str, columns: int, short: str) -> None:
    """Whole sentences where they fit, never half a word."""
    assert shorten(text, columns) == short


NASTY = st.text(alphabet="aあ 。\n\r\t\x00\u202e\u200b\u2028🙂", max_size=400)


@given(NASTY, NASTY)
def test_subject_and_preheader_are_one_visible_line(title: str, summary: str) -> None:
    """No line end smuggles a header in, nothing hides or turns the text.

    Nothing is longer than tools take.
    """
    edition = build_post_edition(make_article(title=title, summary=summary))
    for line in (edition.subject, edition.preheader):
        assert not set(line) & set("\n\r\t\x00\u202e\u200b\u2028")
        assert line == line.strip()
    assert len(edition.subject) <= MAX_SUBJECT_CHARS
    assert display_width(edition.preheader) <= MAX_PREHEADER_COLUMNS


@pytest.mark.parametrize(
    ("title", "summary", "rule"),
    [
        ("題" * 40, "要約。", "subject-long"),
        ("町は橋を三年で直すことに決めた。" + "題" * 40, "要約。", "subject-cut"),
        ("\x00", "要約。", "subject-empty"),
    ],
)
def test_what_an_inbox_shows_badly_is_a_finding(title: str, summary: str, rule: str) -> None:
    """The editor learns of it before the reader."""
    edition = build_post_edition(make_article(title=title, summary=summary, body=""))
    assert rule in {finding.rule for finding in check_edition(edition)}


@pytest.mark.parametrize("summary", ["", "題"])
def test_a_mail_without_a_preheader_is_no_finding(summary: str) -> None:
    """Its beginning stands in the inbox; nobody has to do anything."""
    edition = build_post_edition(make_article(title="題", summary=summary, body=""))
    assert edition.preheader == ""
    assert check_edition(edition) == ()


def test_a_subject_that_is_the_whole_title_or_a_persons_is_not_cut() -> None:
    """Must not match: a short title, one long sentence, a subject that somebody wrote."""
    long = make_article(title="町は橋を三年で直すことに決めた。" + "題" * 40)
    whole = (
        make_article(title="題。題"),
        make_article(title="題" * 40),
        replace(long, subject="橋"),
    )
    for article in whole:
        found = check_edition(build_post_edition(article))
        assert "subject-cut" not in {finding.rule for finding in found}


def test_a_preheader_that_repeats_the_subject_is_a_finding() -> None:
    """A person may say it twice, and is told."""
    edition = build_post_edition(replace(make_article(title="同じ"), preheader="同じ"))
    assert "preheader-repeats" in {finding.rule for finding in check_edition(edition)}


PREHEADERS = [  # title, summary, lead, a person's line, what the article adds; what is shown
    ("題", "要約。", "", "人の一行。", "本文の一文。", "人の一行。"),
    ("題", "要約。", "", "", "本文の一文。", "本文の一文。"),
    ("題", "要約。", "別の知らせ。", "", "", "要約。"),
    ("題", "要約。", "知らせ。要約。", "", "", ""),
    ("題の一文。", "題の一文。", "", "", "", ""),
]


@pytest.mark.parametrize(("title", "summary", "lead", "decided", "found", "shown"), PREHEADERS)
def test_the_preheader_adds_to_title_and_lead(
    title: str, summary: str, lead: str, decided: str, found: str, shown: str
) -> None:
    """A person's line, else what the article adds; never what title or lead say already."""
    article = replace(
        make_article(title=title, summary=summary),
        lead=lead,
        preheader=decided,
        found_preheader=found,
    )
    assert build_post_edition(article).preheader == shown


WORDED = parse_settings("""
[publication]
title = "手紙"
url = "https://letter.example.com"
language = "ja"
[languages.en]
title = "Letter"
subject = "{title} · {publication}"
digest_subject = "{n} posts: {title}"
[email]
subject = "【{publication}】{title}"
preheader = "{preheader} {publication}"
""")


def test_subjects_are_worded_by_kind_and_language() -> None:
    """The language's own words before those of [email]; braces of a title stay braces."""
    japanese = build_post_edition(replace(make_article("ja"), title="{n} 題"), WORDED)
    assert japanese.subject == "【手紙】{n} 題"
    assert japanese.preheader.endswith("手紙")
    english = build_post_edition(replace(make_article("en"), title="A title"), WORDED)
    assert english.subject == "A title · Letter"
    articles = [replace(make_article("en", n), title=f"Title {n}") for n in range(3)]
    digest = build_digest(articles, WORDED, id="digest-1", date=WHEN)
    assert digest.subject == "3 posts: Title 0"


def test_a_subject_that_a_person_wrote_stays() -> None:
    """In the decisions or in the front matter."""
    decided = replace(make_article("ja"), subject="私の件名")
    assert build_post_edition(decided, WORDED).subject == "私の件名"
    front = (("newsletter", {"subject": {"ja": "題の件名"}}),)
    stated = replace(make_article("ja"), front_matter=front)
    assert build_post_edition(stated, WORDED).subject == "題の件名"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('subject = "{titel}"', "{titel}"),
        ('subject = "{n}"', "{n}"),
        ('subject = "{}"', "{}"),
        ('preheader = "{date}"', "{date}"),
    ],
)
def test_a_wording_names_only_what_there_is(line: str, said: str) -> None:
    """The error says what it may name."""
    text = f"""
[publication]
title = "手紙"
url = "https://letter.example.com"
language = "ja"
[email]
{line}
"""
    with pytest.raises(ConfigError, match=r"it may name") as error:
        parse_settings(text)
    assert said in str(error.value)


OPENINGS = [
    ("ja", "題です。", "題です。本文が続く。", "本文が続く。"),
    ("ja", "橋の題", "橋の題 本文が続く。", "本文が続く。"),
    ("en", "The bridge", "The bridge: a town mends it.", "a town mends it."),
    ("en", "The bridge", "The bridge opens in May.", "The bridge opens in May."),
    ("ru", "Плагины тегов", "Плагины тегов отличаются.", "Плагины тегов отличаются."),
    ("en", "The", "Thebes is old.", "Thebes is old."),
]


@pytest.mark.parametrize(("language", "title", "summary", "shown"), OPENINGS)
def test_a_title_before_the_summary_goes(
    language: str, title: str, summary: str, shown: str
) -> None:
    """Must not change: a sentence that begins with the words of the title and goes on."""
    article = replace(make_article(title=title, summary=summary), language=language)
    assert build_post_edition(article).preheader == shown


LONG = "A sentence that is much too long for any inbox of this world, since " * 3 + "it is."
FOUND = [
    ("Short and found.", "First. Second.", "", "Short and found."),
    (LONG, "First. Second.", "", "First. Second."),
    (LONG, "First. Second.", "First.", "Second."),
    ("", "First. Second.", "First. Second.", ""),
    ("", LONG, "", ""),
]


@pytest.mark.parametrize(("found", "summary", "lead", "preheader"), FOUND)
def test_a_preheader_that_fits_goes_first(
    found: str, summary: str, lead: str, preheader: str
) -> None:
    """What the mail begins with is not said beside its subject."""
    article = replace(make_article(), found_preheader=found, summary=summary, lead=lead)
    assert build_post_edition(article).preheader == preheader


def test_a_summary_that_is_a_key_point_is_no_preheader() -> None:
    """The box says it already."""
    article = replace(make_article(), summary="First. Second.", key_points=("First.",))
    assert build_post_edition(article).preheader == "Second."


TITLES = [
    ("港の塩が世界の食卓を変え始めたようですね。" + "値段が三倍になったというニュース、" * 3, True),
    (
        "Salt is dear again, and the harbour has it. "
        + "What shall we make of all of this now? " * 2,
        True,
    ),
    (
        "Salt. " + "The harbour sells more of it than any other harbour of this world, again" * 1,
        False,
    ),
    ("港の塩の値段が三倍になったというニュースを聞いて驚いた人は" * 2, False),
    ("港の塩が世界の食卓を変える。これから塩を買おう。", False),
]


@pytest.mark.parametrize(("title", "is_cut"), TITLES)
def test_a_long_title_of_several_sentences_is_cut_between_them(title: str, is_cut: bool) -> None:
    """Must not change: one long sentence, a first one of a word, a title that fits."""
    subject = build_post_edition(replace(make_article(), title=title)).subject
    assert (subject != title.strip()) is is_cut
    assert title.startswith(subject)
