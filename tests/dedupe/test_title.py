"""Titles: the one that was meant, and people's titles untouched."""

from __future__ import annotations

import pytest

from newsletter.dedupe import clean_body, clean_text, find_decoration
from newsletter.dedupe.segment import Kind
from newsletter.dedupe.title import Decoration, choose_title, is_title, says_title
from newsletter.source.decisions import DecidedPassage, Decisions, fingerprint

LINE = "港の朝はなぜ早いのか？その理由を読み解く"
# given title, witness, in calls, title that was meant
MENDED = {
    "a year and a tail": (f"2026年{LINE}の注目ポイントと導入効果", LINE, False, LINE),
    "a year alone": (f"2026年{LINE}", LINE, False, LINE),
    "a tail glued to a question": (
        "港の朝はなぜ早いのか？の技術革新がもたらす変化",
        "港の朝はなぜ早いのか？",
        False,
        "港の朝はなぜ早いのか？",
    ),
    "a tail glued to とは": (
        "港が早く起きる本当の理由とはが変える町の未来",
        "",
        False,
        "港が早く起きる本当の理由とは",
    ),
    "a tail without a witness": (
        "2026年港の朝はなぜ早いのか？の進化と実用化への道筋",
        "港の話をしよう。",
        False,
        "港の朝はなぜ早いのか？",
    ),
    "cut before its end": (
        "港が早く起きる本当の理由と？",
        "港が早く起きる本当の理由とは",
        False,
        "港が早く起きる本当の理由とは",
    ),
    "an open bracket": (
        "2026年港の新しい船「はやぶさ",
        "港の新しい船「はやぶさ」が示す未来とは？",
        False,
        "港の新しい船「はやぶさ」が示す未来とは？",
    ),
    "names put in": (
        "2026年港の新しい渡し船が（東社・西社）の全貌と活用法",
        "港の新しい渡し船がもたらす静かな変化とは？",
        False,
        "港の新しい渡し船がもたらす静かな変化とは？",
    ),
    "a tail in a post written in calls": (f"{LINE}完全ガイド2026", LINE, True, LINE),
    "a heading as witness": (f"2026年{LINE}の全貌と活用法", f"## {LINE}", False, LINE),
    "a bold line as witness": (f"2026年{LINE}の全貌と活用法", f"**{LINE}**", False, LINE),
}
# given title, witness, in calls
KEPT = {
    "the same": ("港の朝", "港の朝", True),
    "no witness": ("港の朝はなぜ早いのか？", "", True),
    "another first line": ("港の朝はなぜ早いのか？", "港では、漁師たちが網を広げている。", True),
    "a subtitle": ("A harbour wakes: the first ferry", "A harbour wakes", False),
    "a part": ("A harbour wakes, part 2", "A harbour wakes", False),
    "a longer first heading": ("港の朝", "港の朝と昼と夜の話", False),
    "a year that belongs": ("2024年の港を振り返る", "港を振り返る", False),
    "a year with its month": ("2026年8月施行の港の新しい規則", "港の新しい規則", False),
    "a question with a short tail": ("なぜ人は海を渡るのか？の答え", "海の話", False),
    "a quoted question": ("子どもの「なぜ？」に答える船乗りの言葉を集めて", "", False),
    "an English question": ("What is a harbour?", "What is a harbour and why", False),
    "names in brackets": ("港の船（東丸・西丸）の話", "港の船", False),
    "a release": ("Ruby 3.1.4 Released", "We are pleased to announce Ruby 3.1.4.", False),
}


@pytest.mark.parametrize(("title", "witness", "in_calls", "meant"), MENDED.values(), ids=MENDED)
def test_a_mangled_title_is_mended(title: str, witness: str, in_calls: bool, meant: str) -> None:
    """Decoration goes and cut ends come back, by the witness of the body."""
    assert choose_title(title, [witness], in_calls=in_calls) == meant


@pytest.mark.parametrize(("title", "witness", "in_calls"), KEPT.values(), ids=KEPT)
def test_a_sound_title_stays(title: str, witness: str, in_calls: bool) -> None:
    """People's titles are never changed."""
    assert choose_title(title, [witness], in_calls=in_calls) == title


