"""Customer.io: one newsletter an edition, a translation a language, never sent, never twice."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from newsletter.campaign.bundle import build_campaign
from newsletter.campaign.customer_io import BASES
from newsletter.campaign.interface import CampaignTool, Draft, ReadableTool
from newsletter.campaign.open_tool import open_tool
from newsletter.config import Settings, parse_settings
from newsletter.edition.edition import build_post_edition
from newsletter.errors import ConfigError, NewsletterError, ToolError
from newsletter.render.templates import load_templates
from newsletter.store.output_places import place_of
from newsletter.upload import UploadReport, open_upload, upload_editions
from newsletter.upload.carry_out import put_fallback_first
from tests.campaign.drafts import QUICK
from tests.fakes.customer_io import KEY, FakeCustomerIo
from tests.fakes.server import Reply, Request, serving
from tests.render.letters import make_article

ENVIRON = {"CUSTOMERIO_APP_KEY": KEY}
NOW = datetime(2026, 11, 21, 6, tzinfo=UTC)
CONFIG = """
[publication]
title = "編集部"
url = "https://letter.example.com"
language = "ja"

[languages.en]
[languages.zh-Hant]

[email]
profiles = ["customer-io"]
postal_address = "Tokyo"
from_address = "a@example.com"
from_name = "編集部"

