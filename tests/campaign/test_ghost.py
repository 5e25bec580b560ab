"""Ghost: a post a language, never published, never twice, never over the editor's work."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from newsletter.campaign.bundle import build_campaign
from newsletter.campaign.draft import build_draft
from newsletter.campaign.ghost import authorise
from newsletter.campaign.interface import CampaignTool, Draft, ReadableTool
from newsletter.campaign.open_tool import open_tool
from newsletter.config import CampaignSettings, Settings, parse_settings
from newsletter.edition.edition import build_digest, build_post_edition
from newsletter.errors import ConfigError, ToolError, ToolUnavailable
from newsletter.lint.campaigns import check_campaign
from newsletter.model import Edition
from newsletter.render.mail.article_card import MAX_BYTES, mailed_bytes
from newsletter.render.mail.profiles import get_profile
from newsletter.render.templates import load_templates
from tests.campaign.drafts import QUICK
from tests.fakes.ghost import KEY, FakeGhost
from tests.fakes.server import Reply, Request, serving
from tests.render.letters import WHEN, make_article

TEMPLATES = load_templates()
SETTINGS: Settings = parse_settings("""
[publication]
title = "編集部"
url = "https://letter.example.com"
language = "ja"

[languages.en]

[email]
profiles = ["ghost"]
postal_address = "Tokyo"
from_address = "a@example.com"
""")


def make_files(edition: Edition) -> dict[str, bytes]:
    """The campaign files of an edition."""
    artefacts = build_campaign(edition, SETTINGS, TEMPLATES)[0]
    return {each.path.rpartition("/")[2]: each.content for each in artefacts}


def make_draft(language: str = "ja", **changes: Any) -> Draft:
    """The draft that an upload makes of a post."""
    edition = build_post_edition(replace(make_article(language), **changes))
    profile = get_profile("ghost", TEMPLATES)
    return build_draft(
        make_files(edition), edition.id, language, profile, host="letter.example.com"
    )


@pytest.fixture
def ghost() -> FakeGhost:
    """An empty Ghost."""
    return FakeGhost()


@pytest.fixture
def tool(ghost: FakeGhost) -> Iterator[CampaignTool]:
    """The adapter, at the address of the fake."""
    with serving(ghost) as server:
        environ = {"GHOST_ADMIN_API_KEY": KEY}
        yield open_tool("ghost", CampaignSettings(), environ, base=server.url, patience=QUICK)


def test_a_draft_a_language(ghost: FakeGhost, tool: CampaignTool) -> None:
    """Title, slug, excerpt, subject, canonical address, tags; one card; nothing is sent."""
    for language in ("ja", "en"):
        made = tool.create(make_draft(language))
        assert made.is_draft
    ja, en = ghost.posts.values()
    assert ja["slug"].isascii()
    assert (ja["slug"], en["slug"]) == (f"{ja['slug'][:-3]}-ja", f"{ja['slug'][:-3]}-en")
    assert ja["canonical_url"].startswith("https://letter.example.com/")
    assert ja["tags"][-1] == {"name": "#ja"}
    (card,) = json.loads(ja["lexical"])["root"]["children"]
    assert card["type"] == "html"
    assert "<table>" in card["html"]
    assert "<html" not in card["html"]
    assert ghost.sent == []


def test_it_is_found_again_by_its_name(ghost: FakeGhost, tool: CampaignTool) -> None:
    """A lost ledger, or a kill between request and answer, leads to no second post."""
    draft = make_draft()
    assert tool.find(draft.name) is None
    ghost.lose_next_answer = True
    with pytest.raises((ToolError, ToolUnavailable)):
        tool.create(draft)
    found = tool.find(draft.name)
    assert found is not None
    assert tool.get(found.id) == found
    assert tool.find(f"{draft.name} of another") is None


def test_what_ghost_says_is_shown_without_keys_and_controls(
    ghost: FakeGhost, tool: CampaignTool
) -> None:
    """A status goes to a terminal and into the ledger."""
    made = tool.create(make_draft())
    ghost.posts[made.id]["status"] = f"sent\x1b[2J {KEY}"
    found = tool.get(made.id)
    assert found is not None
    assert found.status.isprintable()
    assert KEY not in found.status
    assert not found.is_draft


def test_an_update_puts_new_content_into_the_draft(ghost: FakeGhost, tool: CampaignTool) -> None:
    """Slug and status stay, and what the editor put into the head."""
    made = tool.create(make_draft())
    (post,) = ghost.posts.values()
    slug = post["slug"]
    post["codeinjection_head"] = "<style>p{}</style>\n" + post["codeinjection_head"]
    tool.update(made.id, make_draft(title="新しい題", slug="new-slug"))
    assert (post["title"], post["slug"], post["status"]) == ("新しい題", slug, "draft")
    assert post["codeinjection_head"].startswith("<style>p{}</style>\n<meta")
    assert post["codeinjection_head"].count("<meta") == 1
    tool.update(made.id, make_draft(title="また新しい題"))
    assert ghost.sent == []


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_answer_without_a_post_is_an_error(ghost: FakeGhost, method: str) -> None:
    """Whether one was made, or asked for by its id: the next upload looks again."""

    def answer(request: Request) -> Reply:
        right = ghost(request)
        is_one = request.method == "POST" or "/slug/" not in request.path
        return Reply(b'{"posts": []}') if request.method == method and is_one else right

    with serving(answer) as server:
        environ = {"GHOST_ADMIN_API_KEY": KEY}
        tool = open_tool("ghost", CampaignSettings(), environ, base=server.url, patience=QUICK)
        with pytest.raises(ToolError, match="no post") as caught:
            tool.create(make_draft()) if method == "POST" else tool.get("0" * 24)
    assert caught.value.unclear


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "編集者の題"),
        ("custom_excerpt", "編集者の要約"),
        ("lexical", '{"root": {"children": [{"type": "paragraph"}, {"type": "html"}]}}'),
        ("lexical", "[" * 100_000),
        ("email_subject", "編集者の件名"),
        ("feature_image", "https://letter.example.com/editor.png"),
        ("canonical_url", "https://elsewhere.example/"),
        ("codeinjection_head", ""),
    ],
)
def test_the_editors_work_is_not_replaced(
    field: str, value: str, ghost: FakeGhost, tool: CampaignTool
) -> None:
    """What was changed in Ghost is an error, and stays."""
    made = tool.create(make_draft())
    ghost.posts[made.id][field] = value
    ghost.touch(made.id)
    with pytest.raises(ToolError, match="edited in Ghost"):
        tool.update(made.id, make_draft(title="新しい題"))
    assert ghost.posts[made.id][field] == value
    assert ghost.n_writes == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"full_body": "[about](/about/) and [here](page.html)\n"},
        {"slug": "Upper-Case_x.y/z"},
        {"tags": ("#AI", "a, b", " ")},
        {"title": "題" * 300},
    ],
    ids=["links", "slug", "tags", "title"],
)
def test_what_ghost_changes_is_not_taken_for_the_editors_work(
    changes: dict[str, Any], ghost: FakeGhost, tool: CampaignTool
) -> None:
    """Its own address in links, its own slugs; the next upload goes through."""
    draft = make_draft(**changes)
    made = tool.create(draft)
    tool.update(made.id, draft)
    tool.update(made.id, replace(draft, html='<p><a href="/about/">a</a></p>'))
    tool.update(made.id, replace(draft, subject="別の件名"))
    assert ghost.n_writes == 4


def test_tags_are_the_editors_after_the_first_upload(ghost: FakeGhost, tool: CampaignTool) -> None:
    """A tag that was added or taken away in Ghost stays so; one of a post is no hidden one."""
    made = tool.create(make_draft(tags=("#AI",)))
    assert ghost.posts[made.id]["tags"][0] == {"name": "AI"}
    ghost.posts[made.id]["tags"] = [{"name": "mine"}]
    tool.update(made.id, make_draft(title="新しい題"))
    assert ghost.posts[made.id]["tags"] == [{"name": "mine"}]


def test_what_the_editor_changed_is_read(ghost: FakeGhost, tool: CampaignTool) -> None:
    """Under Ghost's names; the same before any change."""
    assert isinstance(tool, ReadableTool)
    draft = make_draft()
    made = tool.create(draft)
    assert tool.read(made.id) == tool.read_draft(draft)
    ghost.posts[made.id]["title"] = "編集者の題"
    read = tool.read(made.id)
    assert read is not None
    assert dict(read.fields)["Title"] == "編集者の題"
    assert tool.read("0" * 24) is None


