"""The top of a mail: the news, then the key points, then the article."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from newsletter.edition.edition import build_post_edition
from newsletter.lint.mail_rules import check_email
from newsletter.render.mail.message import RenderedEmail, render_email
from newsletter.render.mail.profiles import get_profile
from newsletter.render.templates import load_templates
from tests.render.cases import case_email
from tests.render.letters import make_article, make_settings

TEMPLATES = load_templates()
SETTINGS = make_settings()
POINTS = ("新規接続は28か月を要する。", "A point with <b>marks</b> & {{ tags }}.")


def top(language: str = "ja", **changes: Any) -> RenderedEmail:
    """A mail with a lead and key points."""
    values: dict[str, Any] = {"lead": "立地は水で決まる。", "key_points": POINTS, **changes}
    article = replace(make_article(language), **values)
    tool = get_profile("plain", TEMPLATES)
    return render_email(build_post_edition(article), SETTINGS, TEMPLATES, tool)


def test_the_news_stands_before_the_box_and_the_box_before_the_article() -> None:
    """A reader who stops after two screens has the news."""
    made = top()
    for part in (made.html, made.text):
        body = part[part.index("<h1") :] if part is made.html else part
        places = [
            body.index(text) for text in ("立地は水で決まる。", "要点", POINTS[0], "冷却設備")
        ]
        assert places == sorted(places)


def test_points_are_text() -> None:
    """Nothing in them is markup or a tag of a tool."""
    made = top()
    assert "&lt;b&gt;marks&lt;/b&gt; &amp; {\u200c{ tags" in made.html
    plain = get_profile("plain", TEMPLATES)
    found = check_email(made.html, made.text, settings=SETTINGS, profile=plain, language="ja")
    assert found == ()


def test_an_article_without_points_has_no_box() -> None:
    """No empty box, no heading over nothing."""
    made = top(key_points=())
    assert "要点" not in made.html + made.text


def test_without_a_lead_the_description_stands_unless_the_article_begins_with_it() -> None:
    """What was said is not said again."""
    article = make_article("ja")
    again = top(lead="", summary="データセンターの立地は「水と電力」で決まります。")
    assert 'class="lede"' not in again.html
    other = top(lead="", summary="別の要約です。")
    assert "別の要約です。" in other.html
    assert article.lead == ""


def test_a_summary_that_was_found_is_no_lead() -> None:
    """Where no sentence tells the news, no other sentence of the article takes its place."""
    found = top(lead="", summary="制約は依然として存在します。", is_described=False)
    assert "制約は依然として存在します。" not in found.text
    assert 'class="lede"' not in found.html


@pytest.mark.parametrize(("by_model", "shown"), [(True, True), (False, False)])
def test_readers_are_told_that_a_model_abridged(by_model: bool, shown: bool) -> None:
    """In their language, where machine translation is told too."""
    made = top(by_model=by_model)
    assert ("この要約は言語モデルが作成しました。" in made.html) == shown
    assert ("この要約は言語モデルが作成しました。" in made.text) == shown


def test_the_deck_is_what_the_author_wrote() -> None:
    """The description of the front matter, not a sentence of ours."""
    made = case_email("description")
    words = "My own words about the shop, written by hand for the inbox."
    assert words in made.html[made.html.index("<h1") :]
    assert made.preheader == words
