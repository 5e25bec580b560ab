"""newsletter run and check: what subscribers see of a post that is changed, deleted or hostile."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import feedparser

from tests.cli.conftest import Run
from tests.render.judges import judge

NOW = ("--now", "2025-11-03T09:00:00+09:00")
LATER = ("--now", "2025-11-05T09:00:00+09:00")
FEEDS = ("feed.xml", "atom.xml", "feed.json")
MARKET = "2025-11-01-morning-market"


def entries(folder: Path, language: str, name: str) -> dict[str, tuple[str, str, str, str]]:
    """Title, address, first and last date of every entry of a feed, by id."""
    content = (folder / "_newsletter/site" / language / name).read_bytes()
    if name.endswith(".json"):
        return {
            item["id"]: (item["title"], item["url"], item["date_published"], item["date_modified"])
            for item in json.loads(content)["items"]
        }
    return {
        each.id: (each.title, each.link, each.published, each.updated)
        for each in feedparser.parse(content).entries
    }


def test_a_post_changed_in_all_stays_the_same_entry(newsletter: Run, publication: Path) -> None:
    """New title, text and address: the id and the date of publication stay, `updated` is new.

    The other entry is untouched.
    """
    every = [(language, name) for language in ("ja", "en") for name in FEEDS]
    newsletter("run", publication, *NOW)
    before = {each: entries(publication, *each) for each in every}
    path = publication / f"{MARKET}.md"
    text = path.read_text(encoding="utf-8")
    changed = text.replace("三十年を迎えた", "三十一年目に入った").replace(
        "layout: post", "layout: post\nslug: harbour"
    )
    path.write_text(changed, encoding="utf-8")
    assert newsletter("run", publication, *LATER).code == 0
    for each in every:
        was, now = before[each], entries(publication, *each)
        assert list(was) == list(now), each
        market, library = sorted(now, key=lambda identity: MARKET not in identity)
        assert was[library] == now[library], each
        assert was[market][0] != now[market][0], each
        assert (
            now[market][1] == f"https://letter.example.com/{each[0]}/posts/2025-11-01-harbour.html"
        )
        assert was[market][2] == now[market][2], each
        assert was[market][3] < now[market][3], each


def test_a_deleted_post_leaves_the_feeds_and_is_reported(
    newsletter: Run, publication: Path
) -> None:
    """Its entries, pages and copies go, the run says which files, and the feeds stay valid.

    The next run has nothing to do.
    """
    newsletter("run", publication, *NOW)
    (publication / f"{MARKET}.md").unlink()
    report: dict[str, Any] = json.loads(newsletter("run", publication, "--json", *LATER).out)
    assert {
        f"site/{language}/posts/{MARKET}.{kind}"
        for language in ("ja", "en")
        for kind in ("md", "html")
    } <= set(report["removed"])
    for language in ("ja", "en"):
        for name in FEEDS:
            assert [
                identity.rpartition(":")[2] for identity in entries(publication, language, name)
            ] == [f"2025-11-02-mountain-library/{language}"]
    assert newsletter("check", publication).code == 0
    assert "nothing new" in newsletter("run", publication, *LATER).out


HOSTILE = {
    "controls": (
        "C0 \x00\x08\x0b\x1f, C1 \x80\x85\x9f, \ufffe",
        "前と\x85後、\x9fである。見えない字は読む人に届かない。",
    ),
    "cdata": ("]]> を閉じる", "箱は ]]> で閉じる。<![CDATA[ も文字である。"),
    "emoji": ("𠮷野家の𩸽と🍣👨‍👩‍👧", "𠮷野家で𩸽を焼いた。🍣と👨‍👩‍👧‍👦と🏳️‍🌈も通る。"),
    "right to left": (
        "مرحبا بالعالم と \u202egnp.exe",
        "עברית ו‏عربى が混じる。\u202eこの文は逆さにならない。",
    ),
    "long title": ("長い題名" * 150, "題名が六百字ある記事の本文である。"),
    "html title": ("<b>太字</b><script>alert(1)</script>", "題名にHTMLがある記事の本文である。"),
    "templates": (
        "{{ 7*7 }} {% raw %} *|UNSUB|* [firstname]",
        "{{ site.title }} と {% raw %} と *|UNSUB|* は文字である。",
    ),
    "scripts": (
        "javascript:alert(1)",
        '<script>alert(1)</script><a href="javascript:alert(1)">押す</a> [x](javascript:alert(2)) '
        '<img src="x" onerror="alert(3)"> <iframe src="https://example.com"></iframe>本文はここにある。',
    ),
    "entities": ("S&P500 & P&L &lt; &amp;amp;", "S&P500は&lt;b&gt;上がった&lt;/b&gt;。"),
}


def test_no_post_breaks_what_subscribers_read(newsletter: Run, publication: Path) -> None:
    """Whatever posts hold, the feeds pass every judge and `newsletter check` finds no error."""
    for number, (title, body) in enumerate(HOSTILE.values()):
        quoted = json.dumps(
            title, ensure_ascii="\x00" in title
        )  # YAML takes controls as escapes, and no halves of a pair
        head = f"---\ntitle: {quoted}\ndate: 2025-11-03 07:00:00 +0900\n---\n\n"
        (publication / f"2025-11-03-odd-{number}.md").write_text(
            f"{head}{body}\n\n## {body}\n\n- {body}\n", encoding="utf-8"
        )
    result = newsletter("run", publication, *NOW)
    assert (result.code, result.err) == (0, "")
    checked = newsletter("check", publication)
    assert checked.code == 0, checked.out
    for language in ("ja", "en"):
        folder = publication / "_newsletter/site" / language
        feeds = {name: (folder / name).read_bytes() for name in FEEDS}
        judge(feeds, f"https://letter.example.com/{language}/", allowed=frozenset({"feed-plain"}))
        odd = [path for path in folder.glob("posts/*.html") if "odd" in path.name]
        assert (
            sum("odd" in identity for identity in entries(publication, language, "atom.xml"))
            == len(odd)
            == len(HOSTILE)
        )
        for path in odd:
            page = path.read_text(encoding="utf-8")
            assert page.count("<h1>") == 1, path.name
            assert not [
                live
                for live in ("<script", "<iframe", "onerror=", 'href="javascript')
                if live in page
            ], path.name


def test_a_post_without_title_is_called_by_its_file(newsletter: Run, publication: Path) -> None:
    """An empty title is the name of the file, as Jekyll has it.

    Every feed carries the post and stays valid.
    """
    text = '---\ntitle: ""\ndate: 2025-11-03 07:00:00 +0900\n---\n\n題名のない記事である。\n'
    (publication / "2025-11-03-harbour-day.md").write_text(text, encoding="utf-8")
    result = newsletter("run", publication, *NOW)
    assert result.code == 0
    assert all(
        len(entries(publication, language, name)) == 3
        for language in ("ja", "en")
        for name in FEEDS
    )
    assert newsletter("check", publication).code == 0


BREAKS = {
    "author without address": ("feed.xml", "dc:creator>", "author>", "rss-author"),
    "guid taken for an address": ("feed.xml", ' isPermaLink="false"', "", "rss-permalink"),
    "address with Japanese letters": (
        "feed.xml",
        "/posts/2025-11-01-morning-market.html</link>",
        "/市場.html</link>",
        "feed-url",
    ),
    "wrong weekday": ("feed.xml", "Sat, 01 Nov", "Sun, 01 Nov", "feed-date"),
    "no language": ("feed.xml", "<language>ja</language>", "", "feed-language"),
    "relative self link": (
        "feed.xml",
        'href="https://letter.example.com/ja/feed.xml"',
        'href="feed.xml"',
        "feed-url",
    ),
    "another feed's self link": ("feed.xml", "/ja/feed.xml", "/feed.xml", "feed-self"),
    "relative link in a text": (
        "feed.xml",
        "&lt;p&gt;",
        '&lt;a href="/about"&gt;x&lt;/a&gt;',
        "feed-relative",
    ),
    "no language of Atom": ("atom.xml", ' xml:lang="ja"', "", "feed-language"),
    "no author of Atom": ("atom.xml", "<name>", "<nick>", "feed-xml"),
    "entry without updated": ("atom.xml", "<updated>2025-11-01", "<created>2025-11-01", "feed-xml"),
    "no id in JSON Feed": ("feed.json", '"id": "tag', '"id": "", "url": "tag', "feed-id"),
}


def test_check_reports_a_broken_feed(newsletter: Run, publication: Path) -> None:
    """A feed that breaks a rule is named with its rule, and nothing else is.

    What a validator refuses exits 1.
    """
    newsletter("run", publication, *NOW)
    for case, (name, old, new, rule) in BREAKS.items():
        path = publication / "_newsletter/site/ja" / name
        text = path.read_text(encoding="utf-8")
        assert old in text, case
        path.write_text(text.replace(old, new), encoding="utf-8")
        checked = newsletter("check", publication)
        found = {
            line.partition(": ")[0]: line.split()[2].rstrip(":")
            for line in checked.out.splitlines()
        }
        assert found == {f"site/ja/{name}": rule}, case
        assert checked.code == int(": error " in checked.out), case
        path.write_text(text, encoding="utf-8")
    assert newsletter("check", publication).out == ""
