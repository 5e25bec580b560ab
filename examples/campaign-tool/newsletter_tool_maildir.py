"""Put editions as drafts into a Maildir, where mutt, Thunderbird or an IMAP server finds them.

    [email]
    profiles = ["maildir"]

    [campaign.plugins.maildir]
    url = "drafts"            # the Maildir; it is made when it is missing
    lists = { en = ["readers@example.com"] }   # who is written to, in Bcc

For a letter to a few dozen people that goes out from one's own mail program. Nothing is sent: a
person opens the draft and presses the button.
"""

from __future__ import annotations

import mailbox
from collections.abc import Iterator
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path

from newsletter.campaign.interface import Draft, Remote, ToolPlugin, ToolSetup
from newsletter.errors import ConfigError, ToolError

NAME_HEADER = "X-Newsletter-Edition"
PROFILE = """\
title = "a Maildir"
note = "Open the draft in your mail program and send it."
zip = ["html", "text", "json"]
"""


@dataclass(frozen=True)
class Maildir:
    """Drafts in a folder; the name of an edition stands in a header of its own."""

    folder: Path
    title: str = "the Maildir"

    def check(self, draft: Draft) -> None:
        """Raise when no sender is set: a mail program would put in its own."""
        if not draft.from_address:
            raise ConfigError(
                "cannot write a draft into the Maildir",
                at="newsletter.toml, email.from_address",
                why="no sender is named",
                fix='from_address = "letter@example.com"',
            )

    def find(self, name: str) -> Remote | None:
        """Return the first draft of this name."""
        return next(iter(self.find_all(name)), None)

    def find_all(self, name: str) -> tuple[Remote, ...]:
        """Return the drafts of this name; several when a person has copied one."""
        return tuple(remote for remote in self._list() if remote.name == name)

    def get(self, remote_id: str) -> Remote | None:
        """Return one draft; None when a person has sent or deleted it."""
        return next(
            (remote for remote in self._list() if remote.id == remote_id), None
        )

    def create(self, draft: Draft) -> Remote:
        """Write a draft: one file, put in place by a rename."""
        key = self._open().add(_as_message(draft))
        return Remote(id=key, name=draft.name, status="draft", is_draft=True)

    def update(self, remote_id: str, draft: Draft) -> None:
        """Put other content into a draft."""
        try:
            self._open()[remote_id] = _as_message(draft)
        except KeyError:
            raise ToolError(
                f"the draft {remote_id} is gone from the Maildir",
                at=str(self.folder),
                why="it was sent or deleted meanwhile",
                fix="upload again: a new draft is made",
            ) from None

    def _open(self) -> mailbox.Maildir:
        return mailbox.Maildir(self.folder, create=True)

    def _list(self) -> Iterator[Remote]:
        box = self._open()
        for key in sorted(box.keys()):
            name = box.get_message(key).get(NAME_HEADER)
            if name:
                yield Remote(
                    id=key, name=str(name), status="draft", is_draft=True
                )


def _as_message(draft: Draft) -> mailbox.MaildirMessage:
    message = EmailMessage()
    message["Subject"] = draft.subject
    message["From"] = Address(draft.from_name, addr_spec=draft.from_address)
    if draft.reply_to:
        message["Reply-To"] = draft.reply_to
    if draft.lists:
        message["Bcc"] = ", ".join(map(str, draft.lists))
    message[NAME_HEADER] = draft.name
    message.set_content(draft.text or draft.subject)
    message.add_alternative(draft.html, subtype="html")
    stored = mailbox.MaildirMessage(message)
    stored.add_flag("D")
    return stored


def _open_maildir(setup: ToolSetup) -> Maildir:
    if not setup.options.url:
        raise ConfigError(
            "cannot write a draft into the Maildir",
            at="newsletter.toml, campaign.plugins.maildir.url",
            why="no folder is named",
            fix='url = "drafts"',
        )
    return Maildir(Path(setup.options.url).expanduser())


MAILDIR = ToolPlugin(title="the Maildir", open=_open_maildir, profile=PROFILE)
