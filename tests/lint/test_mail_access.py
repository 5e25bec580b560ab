"""The rules of the Email Markup Consortium: each finds its fault, and leaves what is like it."""

from __future__ import annotations

import pytest

from newsletter.lint.html_tree import read_tree
from newsletter.lint.mail_access import check_access
from newsletter.model import Severity
from newsletter.render.mail.profiles import get_profile
from newsletter.render.templates import load_templates
from tests.lint.test_mail_rules import post

TEMPLATES = load_templates()
PLAIN = get_profile("plain", TEMPLATES)
HEADING = "</h1>"
HEAD = "</head>"
OUTLOOK = "<!--[if mso]>%s<![endif]-->"
VML = '<v:rect href="https://e.com/" alt="a"><v:textbox>%s</v:textbox></v:rect>'

FAULTS = [
    # reports, 1 and 2: dir and lang on what is directly in the body
    ('role="article" lang="ja"', 'role="article"', "email-language"),
    ('role="article" lang="ja" dir="ltr"', 'role="article" lang="ja"', "email-direction"),
    ('lang="ja" dir="ltr" aria', 'lang="ja" dir="rtl" aria', "email-direction"),
    ("</body>", "<p>by hand</p></body>", "email-language email-direction"),
    ("</body>", '<p lang="ja" dir="auto">by hand</p></body>', ""),
    ("</body>", OUTLOOK % "<p>for Outlook</p>" + "</body>", ""),
    # 3: tables
    (HEADING, "</h1><table><tr><td>layout</td></tr></table>", "email-table"),
    (HEADING, OUTLOOK % "<table><tr><td>x</td></tr></table>", "email-table"),
    (HEADING, '</h1><table role="none"><tr><th>a</th></tr></table>', "email-table"),
    (HEADING, "</h1><table><tr><th>a</th></tr></table>", ""),
    (HEADING, "</h1><table><caption>a</caption><tr><td>1</td></tr></table>", ""),
    (
        HEADING,
        '</h1><table role="presentation"><tr><td><table><tr><th>a</th></table></td></table>',
        "",
    ),
    # 9: title
    ("<title>", "<title></title><p hidden>", "email-title"),
    # 10 and 11: words of links
    (HEADING, '</h1><p><a href="https://e.com/">Click here</a></p>', "email-link-vague"),
    (HEADING, '</h1><p><a href="https://e.com/"><b>こちら。</b></a></p>', "email-link-vague"),
    (HEADING, '</h1><p><a href="https://e.com/">詳細はこちら</a></p>', "email-link-vague"),
    (HEADING, '</h1><p><a href="https://e.com/">Read the report</a></p>', ""),
    (HEADING, '</h1><p><a href="https://e.com/">こちら葛飾区</a></p>', ""),
    (
        HEADING,
        '</h1><p>Words before <a style="text-decoration:none" href="https://e.com/">it</a></p>',
        "email-link-colour",
    ),
    (
        HEADING,
        '</h1><p>Words before <a style="text-decoration:none;font-weight:bold"'
        ' href="https://e.com/">it</a></p>',
        "",
    ),
    (HEADING, '</h1><p><a style="text-decoration:none" href="https://e.com/">All of it</a>', ""),
    (HEADING, '</h1><p>Words before <a href="https://e.com/">it</a></p>', ""),
    # the checker of 2024: VML
    (HEADING, OUTLOOK % "<v:roundrect><v:fill /></v:roundrect>", "email-vml"),
    (HEADING, OUTLOOK % VML % '<a href="https://e.com/">x</a>', "email-vml"),
    (HEADING, OUTLOOK % '<v:rect alt=""><h2>x</h2></v:rect>', "email-vml"),
    (HEADING, OUTLOOK % '<v:rect alt=""><v:fill /><p>x</p></v:rect>', ""),
    # 2.1: fits its container
    (HEADING, '</h1><div style="width:720px">wide</div>', "email-width"),
    (HEADING, '</h1><div style="min-width:640px">wide</div>', "email-width"),
    (HEADING, '</h1><table width="640"><tr><th>x</th></table>', "email-width"),
    (HEADING, '</h1><div style="width:720px;max-width:100%">wide</div>', ""),
    (HEADING, '</h1><div style="width:100%">wide</div>', ""),
    # 2.2: preferences
    ('name="color-scheme"', 'name="colour"', "email-preferences"),
    # 2.3 and 2.6: landmarks
    ("aria-label=", "data-label=", "email-landmark"),
    (HEADING, "</h1><main>x</main>", "email-landmark"),
    (HEADING, '</h1><div role="banner">x</div>', "email-landmark"),
    (HEADING, '</h1><div role="group">x</div>', ""),
    # 2.4: focus; 2.5: zoom
    ("</style>", "a:focus { outline: none; }</style>", "email-focus"),
    (HEADING, '</h1><a style="outline:0" href="https://e.com/">word</a>', "email-focus"),
    ("</style>", "img { outline: none; } a { outline-offset: 0 }</style>", ""),
    (HEAD, '<meta name="viewport" content="user-scalable=no"></head>', "email-zoom"),
    (HEAD, '<meta name="viewport" content="maximum-scale=1"></head>', "email-zoom"),
    (HEAD, '<meta name="viewport" content="width=device-width,maximum-scale=10"></head>', ""),
    # 3.1: elements of HTML
    (HEADING, "</h1><card>x</card>", "email-markup"),
    (HEADING, "</h1><my-card>x</my-card>", ""),
    (HEADING, OUTLOOK % "<w:anchorlock/>", ""),
    # 4.2 and 4.3: fallbacks, unused pictures
    (HEADING, "</h1><p style=\"font-family:'Gill Sans'\">x</p>", "email-font"),
    (HEADING, "</h1><p style=\"font-family:'Gill Sans', sans-serif\">x</p>", ""),
    (HEADING, '</h1><img src="data:image/png;base64,AA" alt="">', "email-image"),
    (HEADING, '</h1><img src="/a.png" alt="">', "email-image"),
    (
        HEADING,
        '</h1><p style="display:none"><img src="https://e.com/a.png" alt=""></p>',
        "email-image",
    ),
    (HEADING, '</h1><img src="https://e.com/a.png" alt="">', ""),
    (HEADING, '</h1><img src="cid:a@e.com" alt="">', ""),
]


