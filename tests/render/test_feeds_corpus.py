"""Two hundred real posts, in Japanese and pseudo-English, before every judge of feeds."""

from __future__ import annotations

import pickle
import re
from calendar import timegm
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock

from newsletter.language.scripts import count_cjk
from newsletter.model import Article
from newsletter.render.feeds import build_feed, render_feeds
from newsletter.render.markup import article_html
from newsletter.render.site.pages import render_page
from newsletter.render.templates import load_templates
from tests.render.articles import SITE, make_settings
from tests.render.corpus import LANGUAGES, corpus_article
from tests.render.judges import judge, judge_json, needs_newsboat, read, read_with_newsboat

pytestmark = pytest.mark.slow

N_POSTS = 200
N_WINDOW = 50  # entries of a main feed here, so that RSS and JSON Feed, which have no archive, show every post too
TEMPLATES = load_templates()


@dataclass(frozen=True, slots=True)
class Published:
    """What a subscriber of one language finds: articles by id, and the files below a folder.

    Attributes:
        windows: Folders with the three main feeds, each of other posts.
        archive: The folder with the Atom feed and its archive.
    """

    articles: Mapping[str, Article]
    root: Path
    windows: tuple[str, ...]
    archive: str


@pytest.fixture(scope="session", params=LANGUAGES)
def published(
    request: pytest.FixtureRequest,
    corpus: tuple[Path, ...],
    tmp_path_factory: pytest.TempPathFactory,
) -> Published:
    """The feeds of one language, made once however many processes test."""
    shared = (
        tmp_path_factory.getbasetemp().parent
        if hasattr(request.config, "workerinput")
        else tmp_path_factory.getbasetemp()
    )
    root = shared / f"corpus-feeds-{request.param}"
    with FileLock(f"{root}.lock"):
        if not (root / "published.pickle").exists():
            root.mkdir()
            (root / "published.pickle").write_bytes(
                pickle.dumps(_publish(corpus[:N_POSTS], request.param, root))
            )
    made: Published = pickle.loads((root / "published.pickle").read_bytes())
    return made


def _publish(paths: tuple[Path, ...], language: str, root: Path) -> Published:
    articles = [corpus_article(path, language) for path in paths]
    windows = tuple(f"window-{first // N_WINDOW}" for first in range(0, len(articles), N_WINDOW))
    for number, window in enumerate(windows):
        _write(
            articles[number * N_WINDOW : (number + 1) * N_WINDOW], language, N_WINDOW, root / window
        )
    _write(articles, language, 20, root / "archive")
    return Published({article.guid: article for article in articles}, root, windows, "archive")


def _write(articles: list[Article], language: str, n_entries: int, folder: Path) -> None:
    settings = make_settings(f"[feeds]\nn_entries = {n_entries}\n")
    for artefact in render_feeds(build_feed(articles, language, settings), settings, TEMPLATES):
        path = folder / artefact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artefact.content)


def _files(published: Published, folder: str) -> dict[str, bytes]:
    paths = sorted((published.root / folder).rglob("*.*"))
    return {path.name: path.read_bytes() for path in paths}


def test_every_judge_accepts_every_feed(published: Published) -> None:
    """Our check, both schemas, the strict parser, feedparser and the specification of JSON
    Feed.

    Not one complaint.
    """
    language = next(iter(published.articles.values())).language
    for folder in (*published.windows, published.archive):
        judge(_files(published, folder), f"{SITE}/{language}/", allowed=frozenset({"feed-size"}))


def test_every_post_is_met_as_it_is(published: Published) -> None:
    """In each format every post once, with its own title, address, id, dates and language.

    Its text to the letter.
    """
    met: dict[str, list[str]] = {"feed.xml": [], "atom.xml": [], "feed.json": []}
    for window in published.windows:
        files = _files(published, window)
        items = {item.id: item for item in judge_json(files["feed.json"]).items}
        met["feed.json"] += items
        for name in ("feed.xml", "atom.xml"):
            parsed = read(files[name])
            met[name] += [entry.id for entry in parsed.entries]
            for entry in parsed.entries:
                article, item = published.articles[entry.id], items[entry.id]
                assert parsed.feed.language == item.language == article.language
                assert (
                    (entry.title, entry.link)
                    == (item.title, item.url)
                    == (article.title, article.url)
                )
                assert (
                    timegm(entry.published_parsed)
                    == item.date_published.timestamp()
                    == article.date.timestamp()
                )
                assert entry.content[0].value.strip() == item.content_html.strip()
    for ids in met.values():
        assert sorted(ids) == sorted(published.articles)


def test_the_archive_is_walked_to_the_oldest_post(published: Published) -> None:
    """From the main feed through prev-archive every post is met, newest first, and nothing else."""
    files = _files(published, published.archive)
    met: list[str] = []
    name = "atom.xml"
    while name:
        parsed = read(files[name])
        met += [entry.id for entry in parsed.entries if entry.id not in met]
        older = [link.href for link in parsed.feed.links if link.rel == "prev-archive"]
        name = older[0].rpartition("/")[2] if older else ""
    newest_first = sorted(
        published.articles.values(), key=lambda each: (each.date, each.ref), reverse=True
    )
    assert met == [article.guid for article in newest_first]


def test_the_text_of_an_entry_is_that_of_its_page(published: Published) -> None:
    """A subscriber reads what a visitor reads.

    The page's article stands whole in the entry, no asterisk left of emphasis.
    """
    content = {
        item.id: item.content_html
        for each in published.windows
        for item in judge_json(_files(published, each)["feed.json"]).items
    }
    for article in list(published.articles.values())[::5]:
        html = article_html(article.full_body, base_url=article.url)
        assert content[article.guid].startswith(html)
        page = render_page(article, make_settings(), TEMPLATES).content.decode()
        assert _read(html) in _read(page)
        assert article.language != "ja" or count_cjk(html)


def _read(html: str) -> str:
    """The letters a reader sees, without tags and white space."""
    return "".join(re.sub(r"<[^>]*>", "", html).split())


@needs_newsboat
def test_newsboat_shows_every_post(published: Published) -> None:
    """A reader people use, over loopback.

    From RSS and from Atom with its archive, every post as it is.
    """
    language = next(iter(published.articles.values())).language
    wanted = {
        (each.title, each.url, each.guid, int(each.date.timestamp()))
        for each in published.articles.values()
    }
    archive = sorted(_files(published, published.archive))
    for urls in (
        [f"{window}/{language}/feed.xml" for window in published.windows],
        [
            f"{published.archive}/{language}/{name}"
            for name in archive
            if name.startswith(("atom", "archive"))
        ],
    ):
        assert read_with_newsboat(published.root, urls) == wanted
