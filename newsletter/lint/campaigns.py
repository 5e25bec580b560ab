"""Check a campaign's folder as it lies on disk: every email in it, for the tool it was written for."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping

from newsletter.config import Settings
from newsletter.lint.mail_rules import check_email
from newsletter.model import Finding, Severity
from newsletter.render.mail.profiles import get_profile
from newsletter.render.templates import Templates


def check_campaign(
    files: Mapping[str, bytes], settings: Settings, templates: Templates
) -> tuple[Finding, ...]:
    """Return what is wrong with one edition in one language, each finding once.

    Args:
        files: The content of campaigns/<edition>/<lang>/ by file name.
        settings: Sender, limits. `templates`: where the profiles are.

    Raises:
        ConfigError: The bundle was made for a profile that is gone.
    """
    try:
        about = json.loads(files["campaign.json"])
        language, names = str(about["language"]), [str(each["name"]) for each in about["profiles"]]
        hashes = {str(name): str(told["sha256"]) for name, told in about["files"].items()}
    except (KeyError, ValueError, TypeError):
        return (
            Finding("campaign-broken", Severity.ERROR, "campaign.json is missing or no campaign's"),
        )
    findings = [*_check_files(files, hashes), *_check_subject(about)]
    for name in names:
        profile = get_profile(name, templates)
        parts = _unzip(files.get(f"{name}.zip", b""))
        html, text = parts.get(profile.html_name), parts.get("email.txt", "")
        if html is None:
            findings.append(
                Finding("campaign-zip", Severity.ERROR, f"{name}.zip holds no {profile.html_name}")
            )
            continue
        findings += check_email(html, text, settings=settings, profile=profile, language=language)
    return tuple(dict.fromkeys(findings))


def _check_files(files: Mapping[str, bytes], hashes: Mapping[str, str]) -> Iterator[Finding]:
    for name, told in hashes.items():
        if name not in files:
            yield Finding("campaign-file", Severity.ERROR, f"{name} is missing")
        elif hashlib.sha256(files[name]).hexdigest() != told:
            yield Finding("campaign-file", Severity.WARNING, f"{name} was changed after the run")


def _check_subject(about: Mapping[str, object]) -> Iterator[Finding]:
    if not str(about.get("subject") or "").strip():
        yield Finding("subject-empty", Severity.ERROR, "the edition has no subject")
    if not str(about.get("preheader") or "").strip():
        yield Finding(
            "preheader-empty",
            Severity.WARNING,
            "there is no preheader: inboxes show the beginning of the mail",
        )


def _unzip(data: bytes) -> dict[str, str]:
    """The text files of a zip; nothing when it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name).decode() for name in archive.namelist()}
    except (zipfile.BadZipFile, UnicodeDecodeError):
        return {}
