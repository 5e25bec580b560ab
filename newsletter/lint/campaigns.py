"""Check a campaign's folder as it lies on disk: every email in it, for the tool it is for."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from newsletter.campaign.zips import unpack_zip
from newsletter.config import Settings
from newsletter.lint.findings import error, error_if, warning, warning_if
from newsletter.lint.mail_rules import check_email
from newsletter.model import EditionKind, Finding
from newsletter.render.mail.article_card import MAX_BYTES, mailed_bytes
from newsletter.render.mail.profiles import Profile, get_profile
from newsletter.render.templates import Templates


def check_campaign(
    files: Mapping[str, bytes], settings: Settings, templates: Templates
) -> tuple[Finding, ...]:
    """Return what is wrong with one edition in one language, each finding once.

    Args:
        files: The content of campaigns/<edition>/<lang>/ by file name.
        settings: Sender, limits.
        templates: Where the profiles are.

    Raises:
        ConfigError: The bundle was made for a profile that is gone.
    """
    about = _read_about(files.get("campaign.json", b""))
    if about is None:
        return (
            error(
                "campaign-broken",
                "campaign.json is missing or no campaign's",
            ),
        )
    findings = [
        *_check_files(files, about["files"]),
        *_check_subject(about),
    ]
    for stated in about["profiles"]:
        profile = get_profile(stated["name"], templates)
        if profile.article and about.get("kind") == EditionKind.DIGEST:
            continue  # such a tool takes posts alone
        findings += _check_zip(files, profile, about["language"], settings)
    return tuple(dict.fromkeys(findings))


def _read_about(content: bytes) -> dict[str, Any] | None:
    """The description of a campaign, complete; None for anything else."""
    try:
        about: dict[str, Any] = json.loads(content)
        names = [profile["name"] for profile in about["profiles"]]
        hashes = [file["sha256"] for file in about["files"].values()]
        known = [about["language"], *names, *hashes]
    except (
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        RecursionError,
    ):
        return None
    return about if all(isinstance(value, str) for value in known) else None


def _check_zip(
    files: Mapping[str, bytes],
    profile: Profile,
    language: str,
    settings: Settings,
) -> tuple[Finding, ...]:
    """The mail inside the zip of a tool, as the editor would upload it."""
    parts = _unzip(files.get(f"{profile.name}.zip", b""))
    html = parts.get(profile.html_name)
    if html is None:
        return (
            error(
                "campaign-zip",
                f"{profile.name}.zip holds no {profile.html_name}",
            ),
        )
    if profile.article:
        return _check_article(html, profile)
    text = parts.get("email.txt", "")
    return check_email(
        html, text, settings=settings, profile=profile, language=language
    )


def _check_article(html: str, profile: Profile) -> tuple[Finding, ...]:
    """An article for a tool that makes the email itself."""
    live = profile.find_live(html)
    size = mailed_bytes(html)
    return (
        *error_if(
            live,
            "email-tag",
            f"{profile.title} would take this for a merge tag: {live[:1]}",
        ),
        *warning_if(
            size > MAX_BYTES,
            "email-size",
            f"{profile.title} makes an email of about {size} bytes of it, which clients clip",
        ),
    )


def _check_files(
    files: Mapping[str, bytes], stated: Mapping[str, Mapping[str, str]]
) -> Iterator[Finding]:
    """Every file is there and is still what the run wrote."""
    for name, file in stated.items():
        if name not in files:
            yield error("campaign-file", f"{name} is missing")
        elif hashlib.sha256(files[name]).hexdigest() != file["sha256"]:
            yield warning("campaign-file", f"{name} was changed after the run")


def _check_subject(about: Mapping[str, object]) -> Iterator[Finding]:
    """An inbox shows a subject. Without a preheader it shows how the mail begins: no fault."""
    yield from error_if(
        not str(about.get("subject") or "").strip(),
        "subject-empty",
        "the edition has no subject",
    )


def _unzip(data: bytes) -> dict[str, str]:
    """The text files of a zip; nothing when it is none."""
    try:
        files = unpack_zip(data)
        return {name: content.decode() for name, content in files.items()}
    except (zipfile.BadZipFile, UnicodeDecodeError):
        return {}
