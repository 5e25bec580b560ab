from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.errors import TemplateError
from newsletter.render.mail.phrases import split_phrases
from newsletter.render.mail.restyle import build_style, cut_blocks, restyle
from newsletter.render.mail.theme import build_theme
from newsletter.render.markup import article_html
from newsletter.render.templates import TemplateFile, Templates, load_templates
from tests.render.letters import BODIES
from tests.render.test_mail import assert_well_formed

BASE = "https://example.com/a.html"
TEMPLATES = load_templates()
STYLE = build_style(TEMPLATES, build_theme("ja", "#9a3412"), "ja")


def styled(markdown: str) -> str:
    """An article as it stands in a mail."""
    return restyle(article_html(markdown, base_url=BASE), STYLE)


def words(html: str) -> str:
    """What a reader sees, without blanks."""
    return "".join(unescape(re.sub(r"<[^<>]*>", "", html)).split())


@pytest.mark.parametrize(
    ("markdown", "pattern"),
    [
        ("a", r'<p style="margin:[^"]+">a</p>'),
        ("## 題", r'<h2 style="[^"]*font-family:[^"]*">題</h2>'),
        ("> a", r'<blockquote style="[^"]*border-left:3px[^"]*">\n<p style="[^"]*">a</p>'),
        ("- a\n\n- b", r'<li style="[^"]*">\n<p style="margin:0 0 \d+px">a</p>'),
        (
            "![図](/a.png)",
            r'<img src="https://example.com/a.png" alt="図" width="504" style="display:block;[^"]*">',
        ),
        ('<img src="/a.png" alt="" width="120">', r'alt="" width="120"'),
        ('<img src="/a.png" alt="" width="2000">', r'alt="" width="504"'),
        (
            "- ![印](/a.png) b",
            r'<img src="[^"]*" alt="印" style="max-width:100%;height:auto;vertical-align:middle;border:0">',
        ),
        ("[a](/b)", r'<a href="https://example.com/b" style="color:#9a3412;[^"]*">a</a>'),
        ("[a](/" + "b" * 1000 + ")", r'<a style="[^"]*">a</a>'),
        ("![図](/" + "b" * 1000 + ")", r">図</p>"),
        (
            "```\nx\n```",
            r'<pre style="[^"]*white-space:pre-wrap[^"]*"><code style="[^"]*">x\n</code></pre>',
        ),
        (
            "<details><summary>s</summary>t</details>",
            r'<div><div style="[^"]*font-weight:bold[^"]*">s</div>t</div>',
        ),
        ("|a|\n|--|\n|b|", r'<th scope="col" style="[^"]*">a</th>'),
        ("|a|\n|--:|\n|b|", r'<td style="[^"]*;text-align:right">b</td>'),
    ],
)
def test_elements_are_dressed_for_mail(markdown: str, pattern: str) -> None:
    """Styles on the elements themselves; what clients do not know is replaced."""
    assert re.search(pattern, styled(markdown))


def test_every_table_can_be_moved() -> None:
    """The frame keeps a wide table from widening the whole mail."""
    for n in (3, 9):
        html = styled("|" + "a|" * n + "\n|" + "--|" * n + "\n|" + "b|" * n)
        frame = html.index('role="presentation"')
        assert frame < html.index('class="scroll" tabindex="0"') < html.index("<thead")
        assert "min-width" not in html


def test_columns_are_as_wide_as_their_texts_ask() -> None:
    """The first row carries the widths; a label of middling length breaks between phrases."""
    html = styled("| 項目 | 説明 |\n|--|--|\n| 希土類元素が握るインフラ | 短い |\n")
    assert re.findall(r"<th[^>]*min-width:([\d.]+)em", html) == ["9.8", "2.7"]
    assert "min-width" not in html[html.index("<tbody") :]
    assert re.search(r"<td[^>]*word-break:keep-all[^>]*>希土類元素が[^<]*<wbr>", html)
    assert "keep-all" not in styled("| a | b |\n|--|--|\n| c | d |\n")


