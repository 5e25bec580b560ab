"""Look at a finished email as mail clients, screen readers and postmasters do.

Works on what was written, not on what was meant: a layout of one's own, a tool's tag that was
lost, an article that slipped through a check upstream are all found here. An error is a reason
not to upload the email; a warning is a matter of taste and reach.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape

from newsletter.config import Settings
from newsletter.errors import quote
from newsletter.language.scripts import count_cjk
from newsletter.language.tags import base
from newsletter.lint.findings import (
    check_levels,
    error,
    error_if,
    warning,
    warning_if,
)
from newsletter.lint.html_tree import read_tree
from newsletter.lint.mail_access import check_access
from newsletter.lint.mail_facts import MailFacts, find_mail_facts
from newsletter.model import Finding, Severity
from newsletter.render.mail.colour import AA_TEXT, contrast
from newsletter.render.mail.profiles import Profile
from newsletter.render.mail.text_part import text_tag
from newsletter.render.web_addresses import absolute_url

MAX_LINE_OCTETS = 998  # RFC 5322, section 2.1.1
MAX_STYLE_BYTES = (
    16_384  # Gmail drops every style element once they are over this together
)
MAX_CONTRASTS = 3  # one fault of a palette shows at many places
CJK = frozenset({"ja", "zh", "yue", "ko"})

# caniemail.com: what fewer than half of the clients it tests support, and what does harm where
# it is not supported.
_UNSUPPORTED_NAMES = """
    script form input button select textarea iframe object embed video audio svg canvas link base
