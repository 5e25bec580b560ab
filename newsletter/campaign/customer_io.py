"""Speak to Customer.io's App API: one newsletter for an edition, with a translation a language.

A newsletter there has one message that every reader gets whose own language it lacks, and any
number of translations beside it. So all languages of an edition go into one newsletter, and who
reads which is told by the language attribute of each person:

    edition/ja (host)   `fallback`       the message of the newsletter `edition (host)`; makes it
    edition/en (host)   any other        its translation `en`

Each language is still uploaded by itself: it is found, compared and recorded as in every other
tool, and a correction of one touches no other. The fallback goes first, since a newsletter cannot
be without its message; a translation of a newsletter that is not there is an error.

Nothing here sends: without `send_now` and `scheduled_at` a new newsletter is a draft.

Source: the OpenAPI description of the App API, autumn 2026 (newsletters, newsletter variants).
What it leaves open, and what is assumed, stands in docs/design.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from email.utils import formataddr
from itertools import chain
from typing import Any

from newsletter.campaign.connection import Ask, Connection
from newsletter.campaign.interface import (
    Draft,
    DraftTexts,
    Remote,
    choose_draft,
)
from newsletter.config import CustomerIoSettings
from newsletter.errors import ConfigError, ToolError, quote

TITLE = "Customer.io"
NEWSLETTERS = "/v1/newsletters"
BASES = {
    "us": "https://api.customer.io",
    "eu": "https://api-eu.customer.io",
}
PAGE = 100
MAX_PAGES = (
    400  # a list that goes on for ever is no reason to make a second newsletter
)

# `edition/language (host)`, as `build_name` writes it.
_OURS = re.compile(
    r"(?P<edition>.+)/(?P<language>[A-Za-z0-9-]+) (?P<host>\([^()]*\))"
)
_THEIRS = re.compile(r"(?P<edition>.+) (?P<host>\([^()]*\))")
_ID = re.compile(
    r"(?P<number>[0-9]{1,18})(?:-(?P<language>[A-Za-z0-9-]{1,60}))?"
)


class CustomerIoTool:
    """One workspace; a `CampaignTool`."""

    def __init__(
        self, options: CustomerIoSettings, connection: Connection
    ) -> None:
        self._options = options
        self._connection = connection

    @property
    def title(self) -> str:
        """Its name for people."""
        return TITLE

    def check(self, draft: Draft) -> None:
        """Raise for the first setting that is missing, and for a name that is too long."""
        if not self._options.fallback:
            why = "nobody knows which language the other readers get"
            raise _missing("fallback", why, f'fallback = "{draft.language}"')
        if not any(self._options.lists.values()):
            why = "no segment is named"
            fix = f"lists = {{ {draft.language} = [...] }}"
            raise _missing("lists", why, fix)
        self._split(draft.name)

    # -- looking

    def find(self, name: str) -> Remote | None:
        """Look for a language of a newsletter; a draft comes before one that was sent."""
        return choose_draft(self.find_all(name))

    def find_all(self, name: str) -> tuple[Remote, ...]:
        """Look for this language in all newsletters of that edition."""
        _, language = self._split(name)
        return tuple(
            self._remote(newsletter, language)
            for newsletter in self._find_newsletters(name)
            if self._find_message(self._number(newsletter), language)
            is not None
        )

    def get(self, remote_id: str) -> Remote | None:
        """Ask for one language of one newsletter; None when either is gone."""
        number, language = self._parse_id(remote_id)
        newsletter = self._read_newsletter(number)
        if newsletter is None or self._find_message(number, language) is None:
            return None
        return self._remote(newsletter, language)

    def read(self, remote_id: str) -> DraftTexts | None:
        """Ask for subject, preheader and body of one language; None when it is gone."""
        number, language = self._parse_id(remote_id)
        message = self._find_message(number, language)
        if message is None:
            return None
        fields = (
            ("Subject", self._text(message, "subject")),
            ("Preheader", self._text(message, "preheader_text")),
        )
        return DraftTexts(fields, self._text(message, "body"))

    def read_draft(self, draft: Draft) -> DraftTexts:
        """Return the same of a draft."""
        fields = (("Subject", draft.subject), ("Preheader", draft.preheader))
        return DraftTexts(fields, draft.html)

    # -- making and changing

    def create(self, draft: Draft) -> Remote:
        """Make the newsletter, or add a translation to it: one request that makes something."""
        self.check(draft)
        name, language = self._split(draft.name)
        if self._is_fallback(language):
            answer = self._make(
                NEWSLETTERS, self._build_newsletter(name, draft)
            )
            newsletter = answer.get("newsletter")
            if not isinstance(newsletter, dict):
                raise self._connection.puzzled("it has no newsletter")
            return self._remote(newsletter, language)
        newsletter = self._require_newsletter(draft)
        fields = {"language": language, **_build_message(draft)}
        place = f"{NEWSLETTERS}/{self._number(newsletter)}/language"
        self._make(place, fields)
        return self._remote(newsletter, language)

    def update(self, remote_id: str, draft: Draft) -> None:
        """Put this content into a message that is there; sender and readers stay."""
        number, language = self._parse_id(remote_id)
        place = f"{NEWSLETTERS}/{number}"
        if language:
            place += f"/language/{language}"
        else:
            message = self._find_message(number, "")
            if message is None:
                raise self._connection.puzzled("the message is gone")
            place += f"/contents/{self._number(message)}"
        self._connection.ask(Ask("PUT", place, body=_build_message(draft)))

    def _make(
        self, place: str, fields: Mapping[str, object]
    ) -> dict[str, object]:
        ask = Ask("POST", place, body=fields, repeatable=False)
        return self._connection.ask(ask) or {}

    def _require_newsletter(self, draft: Draft) -> Mapping[str, Any]:
        """The newsletter that a translation belongs into, not sent."""
        found = self._find_newsletters(draft.name)
        drafts = [
            newsletter for newsletter in found if not newsletter.get("sent_at")
        ]
        if drafts:
            return drafts[0]
        edition = draft.name.partition("/")[0]
        raise ToolError(
            f"cannot upload {quote(draft.name)} to {TITLE}",
            at=self._connection.account.base,
            why="its newsletter was sent"
            if found
            else "its newsletter is not there yet",
            fix="a newsletter that was sent takes no translation"
            if found
            else f"newsletter upload customer-io {edition}/{self._options.fallback}",
        )

    def _build_newsletter(self, name: str, draft: Draft) -> dict[str, object]:
        """The fields of a new newsletter; its readers are those of all languages."""
        lists = chain.from_iterable(self._options.lists.values())
        segments = dict.fromkeys(lists)
        readers = [{"segment": {"id": number}} for number in segments]
        fields: dict[str, object] = {
            "name": name,
            "type": "email",
            "recipients": {"or": readers},
            **_build_message(draft),
        }
        if draft.from_address:
            fields["from"] = formataddr(
                (draft.from_name, draft.from_address), "utf-8"
            )
        if self._options.topic is not None:
            fields["subscription_topic_id"] = self._options.topic
        return fields

    # -- answers

    def _find_newsletters(self, name: str) -> list[Mapping[str, Any]]:
        """The newsletters of the edition that a name of ours belongs to, newest first."""
        wanted, _ = self._split(name)
        return [
            newsletter
            for newsletter in self._newsletters()
            if newsletter.get("name") == wanted
        ]

    def _newsletters(self) -> Iterator[Mapping[str, Any]]:
        """The newsletters of the account, the newest first; a list without end is refused."""
        query: tuple[tuple[str, str], ...] = (
            ("limit", str(PAGE)),
            ("sort", "desc"),
        )
        start: object = ""
        for _ in range(MAX_PAGES):
            page = (*query, ("start", str(start))) if start else query
            answer = self._connection.ask(Ask("GET", NEWSLETTERS, page)) or {}
            yield from self._list(answer, "newsletters")
            start = answer.get("next")
            if not start:
                return
            if not isinstance(start, str):
                why = "it says that there are more, without a start for them"
                raise self._connection.puzzled(why)
        raise self._connection.puzzled(
            f"its list has more than {MAX_PAGES} pages"
        )

    def _read_newsletter(self, number: str) -> Mapping[str, Any] | None:
        """The newsletter of a number; None for one that was deleted."""
        place = f"{NEWSLETTERS}/{number}"
        answer = self._connection.ask(Ask("GET", place, gone=(404,)))
        if answer is None:
            return None
        newsletter = answer.get("newsletter")
        if not isinstance(newsletter, dict):
            raise self._connection.puzzled("it has no newsletter")
        return newsletter

    def _find_message(
        self, number: str, language: str
    ) -> Mapping[str, Any] | None:
        """The message of one language; that of the fallback has none."""
        place = f"{NEWSLETTERS}/{number}/contents"
        answer = self._connection.ask(Ask("GET", place, gone=(404,)))
        if answer is None:
            return None
        own = "" if self._is_fallback(language) else language.lower()
        for message in self._list(answer, "contents"):
            if self._text(message, "language").lower() == own:
                return message
        return None

    def _list(
        self, answer: Mapping[str, object], name: str
    ) -> list[Mapping[str, Any]]:
        """The list of that name in an answer; anything else is refused."""
        return self._connection.require_list(answer.get(name), name)

    def _remote(self, newsletter: Mapping[str, Any], language: str) -> Remote:
        """A newsletter of the account, one language of it."""
        number = self._number(newsletter)
        own = "" if self._is_fallback(language) else language
        sent = bool(newsletter.get("sent_at"))
        return Remote(
            id=f"{number}-{own}" if own else number,
            name=self._our_name(self._text(newsletter, "name"), own),
            status="sent" if sent else "draft",
            is_draft=not sent,
        )

    def _our_name(self, name: str, language: str) -> str:
        """The name of the mail, from the name of a newsletter and one of its languages."""
        found = _THEIRS.fullmatch(name)
        if not found:
            return name
        return f"{found['edition']}/{language or self._options.fallback} {found['host']}"

    # -- names and ids

    def _is_fallback(self, language: str) -> bool:
        return language in ("", self._options.fallback)

    def _split(self, name: str) -> tuple[str, str]:
        """The name of the newsletter and the language of one of our names."""
        found = _OURS.fullmatch(name)
        if not found:
            raise ConfigError(
                f"cannot upload {quote(name)} to {TITLE}",
                at=name,
                why="its name is cut, so the languages of an edition cannot be told apart",
                fix="give the post a shorter slug",
            )
        return f"{found['edition']} {found['host']}", found["language"]

    def _parse_id(self, remote_id: str) -> tuple[str, str]:
        """The newsletter and the language that an id of ours stands for."""
        found = _ID.fullmatch(remote_id)
        if not found:  # it becomes part of an address
            raise self._connection.puzzled("an id of another kind")
        return found["number"], found["language"] or ""

    def _number(self, item: Mapping[str, Any]) -> str:
        """The id of a newsletter or message, which becomes part of an address."""
        value = item.get("id")
        is_number = isinstance(value, int) and not isinstance(value, bool)
        if not is_number or not _ID.fullmatch(str(value)):
            raise self._connection.puzzled("an id of another kind")
        return str(value)

    def _text(self, item: Mapping[str, Any], name: str) -> str:
        value = item.get(name)
        return self._connection.scrub(value) if isinstance(value, str) else ""


def _build_message(draft: Draft) -> dict[str, object]:
    """The fields that every message has, whatever its language."""
    message: dict[str, object] = {
        "subject": draft.subject,
        "preheader_text": draft.preheader,
        "body": draft.html,
    }
    if draft.text:
        message["body_plain"] = draft.text
    return message


def _missing(setting: str, why: str, fix: str) -> ConfigError:
    return ConfigError(
        f"cannot upload to {TITLE}",
        at=f"newsletter.toml, campaign.customer-io.{setting}",
        why=why,
        fix=fix,
    )