def test_a_table_with_spans_keeps_a_width_by_its_cells() -> None:
    """Whose width a cell over two columns adds to cannot be told."""
    cells = "<td>希土類</td>" * 5
    html = styled(f'<table><tr>{cells}</tr><tr><td colspan="5">計</td></tr></table>')
    assert "min-width:400px" in html
    assert "em;" not in html


def test_no_line_of_a_heading_begins_with_a_scrap() -> None:
    """「土」に and あり？ stay together."""
    assert split_phrases("未来は「土」にあり？", "ja")[-1] == "「土」にあり？"
    assert "「土」にあり？</span>" in styled("## 未来は「土」にあり？")
    assert all(
        "203" not in phrase or "2030年" in phrase
        for phrase in split_phrases("生成AI、2030年に市場規模1兆ドルへ", "ja")
    )


def test_headings_break_between_phrases_only() -> None:
    """Japanese headings are cut by meaning; the text is the same."""
    title = "冷却設備への投資が三年で二倍になる見通し"
    html = styled(f"## {title}")
    assert "<wbr>" in html
    assert words(html) == title
    assert split_phrases("Power & water", "en") == ("Power & water",)
    assert len(split_phrases("人工智慧產業的新浪潮與投資機會", "zh-Hant")) > 1


@pytest.mark.parametrize(
    ("title", "phrases"),
    [
        (
            "マルチモーダルAIが小売顧客体験を革新する：成功事例から学ぶ導入の秘訣",
            "マルチモーダルAIが/小売顧客体験を/革新する：/成功事例から学ぶ/導入の秘訣",
        ),
        (
            "メンフィス巨大データセンター、AI開発の未来",
            "メンフィス/巨大/データセンター、/AI開発の未来",
        ),
        ("時価総額5兆ドル達成、次は", "時価総額5兆ドル達成、/次は"),
        ("データセンターの立地を選ぶ", "データセンターの/立地を選ぶ"),
        ("未来は「土」にあり？", "未来は/「土」にあり？"),
    ],
)
def test_no_line_of_a_title_begins_with_a_mark(title: str, phrases: str) -> None:
    """Marks stay with what they end; what is longer than a line of a phone has places to break."""
    assert "/".join(split_phrases(title, "ja")) == phrases


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_dressing_changes_no_word(body: str) -> None:
    """What is read before is read after, and every tag is closed."""
    plain = article_html(body, base_url=BASE)
    html = restyle(plain, STYLE)
    assert words(html) == words(plain)
    assert_well_formed(f"<body>{html}</body>")


BLOCKS = st.lists(
    st.sampled_from(
        [
            "段落です。",
            "## 見出し",
            "- 項目\n- 項目",
            "> 引用",
            "|a|b|\n|--|--|\n|1|2|",
            "<div><p>x</p></div>",
            "***",
        ]
    ),
    max_size=12,
)


@given(BLOCKS, st.integers(0, 4000))
def test_cutting_keeps_whole_blocks_from_the_beginning(blocks: list[str], room: int) -> None:
    """What stays is a beginning of the whole, fits, is closed, and does not end with a heading."""
    html = styled("\n\n".join(blocks))
    cut = cut_blocks(html, room)
    assert html.startswith(cut)
    assert len(cut.encode()) <= room
    assert not re.search(r"</h[2-4]>\s*$", cut)
    assert_well_formed(f"<body>{cut}</body>")


@pytest.mark.parametrize("text", ["[styles", "[styles]\np = '{nobody}'", "other = 1"])
def test_a_broken_style_file_is_named(text: str) -> None:
    """An ejected style file that cannot be used stops the run with its name."""
    templates = Templates(
        TEMPLATES.files | {"email/article.toml": TemplateFile("mine/article.toml", text)}
    )
    with pytest.raises(TemplateError) as caught:
        build_style(templates, build_theme("en", "#9a3412"), "en")
    assert caught.value.at == "mine/article.toml"


def test_right_to_left_languages_are_dressed_from_the_other_side() -> None:
    """Quotes and lists begin on the right."""
    style = build_style(TEMPLATES, build_theme("ar", "#9a3412"), "ar")
    html = restyle(article_html(BODIES["ar"], base_url=BASE), style)
    assert "border-right:3px" in html
    assert "padding-right:24px" in html
