from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import msgspec
import pytest

from newsletter.config import BrandSettings
from newsletter.edition.edition import build_digest, build_post_edition
from newsletter.model import Article, Edition
from newsletter.render.mail.message import RenderedEmail, find_links, render_email
from newsletter.render.mail.profiles import find_profiles, get_profile
from newsletter.render.templates import load_templates
from tests.render.letters import WHEN, make_article, make_settings

TEMPLATES = load_templates()


def edition(kind: str, language: str = "ja") -> Edition:
    """A post, or a digest of six."""
    articles = [make_article(language, n) for n in range(6)]
    if kind == "post":
        return build_post_edition(articles[0])
    return build_digest(articles, make_settings(), id="digest-2026-W47", date=WHEN)


def email(article: Article, profile: str = "plain") -> RenderedEmail:
    """The email of one article in one tool's conventions."""
    settings = make_settings()
    return render_email(
        build_post_edition(article), settings, TEMPLATES, get_profile(profile, TEMPLATES)
    )


@pytest.mark.parametrize("kind", ["post", "digest"])
@pytest.mark.parametrize("language", ["ja", "en", "ar"])
def test_an_email_has_what_the_law_and_the_reader_ask_for(kind: str, language: str) -> None:
    """Language, direction, one h1, sender, address, unsubscribe, web link, preheader.

    In every kind and language.
    """
    settings = make_settings()
    made = render_email(
        edition(kind, language), settings, TEMPLATES, get_profile("plain", TEMPLATES)
    )
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}"' in made.html
    assert made.html.count("<h1") == 1
    for part in (made.html, made.text):
        assert settings.email.postal_address in part
        assert settings.email.unsubscribe_url in part
        assert f"https://letter.example.com/{language}/posts/power-0.html" in part
    assert made.preheader[:20] in made.html
    assert not made.html.isascii()


@pytest.mark.parametrize("kind", ["post", "digest"])
def test_the_sample_stays_small(kind: str) -> None:
    """The frame leaves room for the article: well under the 60 kB the sample may have."""
    made = render_email(edition(kind), make_settings(), TEMPLATES, get_profile("plain", TEMPLATES))
    assert len(made.html.encode()) < 45_000


def test_every_layout_table_is_presentation_and_data_tables_are_not() -> None:
    """A screen reader announces the figures and not the scaffolding."""
    tables = re.findall(r"<table[^>]*>", email(make_article()).html)
    assert len([table for table in tables if 'role="presentation"' not in table]) == 1


def test_images_have_an_alt_and_links_are_absolute() -> None:
    """No picture without words, no link into nowhere."""
    html = email(make_article()).html
    assert all(' alt="' in tag for tag in re.findall(r"<img[^>]*>", html))
    assert all(link.startswith(("https://", "mailto:")) for link in find_links(html))


def test_the_button_says_what_follows() -> None:
    """The whole article where the mail is abridged, the same on the web where it is not."""
    whole = make_article()
    assert "全文をウェブで読む（12分）" in email(whole).html
    assert "全文" not in email(replace(whole, full_body=whole.body)).html


def test_a_summary_the_article_opens_with_does_not_stand_above_it() -> None:
    """The reader does not meet the same sentences twice on one screen.

    A summary of later sentences stays.
    """
    summary = "接続には28か月かかります。費用は3,200億円です。"
    opening = make_article(
        summary=summary, body="**接続には28か月かかります。**次の文。\n\n費用は3,200億円です。\n"
    )
    later = make_article(summary=summary, body="別の文です。" * 200 + summary)
    assert email(opening).html.count("費用は3,200億円です。") == 2  # body and preheader
    assert email(opening).text.count("費用は3,200億円です。") == 1
    assert email(later).html.count("費用は3,200億円です。") == 3


def test_a_machine_translation_is_told_in_both_parts() -> None:
    """Readers know what a machine wrote."""
    made = email(make_article("en"))
    assert "translated from Japanese by machine" in " ".join(made.html.split())
    assert "translated from Japanese by machine" in " ".join(made.text.split())


def test_a_brand_changes_fonts_colour_logo_and_footer() -> None:
    """What newsletter.toml says of the brand is seen, and our fonts stay behind the brand's."""
    brand = BrandSettings(
        logo="/logo.png",
        accent="#0b5fff",
        font="Inter",
        title_font="Canela, Lora",
        footer="投資の助言ではありません。",
    )
    settings = msgspec.structs.replace(make_settings(), brand=brand)
    edition = build_post_edition(make_article())
    made = render_email(edition, settings, TEMPLATES, get_profile("plain", TEMPLATES))
    assert "font-family:Inter, Hiragino Sans" in made.html
    assert "font-family:Canela, Lora, Hiragino Mincho" in made.html
    logo = next(tag for tag in re.findall(r"<img[^>]*>", made.html) if 'class="logo"' in tag)
    assert 'src="https://letter.example.com/logo.png"' in logo
    assert 'alt="電力と計算の手紙"' in logo
    assert "#0b5fff" in made.html
    assert brand.footer in made.html
    assert brand.footer in made.text


def test_the_same_edition_gives_the_same_bytes() -> None:
    """Nothing random, no clock."""
    assert email(make_article()) == email(make_article())


