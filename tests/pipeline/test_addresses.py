from __future__ import annotations

import struct
import zlib
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest

from newsletter.config import read_settings
from newsletter.edition.addresses import MAX_TITLE_SLUG_CHARS, title_slug
from tests.pipeline.conftest import NOW, SETTINGS, Run, tree, write_post

SLUGS = {
    "Rare earths: who’ll win?": "rare-earths-wholl-win",
    "  Über Zürich & Straßen  ": "uber-zurich-strassen",
    "¥1.5 trillion, 20%": "1-5-trillion-20",
    "snake_case title": "snake-case-title",
    "希土類の未来": "希土類の未来",
    "अपूरणीय टोकन": "अपूरणीय-टोकन",
    "วิธีใช้ น้ำ": "วิธีใช้-น้ำ",
    "葛\U000e0100城 a\ufe0fb": "葛-城-a-b",
    "데이터 센터": "데이터-센터",
    "../../etc/passwd": "etc-passwd",
    "！？": "",
}


@pytest.mark.parametrize("title", SLUGS)
def test_slug_of_a_title(title: str) -> None:
    """Words in small letters without accents.

    What is no letter or digit parts them, and nothing leads out of the folder.
    """
    assert title_slug(title) == SLUGS[title]


def test_slug_ends_with_a_word() -> None:
    """A long title is cut between words; a single long word is cut where a file name must end."""
    slug = title_slug("word " * 40)
    assert len(slug) <= MAX_TITLE_SLUG_CHARS
    assert slug.endswith("word")
    assert title_slug("x" * 900)


def titled(letter: Path, number: int, title: str) -> None:
    """Review the English title of a post."""
    day = NOW - timedelta(days=number + 2)
    path = letter / "translations" / "en" / f"{day:%Y-%m-%d}-market-{number}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f'msgid ""\nmsgstr ""\n\nmsgid "市の話{number}"\nmsgstr "{title}"\n', encoding="utf-8"
    )


def pages(letter: Path) -> set[str]:
    """The English pages of posts."""
    return {
        path for path in tree(letter) if path.startswith("en/posts/") and path.endswith(".html")
    }


def test_translation_has_a_slug_of_its_title_for_ever(letter: Path, run: Run) -> None:
    """The English address comes from the English title at first publication.

    A corrected title does not move the page.
    """
    (letter / "newsletter.toml").write_text(
        SETTINGS.replace("[posts]", '[posts]\nslugs = "title"'), encoding="utf-8"
    )
    for number in (1, 2, 3):
        titled(letter, number, f"The Market of {number} Towns")
    run()
    names = {
        f"en/posts/2026-02-{26 - number + 1}-the-market-of-{number}-towns.html"
        for number in (1, 2, 3)
    }
    assert pages(letter) == names
    assert "ja/posts/2026-02-26-market-1.html" in tree(letter)
    before = {path for path in tree(letter) if path.endswith(".md")}
    titled(letter, 1, "Another Title")
    run()
    assert pages(letter) == names
    assert b"Another Title" in tree(letter)["en/posts/2026-02-26-the-market-of-1-towns.html"]
    assert {path for path in tree(letter) if path.endswith(".md")} == before
    assert run().is_idle


def test_two_titles_do_not_take_one_address(letter: Path, run: Run) -> None:
    """Posts of one day with one English title get two addresses."""
    (letter / "newsletter.toml").write_text(
        SETTINGS.replace("[posts]", '[posts]\nslugs = "title"'), encoding="utf-8"
    )
    write_post(letter, 4, days_ago=3)
    titled(letter, 1, "Same Title")
    (letter / "translations/en/2026-02-26-market-4.po").write_text(
        'msgid ""\nmsgstr ""\n\nmsgid "市の話4"\nmsgstr "Same Title"\n', encoding="utf-8"
    )
    assert not run().errors
    assert {path for path in pages(letter) if "same-title" in path} == {
        "en/posts/2026-02-26-same-title.html",
        "en/posts/2026-02-26-same-title-2.html",
    }


