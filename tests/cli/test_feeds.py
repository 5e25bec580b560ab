"""newsletter run and check: what subscribers see of a post that is changed, deleted or hostile."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import feedparser
import pytest

from tests.cli.conftest import Run
from tests.render.judges import judge

NOW = ("--now", "2025-11-03T09:00:00+09:00")
LATER = ("--now", "2025-11-05T09:00:00+09:00")
FEEDS = ("feed.xml", "atom.xml", "feed.json")
MARKET = "2025-11-01-morning-market"


def entries(folder: Path, language: str, name: str) -> dict[str, tuple[str, str, str, str]]:
    """Title, address, first and last date of every entry of a feed, by id."""
    content = (folder / "public" / language / name).read_bytes()
    if name.endswith(".json"):
        return {
            item["id"]: (item["title"], item["url"], item["date_published"], item["date_modified"])
            for item in json.loads(content)["items"]
        }
    return {each.id: (each.title, each.link, each.published, each.updated) for each in feedparser.parse(content).entries}


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", FEEDS)
def test_a_post_changed_in_all_stays_the_same_entry(newsletter: Run, publication: Path, language: str, name: str) -> None:
    """New title, text and address: the id and the date of publication stay, `updated` is new; the other entry is untouched."""
    newsletter("run", publication, *NOW)
    before = entries(publication, language, name)
    path = publication / f"{MARKET}.md"
    text = path.read_text(encoding="utf-8")
    changed = text.replace("三十年を迎えた", "三十一年目に入った").replace("layout: post", "layout: post\nslug: harbour")
    path.write_text(changed, encoding="utf-8")
    assert newsletter("run", publication, *LATER).code == 0
    after = entries(publication, language, name)
    assert list(before) == list(after)
    market, library = sorted(after, key=lambda each: MARKET not in each)
    assert before[library] == after[library]
    was, now = before[market], after[market]
    assert was[0] != now[0]
    assert now[1] == f"https://letter.example.com/{language}/posts/2025-11-01-harbour.html"
    assert was[2] == now[2]
    assert was[3] < now[3]


def test_a_deleted_post_leaves_the_feeds_and_is_reported(newsletter: Run, publication: Path) -> None:
    """Its entries, pages and copies go, the run says which files, and the feeds stay valid; the next run has nothing to do."""
    newsletter("run", publication, *NOW)
    (publication / f"{MARKET}.md").unlink()
    report: dict[str, Any] = json.loads(newsletter("run", publication, "--json", *LATER).out)
    assert {f"{language}/posts/{MARKET}.{kind}" for language in ("ja", "en") for kind in ("md", "html")} <= set(report["removed"])
    for language in ("ja", "en"):
        for name in FEEDS:
            assert [identity.rpartition(":")[2] for identity in entries(publication, language, name)] == [
                f"2025-11-02-mountain-library/{language}"
            ]
    assert newsletter("check", publication).code == 0
    assert "nothing new" in newsletter("run", publication, *LATER).out


HOSTILE = {
    "controls": ("C0 \x00\x08\x0b\x1f, C1 \x80\x85\x9f, \ufffe", "前と\x85後、\x9fである。見えない字は読む人に届かない。"),
    "cdata": ("]]> を閉じる", "箱は ]]> で閉じる。<![CDATA[ も文字である。"),
    "emoji": ("𠮷野家の𩸽と🍣👨‍👩‍👧", "𠮷野家で𩸽を焼いた。🍣と👨‍👩‍👧‍👦と🏳️‍🌈も通る。"),
    "right to left": ("مرحبا بالعالم と \u202egnp.exe", "עברית ו‏عربى が混じる。\u202eこの文は逆さにならない。"),
    "long title": ("長い題名" * 150, "題名が六百字ある記事の本文である。"),
    "html title": ("<b>太字</b><script>alert(1)</script>", "題名にHTMLがある記事の本文である。"),
    "templates": ("{{ 7*7 }} {% raw %} *|UNSUB|* [firstname]", "{{ site.title }} と {% raw %} と *|UNSUB|* は文字である。"),
    "scripts": (
        "javascript:alert(1)",
        '<script>alert(1)</script><a href="javascript:alert(1)">押す</a> [x](javascript:alert(2)) '
        '<img src="x" onerror="alert(3)"> <iframe src="https://example.com"></iframe>本文はここにある。',
    ),
    "entities": ("S&P500 & P&L &lt; &amp;amp;", "S&P500は&lt;b&gt;上がった&lt;/b&gt;。"),
}


@pytest.mark.parametrize(("title", "body"), HOSTILE.values(), ids=HOSTILE)
def test_no_post_breaks_what_subscribers_read(newsletter: Run, publication: Path, title: str, body: str) -> None:
    """Whatever a post holds: it is published, the feeds pass every judge, and `newsletter check` finds no error."""
    quoted = json.dumps(title, ensure_ascii="\x00" in title)  # YAML takes controls as escapes, and no halves of a pair
    head = f"---\ntitle: {quoted}\ndate: 2025-11-03 07:00:00 +0900\n---\n\n"
    (publication / "2025-11-03-odd.md").write_text(f"{head}{body}\n\n## {body}\n\n- {body}\n", encoding="utf-8")
    result = newsletter("run", publication, *NOW)
    assert (result.code, result.err) == (0, "")
    checked = newsletter("check", publication)
    assert checked.code == 0, checked.out
    for language in ("ja", "en"):
        folder = publication / "public" / language
        feeds = {name: (folder / name).read_bytes() for name in FEEDS}
        judge(feeds, f"https://letter.example.com/{language}/", allowed=frozenset({"feed-plain"}))
        assert sum("2025-11-03-odd" in identity for identity in entries(publication, language, "atom.xml")) == 1
        page = (folder / "posts/2025-11-03-odd.html").read_text(encoding="utf-8")
        assert page.count("<h1>") == 1
        assert not [live for live in ("<script", "<iframe", "onerror=", 'href="javascript') if live in page.replace("&lt;", "")]


@pytest.mark.parametrize("title", ["", '""', '" "'])
def test_a_post_without_title_takes_nothing_along(newsletter: Run, publication: Path, title: str) -> None:
    """An empty title is an error that says so; the other posts are published and every feed stays valid."""
    text = f"---\ntitle: {title}\ndate: 2025-11-03 07:00:00 +0900\n---\n\n題名のない記事である。\n"
    (publication / "2025-11-03-untitled.md").write_text(text, encoding="utf-8")
    result = newsletter("run", publication, *NOW)
    assert result.code == 1
    assert "has no title" in result.err
    assert all(len(entries(publication, language, name)) == 2 for language in ("ja", "en") for name in FEEDS)
    assert newsletter("check", publication).code == 0
