"""Boxes of a site: believed by their structure, and gone or left as a whole."""

from __future__ import annotations

import pytest

from newsletter.dedupe.boxes import (
    find_boxes,
)
from tests.dedupe.pieces import segments_of, sentence

TEXT = "港では漁師たちが網を広げている。"
LINKS = "- [港の話](/a/)\n- [山の話](/b/)"
NOTE = "※アフィリエイトリンクを含みます"
SHOP = "[港の本](https://www.amazon.co.jp/dp/1)"
CTA = "[相談する](/contact?utm_medium=cta)"


def boxes_of(body: str) -> list[tuple[str, list[str]]]:
    """The rule of every box and the texts of its segments."""
    segments = segments_of(body)
    return [
        (box.rule, [segment.text for segment in segments[box.first : box.end]])
        for box in find_boxes(segments)
    ]


def lines(*texts: str) -> str:
    """A body of paragraphs."""
    return "\n\n".join(texts)


LINK_TEXTS = ["- [港の話](/a/)", "- [山の話](/b/)"]
RELATED = {
    "in Japanese": "## 関連記事",
    "a list of them": "## 関連リンク一覧",
    "to be read together": "**あわせて読みたい**",
    "in Chinese characters": "## 合わせて読みたい記事",
    "recommended": "## 編集部おすすめの記事",
    "with a colon": "## 関連書籍：",
    "in English": "## Related articles",
    "in English, lower case": "### recommended reading",
    "also like": "## You might also like",
    "next": "## Read next",
}


@pytest.mark.parametrize("heading", RELATED.values(), ids=RELATED)
def test_a_heading_that_announces_links_opens_a_box(heading: str) -> None:
    """The box is the heading and its links; the text on either side is not in it."""
    body = lines(TEXT, heading, LINKS, TEXT)
    assert boxes_of(body) == [("related-links", [heading, *LINK_TEXTS])]


ONE_SITE = (
    "- [a](https://www.a.example/x)\n- [b](https://a.example/y)",
    "- [a](/x)\n- [b](https://a.example/y)",
    f"- [a](https://a.example/x)\n- {SHOP}",
)


@pytest.mark.parametrize("links", ONE_SITE)
def test_links_to_one_site_and_a_shop_are_a_box(links: str) -> None:
    """Its own posts, by path or by address, and what it sells."""
    assert [rule for rule, _ in boxes_of(lines("## Read more", links))] == ["related-links"]


NO_BOX = {
    "sources on several sites": lines(
        "## Read more", "- [a](https://a.example/x)\n- [b](https://b.example/y)"
    ),
    "a heading over text": lines("## 関連記事", TEXT, LINKS),
    "a heading over nothing": lines(TEXT, "## 関連記事"),
    "a heading over a heading": lines("## 関連記事", "## 港", LINKS),
    "a heading with other words": lines("## 関連記事の書き方", LINKS),
    "a heading with other English words": lines("## Read more slowly than you speak", LINKS),
    "a heading about books": lines("## Related articles of the treaty", LINKS),
    "links under another heading": lines("## 参考文献", LINKS),
    "a sentence that announces": lines("関連記事", LINKS),
    "a link inside a sentence": lines("## 関連記事", "詳しくは[港](/a/)の話を見てほしい。"),
    "a call without a mark": lines("## 相談", TEXT, "[相談する](/contact)"),
    "a marked call without a link": lines("## 相談", TEXT, "utm_medium=cta と書く。"),
    "a call behind the next heading": lines("## 港", TEXT, "### 町", "- 網", "## 村", TEXT),
    "a disclosure inside a paragraph": TEXT + "アフィリエイトリンクの仕組みを話そう。",
    "the program alone": "Amazonの倉庫では、人が歩かない。",
}


@pytest.mark.parametrize("body", NO_BOX.values(), ids=NO_BOX)
def test_what_only_sounds_like_a_box_stays(body: str) -> None:
    """Words without the structure, and the structure without the words, prove nothing."""
    assert boxes_of(body) == []


@pytest.mark.parametrize(("excess", "found"), [(0, True), (1, False)])
def test_a_link_may_have_a_short_description(excess: int, found: bool) -> None:
    """Text behind a link belongs to the box up to 120 characters."""
    description = "x" * (120 + excess)
    body = lines("## 関連記事", f"[港の話](/a/)\n{description}", TEXT)
    assert bool(boxes_of(body)) is found


def test_the_article_goes_on_behind_a_box() -> None:
    """A box ends with its last link, and a second one may follow."""
    body = lines("## 関連記事", LINKS, TEXT, "## Read next", LINKS, TEXT)
    assert [rule for rule, _ in boxes_of(body)] == ["related-links", "related-links"]


def test_the_rule_above_a_box_goes_with_it() -> None:
    """A rule that sets the box off is part of it; a rule further up is not."""
    assert boxes_of(lines(TEXT, "---", "## 関連記事", LINKS))[0][1][0] == "---"
    assert boxes_of(lines("---", TEXT, "## 関連記事", LINKS))[0][1][0] == "## 関連記事"