def test_a_slug_that_is_taken_is_an_error(ghost: FakeGhost, tool: CampaignTool) -> None:
    """Ghost would rename the second post without a word."""
    made = tool.create(make_draft())
    ghost.posts[made.id]["codeinjection_head"] = ""
    with pytest.raises(ToolError, match="slug"):
        tool.create(make_draft())
    assert len(ghost.posts) == 1


def test_long_texts_are_cut_to_what_ghost_takes(ghost: FakeGhost, tool: CampaignTool) -> None:
    """A refusal at upload helps nobody."""
    tool.create(make_draft(title="題" * 400, summary="要" * 400, slug="s" * 300))
    assert len(ghost.posts) == 1


def test_a_digest_is_no_post() -> None:
    """It has no page of its own; the error says so before anything is asked."""
    digest = build_digest(
        [make_article("ja", n) for n in range(3)], SETTINGS, id="digest-1", date=WHEN
    )
    profile = get_profile("ghost", TEMPLATES)
    draft = build_draft(make_files(digest), "digest-1", "ja", profile, host="x")
    environ = {"GHOST_ADMIN_API_KEY": KEY}
    tool = open_tool("ghost", CampaignSettings(), environ, base="http://127.0.0.1:9")
    with pytest.raises(ConfigError, match="digest"):
        tool.check(draft)


def test_an_article_that_would_be_clipped_goes_abridged() -> None:
    """Every Japanese letter takes eight bytes in Ghost's mail."""
    body = "短い本文です。\n\n" + "続きの段落です。" * 30
    whole = "とても長い本文の段落です。\n\n" * 1000
    draft = make_draft(full_body=whole, body=body, lead="知らせです。", key_points=("要点です。",))
    assert mailed_bytes(draft.html) < MAX_BYTES
    assert (
        draft.html.index("知らせです。")
        < draft.html.index("要点です。")
        < draft.html.index("短い本文")
    )
    assert "続きを読む" in draft.html
    short = make_draft(full_body="全部の本文です。\n", body="一部。\n")
    assert "全部の本文です。" in short.html
    assert "続きを読む" not in short.html


def test_live_tags_of_ghost_are_text() -> None:
    """`%%{uuid}%%` in an article would become the reader's."""
    draft = make_draft(full_body="`%%{uuid}%%` と %%{first_name}%%。\n")
    assert "%%{" not in draft.html
    edition = build_post_edition(make_article("ja", full_body="`%%{uuid}%%`\n"))
    assert check_campaign(make_files(edition), SETTINGS, TEMPLATES) == ()


@pytest.mark.parametrize("key", ["", "abc", "a1" * 12, f"{'a1' * 12}:xyz", f"{'a1' * 12}:0"])
def test_what_is_no_admin_key_is_an_error(key: str) -> None:
    """A content key looks alike; the error says where the right one is."""
    with pytest.raises(ConfigError, match="Ghost"):
        authorise((key,))
