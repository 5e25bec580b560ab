"""The tool keeps the contract of newsletter, in a folder of the test."""

from __future__ import annotations

import mailbox
from pathlib import Path

import pytest
from newsletter_tool_maildir import MAILDIR, Maildir

from newsletter.campaign.interface import ToolSetup
from newsletter.config import PluginToolSettings
from newsletter.errors import ConfigError, ToolError
from newsletter.testing import CampaignToolContract


class TestMaildir(CampaignToolContract):
    """With a new folder for each test."""

    lists = ("reader@example.com",)

    @pytest.fixture(autouse=True)
    def _place(self, tmp_path: Path) -> None:
        self.folder = tmp_path / "drafts"

    def open_tool(self) -> Maildir:
        """The tool on the folder of the test."""
        return Maildir(self.folder)

    def count_sent(self) -> int:
        """A Maildir sends nothing; whatever is no draft would have been sent."""
        messages = mailbox.Maildir(self.folder)
        return sum("D" not in message.get_flags() for message in messages)

    def test_a_deleted_draft_is_said(self) -> None:
        """An update of a draft that is gone is an error, and makes nothing."""
        with pytest.raises(ToolError, match="gone"):
            self.open_tool().update("no-such", self.build_draft())


def test_a_folder_must_be_named() -> None:
    """The error names the key."""
    with pytest.raises(ConfigError, match=r"plugins\.maildir\.url"):
        MAILDIR.open(ToolSetup("maildir", PluginToolSettings()))
