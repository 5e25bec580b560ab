"""What goes first whatever its score, and what only looks like it."""

from __future__ import annotations

import pytest

from newsletter.abridgement.candidates import parse_article
from newsletter.abridgement.page_notes import find_boilerplate

TEXT = "港の朝市は今年で三十年を迎えた。毎週土曜日の朝に二百人の買い物客が集まる。"
ENGLISH = "The harbour market is thirty years old. Two hundred people come every Saturday."


def first_to_go(body: str, language: str = "ja", title: str = "朝市の話") -> list[str]:
    """Texts of the candidates that go first."""
    article = parse_article(body)
    numbers = find_boilerplate(article, language, title)
    return [candidate.text for candidate in article.candidates if candidate.number in numbers]


PAGE_NOTES = [
    ("ja", "最後までお読みいただきありがとうございました。"),
    ("ja", "お問い合わせはこちらからお願いします。"),
    ("ja", "こんにちは、編集部の田中です。"),
    ("ja", "[前の記事](/before/)"),
    ("ja", "<https://example.org/>"),
    ("ja", "- [駅前の広場](/plaza/)\n- [港の橋](/bridge/)"),
    ("ja", "<div>広告</div>"),
    ("en", "Subscribe to our newsletter."),
    ("ja", "ご意見はお問い合わせフォームからお送りください。"),
    ("en", "Thanks for reading!"),
    ("en", "Read our weekly newsletter every Friday."),
    ("en", "There is more in our blog post."),
    ("en", "Last updated on 3 May."),
    ("en", "Feel free to contact us."),
    ("en", "- [The square](/square/)\n- https://example.org/"),
    ("en", "Timetable (all lines): https://example.org/a.pdf"),
    ("ja", "時刻表：<https://example.org/all/>"),
]
TEXTS = [
    ("ja", "市は問い合わせ窓口を来月から増やす。"),
    ("ja", "記事の著者は三人だ。"),
    ("ja", "市の問い合わせフォームが使いにくいという声が多い。"),
    ("en", "This week's newsletter describes the new bridge."),
    ("en", "The painter explains in a blog post how the bridge was saved."),
    ("en", "The town gave an update on the bridge."),
    ("ja", "詳しい表は[市の報告](/report/)にある。"),
    ("ja", "- [駅前の広場](/plaza/)は来月に開く\n- 港の橋は閉まる"),
    ("ja", "```\nmake all\n```"),
    ("ja", "> 朝市は町の誇りだ。"),
    ("en", "The paper lost a third of its readers."),
    ("en", "The [report](/report/) has the numbers."),
    ("en", "Timetable: see https://example.org/a.pdf for all lines."),
    ("ja", "結果：[町の橋は3年連続の赤字](/report/)"),
    ("en", "Result: [The bridge lost $3m in 2024](/report/)"),
    ("en", "Opening: at night"),
    ("en", "| a | b |\n|---|---|\n| 1 | 2 |"),
]


@pytest.mark.parametrize(("language", "note"), PAGE_NOTES)
def test_page_notes_go(language: str, note: str) -> None:
    """Greetings, calls to action, bare links and raw markup go, the text around them stays."""
    text = TEXT if language == "ja" else ENGLISH
    assert first_to_go(f"{text}\n\n{note}\n\n{text}", language) == [note]


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_text_with_the_same_words_stays(language: str, text: str) -> None:
    """Sentences about contacts and readers, lists with links and more, code and quotes stay."""
    around = TEXT if language == "ja" else ENGLISH
    assert first_to_go(f"{around}\n\n{text}\n\n{around}", language) == []


@pytest.mark.parametrize("heading", ["関連記事", "参考文献", "お問い合わせ", "この記事を書いた人"])
def test_sections_about_the_page_go(heading: str) -> None:
    """All that stands under such a heading goes, down to the next heading of its level."""
    body = f"{TEXT}\n\n## {heading}\n\n朝の光。\n\n## 費用\n\n費用は3億円だ。"
    assert first_to_go(body) == ["朝の光。"]


@pytest.mark.parametrize("heading", ["関係者の声", "参加の方法", "費用", "結論"])
def test_other_sections_stay(heading: str) -> None:
    """A heading that begins like one of those does not condemn its section."""
    assert first_to_go(f"{TEXT}\n\n## {heading}\n\n朝の光。") == []


HEADLINES = [
    "港の朝市はどう変わるのか？現場から読み解く三十年",
    "朝市の三十年を現場から読み解く",
    "朝市はなぜ続くのか？三十年の知恵を読む。",
    "朝市の話",
]
PROSE = [
    "港の朝市が三十年を迎えた。",
    "三十年前、港に一軒の魚屋があった。その店が今の朝市の始まりである。",
    "朝市は続くのだろうか？",
    "朝市の始まりは三十年前の港の魚屋で、その店の主人は漁から戻ると売れ残りの魚を道に並べ、通る人に値段を"
    "聞かれるたびに笑って首を振ったという話が今も残る",
]


@pytest.mark.parametrize("line", HEADLINES)
def test_a_headline_at_the_head_goes(line: str) -> None:
    """The title, or a short first line that asks and answers or has no end mark, goes."""
    assert "".join(first_to_go(f"{line}\n\n{TEXT}")) == line


@pytest.mark.parametrize("line", PROSE)
def test_a_first_paragraph_of_prose_stays(line: str) -> None:
    """Whole sentences, a lone question and a long line are text of the article."""
    assert first_to_go(f"{line}\n\n{TEXT}", title="") == []


@pytest.mark.parametrize("line", HEADLINES[:3])
def test_a_headline_elsewhere_stays(line: str) -> None:
    """The same line under a heading or further down is no second title."""
    assert first_to_go(f"## 背景\n\n{line}\n\n{TEXT}", title="") == []
    assert first_to_go(f"{TEXT}\n\n{line}\n\n{TEXT}") == []


def test_an_article_of_one_paragraph_is_no_headline() -> None:
    """Where nothing follows, the first line is all there is."""
    assert first_to_go("朝市の三十年を現場から読み解く", title="") == []
    assert first_to_go("", title="") == []
