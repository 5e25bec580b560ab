"""Read what a tool is given from the files of a run: its email, the subject, the preheader.

Nothing is rendered again: what the editor has looked at is what goes out. The HTML and the
text part come from the tool's zip, where its merge tags are in place. `campaign.json`
follows the first profile only, so subject and preheader are made harmless for this tool
once more; doing it twice changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping
from dataclasses import astuple
from typing import Any

from newsletter.campaign.interface import Draft, PostPage, get_text
from newsletter.campaign.zips import unpack_zip
from newsletter.errors import OutputError, quote
from newsletter.render.mail.profiles import Profile
from newsletter.render.markup import one_line

# SendGrid's limit, the narrowest of the seven tools that an `Api` describes.
NAME_CHARS = 100


def build_draft(
    files: Mapping[str, bytes],
    edition: str,
    language: str,
    profile: Profile,
    *,
    host: str,
    lists: tuple[int | str, ...] = (),
) -> Draft:
    """Return the draft of one edition in one language for one tool.

    Args:
        files: The content of campaigns/<edition>/<language>/ by file name.
        host: Of the publication: two publications may share an account.
        lists: The tool's ids of the readers of this language.

    Raises:
        OutputError: A file is missing or is not what a run writes.
    """
    where = f"campaigns/{edition}/{language}"
    about = _read_json(files.get("campaign.json"), f"{where}/campaign.json")
    parts = _unzip(
        files.get(f"{profile.name}.zip"), f"{where}/{profile.name}.zip"
    )
    if profile.html_name not in parts:
        raise _unusable(
            f"{where}/{profile.name}.zip",
            f"it holds no {profile.html_name}",
        )
    own = (
        _read_json(parts["campaign.json"].encode(), where)
        if "campaign.json" in parts
        else about
    )
    text = parts.get("email.txt", "")
    if not text and about.get("profile") == profile.name:
        text = _decode(files.get("email.txt", b""), f"{where}/email.txt")
    sender: dict[str, Any] = (
        own["from"] if isinstance(own.get("from"), dict) else {}
    )
    subject = profile.neutralise(one_line(get_text(own, "subject")))
    preheader = profile.neutralise(one_line(get_text(own, "preheader")))
    if not subject:
        raise _unusable(f"{where}/campaign.json", "the edition has no subject")
    return Draft(
        name=build_name(edition, language, host),
        language=language,
        subject=subject,
        preheader=preheader,
        html=parts[profile.html_name],
        text=text,
        from_name=one_line(get_text(sender, "name")),
        from_address=get_text(sender, "address"),
        reply_to=get_text(sender, "reply_to"),
        lists=lists,
        post=_read_post(own.get("post")) if profile.article else None,
    )


def _read_post(about: object) -> PostPage | None:
    """What `campaign.json` says of the page of the post; None for a digest."""
    if not isinstance(about, dict):
        return None
    tags = about.get("tags")
    return PostPage(
        ref=get_text(about, "ref"),
        slug=get_text(about, "slug"),
        title=one_line(get_text(about, "title")),
        url=get_text(about, "url"),
        excerpt=one_line(get_text(about, "excerpt")),
        image=get_text(about, "image"),
        tags=tuple(map(str, tags)) if isinstance(tags, list) else (),
    )


def build_name(edition: str, language: str, host: str) -> str:
    """Return the name a tool keeps a campaign under.

    A long one is cut; a hash of the whole keeps it apart from others.

    Args:
        edition: Id of the edition.
        language: BCP 47 tag of the mail.
        host: Host of the publication: two of them may share an account.
    """
    name = f"{edition}/{language} ({host})"
    if len(name) <= NAME_CHARS:
        return name
    tail = f"… {hashlib.sha256(name.encode()).hexdigest()[:12]}/{language}"
    return edition[: NAME_CHARS - len(tail)] + tail


def take_hash(draft: Draft, tool: str, options: object) -> str:
    """Return the SHA-256 of everything that goes over: equal hashes are equal drafts.

    Args:
        draft: What goes over.
        tool: Name of the tool.
        options: What the settings say of the tool.
    """
    fields = astuple(draft)
    if draft.post is None:
        fields = fields[:-1]  # as hashes were taken before there were posts
    values = [tool, repr(options), fields]
    return hashlib.sha256(
        json.dumps(values, ensure_ascii=True).encode()
    ).hexdigest()


def _unzip(data: bytes | None, where: str) -> dict[str, str]:
    """The texts in the zip that a run made for a tool, by their names."""
    if data is None:
        fix = (
            "add the profile to [email] profiles and run; "
            "a campaign that was uploaded or mailed before keeps the profiles it had"
        )
        raise OutputError(
            "cannot upload the campaign",
            at=where,
            why="the run made no zip for this tool",
            fix=fix,
        )
    try:
        files = unpack_zip(data)
    except zipfile.BadZipFile as error:
        raise _unusable(where, f"it is no whole zip: {error}") from None
    return {name: _decode(content, where) for name, content in files.items()}


def _read_json(data: bytes | None, where: str) -> dict[str, Any]:
    """What `campaign.json` says; a file of another form is refused."""
    try:
        about = json.loads(data or b"")
    except (ValueError, RecursionError):
        about = None
    if not isinstance(about, dict):
        raise _unusable(where, "it is missing or no campaign's")
    return about


def _decode(data: bytes, where: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise _unusable(where, "it is not UTF-8") from None


def _unusable(where: str, why: str) -> OutputError:
    return OutputError(
        f"cannot read {quote(where)}",
        at=where,
        why=why,
        fix="remove it and run: newsletter run",
    )
