from __future__ import annotations

from urllib.parse import unquote

import pytest

from newsletter.render.markup import article_html
from newsletter.render.site.outline import is_worth_listing, link_headings
from newsletter.source.anchors import find_anchors, has_anchor_links

SITE = "https://example.com/a.html"


def test_headings_get_ids_and_second_levels_are_listed() -> None:
    """Each id once; words without markup."""
    html = article_html("## One *two*\n\n### Deep\n\n## One two\n", base_url=SITE, in_page=True)
    linked, entries = link_headings(html, ())
    assert [(entry.id, entry.text) for entry in entries] == [
        ("one-two", "One two"),
        ("one-two-1", "One two"),
    ]
    assert '<h3 id="deep">' in linked


def test_a_translation_keeps_the_ids_of_its_source() -> None:
    """A link in the text leads to the same heading in every language."""
    source = "[下へ](#費用)\n\n## 背景\n\n## 費用\n"
    anchors = find_anchors(source)
    translated = article_html(
        "[down](#費用)\n\n## Ground\n\n## Costs\n", base_url=SITE, in_page=True
    )
    linked, entries = link_headings(translated, anchors)
    assert [entry.id for entry in entries] == ["背景", "費用"]
    assert [entry.text for entry in entries] == ["Ground", "Costs"]
    assert 'href="#%E8%B2%BB%E7%94%A8"' in linked


PLACES = {
    "capitals": ("[a](#FAQ)\n\n## Faq\n", "#faq"),
    "an apostrophe as VitePress has it": ("[a](#what-s-new)\n\n## What’s new\n", "#whats-new"),
    "signs of vowels left out": ("[a](#पस)\n\n## पैसे\n", "#%E0%A4%AA%E0%A5%88%E0%A4%B8%E0%A5%87"),
    "a place by name": ('[a](#back)\n\n## <a name="back"></a>Backers\n', "#back"),
    "a place that closes itself": ("[a](#back)\n\n<a name='back'/>Text.\n", "#back"),
    "a place in a tag": ('[a](#back)\n\n<div id="back">\n\nText.\n\n</div>\n', "#back"),
    "a heading called as the frame is": ("[a](#main)\n\n## main\n", "#main-1"),
    "a place named twice": (
        '<a id="back"></a>One.\n\n<a id="back"></a>Two.\n\n[a](#back)\n',
        "#back",
    ),
    # as it was
    "an id that stands": ("[a](#faq)\n\n## Faq\n\n## FAQ?\n", "#faq"),
    "two that may be meant": ("[a](#AB)\n\n## a-b\n\n## ab\n", "#AB"),
    "nothing like it": ("[a](#other)\n\n## Faq\n", "#other"),
    "a part of the frame": ('[a](#faq)\n\n<a id="main"></a>\n\n## Faq\n', "#faq"),
}


@pytest.mark.parametrize(("markdown", "address"), PLACES.values(), ids=PLACES)
def test_links_lead_to_places_of_the_page(markdown: str, address: str) -> None:
    """To the id itself, else to the only one with the same letters; frames keep their own ids."""
    html = article_html(markdown, base_url=SITE, in_page=True)
    linked, _ = link_headings(html, ())
    assert f'href="{address}"' in linked
    assert 'id="main"' not in linked
    if address not in ("#AB", "#other"):
        assert linked.count(f'id="{unquote(address[1:])}"') == 1


IN_NO_TAG = {
    "a place named twice in code": ('`<a id="x">`, `<a id="x">`\n', 'id="x"', 2),
    "code that names a place of the text": ('<a id="x"></a>T.\n\n`<a id="x">`\n', 'id="x"', 2),
    "a link in a block of code": ('```\n<a href="#FAQ">\n```\n\n## Faq\n', 'href="#FAQ"', 1),
    "a place in code": ('Write ` id="faq"`.\n\n## Faq\n', '<h2 id="faq">', 1),
    "a place in a sentence": ('Write id="faq".\n\n## Faq\n', '<h2 id="faq">', 1),
    "a title that ends as an id begins": (
        '[a](/b "of id=") [a](/b "of id=") [a](/b "of id=")\n',
        'title="of id="',
        3,
    ),
    # in tags
    "a place": ('<a id="faq"></a>Text.\n\n## Faq\n', '<h2 id="faq-1">', 1),
    "a link": ("[a](#FAQ)\n\n## Faq\n", 'href="#FAQ"', 0),
}


@pytest.mark.parametrize(("markdown", "part", "n"), IN_NO_TAG.values(), ids=IN_NO_TAG)
def test_code_about_places_stays(markdown: str, part: str, n: int) -> None:
    """An id or a link is one in a tag only; in code and in sentences it is text."""
    html = article_html(markdown, base_url=SITE, in_page=True)
    linked, _ = link_headings(html, ())
    assert linked.count(part) == n


@pytest.mark.parametrize(
    ("markdown", "anchors"),
    [
        ("## What it costs (2026)", ("what-it-costs-2026",)),
        ("## Costs {#money}", ("money",)),
        ("## Costs {: #money .x}", ("money",)),
        ("## A\n\n## A\n\n## A", ("a", "a-1", "a-2")),
        ("## !!!", ("section",)),
        ("text", ()),
        ("```\n## code\n```", ()),
    ],
)
def test_ids_are_those_of_the_generators(markdown: str, anchors: tuple[str, ...]) -> None:
    """Links that worked on the author's site work on ours."""
    assert find_anchors(markdown) == anchors


@pytest.mark.parametrize(
    ("markdown", "found"),
    [("[a](#b)", True), ('<a href="#b">a</a>', True), ("[a](/b#c)", False), ("# b", False)],
)
def test_links_into_the_text_are_seen(markdown: str, found: bool) -> None:
    """Only a text that has them needs the ids of its source."""
    assert has_anchor_links(markdown) == found


def test_footnotes_find_each_other_on_a_page_only() -> None:
    """In a mail or a feed a jump inside the text leads nowhere."""
    note = "A claim.[^1]\n\n[^1]: The source.\n"
    page = article_html(note, base_url=SITE, in_page=True)
    assert 'href="#fn1"' in page
    assert 'id="fn1"' in page
    assert "#fn" not in article_html(note, base_url=SITE)


def test_an_image_without_words_gets_empty_ones() -> None:
    """Screen readers would read its address out."""
    html = article_html('<img src="https://example.com/a.png">', base_url=SITE)
    assert 'alt=""' in html


@pytest.mark.parametrize(("n", "minutes", "listed"), [(3, 5, True), (2, 9, False), (9, 4, False)])
def test_only_a_long_page_lists_its_headings(n: int, minutes: int, listed: bool) -> None:
    """What is seen at a glance needs no list."""
    html = "".join(f"<h2>{i}</h2>" for i in range(n))
    assert is_worth_listing(link_headings(html, ())[1], minutes) == listed