CALLS = {
    "a tracked link": (CTA, True),
    "a source": ("[相談](/contact?utm_source=article)", True),
    "a class": ("[相談](/contact){: .cta-button}", True),
    "another class": ("[相談](/contact){: .button}", False),
    "a word": ("[cta](/contact)", False),
    "another medium": ("[相談](/contact?utm_medium=mail)", False),
}


@pytest.mark.parametrize(("link", "found"), CALLS.values(), ids=CALLS)
def test_a_call_ends_in_a_marked_link(link: str, found: bool) -> None:
    """A heading, a sentence and a link are a call only if the link is marked as one."""
    boxes = boxes_of(lines(TEXT, "## 相談しませんか", TEXT, link, TEXT))
    assert [rule for rule, _ in boxes] == (["call-to-action"] if found else [])
    if found:
        assert boxes[0][1] == ["## 相談しませんか", TEXT, link]


@pytest.mark.parametrize(("excess", "found"), [(0, True), (1, False)])
def test_a_long_call_is_a_section(excess: int, found: bool) -> None:
    """More than six sentences before the link are an article."""
    text = [sentence(number) for number in range(6 + excess)]
    rules = [rule for rule, texts in boxes_of(lines("## 相談", *text, CTA)) if "## 相談" in texts]
    assert rules == (["call-to-action"] if found else [])


@pytest.mark.parametrize("between", ["### 町", "| 網 | 船 |", "```\nx = 1\n```"])
def test_a_call_holds_no_section(between: str) -> None:
    """A heading, a table or code ends what a call could be."""
    assert all("## 相談" not in texts for _, texts in boxes_of(lines("## 相談", between, CTA)))


@pytest.mark.parametrize(
    "note",
    [
        NOTE,
        "※Amazonアソシエイトリンクです",
        "This page has affiliate links.",
        "As an Amazon Associate I earn.",
    ],
)
def test_a_disclosure_goes_where_no_link_stays(note: str) -> None:
    """Without a link to disclose the note has no business in the article."""
    assert boxes_of(lines(TEXT, note, TEXT)) == [("affiliate-note", [note])]


@pytest.mark.parametrize(
    "shop",
    ["https://www.amazon.co.jp/dp/1", "https://amzn.to/3x", "https://hb.afl.rakuten.co.jp/x"],
)
def test_a_disclosure_stays_with_its_link(shop: str) -> None:
    """As long as a link to a shop stays, its note stays."""
    assert boxes_of(lines(f"この[本]({shop})を読んだ。", NOTE)) == []


def test_a_disclosure_does_not_stay_for_another_link() -> None:
    """A link that leads to no shop needs no note."""
    assert boxes_of(lines("この[本](https://example.com/amazon)を読んだ。", NOTE)) != []


def test_a_box_goes_whole_or_stays_whole() -> None:
    """A box with its note stays as a whole where another link to a shop stays."""
    box = lines("## おすすめの本", SHOP, NOTE)
    assert [rule for rule, _ in boxes_of(lines(TEXT, box))] == ["related-links"]
    assert boxes_of(lines(TEXT, box))[0][1] == ["## おすすめの本", SHOP, NOTE]
    assert boxes_of(lines(f"{SHOP}を読んだ。", box)) == []


@pytest.mark.parametrize(("excess", "found"), [(0, True), (1, False)])
def test_a_long_note_is_text(excess: int, found: bool) -> None:
    """A disclosure is a sentence or two, 160 characters at the most."""
    note = NOTE + "x" * (160 - len(NOTE) + excess)
    assert bool(boxes_of(lines(TEXT, note))) is found


BOOK = "### [港の本](https://www.amazon.co.jp/dp/1)"
BUY = "[買う](https://www.amazon.co.jp/dp/1)"


def test_a_book_has_a_description_between_its_name_and_its_link() -> None:
    """What stands between two links to the same shop belongs to the box; so does its last link."""
    box = ["## おすすめの本", BOOK, TEXT, BUY]
    assert boxes_of(lines("港だ。", *box, TEXT)) == [("related-links", box)]


@pytest.mark.parametrize(
    "between",
    [lines(TEXT, TEXT), "| 網 | 船 |", "- " + TEXT],
    ids=["two paragraphs", "a table", "an item"],
)
def test_only_a_paragraph_may_stand_between(between: str) -> None:
    """More than a description between two links is the article."""
    body = lines("## おすすめの本", BOOK, between, BUY)
    assert boxes_of(body) == [("related-links", ["## おすすめの本", BOOK])]


def test_a_rule_above_a_note_belongs_to_the_box() -> None:
    """The note goes with the links above it, over the rule; a rule above text ends the box."""
    box = ["## おすすめの本", BUY, "---", NOTE]
    assert boxes_of(lines(*box, TEXT)) == [("related-links", box)]
    assert boxes_of(lines(*box[:3], TEXT)) == [("related-links", box[:2])]
