from __future__ import annotations

import hashlib
import io
import json
import zipfile

import msgspec
import pytest

from newsletter.campaign.bundle import build_campaign
from newsletter.edition.edition import build_digest, build_post_edition
from newsletter.errors import ConfigError, TemplateError
from newsletter.lint.campaigns import check_campaign
from newsletter.model import Edition
from newsletter.render.mail.profiles import find_profiles, get_profile
from newsletter.render.templates import TemplateFile, Templates, load_templates
from tests.render.letters import WHEN, make_article, make_settings

TEMPLATES = load_templates()
PROFILES = find_profiles(TEMPLATES)
SETTINGS = make_settings(*PROFILES)


def post(language: str = "ja") -> Edition:
    """The edition of one article."""
    return build_post_edition(make_article(language))


def files(edition: Edition) -> dict[str, bytes]:
    """The bundle by file name."""
    artefacts, _ = build_campaign(edition, SETTINGS, TEMPLATES)
    folder = f"campaigns/{edition.id}/{edition.language}/"
    assert all(artefact.path.startswith(folder) for artefact in artefacts)
    return {artefact.path.removeprefix(folder): artefact.content for artefact in artefacts}


def test_a_bundle_holds_every_file_an_upload_needs() -> None:
    """HTML, text, message file, description and a zip for each tool."""
    assert set(files(post())) == {
        "email.html",
        "email.txt",
        "email.eml",
        "campaign.json",
        *(f"{name}.zip" for name in PROFILES),
    }


def test_the_same_edition_gives_the_same_bytes() -> None:
    """Zips carry no clock."""
    assert files(post()) == files(post())


@pytest.mark.parametrize("profile", PROFILES)
def test_a_message_file_suits_every_tool(profile: str) -> None:
    """Letters stand as they are, but for a tool that takes the file as raw content."""
    artefacts, _ = build_campaign(post(), make_settings(profile), TEMPLATES)
    (message,) = (file.content for file in artefacts if file.path.endswith(".eml"))
    assert message.isascii() == (profile == "amazon-ses")


@pytest.mark.parametrize("profile", PROFILES)
def test_a_zip_is_what_the_import_page_takes(profile: str) -> None:
    """One HTML file under the tool's name for it, and only the files it wants.

    Its own tags inside.
    """
    tool = get_profile(profile, TEMPLATES)
    with zipfile.ZipFile(io.BytesIO(files(post())[f"{profile}.zip"])) as archive:
        names = archive.namelist()
        html = archive.read(tool.html_name).decode()
    assert len(names) == len(tool.zip)
    assert [name for name in names if name.endswith(".html")] == [tool.html_name]
    assert tool.unsubscribe.rstrip(">") in html


def test_the_description_fits_the_files() -> None:
    """Hashes, sizes, sender, subject: what a form asks for and a check compares."""
    bundle = files(post())
    about = json.loads(bundle["campaign.json"])
    assert about["subject"] == make_article().title
    assert about["from"] == {
        "name": "編集部",
        "address": "editor@letter.example.com",
        "reply_to": "",
    }
    assert about["profile"] == PROFILES[0]
    for name, told in about["files"].items():
        assert told == {
            "n_bytes": len(bundle[name]),
            "sha256": hashlib.sha256(bundle[name]).hexdigest(),
        }
    assert all(link.startswith("https://") for link in about["links"])


@pytest.mark.parametrize("language", ["ja", "en", "ar"])
def test_what_we_bundle_passes_the_check(language: str) -> None:
    """Every tool's mail is clean, post and digest."""
    digest = build_digest(
        [make_article(language, n) for n in range(6)], SETTINGS, id="digest-2026-W47", date=WHEN
    )
    for edition in (post(language), digest):
        assert check_campaign(files(edition), SETTINGS, TEMPLATES) == ()


def test_the_check_sees_what_was_changed_lost_or_broken() -> None:
    """An editor's hand, a missing file, a zip that is none, no description at all."""
    bundle = files(post())
    changed = {
        finding.rule
        for finding in check_campaign(bundle | {"email.html": b"x"}, SETTINGS, TEMPLATES)
    }
    assert changed == {"campaign-file"}
    broken = {
        finding.rule for finding in check_campaign(bundle | {"kit.zip": b"x"}, SETTINGS, TEMPLATES)
    }
    assert broken == {"campaign-file", "campaign-zip"}
    lost = {name: data for name, data in bundle.items() if name != "email.txt"}
    assert [finding.rule for finding in check_campaign(lost, SETTINGS, TEMPLATES)] == [
        "campaign-file"
    ]
    for about in (b"", b"[]", b"{}", b'{"language": "ja", "profiles": 1, "files": {}}'):
        assert [
            each.rule for each in check_campaign({"campaign.json": about}, SETTINGS, TEMPLATES)
        ] == ["campaign-broken"]


def test_a_missing_unsubscribe_address_is_an_error_of_the_check() -> None:
    """The law wants it; a tool without a tag of its own needs the setting."""
    settings = msgspec.structs.replace(
        make_settings(), email=msgspec.structs.replace(make_settings().email, unsubscribe_url="")
    )
    artefacts, _ = build_campaign(post(), settings, TEMPLATES)
    bundle = {artefact.path.rpartition("/")[2]: artefact.content for artefact in artefacts}
    rules = {finding.rule for finding in check_campaign(bundle, settings, TEMPLATES)}
    assert rules == {"email-unsubscribe", "email-unsubscribe-text"}


def test_an_unknown_profile_names_the_known_ones() -> None:
    """A typing error in the settings is an error that helps."""
    with pytest.raises(ConfigError, match="no profile") as caught:
        build_campaign(post(), make_settings("mailchump"), TEMPLATES)
    assert "mailchimp" in caught.value.fix


@pytest.mark.parametrize(
    "text", ["title = 1", "titel = 'x'", "live = ['(']\ntitle = 'x'", "title = "]
)
def test_a_broken_profile_is_named_with_its_file(text: str) -> None:
    """A publication's own profile is checked before it is used."""
    templates = Templates(
        TEMPLATES.files | {"profiles/own.toml": TemplateFile("mine/profiles/own.toml", text)}
    )
    with pytest.raises(TemplateError) as caught:
        get_profile("own", templates)
    assert caught.value.at == "mine/profiles/own.toml"


def test_a_publication_adds_a_tool_of_its_own() -> None:
    """Data, not code."""
    text = 'title = "Own"\nunsubscribe = "%%out%%"\nlive = ["%(?=%)"]\nzip = ["html"]'
    templates = Templates(TEMPLATES.files | {"profiles/own.toml": TemplateFile("own.toml", text)})
    edition = build_post_edition(make_article(title="100%% sure"))
    artefacts, _ = build_campaign(edition, make_settings("own"), templates)
    html = next(
        artefact.content for artefact in artefacts if artefact.path.endswith("email.html")
    ).decode()
    assert 'href="%%out%%"' in html
    assert "100%%" not in html
    assert "100%\u200c%" in html
