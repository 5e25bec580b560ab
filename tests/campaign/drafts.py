"""A publication whose campaigns were made for every tool that has an API.

Uploads of it to a fake.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from newsletter.campaign.bundle import build_campaign
from newsletter.campaign.connection import Patience
from newsletter.campaign.interface import CampaignTool, Draft
from newsletter.campaign.open_tool import open_tool
from newsletter.campaign.tools import COLLECTIONS
from newsletter.config import Settings, parse_settings
from newsletter.edition.edition import build_post_edition
from newsletter.model import Artefact
from newsletter.render.templates import load_templates
from newsletter.store.output_places import place_of
from newsletter.upload import UploadReport, open_upload, upload_editions
from tests.fakes.tools import KEYS, FakeTool
from tests.render.letters import make_article

NAMES = tuple(tool.name for tool in COLLECTIONS)
NOW = datetime(2026, 11, 21, 6, tzinfo=UTC)
QUICK = Patience(request_s=5.0, total_s=20.0, n_attempts=3, wait_s=0.01, max_wait_s=0.5)
HASTY = Patience(request_s=0.25, total_s=0.6, n_attempts=1, wait_s=0.01, max_wait_s=0.1)
CONFIG = f"""
[publication]
title = "編集部"
url = "https://letter.example.com"
language = "ja"
timezone = "Asia/Tokyo"

[languages.en]

[email]
from_address = "editor@letter.example.com"
postal_address = "Tokyo"
unsubscribe_url = "https://letter.example.com/unsubscribe"
profiles = {list(NAMES)}

[campaign.listmonk]
url = "https://lists.example.com"
lists = {{ ja = [1], en = [2] }}

[campaign.mailchimp.lists]
ja = ["a1"]
en = ["b2"]

[campaign.brevo.lists]
ja = [1]
en = [2]

[campaign.buttondown.lists]
ja = ["tag-ja"]
en = ["tag-en"]

[campaign.sendgrid]
sender = 7
unsubscribe_group = 8
lists = {{ ja = ["l-ja"], en = ["l-en"] }}

[campaign.mailerlite.lists]
ja = ["11"]
en = ["12"]

[campaign.kit.lists]
ja = [21]
en = [22]
"""
SETTINGS = parse_settings(CONFIG)
EDITION = build_post_edition(make_article("ja")).id
DRAFT = Draft(
    name=f"{EDITION}/ja (letter.example.com)",
    language="ja",
    subject="データセンター",
    preheader="水と電力の話です。",
    html="<!-- buttondown-editor-mode: fancy -->\n<!doctype html><html><body>本文</body></html>",
    text="本文\n",
    from_name="編集部",
    from_address="editor@letter.example.com",
    lists=(1,),
)


def open_fake(name: str, base: str, patience: Patience = QUICK) -> CampaignTool:
    """The adapter of a tool, at the address of its fake."""
    return open_tool(name, SETTINGS.campaign, KEYS[name], base=base, patience=patience)


@lru_cache(maxsize=32)
def _build(language: str, title: str) -> tuple[Artefact, ...]:
    article = make_article(language, title=title) if title else make_article(language)
    return build_campaign(build_post_edition(article), SETTINGS, load_templates())[0]


def write_campaigns(folder: Path, *, title: str = "", languages: Sequence[str] = ("ja",)) -> None:
    """Write the campaign files of one post into the output folder, as a run does."""
    for artefact in (each for language in languages for each in _build(language, title)):
        path = folder / "_newsletter" / place_of(artefact.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artefact.content)


@dataclass
class Desk:
    """Somebody who uploads from one publication to one fake."""

    folder: Path
    fake: FakeTool
    base: str
    patience: Patience = QUICK

    def upload(
        self,
        edition: str = f"{EDITION}/ja",
        *,
        settings: Settings = SETTINGS,
        dry_run: bool = False,
    ) -> UploadReport:
        """Upload and return the report."""
        with open_upload(
            self.folder,
            settings,
            self.fake.name,
            now=NOW,
            environ=KEYS[self.fake.name],
            dry_run=dry_run,
            base=self.base,
            patience=self.patience,
        ) as context:
            return upload_editions(context, edition)

    def told(self, report: UploadReport) -> str:
        """Everything a person or a file gets to see of an upload, the database included."""
        state = b"".join(
            path.read_bytes() for path in sorted((self.folder / ".newsletter").iterdir())
        )
        errors = "\n".join(f"{error!r}\n{error}" for error in report.errors)
        return "\n".join((report.as_json(), *report.as_lines(), errors, state.decode("latin-1")))