"""
_UNSUPPORTED_TAGS = frozenset(_UNSUPPORTED_NAMES.split())
_UNSUPPORTED_CSS = re.compile(
    r"(?:^|[;{\s])("
    r"position\s*:"
    r"|display\s*:\s*(?:grid|flex|inline-flex|inline-grid)"
    r"|(?:clip-path|filter|backdrop-filter|transform|animation|transition|grid-[a-z-]+|mask"
    r"|shape-outside)\s*:"
    r"|var\(|calc\(|@import|@font-face|@supports)"
)
_LINK = re.compile(r"(?:https?://\S|mailto:\S+@|tel:\+?\d)")
_C1 = re.compile("[\x80-\x9f]")


def check_email(
    html: str,
    text: str,
    *,
    settings: Settings,
    profile: Profile,
    language: str,
) -> tuple[Finding, ...]:
    """Return what is wrong with one email, errors first.

    Args:
        html: The HTML part as written.
        text: The text part as written.
        settings: Sender, addresses, limits.
        profile: The tool it was written for.
        language: Of the edition.
    """
    shown = profile.unpack_html(html)
    root = read_tree(shown)
    facts = find_mail_facts(root)
    findings = [
        *_check_size(html, facts, settings),
        *_check_comments(html, profile),
        *_check_duties(shown, text, settings, profile),
        *_check_reading(facts, language),
        *_check_contrast(facts),
        *_check_links(facts, profile),
        *_check_support(facts),
        *_check_tags(facts, text, profile),
        *_check_script(facts, settings, language),
        *check_access(root, text, language=language, profile=profile),
    ]
    unique = dict.fromkeys(findings)
    return tuple(
        sorted(
            unique,
            key=lambda finding: finding.severity is not Severity.ERROR,
        )
    )


# ---------------------------------------------------------------- the file


def _check_size(
    html: str, facts: MailFacts, settings: Settings
) -> Iterator[Finding]:
    """The mail is below what clients clip, and no line is longer than SMTP allows."""
    size = len(html.encode())
    limit = settings.email.max_html_bytes
    longest = max(len(line.encode()) for line in html.split("\n"))
    yield from error_if(
        size > limit,
        "email-size",
        f"the HTML has {size:,} bytes, more than the {limit:,} of email.max_html_bytes: "
        "mail clients clip what is too long and hide the unsubscribe link",
    )
    yield from error_if(
        longest > MAX_LINE_OCTETS,
        "email-line",
        f"a line of the HTML has {longest} octets; mail allows {MAX_LINE_OCTETS}",
    )
    yield from warning_if(
        facts.style_bytes > MAX_STYLE_BYTES,
        "email-style",
        f"the style sheet has {facts.style_bytes} bytes; Gmail drops it over {MAX_STYLE_BYTES}",
    )
    yield from warning_if(
        _is_latin(html),
        "email-charset",
        "every character is Latin-1: a tool may send it so, and then it is clipped at any size",
    )
    yield from error_if(
        _C1.search(html),
        "email-control",
        "it holds a C1 control character, at which clients clip",
    )


def _is_latin(html: str) -> bool:
    try:
        html.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


def _check_comments(html: str, profile: Profile) -> Iterator[Finding]:
    lost = profile.find_lost_comments(html)
    yield from error_if(
        lost,
        "email-comments",
        f"{profile.title} strips {len(lost)} comments that Outlook needs: "
        "upload what a run has written",
    )


# ---------------------------------------------------------------- duties


def _check_duties(
    html: str, text: str, settings: Settings, profile: Profile
) -> Iterator[Finding]:
    """What the law and the bulk rules of the mail providers want."""
    if not profile.adds_unsubscribe:
        yield from _check_unsubscribe(html, text, settings, profile)
    if not profile.adds_address:
        yield from error_if(
            not _shows_address(html, settings, profile),
            "email-address",
            "there is no postal address: set email.postal_address",
        )
    yield from warning_if(
        not settings.email.from_address,
        "email-sender",
        "there is no sender: set email.from_address",
    )


def _check_unsubscribe(
    html: str, text: str, settings: Settings, profile: Profile
) -> Iterator[Finding]:
    """Both parts of a mail lead to where a reader unsubscribes."""
    address = absolute_url(settings.email.unsubscribe_url)
    link = profile.unsubscribe.rstrip(">") or address.replace("&", "&amp;")
    yield from error_if(
        not link or link not in html,
        "email-unsubscribe",
        f"there is no unsubscribe link for {profile.title}: set email.unsubscribe_url",
    )
    if "text" in profile.zip:
        plain = text_tag(profile.unsubscribe) or address
        yield from error_if(
            not plain or plain not in text,
            "email-unsubscribe-text",
            "the text part has no unsubscribe link",
        )


def _shows_address(html: str, settings: Settings, profile: Profile) -> bool:
    """Tell whether a mail shows the postal address, or the tag that fills it in."""
    own = settings.email.postal_address
    first_line = own.strip().split("\n")[0]
    shown = profile.neutralise(first_line) if own else profile.postal_address
    if not shown:
        return False
    return shown in html or shown in unescape(html)


# ---------------------------------------------------------------- reading


def _check_reading(facts: MailFacts, language: str) -> Iterator[Finding]:
    yield from error_if(
        facts.language != language,
        "email-language",
        f"the HTML says lang={quote(facts.language)} and the edition is in {quote(language)}",
    )
    yield from error_if(
        facts.images_without_alt,
        "email-alt",
        f"{facts.images_without_alt} images have no alt text",
    )
    yield from warning_if(
        facts.images_undescribed,
        "email-alt-empty",
        f"{facts.images_undescribed} pictures of the article have an empty description: "
        "write one in the post, ![like this](picture.png)",
    )
    levels = [int(tag[1]) for tag in facts.tags if re.fullmatch(r"h[1-6]", tag)]
    yield from check_levels(
        levels, heading="email-heading", outline="email-outline"
    )


def _check_contrast(facts: MailFacts) -> Iterator[Finding]:
    for (colour, ground), words in list(facts.low_contrast.items())[
        :MAX_CONTRASTS
    ]:
        ratio = contrast(colour, ground)
        message = (
            f"{colour} on {ground} has a contrast of {ratio:.1f}, "
            f"text needs {AA_TEXT}: {quote(words, 30)}"
        )
        yield error("email-contrast", message)


def _check_links(facts: MailFacts, profile: Profile) -> Iterator[Finding]:
    """Every link of a mail leads to the web, and has words."""
    tags = {profile.unsubscribe, profile.view_in_browser}
    for link in facts.links:
        shown = quote(link.address)
        yield from error_if(
            link.address not in tags and not _LINK.match(link.address),
            "email-link",
            f"the link {shown} leads nowhere outside the site",
        )
        yield from warning_if(
            not "".join(link.words).strip(),
            "email-link-text",
            f"the link to {shown} has no words",
        )


def _check_support(facts: MailFacts) -> Iterator[Finding]:
    """The tags and the CSS are those that mail clients understand."""
    for tag in sorted(_UNSUPPORTED_TAGS & set(facts.tags)):
        yield error("email-support", f"mail clients do not show <{tag}>")
    css = "\n".join(facts.css).lower()
    names = {name.strip(" :{") for name in _UNSUPPORTED_CSS.findall(css)}
    for name in sorted(names):
        message = f"few mail clients understand {quote(name)}"
        yield warning("email-support", message)


# ---------------------------------------------------------------- the words


def _check_tags(
    facts: MailFacts, text: str, profile: Profile
) -> Iterator[Finding]:
    """Text that the tool would take for a tag of its own; the frame's own tags are known.

    An element such as `<unsubscribe>` is none while it is written with entities.
    """
    live: list[str] = []
    for part in facts.texts:
        shown = _without_own_tags(escape(part, quote=False), profile)
        live += profile.find_live(shown)
    plain = _without_own_tags(text, profile)
    if profile.less_than:
        plain = plain.replace(profile.less_than, "")
        live += re.findall("<.{0,40}", plain)
    live += profile.find_live(plain)
    if live:
        message = f"{profile.title} would take this for a merge tag: {quote(live[0], 40)}"
        yield error("email-tag", message)


def _without_own_tags(text: str, profile: Profile) -> str:
    """A text without the tags that the campaign tool fills in."""
    for tag in (
        profile.unsubscribe,
        profile.view_in_browser,
        profile.first_name,
        profile.postal_address,
    ):
        text = text.replace(tag, "") if tag else text
    return text


def _check_script(
    facts: MailFacts, settings: Settings, language: str
) -> Iterator[Finding]:
    """Text in the script of the source language that a translation left over.

    Names and addresses of the publication are not: they may stand in any language. Code and the
    name under a quotation are never translated.
    """
    if base(language) in CJK or base(settings.source_language) not in CJK:
        return
    own = _own_names(settings, language)
    for text in facts.prose:
        left = text
        for name in own:
            left = left.replace(name, "")
        if count_cjk(left) > 0:
            shown = quote(left.strip())
            message = f"text in the source script was left over: {shown}"
            yield error("email-leftover-script", message)
            return


def _own_names(settings: Settings, language: str) -> tuple[str, ...]:
    words = settings.words(language)
    names = (
        words.from_name,
        words.author,
        *settings.email.postal_address.splitlines(),
        settings.publication.title,
        *words.links,
    )
    return tuple(filter(None, (name.strip() for name in names)))