def test_two_witnesses_against_a_year() -> None:
    """Where body and excerpt agree, a title with a year in front gives way."""
    line = "新しい渡し船、速さ三倍の報。その数字の裏にあるものは何か？"
    title = "2026年新しい渡し船の可能性とは？（東社・西社）｜最前線レポート"
    assert choose_title(title, [line, line]) == line
    people = "2024年秋に新しい渡し船に乗った"
    assert choose_title(people, [line, "another excerpt"]) == people


def test_decoration_is_learned_from_titles_that_have_ended() -> None:
    """A tail that two ended titles have is decoration; a shared end proves nothing."""
    titles = [
        "2026年港はなぜ早起きなのか？の全貌と実践的な活用法",
        "2026年町はなぜ朝寝坊なのか？の全貌と実践的な活用法",
        "2026年渡し船、その真意はどこにあるのか？",
        "2026年灯台守、その真意はどこにあるのか？",
        "2026年市場の競りと食堂の朝の全貌と実践的な活用法",
    ]
    habits = find_decoration(titles)
    assert habits == Decoration(("の全貌と実践的な活用法",), years=True)
    assert choose_title(titles[4], [], decoration=habits) == "市場の競りと食堂の朝"
    assert choose_title(titles[2], [], decoration=habits) == "渡し船、その真意はどこにあるのか？"
    assert find_decoration(["The news of May updates", "The news of June updates"]) == Decoration()


SAYS = {
    "the title": (Kind.SENTENCE, LINE, True),
    "the title as a heading": (Kind.HEADING, f"# {LINE}", True),
    "a lower heading": (Kind.HEADING, f"## {LINE}", True),
    "the beginning of it": (Kind.SENTENCE, "港の朝はなぜ早いのか？その理由", True),
    "a lower heading with its beginning": (
        Kind.HEADING,
        "## 港の朝はなぜ早いのか？その理由",
        False,
    ),
    "a sentence about it": (Kind.SENTENCE, f"{LINE}という本を読んだので、その話をする。", False),
    "an item": (Kind.ITEM, f"- {LINE}", False),
    "another number": (Kind.SENTENCE, f"{LINE}という話の第2回", False),
}


@pytest.mark.parametrize(("kind", "text", "says"), SAYS.values(), ids=SAYS)
def test_which_lines_say_the_title(kind: Kind, text: str, says: bool) -> None:
    """A line that says more than the title is text."""
    assert is_title(kind, text, [LINE]) is says


def test_an_empty_line_says_no_title() -> None:
    """Nothing is a cut of everything."""
    assert not says_title("", LINE)
    assert not says_title(LINE, "")


DOCUMENT = """---
layout: post
title: "2026年港の朝はなぜ早いのか？の全貌と活用法"  # made by a tool
---

# 港の朝はなぜ早いのか？

港では、漁師たちが網を広げている。
"""


def test_only_the_title_of_the_front_matter_changes() -> None:
    """Comment, quotes, other fields and the body stay byte for byte, and once is enough."""
    cleaned = clean_text(DOCUMENT)
    assert cleaned.text == DOCUMENT.replace("2026年", "").replace("の全貌と活用法", "")
    assert cleaned.given_title == "2026年港の朝はなぜ早いのか？の全貌と活用法"
    assert clean_text(cleaned.text).text == cleaned.text