def png(width: int, height: int) -> bytes:
    """A picture of one colour."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def covered(letter: Path, address: str) -> None:
    """Give post 1 a cover."""
    write_post(letter, 1, head=f'image: "{address}"\n')


def enclosures(letter: Path) -> list[dict[str, str]]:
    """What the feed says of covers."""
    root = ElementTree.fromstring(tree(letter)["en/feed.xml"])
    media = "{http://search.yahoo.com/mrss/}content"
    return [dict(each.attrib) for each in root.iter() if each.tag in ("enclosure", media)]


def test_cover_is_measured_where_its_file_is_known(letter: Path, run: Run) -> None:
    """Length, type and size are those of the file.

    When it comes or changes, so does what is said of it.
    """
    covered(letter, "/images/cover.png")
    run()
    assert enclosures(letter) == [
        {"url": "https://example.com/images/cover.png", "medium": "image"}
    ]
    for picture in (png(1200, 630), png(600, 315)):
        (letter / "images").mkdir(exist_ok=True)
        (letter / "images/cover.png").write_bytes(picture)
        run()
        assert enclosures(letter) == [
            {
                "url": "https://example.com/images/cover.png",
                "length": str(len(picture)),
                "type": "image/png",
            }
        ]
        width = int.from_bytes(picture[16:20])
        assert f'width="{width}"' in tree(letter)["en/posts/2026-02-26-market-1.html"].decode()
    assert run().is_idle


@pytest.mark.parametrize(
    "address",
    [
        "https://other.com/images/cover.png",
        "/../secret.png",
        "/images/cover.exe",
        "/images/none.png",
    ],
)
def test_other_covers_are_not_read(letter: Path, run: Run, address: str) -> None:
    """A cover whose file is not one of ours has an address and no size."""
    (letter.parent / "secret.png").write_bytes(png(2, 2))
    covered(letter, address)
    run()
    assert [sorted(each) for each in enclosures(letter)] == [["medium", "url"]]


def test_broken_cover_does_no_harm(letter: Path, run: Run) -> None:
    """A file that is no picture has a length and no size."""
    (letter / "images").mkdir()
    (letter / "images/cover.png").write_bytes(b"\x89PNG\r\n\x1a\n broken")
    covered(letter, "/images/cover.png")
    assert not run().errors
    assert enclosures(letter)[0]["length"] == "15"
    assert (
        "width="
        not in tree(letter)["en/posts/2026-02-26-market-1.html"]
        .decode()
        .split("cover", 1)[1]
        .split(">")[0]
    )


BESIDE = {
    "translations": ({"en"}, False),
    "none": (set(), False),
    "all": ({"ja", "en"}, True),
}


@pytest.mark.parametrize(("pages", "expected"), BESIDE.items(), ids=BESIDE)
def test_a_site_of_its_own_keeps_its_pages(
    letter: Path, run: Run, pages: str, expected: tuple[set[str], bool]
) -> None:
    """Originals have the address of the site and no page of ours; feeds lead to the site's."""
    languages, has_top = expected
    settings = letter / "newsletter.toml"
    text = settings.read_text(encoding="utf-8").replace(
        "[posts]", f'[posts]\npages = "{pages}"\npermalink = "/{{year}}/{{i_month}}/{{slug}}/"'
    )
    settings.write_text(text, encoding="utf-8")
    run()
    found = tree(letter)
    made = [path for path in found if path.endswith(".html") and not path.startswith("campaigns/")]
    made = [path for path in made if not path.startswith("reports/")]
    assert ("index.html" in made) is has_top
    originals = [path for path in made if path.startswith("2026/")]
    translations = [path for path in made if path.startswith("en/2026/")]
    assert (bool(originals), bool(translations)) == ("ja" in languages, "en" in languages)
    base = read_settings(letter).publication.url
    feed = found["ja/feed.xml"].decode()
    assert f"<link>{base}/2026/2/market-1/</link>" in feed
    assert f"<link>{base}/en/2026/2/market-1/</link>" in found["en/feed.xml"].decode()
    if translations:
        page = found["en/2026/2/market-1/index.html"].decode()
        assert f'hreflang="ja" href="{base}/2026/2/market-1/"' in page
