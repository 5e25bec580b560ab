"""Show a mail as it arrives: each tool, wide and narrow, light and dark, without pictures, as text.

The mail stands in a frame of its own without scripts. A click on one of its sentences leads to the
unit that says it: the page looks into the frame, which is ours, and asks here.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote as percent_encode

from flask import Blueprint, Response, abort, jsonify, request

from newsletter.campaign.open_tool import require_known_tool
from newsletter.campaign.zips import unpack_zip
from newsletter.desk.access import MAIL_POLICY
from newsletter.desk.desk_data import DeskData
from newsletter.desk.drawing import open_page
from newsletter.desk.post_list import find_row
from newsletter.desk.routes import build_routes
from newsletter.editing.unit_edits import unit_key
from newsletter.errors import (
    ConfigError,
    NewsletterError,
    OutputError,
    PostError,
    quote,
)
from newsletter.lint.campaigns import check_campaign
from newsletter.model import Finding
from newsletter.pipeline.publication import catalogue_path, read_catalogue
from newsletter.render.mail.profiles import Profile, get_profile
from newsletter.source.inline import plain_text
from newsletter.store.output_places import CAMPAIGNS, DESK
from newsletter.translate.placeholders import strip_placeholders
from newsletter.upload import (
    UploadReport,
    open_upload,
    send_test,
    upload_editions,
)

# Gmail shows no more of a message than this and says "message clipped".
CLIP_BYTES = 102_000
MAX_HTML_BYTES = 5_000_000  # that a browser shows at once
_DARK = re.compile(r"@media\s*\(\s*prefers-color-scheme:\s*dark\s*\)")
_BLANKS = re.compile(r"\s+")
_MARKS = re.compile(r"[*_`#>~\[\]()!\\|-]+")


@dataclass(frozen=True, slots=True)
class Mail:
    """One edition in one language as its files have it.

    Attributes:
        about: Its campaign.json.
        files: Their contents by name.
    """

    edition: str
    language: str
    about: Mapping[str, Any]
    files: Mapping[str, bytes]

    @property
    def profiles(self) -> tuple[Mapping[str, Any], ...]:
        """The tools it was made for."""
        return tuple(self.about.get("profiles", ()))

    @property
    def text(self) -> str:
        """The part without markup."""
        return self.files.get("email.txt", b"").decode("utf-8", "replace")

    @property
    def refs(self) -> tuple[str, ...]:
        """The posts in it."""
        return tuple(post["ref"] for post in self.about.get("posts", ()))


def read_mail(desk_data: DeskData, edition: str, language: str) -> Mail | None:
    """Return the mail of an edition; None where there is none.

    Args:
        desk_data: The publication.
        edition: Id of the edition.
        language: BCP 47 tag of the mail.

    Raises:
        OutputError: Its files cannot be read.
    """
    folder = desk_data.output / DESK / CAMPAIGNS / edition / language
    if not _is_name(edition) or not _is_name(language):
        return None
    if not (folder / "campaign.json").is_file():
        return None
    try:
        files = {
            path.name: path.read_bytes()
            for path in sorted(folder.iterdir())
            if path.is_file()
        }
        about = json.loads(files["campaign.json"])
    except (OSError, ValueError, RecursionError) as error:
        raise OutputError(
            f"cannot read the mail {quote(edition)}",
            at=str(folder),
            why=str(error),
            fix="run again: the run makes it",
        ) from None
    return Mail(edition, language, about, files)


class MailPages:
    """The pages about one mail."""

    def __init__(self, desk_data: DeskData) -> None:
        self._data = desk_data

    def _get_mail(self, edition: str, language: str) -> Mail:
        mail = read_mail(self._data, edition, language)
        if mail is None:
            abort(404, "there is no such mail")
        return mail

    def _draw(
        self,
        edition: str,
        language: str,
        status: int = 200,
        **values: Any,
    ) -> Response:
        """The page of one mail; of a post without one it says so."""
        mail = read_mail(self._data, edition, language)
        row = find_row(self._data, edition)
        known = self._data.settings.all_languages
        if mail is None and (row is None or language not in known):
            abort(404, "there is no such mail")
        shown: dict[str, Any] = {
            "row": row,
            "tab": f"mail-{language}",
            "target": language,
            "mail": mail,
            "findings": _check(self._data, mail) if mail else (),
            "profile": _choose_profile(mail) if mail else "",
            "tools": _find_tools(mail) if mail else (),
            "is_dark": request.args.get("dark") == "1",
            "has_images": request.args.get("images") != "0",
            "is_text": request.args.get("text") == "1",
            "clip": CLIP_BYTES,
            "plan": None,
            "note": "",
            "problem": None,
        }
        page = open_page(self._data)
        return page.render("mail.html.j2", status, **(shown | values))

    def show(self, edition: str, language: str) -> Response:
        """Show the mail, what the checks say, and what can be done with it."""
        return self._draw(edition, language)

    def body(self, edition: str, language: str) -> Response:
        """Return the mail itself, for its frame."""
        mail = self._get_mail(edition, language)
        html = _find_html(self._data, mail, _choose_profile(mail))
        is_dark = request.args.get("dark") == "1"
        html = _DARK.sub("@media all" if is_dark else "@media not all", html)
        has_images = request.args.get("images") != "0"
        images = "https: data: 'self'" if has_images else "'none'"
        return Response(
            html,
            content_type="text/html; charset=utf-8",
            headers={
                "Content-Security-Policy": MAIL_POLICY.format(images=images)
            },
        )

    def find(self, edition: str, language: str) -> Response:
        """Say where a sentence of the mail is corrected."""
        mail = self._get_mail(edition, language)
        given = request.get_json(silent=True)
        if not isinstance(given, dict):
            abort(400, "the request is no JSON object")
        text, near = str(given.get("text", "")), str(given.get("near", ""))
        return jsonify(href=_find_place(self._data, mail, text, near))

    def test(self, edition: str, language: str) -> Response:
        """Send the mail to one address."""
        self._get_mail(edition, language)
        address = request.form.get("address", "").strip()
        try:
            send_test(
                self._data.folder,
                self._data.settings,
                f"{edition}/{language}",
                address,
                now=self._data.now(),
                environ=self._data.environ,
                output=self._data.chosen_output,
            )
        except NewsletterError as error:
            return self._draw(edition, language, 422, problem=error)
        return self._draw(edition, language, note=address)

    def upload(self, edition: str, language: str) -> Response:
        """Say what an upload would do, or do it."""
        self._get_mail(edition, language)
        tool = request.form.get("tool", "")
        is_plan = request.form.get("do") != "upload"
        try:
            report = self._upload(f"{edition}/{language}", tool, is_plan)
        except NewsletterError as error:
            return self._draw(edition, language, 422, problem=error)
        problem = report.errors[0] if report.errors else None
        status = 422 if problem else 200
        return self._draw(
            edition, language, status, plan=(tool, report), problem=problem
        )

    def _upload(self, edition: str, tool: str, is_plan: bool) -> UploadReport:
        """Upload one mail, or ask what that would do."""
        with open_upload(
            self._data.folder,
            self._data.settings,
            tool,
            now=self._data.now(),
            environ=self._data.environ,
            output=self._data.chosen_output,
            dry_run=is_plan,
        ) as context:
            return upload_editions(context, edition)


def build_mail_pages(desk_data: DeskData) -> Blueprint:
    """Return the routes of the pages about one mail."""
    views = MailPages(desk_data)
    routes = (
        ("GET", "", views.show),
        ("GET", "/body", views.body),
        ("POST", "/find", views.find),
        ("POST", "/test", views.test),
        ("POST", "/upload", views.upload),
    )
    return build_routes("mails", "/mails/<edition>/<language>", routes)


def _is_name(name: str) -> bool:
    """Tell whether a name is that of a file, and leads nowhere else."""
    return Path(name).name == name and name not in ("", ".", "..")


def _check(desk_data: DeskData, mail: Mail) -> tuple[Finding, ...]:
    """What the rules say of a mail; nothing where its files cannot be read."""
    try:
        return check_campaign(
            mail.files, desk_data.settings, desk_data.templates
        )
    except NewsletterError:
        return ()


def _choose_profile(mail: Mail) -> str:
    """The tool whose mail is shown: the one asked for, else the first."""
    names = [str(profile["name"]) for profile in mail.profiles]
    wanted = request.args.get("profile", "")
    if wanted in names:
        return wanted
    return names[0] if names else ""


def _find_tools(mail: Mail) -> tuple[str, ...]:
    """The tools that take a draft."""
    found: list[str] = []
    for profile in mail.profiles:
        try:
            require_known_tool(str(profile["name"]))
        except ConfigError:
            continue
        found.append(str(profile["name"]))
    return tuple(found)


def _find_html(desk_data: DeskData, mail: Mail, name: str) -> str:
    """The mail as the tool sends it; that of the first tool where its zip cannot be read."""
    first = mail.files.get("email.html", b"").decode("utf-8", "replace")
    try:
        profile: Profile = get_profile(name, desk_data.templates)
        content = unpack_zip(mail.files[f"{name}.zip"])[profile.html_name]
    except (NewsletterError, KeyError, zipfile.BadZipFile):
        return first
    if len(content) > MAX_HTML_BYTES:
        return first
    html = profile.unpack_html(content.decode("utf-8", "replace"))
    return html.removeprefix(profile.prefix)


# ---------------------------------------------------------------- from a sentence to its unit


def _find_place(desk_data: DeskData, mail: Mail, text: str, near: str) -> str:
    """Return the page on which a sentence of the mail is corrected.

    Args:
        text: The sentence that was clicked. `near`: the block it stands in.
    """
    settings = desk_data.settings
    if mail.language == settings.source_language:
        return f"/posts/{percent_encode(_first(mail))}/short"
    wanted = (_flatten(text), _flatten(near))
    best, place = 0, f"/posts/{percent_encode(_first(mail))}/"
    for ref in mail.refs:
        path = catalogue_path(desk_data.folder, settings, mail.language, ref)
        try:
            catalogue = read_catalogue(path)
        except PostError:
            continue
        for entry in catalogue.entries if catalogue else ():
            if entry.obsolete:
                continue
            score = _match(_flatten(entry.target), *wanted)
            if score > best:
                key = unit_key(entry.source)
                page = f"{percent_encode(ref)}/{mail.language}/units"
                best, place = score, f"/posts/{page}#unit-{key}"
    return place


def _first(mail: Mail) -> str:
    return mail.refs[0] if mail.refs else mail.edition


def _match(target: str, text: str, near: str) -> int:
    """How many letters two texts share, where one of them is in the other; the sentence counts."""
    if not target or not near:
        return 0
    if _holds_other(text, target):
        return 2 * min(len(text), len(target))
    return min(len(target), len(near)) if target in near else 0


def _holds_other(one: str, other: str) -> bool:
    """Tell whether one of two texts is in the other; nothing is in no text."""
    return bool(one) and (one in other or other in one)


def _flatten(text: str) -> str:
    bare = strip_placeholders(text)
    return _BLANKS.sub("", _MARKS.sub("", plain_text(bare)))