MANGLED, MEANT = "2026年港の朝はなぜ早いのか？の全貌と活用法", "港の朝はなぜ早いのか？"
HEADS = {
    "YAML in single quotes": f"---\ntitle: '{MANGLED}' # a tool's\nlayout: post\n---\n",
    "YAML with a space": f'---\ntitle : "{MANGLED}"\n---\n',
    "Windows": f'---\r\ntags: [a]\r\ntitle: "{MANGLED}"\r\n---\r\n',
    "Windows below": f'---\nlayout: post\ntitle: "{MANGLED}"\r\ntags: [a]\r\n---\r\n',
    "Windows above": f'---\r\nlayout: post\r\ntitle: "{MANGLED}"\ntags: [a]\n---\n',
    "TOML": f'+++\n# mine\ntitle = "{MANGLED}"\ndate = 2026-01-02\n[params]\na = 1\n+++\n',
    "TOML in single quotes": f"+++\ntitle = '{MANGLED}'\n+++\n",
    "JSON": f'{{\n  "title": "{MANGLED}",\n  "tags": ["a"]\n}}\n',
}
OTHER_FIELDS = {
    "YAML": f"subtitle: {MANGLED}\nseo:\n  title: {MANGLED}\n",
    "YAML above": f'description: "{MANGLED}"\n',
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_the_title_is_mended_in_every_kind_of_front_matter(head: str) -> None:
    """What the result says its title is, its front matter says too; the rest is as it was."""
    text = f"{head}\n# {MEANT}\n\n港では、漁師たちが網を広げている。\n"
    cleaned = clean_text(text)
    assert cleaned.title == MEANT
    assert cleaned.text == text.replace(MANGLED, MEANT)
    assert clean_text(cleaned.text).text == cleaned.text


UNQUOTED = {
    "a plain text": f"title: {MANGLED}\n",
    "a block": f"title: >-\n  {MANGLED}\n",
}


@pytest.mark.parametrize("line", UNQUOTED.values(), ids=UNQUOTED)
def test_a_mended_title_stands_in_quotes(line: str) -> None:
    """Without them, a colon in it would be YAML."""
    body = f"\n# {MEANT}\n\n港では、漁師たちが網を広げている。\n"
    head = "---\n{}date: 2026-01-02 # a day\n---\n"
    cleaned = clean_text(head.format(line) + body)
    assert cleaned.head == head.format(f'title: "{MEANT}"\n')
    assert clean_text(cleaned.text).text == cleaned.text


@pytest.mark.parametrize("fields", OTHER_FIELDS.values(), ids=OTHER_FIELDS)
def test_no_field_but_the_title_is_mended(fields: str) -> None:
    """Another field that says the same is not ours to change."""
    head = f'---\n{fields}title: "{MANGLED}"\n---\n'
    cleaned = clean_text(f"{head}\n# {MEANT}\n\n港では、漁師たちが網を広げている。\n")
    assert cleaned.head == f'---\n{fields}title: "{MEANT}"\n---\n'


def test_the_line_goes_where_the_title_is_published() -> None:
    """Whoever takes the title of the result gets a body without it."""
    assert (
        clean_text(DOCUMENT, takes_title=True).body.strip() == "港では、漁師たちが網を広げている。"
    )


PLAIN = """\
---
title: 港の朝はなぜ早いのか
---

{line}

港では、漁師たちが網を広げている。
"""
GOES = {"a plain line": "港の朝はなぜ早いのか", "bold": "**港の朝はなぜ早いのか**"}
KEPT_LINES = {
    "a heading": "# 港の朝はなぜ早いのか",
    "an underlined heading": "港の朝はなぜ早いのか\n====",
    "a question": "港の朝はなぜ早いのかを、漁師の家で聞いてきた。",
    "another title": "港の朝の早さの理由を、漁師に聞いた",
    "a link": "[港の朝はなぜ早いのか](/a)",
    "a list": "- 港の朝はなぜ早いのか",
}


@pytest.mark.parametrize("line", GOES.values(), ids=GOES)
def test_a_plain_line_that_says_the_title_goes(line: str) -> None:
    """Nobody opens an article with its title as a paragraph."""
    cleaned = clean_text(PLAIN.format(line=line))
    assert cleaned.text == PLAIN.format(line="").replace("\n\n\n", "\n")
    assert [gone.rule for gone in cleaned.removals] == ["title-line"]
    assert clean_text(cleaned.text).text == cleaned.text


@pytest.mark.parametrize("line", KEPT_LINES.values(), ids=KEPT_LINES)
def test_a_heading_or_another_line_stays(line: str) -> None:
    """People want the headings they wrote; what says more than the title is text."""
    assert clean_text(PLAIN.format(line=line)).text == PLAIN.format(line=line)


SECOND_TITLES = {
    "a heading of two parts": "港の朝はなぜ早いのかへ。漁師の暮らし",
    "other words": "港の朝はなぜ早い：漁師の一日",
    "the question and a promise": "港の朝はなぜ早いのか？漁師の暮らしに学ぶ",
    "a figure of the text": "港の朝はなぜ早いのか：漁師30人の声",
}
FIRST_LINES = {
    "a sentence": "港の朝はなぜ早いのかを、漁師30人に聞いた。",
    "a question": "港の朝はなぜ早いのか、考えたことはありますか？",
    "a subtitle": "漁師30人と市場の一日を追う",
    "a figure that stands nowhere else": "港の朝はなぜ早いのか：漁師40人の声",
    "a link": "[港の朝はなぜ早いのか：漁師の一日](/a)",
    "a heading": "## 港の朝はなぜ早いのか：漁師の一日",
    "an introduction": "港の朝はなぜ早いのか、次の順に見ていく：",
}


WORDS = {  # title, first line, whether it is a second title
    "most of its words": (
        "How the harbour wakes before the town",
        "How the harbour wakes: before the town, before the boats",
        True,
    ),
    "a word that stands nowhere else": (
        "How the harbour wakes before the town",
        "How the harbour wakes: before the town, before the birds",
        False,
    ),
    "what the title does not say": (
        "Tomato soup with basil",
        "Tomato soup with basil, vegan",
        False,
    ),
    "a place": ("A walk in the old town", "A walk in the old town of Bern", False),
    "a part of a word below": ("A seat on the old boat", "A seat on the old boat at eve", False),
    "in brackets": ("夏休みの読書感想文の書き方", "夏休みの読書感想文（小学生向け）", False),
    "brackets that say no more": (
        "夏休みの読書感想文の書き方（小学生向け）",
        "夏休みの読書感想文（小学生向け）",
        True,
    ),
    "whom it is for": ("Rezept für Apfelkuchen", "Apfelkuchen für Oma", False),
    "a heading with more to say": (
        "The harbour opens in May",
        "Harbour to open in May, says the mayor of the town",
        False,
    ),
    "letters by chance": ("Deux tartes d'automne", "**Tarte aux pommes**", False),
    "words that every text has": (
        "Minutes of the allotment society",
        "**1. Minutes of the last meeting**",
        False,
    ),
    "a question under its title": (
        "Questions about the new library cards",
        "**Do I need a new card**",
        False,
    ),
}


@pytest.mark.parametrize(("title", "line", "goes"), WORDS.values(), ids=WORDS)
def test_a_second_title_in_words_has_most_of_them(title: str, line: str, goes: bool) -> None:
    """Pairs of letters are shared by chance; words are not."""
    text = f"---\ntitle: {title}\n---\n\n{line}\n\nThe boats leave at dawn.\n"
    assert (clean_text(text).text != text) is goes


@pytest.mark.parametrize("line", SECOND_TITLES.values(), ids=SECOND_TITLES)
def test_a_second_title_goes(line: str) -> None:
    """Under the title, a line that says it in other words is no text of the article."""
    document = PLAIN.replace("漁師たち", "30人の漁師たち")
    cleaned = clean_text(document.format(line=line))
    assert cleaned.text == document.format(line="").replace("\n\n\n", "\n")
    assert [gone.rule for gone in cleaned.removals] == ["second-title"]
    assert clean_text(cleaned.text).text == cleaned.text


@pytest.mark.parametrize("line", FIRST_LINES.values(), ids=FIRST_LINES)
def test_a_first_line_that_says_more_stays(line: str) -> None:
    """Sentences, subtitles, links and figures are the author's."""
    document = PLAIN.replace("漁師たち", "30人の漁師たち")
    assert clean_text(document.format(line=line)).text == document.format(line=line)


def test_a_second_title_that_a_person_kept_stays() -> None:
    """A decision is stronger than any rule."""
    body = "港の朝はなぜ早いのか：漁師の一日\n\n港では、漁師たちが網を広げている。\n"
    kept = Decisions(keep=(DecidedPassage(fingerprint("港の朝はなぜ早いのか：漁師の一日")),))
    assert clean_body(body, title="港の朝はなぜ早いのか", decisions=kept).body == body