def find_rules(html: str, text: str = "x", profile: str = "plain") -> set[str]:
    """The rules that have a finding."""
    tool = get_profile(profile, TEMPLATES)
    return {each.rule for each in check_access(read_tree(html), text, language="ja", profile=tool)}


@pytest.mark.parametrize(("old", "new", "rules"), FAULTS)
def test_a_fault_is_found_and_what_is_like_it_is_not(old: str, new: str, rules: str) -> None:
    """One change, its findings and no others."""
    html = post().html
    assert old in html
    assert find_rules(html.replace(old, new, 1)) == set(rules.split())


def test_a_mail_without_text_part_is_an_error() -> None:
    """Some readers have no HTML; a tool that makes the text itself is no concern of ours."""
    assert find_rules(post().html, " \n") == {"email-text"}
    assert find_rules(post(profile="mailchimp").html, "", "mailchimp") == set()


def test_the_tags_of_a_tool_are_elements_it_knows() -> None:
    """Campaign Monitor's `<unsubscribe>` stands in its own mail, and in no other."""
    html = post(profile="campaign-monitor").html
    assert "<unsubscribe" in html
    assert find_rules(html, profile="campaign-monitor") == set()
    assert find_rules(html) == {"email-markup"}


def test_what_shuts_readers_out_is_an_error() -> None:
    """Serious and critical are errors, moderate and mild are warnings, as in the reports."""
    html = post().html.replace(' dir="ltr" aria', " aria").replace("</h1>", "</h1><main>x</main>")
    found = {
        each.rule: each.severity
        for each in check_access(read_tree(html), "x", language="ja", profile=PLAIN)
    }
    assert found == {"email-direction": Severity.ERROR, "email-landmark": Severity.WARNING}
