from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from newsletter.store.ledger import Ledger
from tests.pipeline.conftest import NOW, Run, article, tree, write_post


def link(number: int) -> str:
    """A link to a post as the site it was written for has them."""
    day = NOW - timedelta(days=number + 2)
    return f"/{day:%Y/%m/%d}/market-{number}/"


def url(number: int, language: str) -> str:
    """Where a post stands on our pages."""
    day = NOW - timedelta(days=number + 2)
    return f"https://example.com/{language}/posts/{day:%Y-%m-%d}-market-{number}.html"


@pytest.fixture
def linked(letter: Path) -> Path:
    """Post 2 leads to posts 1 and 3 and to a page of the site."""
    body = f"[前の市]({link(3)})と[次の市]({link(1)})の話は[こちら](/about/)。\n\n" + article(2)
    write_post(letter, 2, body=body)
    return letter


def outputs(letter: Path, language: str) -> dict[str, str]:
    """Everything that shows post 2 in a language: copy, page, email, feeds."""
    files = {path: data.decode("utf-8", "ignore") for path, data in tree(letter).items()}
    names = [f"{language}/{name}" for name in ("feed.xml", "atom.xml", "feed.json")]
    names += [path for path in files if "market-2" in path and f"/{language}/" in f"/{path}"]
    return {
        name: files[name]
        for name in names
        if name.endswith((".md", ".html", ".txt", ".xml", ".json"))
    }


def test_links_lead_to_the_post_in_the_language(linked: Path, run: Run) -> None:
    """Copy, page, email and feeds of each language lead to posts of that language.

    A page of the site stays one.
    """
    run()
    for language in ("ja", "en"):
        for name, text in outputs(linked, language).items():
            if not name.endswith("campaign.json"):
                assert url(3, language) in text, name
                assert url(1, language) in text, name
                assert link(1) not in text, name
    assert (
        "](/about/)"
        in outputs(linked, "ja")[
            next(name for name in outputs(linked, "ja") if name.endswith(".md"))
        ]
    )


def test_link_follows_a_post_that_comes_and_goes(linked: Path, run: Run) -> None:
    """A post that comes, moves or goes renders the pages that link to it, and nothing else."""
    copy = "en/posts/2026-02-25-market-2.md"
    run(only="market-2")
    assert f"]({link(1)})" in tree(linked)[copy].decode()
    report = run()
    assert f"]({url(1, 'en')})" in tree(linked)[copy].decode()
    assert {each.reason for each in report.planned if "market-2" in each.ref} == {
        "a post it links to has come, gone or moved"
    }
    write_post(linked, 1, head="slug: bazaar\n")
    run()
    moved = url(1, "en").replace("market-1", "bazaar")
    assert all(
        moved in text
        for name, text in outputs(linked, "en").items()
        if name.endswith((".md", ".xml"))
    )
    next((linked / "posts").glob("*market-1.md")).unlink()
    report = run()
    assert f"]({link(1)})" in tree(linked)[copy].decode()
    assert "retire" in {str(each.verb) for each in report.planned}
    assert run().is_idle


def test_what_was_expected_and_did_not_come_is_mended(linked: Path, run: Run) -> None:
    """A post built together with a translation that is held leads to the original.

    As if nobody had expected more.
    """
    catalogue = linked / "translations" / "en" / f"{NOW - timedelta(days=3):%Y-%m-%d}-market-1.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(
        'msgid ""\nmsgstr ""\n\nmsgid "市の話1"\nmsgstr "The market [[1]]"\n', encoding="utf-8"
    )
    report = run()
    assert [each.language for _, each in report.held] == ["en"]
    text = tree(linked)["en/posts/2026-02-25-market-2.md"].decode()
    assert f"]({url(1, 'ja')})" in text
    assert f"]({url(3, 'en')})" in text
    assert run().written == ()


def test_uploaded_campaign_keeps_its_links(linked: Path, run: Run) -> None:
    """A link that leads elsewhere changes page, copy and feeds, never an uploaded campaign."""
    run(only="market-2")
    before = outputs(linked, "ja")
    with Ledger.open(linked / ".newsletter") as ledger:
        ledger.begin_upload(next(ref for ref, _ in ledger.pages()), "ja", "listmonk", "h", NOW)
    run()
    after = outputs(linked, "ja")
    changed = {name.rpartition(".")[2] for name in after if before[name] != after[name]}
    assert not [
        name for name in after if name.startswith("campaigns/") and before[name] != after[name]
    ]
    assert changed >= {"md", "html", "xml"}


LEADING = {
    "in a link": ("[前の市]({% post_url 2026-02-26-market-1 %})の話。", ()),
    "alone": ("前の市は{% post_url 2026-02-26-market-1 %}にある。", ()),
    "to nothing": ("[前の市]({% post_url 2026-02-26-nothing %})の話。", ("nothing",)),
    "one of two": (
        "[前]({% post_url 2026-02-26-market-1 %})と[次]({% post_url 2026-02-26-none %})。",
        ("none",),
    ),
    "beside another tag": (
        "[前]({% post_url 2026-02-26-market-1 %})。\n\n{% widget 12 %}",
        ("widget",),
    ),
}


@pytest.mark.parametrize(("text", "missing"), LEADING.values(), ids=LEADING)
def test_a_tag_that_leads_to_a_post_is_no_finding(
    letter: Path, run: Run, text: str, missing: tuple[str, ...]
) -> None:
    """Readers are shown the link; what leads nowhere, and other tags, are named."""
    write_post(letter, 2, body=f"{text}\n\n{article(2)}")
    report = run()
    (post,) = (post for post in report.posts if "market-2" in post.ref)
    found = [one.message for one in post.to_check if one.rule == "not-shown"]
    assert len(found) == bool(missing)
    for word in missing:
        assert word in found[0]
    assert not any("market-1" in message for message in found)
    assert run().is_idle