[campaign.customer-io]
lists = { ja = [7], en = [7, 9], zh-Hant = [9] }
fallback = "ja"
"""
SETTINGS: Settings = parse_settings(CONFIG)
TEMPLATES = load_templates()


def make_draft(language: str = "ja", subject: str = "件名") -> Draft:
    """A draft as an upload makes it."""
    name = f"2026-11-20-power/{language} (letter.example.com)"
    return Draft(
        name, language, subject, "前書き", "<p>本文</p>", "本文\n", "編集部", "a@b.example"
    )


@dataclass
class Desk:
    """A publication whose run made a post in three languages, and a workspace."""

    folder: Path
    fake: FakeCustomerIo
    url: str

    def write(self, title: str = "", languages: tuple[str, ...] = ("ja", "en", "zh-Hant")) -> None:
        """Write the campaigns, as a run does."""
        for language in languages:
            article = make_article("en" if language == "zh-Hant" else language)
            article = replace(article, language=language, title=title or article.title)
            edition = build_post_edition(article)
            for artefact in build_campaign(edition, SETTINGS, TEMPLATES)[0]:
                path = self.folder / SETTINGS.publication.output / place_of(artefact.path)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(artefact.content)

    def upload(self, edition: str | None, settings: Settings = SETTINGS) -> UploadReport:
        """Upload to the workspace."""
        with open_upload(
            self.folder,
            settings,
            "customer-io",
            now=NOW,
            environ=ENVIRON,
            base=self.url,
            patience=QUICK,
        ) as context:
            return upload_editions(context, edition)

    def done(self, edition: str | None) -> dict[str, str]:
        """What an upload did, by language; it must have ended well."""
        report = self.upload(edition)
        assert [str(error) for error in report.errors] == []
        return {each.language: each.verb for each in report.uploads}

    def contents(self) -> dict[str, dict[str, Any]]:
        """The messages of the one newsletter, by language."""
        (newsletter,) = self.fake.newsletters.values()
        return {each["language"]: each for each in newsletter["contents"].values()}


@pytest.fixture
def fake() -> FakeCustomerIo:
    """An empty workspace."""
    return FakeCustomerIo()


@pytest.fixture
def tool(fake: FakeCustomerIo) -> Iterator[CampaignTool]:
    """The adapter, at the address of the fake; others have newsletters too."""
    with serving(fake) as server:
        opened = open_tool(
            "customer-io", SETTINGS.campaign, ENVIRON, base=server.url, patience=QUICK
        )
        for n in range(3):
            other = replace(make_draft(), name=f"another {n}/ja (letter.example.com)")
            opened.create(other)
        yield opened


@pytest.fixture
def desk(tmp_path: Path, fake: FakeCustomerIo) -> Iterator[Desk]:
    """A publication and the address of the fake."""
    (tmp_path / "newsletter.toml").write_text(CONFIG, encoding="utf-8")
    with serving(fake) as server:
        made = Desk(tmp_path, fake, server.url)
        made.write()
        yield made


EDITION = build_post_edition(make_article("ja")).id


def test_all_languages_of_an_edition_are_one_newsletter(desk: Desk) -> None:
    """The fallback is its message, the others are its translations; nothing is sent."""
    assert desk.done(EDITION) == {"ja": "create", "en": "create", "zh-Hant": "create"}
    (newsletter,) = desk.fake.newsletters.values()
    assert newsletter["name"] == f"{EDITION} (letter.example.com)"
    assert newsletter["recipients"] == {"or": [{"segment": {"id": 7}}, {"segment": {"id": 9}}]}
    assert newsletter["from"].endswith("<a@example.com>")
    contents = desk.contents()
    assert sorted(contents) == ["", "en", "zh-hant"]
    assert 'lang="ja"' in contents[""]["body"]
    assert 'lang="en"' in contents["en"]["body"]
    assert contents["en"]["body_plain"] != contents[""]["body_plain"]
    assert desk.fake.sent == []


def test_an_upload_is_made_once_and_a_correction_goes_into_its_language(desk: Desk) -> None:
    """The same again does nothing; a change of one language leaves the others."""
    desk.done(EDITION)
    before = json.dumps(desk.fake.newsletters)
    assert desk.done(EDITION) == {"ja": "nothing", "en": "nothing", "zh-Hant": "nothing"}
    assert json.dumps(desk.fake.newsletters) == before
    others = {language: dict(each) for language, each in desk.contents().items()}
    desk.write("A new title", ("en",))
    assert desk.done(EDITION) == {"ja": "nothing", "en": "update", "zh-Hant": "nothing"}
    changed = desk.contents()
    assert changed["en"]["subject"] == "A new title"
    assert (changed[""], changed["zh-hant"]) == (others[""], others["zh-hant"])
    desk.write("新しい題", ("ja",))
    assert desk.done(EDITION)["ja"] == "update"
    assert desk.contents()[""]["subject"] == "新しい題"
    assert len(desk.fake.newsletters) == 1


def test_a_lost_ledger_leads_to_no_second_newsletter(desk: Desk) -> None:
    """Each language is found again by the name and the tag."""
    desk.done(EDITION)
    before = {language: each["id"] for language, each in desk.contents().items()}
    for path in (desk.folder / ".newsletter").iterdir():
        path.unlink()
    assert desk.done(EDITION) == {"ja": "update", "en": "update", "zh-Hant": "update"}
    assert {language: each["id"] for language, each in desk.contents().items()} == before


@pytest.mark.parametrize("n_lost", [0, 1, 2])
def test_a_lost_answer_makes_nothing_twice(desk: Desk, n_lost: int) -> None:
    """A kill between request and answer: of the newsletter, of a translation."""
    desk.write()
    for language in ("ja", "en", "zh-Hant")[:n_lost]:
        desk.upload(f"{EDITION}/{language}")
    desk.fake.lose_next_answer = True
    desk.upload(EDITION)
    report = desk.upload(EDITION)
    assert report.errors == ()
    assert sorted(desk.contents()) == ["", "en", "zh-hant"]
    assert desk.fake.sent == []


def test_a_translation_waits_for_its_newsletter(desk: Desk) -> None:
    """It is an error that says what to upload first, and nothing is made."""
    report = desk.upload(f"{EDITION}/en")
    (error,) = report.errors
    assert f"newsletter upload customer-io {EDITION}/ja" in str(error)
    assert desk.fake.newsletters == {}
    assert desk.done(EDITION) == {"ja": "create", "en": "create", "zh-Hant": "create"}


def test_what_was_sent_is_not_touched(desk: Desk) -> None:
    """Other content is an error in each language, a new translation too."""
    desk.write(languages=("ja", "en"))
    for language in ("ja", "en"):
        desk.upload(f"{EDITION}/{language}")
    (newsletter,) = desk.fake.newsletters.values()
    newsletter["sent_at"] = 1_790_000_000
    before = json.dumps(desk.fake.newsletters)
    desk.write("A new title")
    report = desk.upload(EDITION)
    assert {each.language: each.verb for each in report.uploads} == dict.fromkeys(
        ("ja", "en", "zh-Hant"), ""
    )
    assert "sent" in str(report.errors[-1])
    assert json.dumps(desk.fake.newsletters) == before


def test_it_is_found_beyond_the_first_page(tool: CampaignTool) -> None:
    """By id and by name, each language for itself; a renamed newsletter is another."""
    japanese = tool.create(make_draft())
    assert tool.find(make_draft("en").name) is None
    english = tool.create(make_draft("en"))
    assert (japanese.id, english.id) == ("4", "4-en")
    for draft, made in ((make_draft(), japanese), (make_draft("en"), english)):
        assert tool.find_all(draft.name) == (made,)
        assert tool.get(made.id) == made
        assert made.name == draft.name
    assert tool.get("4-de") is None
    assert tool.get("99") is None


def test_what_the_editor_changed_can_be_read(tool: CampaignTool, fake: FakeCustomerIo) -> None:
    """Subject, preheader and body of the language that was asked for."""
    assert isinstance(tool, ReadableTool)
    made = tool.create(make_draft())
    english = tool.create(make_draft("en", "Subject"))
    fake.newsletters[4]["contents"][401]["subject"] = "The editor's"
    seen = tool.read(english.id)
    assert seen is not None
    assert dict(seen.fields)["Subject"] == "The editor's"
    assert tool.read(made.id) == tool.read_draft(make_draft())
    assert tool.read("4-de") is None


def _spoil_lists(fake: FakeCustomerIo, **changes: object) -> Callable[[Request], Reply]:
    """The fake, with other values in the list of newsletters: of the answer, or of each of them."""

    def answer(request: Request) -> Reply:
        reply = fake(request)
        if request.path != "/v1/newsletters" or request.method != "GET":
            return reply
        told = json.loads(reply.body)
        spoiled = [told] if "next" in changes else told["newsletters"]
        for each in spoiled:
            each.update(changes)
        return Reply(json.dumps(told).encode(), reply.status)

    return answer


@pytest.mark.parametrize(
    "changes", [{"next": 2}, {"next": ["2"]}, {"id": "1"}, {"id": None}, {"id": True}, {"id": -1}]
)
def test_a_list_that_cannot_be_read_leads_to_no_second_newsletter(
    desk: Desk, changes: dict[str, object]
) -> None:
    """Neither an id of another kind nor a next page of another kind is the end of the list."""
    desk.done(f"{EDITION}/ja")
    for path in (desk.folder / ".newsletter").iterdir():
        path.unlink()
    with serving(_spoil_lists(desk.fake, **changes)) as server:
        report = replace(desk, url=server.url).upload(f"{EDITION}/ja")
    (error,) = report.errors
    assert "cannot be read" in error.why
    assert len(desk.fake.newsletters) == 1
    assert desk.done(f"{EDITION}/ja") == {"ja": "update"}


@pytest.mark.parametrize("remote_id", ["", "x", "4/contents", "4-", "4-en/../..", "4-en\n"])
def test_an_id_of_another_kind_is_refused(tool: CampaignTool, remote_id: str) -> None:
    """It would become part of an address."""
    with pytest.raises(ToolError):
        tool.get(remote_id)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('fallback = "ja"', "", "fallback"),
        ("lists = { ja = [7], en = [7, 9], zh-Hant = [9] }", "", "lists"),
    ],
)
def test_a_missing_setting_is_told_before_anything_is_asked(
    desk: Desk, old: str, new: str, told: str
) -> None:
    """Where, why and what to write."""
    report = desk.upload(EDITION, parse_settings(CONFIG.replace(old, new)))
    assert {each.exit_code for each in report.uploads} == {2}
    assert all(f"campaign.customer-io.{told}" in str(error) for error in report.errors)
    assert desk.fake.newsletters == {}


def test_a_name_that_was_cut_is_refused(tool: CampaignTool) -> None:
    """Its languages could not be told to be one edition: their readers would get two mails."""
    with pytest.raises(ConfigError, match="slug"):
        tool.check(replace(make_draft(), name="x" * 80 + "… 0123456789ab/ja"))


def test_the_region_is_the_address() -> None:
    """Accounts in Europe live at another one."""
    europe = parse_settings(CONFIG + 'region = "eu"\n').campaign.get_options("customer-io")
    assert BASES[europe.region] == "https://api-eu.customer.io"  # type: ignore[union-attr]
    with pytest.raises(NewsletterError):
        parse_settings(CONFIG + 'region = "mars"\n')


@pytest.mark.parametrize(
    ("fallback", "wanted"),
    [
        ("ja", [("b", "ja"), ("b", "en"), ("a", "ja"), ("a", "en")]),
        ("en", [("b", "en"), ("b", "ja"), ("a", "en"), ("a", "ja")]),
        ("", [("b", "en"), ("b", "ja"), ("a", "en"), ("a", "ja")]),
        ("de", [("b", "en"), ("b", "ja"), ("a", "en"), ("a", "ja")]),
    ],
)
def test_the_fallback_goes_first(fallback: str, wanted: list[tuple[str, str]]) -> None:
    """Within its edition; without one the order stays."""
    editions = (("b", "en"), ("b", "ja"), ("a", "en"), ("a", "ja"))
    assert list(put_fallback_first(editions, fallback)) == wanted
