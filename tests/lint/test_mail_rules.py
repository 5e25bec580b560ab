from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.config import Settings
from newsletter.edition.edition import build_digest, build_post_edition
from newsletter.lint.mail_rules import check_email
from newsletter.model import Article, Finding
from newsletter.render.mail.message import RenderedEmail, render_email
from newsletter.render.mail.profiles import find_profiles, get_profile
from newsletter.render.templates import load_templates
from newsletter.source.post import parse_post
from tests.render.letters import WHEN, make_article, make_settings
from tests.render.test_mail import assert_nothing_runs, assert_well_formed

TEMPLATES = load_templates()
SETTINGS = make_settings()
PLAIN = get_profile("plain", TEMPLATES)


def post(language: str = "ja", profile: str = "plain") -> RenderedEmail:
    """The email of one article."""
    edition = build_post_edition(make_article(language))
    return render_email(edition, SETTINGS, TEMPLATES, get_profile(profile, TEMPLATES))


def lint(
    html: str,
    text: str | None = None,
    *,
    profile: str = "plain",
    language: str = "ja",
    settings: Settings = SETTINGS,
) -> tuple[Finding, ...]:
    """What the rules say of changed HTML."""
    text = post(language, profile).text if text is None else text
    tool = get_profile(profile, TEMPLATES)
    packed = tool.pack_html(html)
    return check_email(packed, text, settings=settings, profile=tool, language=language)


@pytest.mark.parametrize("language", ["ja", "en", "ar"])
@pytest.mark.parametrize("profile", find_profiles(TEMPLATES))
def test_what_we_write_has_no_finding(profile: str, language: str) -> None:
    """Every tool, every kind, every direction of writing: clean."""
    tool = get_profile(profile, TEMPLATES)
    digest = build_digest(
        [make_article(language, n) for n in range(6)], SETTINGS, id="d", date=WHEN
    )
    for made in (post(language, profile), render_email(digest, SETTINGS, TEMPLATES, tool)):
        html = tool.pack_html(made.html)
        findings = check_email(html, made.text, settings=SETTINGS, profile=tool, language=language)
        assert findings == ()


def test_comments_that_the_tool_would_strip_are_found() -> None:
    """listmonk strips them all: what is pasted without its `Safe` loses Outlook's tables."""
    tool = get_profile("listmonk", TEMPLATES)
    made = post("en", "listmonk")
    findings = check_email(made.html, made.text, settings=SETTINGS, profile=tool, language="en")
    assert {finding.rule for finding in findings} == {"email-comments"}


BROKEN = [
    ("</h1>", "</h1><script>1</script>", "email-support"),
    ("</h1>", '</h1><a href="/relative">x</a>', "email-link"),
    ("</h1>", '</h1><a href="https://e.com"></a>', "email-link-text"),
    ("</h1>", '</h1><img src="https://e.com/a.png">', "email-alt"),
    ('class="article"', 'class="article"><img src="https://e.com/a.png" alt=""', "email-alt-empty"),
    ("</h1>", '</h1><img src="https://e.com/a.png" alt="">', ""),
    ("</h1>", "</h1><h1>again</h1>", "email-heading"),
    ("</h1>", "</h1><h4>deep</h4>", "email-outline"),
    ("</h1>", '</h1><p style="color:#bbbbbb">pale</p>', "email-contrast"),
    ("</h1>", '</h1><p style="display:flex">x</p>', "email-support"),
    ("</h1>", '</h1><p style="Display: FLEX">x</p>', "email-support"),
    ("</h1>", '</h1><p style="COLOR:#BBBBBB">pale</p>', "email-contrast"),
    ("</h1>", '</h1><p style="COLOR:#BBBBBB;DISPLAY:NONE">pale</p>', ""),
    ("</h1>", "</h1>\x85", "email-control"),
    ("</h1>", "</h1>" + "x" * 999, "email-line"),
    ("</h1>", "</h1><p>{{ name }}</p>", "email-tag"),
    ("</h1>", "</h1>" + "<p>word</p>\n" * 8000, "email-size"),
    ("</style>", "\n/*" + "x" * 900 + "*/\n</style>", ""),
    ("</style>", "\n" + ("/*" + "x" * 900 + "*/\n") * 20 + "</style>", "email-style"),
    ('lang="ja"', 'lang="en"', "email-language"),
    ("https://letter.example.com/unsubscribe", "https://letter.example.com/", "email-unsubscribe"),
    ("東京都千代田区", "", "email-address"),
]


def test_real_posts_make_clean_emails(corpus: tuple[Path, ...]) -> None:
    """A sample of real posts at full length, shortened to fit.

    Under the limit, well-formed, nothing live, nothing relative.
    """

    def fit(article: Article, n_chars: int) -> Article:
        return replace(article, body=article.body[: article.body[:n_chars].rfind("\n\n")])

    for path in corpus[::6]:
        text = parse_post(path.read_bytes(), path.name, zone=UTC).text
        edition = build_post_edition(make_article(body=text, full_body=text))
        made = render_email(edition, SETTINGS, TEMPLATES, PLAIN, fit=fit)
        assert lint(made.html, made.text) == (), path.name
        assert len(made.html.encode()) <= SETTINGS.email.max_html_bytes
        assert_well_formed(made.html)
        assert_nothing_runs(made.html)


@pytest.mark.parametrize(("old", "new", "rule"), BROKEN)
def test_a_fault_is_found(old: str, new: str, rule: str) -> None:
    """One change, one finding."""
    rules = {finding.rule for finding in lint(post().html.replace(old, new, 1))}
    assert rules == ({rule} if rule else set())