def test_a_long_article_is_abridged_to_fit_and_says_so() -> None:
    """Never clipped: the function of the pipeline shortens it and the mail ends with a link to
    the rest.
    """
    settings = make_settings()
    long = make_article(body=make_article().body * 120)
    calls: list[int] = []

    def fit(article: Article, n_chars: int) -> Article:
        calls.append(n_chars)
        cut = article.body[:n_chars].rfind("\n\n")
        return replace(article, body=article.body[:cut])

    made = render_email(
        build_post_edition(long),
        settings,
        TEMPLATES,
        get_profile("plain", TEMPLATES),
        fit=fit,
    )
    assert (
        0.7 * settings.email.max_html_bytes
        < len(made.html.encode())
        <= settings.email.max_html_bytes
    )
    assert made.shortened
    assert "続きを読む" in made.html
    assert "続きを読む" in made.text
    assert [finding.rule for finding in made.findings] == ["email-shortened"]
    assert 1 <= len(calls) <= 4


@pytest.mark.parametrize(
    "body",
    [
        make_article().body * 120,
        "あ" * 350_000,
        "## 見出し\n\n" + "x " * 200_000,
        "<div>" * 300 + "x " * 60_000,
    ],
)
def test_without_help_whole_blocks_go_from_the_end(body: str) -> None:
    """Even a paragraph of a megabyte ends under the limit, with every tag closed."""
    made = email(make_article(body=body))
    assert len(made.html.encode()) <= make_settings().email.max_html_bytes
    assert made.shortened
    assert_well_formed(made.html)


def test_a_front_matter_of_a_megabyte_does_not_fill_the_mail() -> None:
    """Title, summary, author and category leave room for the article."""
    flood = "長い語 " * 90_000
    made = email(make_article(title=flood, summary=flood, author=flood, categories=(flood,)))
    assert len(made.html.encode()) <= make_settings().email.max_html_bytes
    assert "電力の契約期間" in made.html


def test_an_article_that_fits_is_left_alone() -> None:
    """Nothing is shortened for nothing."""
    made = email(make_article())
    assert not made.shortened
    assert made.findings == ()


HOSTILE = """<script>alert(1)</script><img src="x" onerror="alert(1)"><a href="javascript:alert(1)">x</a><style>p{}</style>
{{ UnsubscribeURL }} {{{unsubscribe}}} {% unsubscribe_url %} {$unsubscribe} *\\|UNSUB|\\* &lt;unsubscribe&gt; &lt;webversion&gt;
[firstname,fallback=there] [unsubscribe] {# c #} \x00 \u202etxt.exe `{{ code }}` [a](https://e.com/{{x}}*|y|*) "double" 'single'
"""


@pytest.mark.parametrize("profile", find_profiles(TEMPLATES))
def test_nothing_from_a_post_is_live_in_any_tool(profile: str) -> None:
    """Whatever a post says shows as text.

    No script, no merge tag, in body, title, summary, alt and link.
    """
    tool = get_profile(profile, TEMPLATES)
    plain = email(make_article(), profile)
    hostile = make_article(
        body=HOSTILE, title=HOSTILE, summary=HOSTILE, categories=(HOSTILE,), author=HOSTILE
    )
    made = email(hostile, profile)
    for frame, filled in ((plain.html, made.html), (plain.text, made.text)):
        assert len(tool.find_live(filled)) == len(tool.find_live(frame))
    assert tool.find_live(made.subject) == ()
    assert_nothing_runs(made.html)
    assert "\x00" not in made.html + made.text + made.subject
    assert "\u202e" not in made.html + made.text + made.subject
    assert_well_formed(made.html)


@pytest.mark.parametrize("profile", find_profiles(TEMPLATES))
def test_every_tool_gets_its_unsubscribe_tag(profile: str) -> None:
    """The tag stands in the HTML exactly as the tool wants it, once."""
    tool = get_profile(profile, TEMPLATES)
    html = email(make_article(), profile).html
    wanted = tool.unsubscribe.rstrip(">") or "https://letter.example.com/unsubscribe"
    assert html.count(wanted) == 1
    assert html.startswith(tool.prefix)


@pytest.mark.parametrize("language", ["ja", "en", "ar"])
def test_no_line_is_over_998_octets(language: str) -> None:
    """RFC 5322, also where a paragraph has no blank, in code and in long alt texts.

    Characters and entities stay whole.
    """
    code = "```\n" + "x" * 3000 + "\n```"
    image, link = "![" + "図" * 400 + "](/a.png)", "[y](https://e.com/" + "z" * 2000 + ")"
    body = "\n\n".join(
        ["あ" * 3000, code, "word " * 900, image, link, "e\u0301" * 900, "&amp;" * 700]
    )
    html = email(make_article(language, body=body)).html
    assert max(len(line.encode()) for line in html.split("\n")) <= 998
    assert "e<!--" not in html
    assert not re.search(r"&[a-z]*<!--", html)


class _Tags(HTMLParser):
    """Collects tags with their attributes, as a browser reads them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep one."""
        self.tags.append((tag, dict(attrs)))


def assert_nothing_runs(html: str) -> None:
    """No script, no event handler, no address but web and mail."""
    parser = _Tags()
    parser.feed(html)
    for tag, attrs in parser.tags:
        assert tag not in {"script", "iframe", "object", "form"}
        assert not [name for name in attrs if name.startswith("on")]
        assert not (attrs.get("href") or "").startswith(("javascript", "data"))


def assert_well_formed(html: str) -> None:
    """Every tag of the mail is closed in its order."""
    body = re.sub(
        r"<!--.*?-->", "", html[html.index("<body") : html.index("</body>") + 7], flags=re.S
    )
    void = {"br", "hr", "img", "wbr", "meta", "link"}
    stack: list[str] = []
    for closing, name in re.findall(r"<(/?)([a-z][a-z0-9-]*)[^<>]*>", body):
        if name in void:
            continue
        if closing:
            assert stack
            assert stack.pop() == name
        else:
            stack.append(name)
    assert not stack
