"""Make what an editor uploads: a folder for each edition and language, a zip for each tool.

    campaigns/<edition>/<language>/
        email.html, email.txt    for the first configured profile
        email.eml                without merge tags, for mail programs and `newsletter send-test`
        campaign.json            subject, preheader, sender, links, sizes and hashes of it all
        <profile>.zip            what the import page of that tool takes

`email.html` follows the first profile because it is the file an editor opens and pastes;
the message file follows `plain` because no tool will ever fill tags in it.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Sequence

from newsletter.config import Settings
from newsletter.edition.edition import check_edition
from newsletter.model import Artefact, Article, Edition, EditionKind, Finding
from newsletter.render.mail.article_card import render_card
from newsletter.render.mail.eml import render_eml
from newsletter.render.mail.message import (
    Fit,
    RenderedEmail,
    find_links,
    render_email,
)
from newsletter.render.mail.profiles import PLAIN, Profile, get_profile
from newsletter.render.strings import Strings, check_strings
from newsletter.render.templates import Templates
from newsletter.render.web_addresses import absolute_url

FOLDER = "campaigns"
_ZIP_TIME = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # the first one zip can write: the same files give the same bytes
_FILE_MODE = 0o644 << 16


def build_campaign(
    edition: Edition,
    settings: Settings,
    templates: Templates,
    *,
    fit: Fit | None = None,
) -> tuple[tuple[Artefact, ...], tuple[Finding, ...]]:
    """Return the files of one edition in one language, sorted by path, and what was found
    on the way.

    Args:
        edition: What it carries.
        settings: Sender, brand, profiles.
        templates: Layouts and profiles.
        fit: Abridges an article to so many characters; called when the HTML is over the
            limit.

    Raises:
        ConfigError: A configured profile does not exist.
        TemplateError: A layout or a profile is broken.
    """
    names = dict.fromkeys(settings.email.profiles or (PLAIN,))
    profiles = [get_profile(name, templates) for name in names]
    plain = get_profile(PLAIN, templates)
    emails = {
        profile.name: render_email(
            edition, settings, templates, profile, fit=fit
        )
        for profile in dict.fromkeys([*profiles, plain])
    }
    first = emails[profiles[0].name]
    files = {
        "email.html": first.html.encode(),
        "email.txt": first.text.encode(),
        "email.eml": render_eml(
            emails[PLAIN],
            edition,
            settings,
            edition.date,
            seven_bits=any(profile.seven_bits for profile in profiles),
        ),
    }
    for profile in profiles:
        files[f"{profile.name}.zip"] = _pack(
            profile,
            emails[profile.name],
            edition,
            settings,
            templates.strings(edition.language),
            fit,
        )
    files["campaign.json"] = _describe(
        edition, settings, profiles, emails, files
    )
    folder = f"{FOLDER}/{edition.id}/{edition.language}"
    artefacts = tuple(
        Artefact(f"{folder}/{name}", files[name]) for name in sorted(files)
    )
    findings = [
        *check_edition(edition),
        *check_strings(templates.strings(edition.language)),
    ]
    for email in emails.values():
        findings += email.findings
    return artefacts, tuple(dict.fromkeys(findings))


def _pack(
    profile: Profile,
    email: RenderedEmail,
    edition: Edition,
    settings: Settings,
    words: Strings,
    fit: Fit | None,
) -> bytes:
    """The zip of one tool: only the files its import takes."""
    described = _about(edition, settings, profile, email)
    if profile.article and edition.kind is EditionKind.POST:
        described["post"] = _about_post(edition.articles[0])
    about = _dump(described)
    html = profile.pack_html(_packed_html(profile, email, edition, words, fit))
    text = profile.pack_text(email.text)
    files = {
        "html": (profile.html_name, html.encode()),
        "text": ("email.txt", text.encode()),
        "json": ("campaign.json", about),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(
        buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9
    ) as archive:
        for kind in profile.zip:
            name, content = files[kind]
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.external_attr = _FILE_MODE
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()


def _packed_html(
    profile: Profile,
    email: RenderedEmail,
    edition: Edition,
    words: Strings,
    fit: Fit | None,
) -> str:
    """The HTML for a tool: of a tool with a frame of its own the article alone."""
    if profile.article and edition.kind is EditionKind.POST:
        return render_card(edition.articles[0], words, profile, fit)
    return email.html


def _about_post(article: Article) -> dict[str, object]:
    """What a tool that publishes wants to know of a post."""
    return {
        "ref": article.ref,
        "slug": article.slug,
        "title": article.title,
        "url": article.url,
        "excerpt": article.summary,
        "image": absolute_url(article.image.url) if article.image else "",
        "tags": list(article.tags or article.categories),
    }


def _describe(
    edition: Edition,
    settings: Settings,
    profiles: Sequence[Profile],
    emails: dict[str, RenderedEmail],
    files: dict[str, bytes],
) -> bytes:
    """What an editor and `upload` need to know of a campaign: `campaign.json`."""
    first = profiles[0]
    about = _about(edition, settings, first, emails[first.name])
    about["profiles"] = [
        _about_profile(profile, emails[profile.name]) for profile in profiles
    ]
    about["files"] = {
        name: {
            "n_bytes": len(data),
            "sha256": hashlib.sha256(data).hexdigest(),
        }
        for name, data in sorted(files.items())
    }
    return _dump(about)


def _about_profile(profile: Profile, email: RenderedEmail) -> dict[str, object]:
    """What is said of the zip of one tool."""
    return {
        "name": profile.name,
        "title": profile.title,
        "file": f"{profile.name}.zip",
        "how": profile.note,
        "n_bytes": len(email.html.encode()),
    }


def _about(
    edition: Edition,
    settings: Settings,
    profile: Profile,
    email: RenderedEmail,
) -> dict[str, object]:
    """What the fields of a tool's form want."""
    words = settings.words(edition.language)
    return {
        "edition": edition.id,
        "kind": edition.kind.value,
        "language": edition.language,
        "date": edition.date.isoformat(),
        "subject": email.subject,
        "preheader": email.preheader,
        "from": {
            "name": words.from_name or words.title,
            "address": settings.email.from_address,
            "reply_to": words.reply_to,
        },
        "profile": profile.name,
        "posts": [
            {"ref": article.ref, "title": article.title, "url": article.url}
            for article in edition.articles
        ],
        "links": list(_web_links(email.html)),
        "shortened": email.shortened,
    }


def _web_links(html: str) -> Iterable[str]:
    """The links that lead to the web; mail addresses and anchors are none."""
    return (link for link in find_links(html) if link.startswith("http"))


def _dump(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
