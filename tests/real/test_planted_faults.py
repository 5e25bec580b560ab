"""What outside judges find, `newsletter check` finds: faults are planted, and both must see them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pytest

from newsletter.edition.edition import build_post_edition
from newsletter.lint.mail_rules import check_email
from newsletter.lint.page_rules import check_page
from newsletter.render.mail.message import RenderedEmail, render_email
from newsletter.render.mail.profiles import get_profile
from newsletter.render.site.pages import render_page
from newsletter.render.templates import load_templates
from tests.real.programs import find_program
from tests.real.test_accessibility import copy_axe
from tests.real.test_validator import FOR_OUTLOOK, validate
from tests.render.browser import NOT_FOR_MAILS, judge_documents, needs_chromium, write_judged
from tests.render.letters import make_article, make_settings

pytestmark = [
    pytest.mark.real,
    needs_chromium,
    pytest.mark.skipif(shutil.which("npm") is None, reason="needs npm"),
    pytest.mark.skipif(find_program("java") is None, reason="needs default-jre-headless (Debian)"),
]
SETTINGS, TEMPLATES = make_settings(), load_templates()
PLAIN = get_profile("plain", TEMPLATES)
WIDTH = 600


@dataclass(frozen=True)
class Fault:
    """A change of a good document, and who must see it.

    Attributes:
        judge: The rule of axe-core, or words of a message of the validator.
        ours: Our rule.
    """

    kind: str
    old: str
    new: str
    judge: str
    ours: str


PICTURE = '<img src="https://e.com/a.png">'
FAULTS = [
    Fault("mail", '<html lang="ja"', "<html", "html-has-lang", "email-language"),
    Fault("mail", "<title>", "<title></title><p hidden>", "document-title", "email-title"),
    Fault("mail", "</h1>", f"</h1>{PICTURE}", "image-alt", "email-alt"),
    Fault("mail", "</h1>", '</h1><a href="https://e.com/"></a>', "link-name", "email-link-text"),
    Fault("mail", "</h1>", "</h1><h4>deep</h4>", "heading-order", "email-outline"),
    Fault("mail", "<h1", "<h2", "page-has-heading-one", "email-heading"),
    Fault(
        "mail",
        "</h1>",
        '</h1><p style="color:#bbbbbb">pale words</p>',
        "color-contrast",
        "email-contrast",
    ),
    Fault(
        "mail", "</h1>", "</h1><main>a</main><main>b</main>", "landmark-no-dup", "email-landmark"
    ),
    Fault("mail", "</h1>", "</h1><card>x</card>", "Element “card” not allowed", "email-markup"),
    Fault(
        "mail",
        "</head>",
        '<meta name="viewport" content="user-scalable=no"></head>',
        "meta-viewport",
        "email-zoom",
    ),
    Fault(
        "mail",
        "</h1>",
        '</h1><p>Some words before <a style="color:#005a9c;text-decoration:none"'
        ' href="https://e.com/">it</a> and after</p>',
        "link-in-text-block",
        "email-link-colour",
    ),
    Fault("page", ' lang="ja"', "", "html-has-lang", "page-language"),
    Fault("page", "<title>", "<title></title><p hidden>", "document-title", "page-title"),
    Fault("page", "</h1>", f"</h1>{PICTURE}", "image-alt", "page-alt"),
    Fault("page", "</h1>", '</h1><a href="https://e.com/"></a>', "link-name", "page-link-text"),
    Fault("page", "</h1>", "</h1><h4>deep</h4>", "heading-order", "page-outline"),
    Fault("page", "</h1>", "</h1><h2></h2>", "empty-heading", "page-heading"),
    Fault("page", "</h1>", "</h1><main>a</main>", "landmark-no-dup", "page-main"),
    Fault("page", "</h1>", '</h1><input name="a">', "label", "page-label"),
    Fault("page", "</h1>", '</h1><iframe src="about:blank"></iframe>', "frame-title", "page-frame"),
    Fault("page", "</h1>", "</h1><li>lost</li>", "listitem", "page-markup"),
    Fault("page", "</h1>", "</h1><ul><p>lost</p></ul>", "list: ", "page-markup"),
    Fault("page", "</h1>", '</h1><p id="main">a</p>', "Duplicate ID", "page-id"),
    Fault("page", "</h1>", "</h1><card>x</card>", "Element “card” not allowed", "page-markup"),
    Fault("page", "</h1>", "</h1><p>a<div>b</div></p>", "No “p” element in scope", "page-markup"),
    Fault("page", "</h1>", "</h1><em><p>a</p></em>", "not allowed as child", "page-markup"),
    Fault("page", 'href="#main"', 'href="#gone"', "skip-link", "page-anchor"),
    Fault(
        "page",
        "</head>",
        '<meta name="viewport" content="maximum-scale=1"></head>',
        "meta-viewport",
        "page-zoom",
    ),
]


def render_post() -> RenderedEmail:
    """The email of an article."""
    return render_email(build_post_edition(make_article("ja")), SETTINGS, TEMPLATES, PLAIN)


def write_document(kind: str) -> str:
    """A good mail, a good page."""
    return (
        render_post().html
        if kind == "mail"
        else render_page(make_article("ja"), SETTINGS, TEMPLATES).content.decode()
    )


def find_ours(kind: str, html: str) -> set[str]:
    """The rules of ours that have a finding."""
    if kind == "page":
        found = check_page(html, "ja/a.html", frozenset())
        return {each.rule for each in found} - {"page-link"}  # one page is no site
    text = render_post().text
    return {
        each.rule
        for each in check_email(html, text, settings=SETTINGS, profile=PLAIN, language="ja")
    }


@pytest.fixture(scope="module")
def judged_faults(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What axe-core and the validator say of each document, by its name."""
    folder: Path = tmp_path_factory.mktemp("faults")
    copy_axe(folder)
    documents = {f"good {kind}": write_document(kind) for kind in ("mail", "page")}
    kinds = {name: name.removeprefix("good ") for name in documents}
    for n, fault in enumerate(FAULTS):
        good = documents[f"good {fault.kind}"]
        assert fault.old in good, fault
        documents[f"f{n}"] = good.replace(fault.old, fault.new, 1)
        kinds[f"f{n}"] = fault.kind
    said = dict.fromkeys(documents, "")
    for name, html in documents.items():
        plain = folder / f"{name}.plain.html"
        plain.write_text(html, encoding="utf-8")
        over = NOT_FOR_MAILS if kinds[name] == "mail" else ()
        write_judged(folder, name, html, over)
    for report in judge_documents(folder, list(documents), False, (WIDTH,)):
        said[report["name"]] += "\n".join(report["violations"])
    for message in validate(sorted(folder.glob("*.plain.html"))):
        if not FOR_OUTLOOK.search(message["message"]):
            name = Path(unquote(message["url"])).name.removesuffix(".plain.html")
            said[name] += f"\n{message['message']}"
    return said


@pytest.mark.parametrize("kind", ["mail", "page"])
def test_good_documents_have_no_complaint(kind: str, judged_faults: dict[str, str]) -> None:
    """Neither of the judges nor of ours."""
    assert judged_faults[f"good {kind}"] == ""
    assert find_ours(kind, write_document(kind)) == set()


@pytest.mark.parametrize("n", range(len(FAULTS)))
def test_check_finds_what_a_judge_finds(n: int, judged_faults: dict[str, str]) -> None:
    """The judge complains, and so does our rule."""
    fault = FAULTS[n]
    assert fault.judge in judged_faults[f"f{n}"]
    assert fault.ours in find_ours(
        fault.kind, write_document(fault.kind).replace(fault.old, fault.new, 1)
    )