def test_leftover_source_script_is_an_error_in_a_translation_only() -> None:
    """A Japanese sentence in the English mail is found.

    The Japanese sender and address are meant.
    """
    html = post("en").html
    assert lint(html, language="en") == ()
    assert [
        each.rule for each in lint(html.replace("</h1>", "</h1><p>残った文</p>"), language="en")
    ] == ["email-leftover-script"]


# Names in a mail, the author of the publication in that language, and the rules that find one.
AUTHORS: tuple[tuple[str, str, set[str]], ...] = (
    ("By 港野 みさき", "港野 みさき", set()),
    ("By 港野 みさき · Machine translated", "港野 みさき", set()),
    ("By 港野 みさき", "", {"email-leftover-script"}),
    ("港野 みさきの話", "港野 みさき", {"email-leftover-script"}),
    ("— <cite>港野 みさき</cite>", "", set()),  # under a quotation
    ("— 港野 みさき", "", {"email-leftover-script"}),
)


@pytest.mark.parametrize(("text", "author", "rules"), AUTHORS)
def test_the_author_of_the_publication_is_a_name(text: str, author: str, rules: set[str]) -> None:
    """Like its title it may stand in any script; words beside it may not."""
    publication = msgspec.structs.replace(SETTINGS.publication, author=author)
    settings = msgspec.structs.replace(SETTINGS, publication=publication)
    html = post("en").html.replace("</h1>", f"</h1><p>{text}</p>")
    found = {each.rule for each in lint(html, language="en", settings=settings)}
    assert found & {"email-leftover-script"} == rules


def test_plain_ascii_mail_is_warned_of() -> None:
    """One large client clips mail in ISO-8859-1."""
    html = post("en").html.encode("ascii", "ignore").decode()
    assert "email-charset" in {finding.rule for finding in lint(html, language="en")}


@pytest.mark.parametrize("profile", find_profiles(TEMPLATES))
def test_without_any_unsubscribe_the_check_fails(profile: str) -> None:
    """A tool with a tag of its own needs no setting; any other does."""
    tool = msgspec.structs.replace(
        get_profile(profile, TEMPLATES), unsubscribe="", adds_unsubscribe=False
    )
    settings = msgspec.structs.replace(
        SETTINGS, email=msgspec.structs.replace(SETTINGS.email, unsubscribe_url="")
    )
    made = render_email(build_post_edition(make_article()), settings, TEMPLATES, tool)
    rules = {
        finding.rule
        for finding in check_email(
            made.html, made.text, settings=settings, profile=tool, language="ja"
        )
    }
    assert "email-unsubscribe" in rules


def test_live_text_in_a_foreign_layout_is_found() -> None:
    """What a publication's own layout lets through is named with its tool."""
    html = post("ja", "mailchimp").html.replace("</h1>", "</h1><p>*|FNAME|* *|EVIL|*</p>")
    assert [each.rule for each in lint(html, profile="mailchimp")] == ["email-tag"]


FRAGMENTS = [
    "{",
    "{",
    "}",
    "}",
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "{$",
    "$",
    "*",
    "|",
    "*|",
    "|*",
    "[",
    "]",
    "[unsubscribe]",
    "[a",
    "<",
    ">",
    "<unsubscribe>",
    "unsubscribe",
    "webversion",
    "`",
    "**",
    "\\\\",
    "&lt;",
    "あ",
]


@given(
    st.lists(st.sampled_from(FRAGMENTS), max_size=30),
    st.sampled_from(find_profiles(TEMPLATES)),
    st.booleans(),
)
def test_no_spelling_of_a_tag_survives(fragments: list[str], profile: str, glued: bool) -> None:
    """However the pieces of tags are put together, in body, title, summary or author.

    No tool finds one.
    """
    told = ("" if glued else " ").join(fragments)
    article = make_article(
        body=f"{told}\n\n`{told}`\n",
        title=f"題{told}",
        summary=told,
        author=told,
        categories=(told,),
    )
    tool = get_profile(profile, TEMPLATES)
    made = render_email(build_post_edition(article), SETTINGS, TEMPLATES, tool)
    html = tool.pack_html(made.html)
    text = tool.pack_text(made.text)
    findings = check_email(html, text, settings=SETTINGS, profile=tool, language="ja")
    rules = {finding.rule for finding in findings}
    assert "email-tag" not in rules
    assert tool.find_live(made.subject) == tool.find_live(made.preheader) == ()
    assert_nothing_runs(made.html)


def test_a_tag_spelt_with_entities_is_text() -> None:
    """Campaign Monitor reads elements, and `&lt;unsubscribe&gt;` is none."""
    tool = get_profile("campaign-monitor", TEMPLATES)
    article = make_article(title="題<unsubscribe>", body="`<unsubscribe>`\n")
    made = render_email(build_post_edition(article), SETTINGS, TEMPLATES, tool)
    for html, found in ((made.html, False), (made.html + "[firstname]", True)):
        findings = check_email(html, made.text, settings=SETTINGS, profile=tool, language="ja")
        assert ("email-tag" in {finding.rule for finding in findings}) == found


def test_errors_stand_before_warnings() -> None:
    """The editor reads what matters first."""
    html = post().html.replace("</h1>", '</h1><a href="https://e.com"></a><script>1</script>')
    severities = [finding.severity.value for finding in lint(html)]
    assert severities == sorted(severities)


def test_a_subject_override_does_not_change_the_article() -> None:
    """The check reads the mail, not the settings."""
    article = replace(make_article(), front_matter=(("newsletter", {"subject": "別の件名"}),))
    made = render_email(build_post_edition(article), SETTINGS, TEMPLATES, PLAIN)
    assert made.subject == "別の件名"
    assert lint(made.html, made.text) == ()
