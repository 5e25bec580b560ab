"""Make the indexes of the web pages, and `run.json`: where every post stands."""

from __future__ import annotations

import json
from collections.abc import Iterator

from newsletter.config import Settings
from newsletter.model import Artefact, ListedArticle
from newsletter.pipeline.packed_articles import unpack_about
from newsletter.pipeline.site.base import Site
from newsletter.plan.page_actions import take_fingerprint
from newsletter.store.ledger_records import PageKey, PageRecord, State

RUN_PATH = "reports/run.json"
_PREFIX = "index:"


def publish_index(site: Site) -> None:
    """Make all indexes again, unless all of them stand with the fingerprint they would have."""
    fingerprint = _fingerprint(site)
    old = site.records.find_site_files(_PREFIX)
    are_same = all(
        artefact.fingerprint == fingerprint for artefact in old.values()
    )
    if old and are_same and not site.plan.missing & old.keys():
        return
    made = site.publish(_render(site), "", {"": fingerprint})
    site.outcome.stale.extend(sorted(old.keys() - set(made)))


def _fingerprint(site: Site) -> str:
    """What all indexes are made from."""
    posts = site.plan.survey.posts
    pages = sorted(
        (page.ref, page.language, page.article_hash)
        for page in site.pages.values()
    )
    standings = [
        (key, page.state, page.reason, page.url, posts[key[0]].path)
        for key, page in _find_standings(site)
    ]
    errors = [
        (error.what, error.at, error.why, error.fix)
        for error in site.outcome.errors
    ]
    inputs = sorted(site.inputs.items())
    return f"{_PREFIX}{take_fingerprint(pages, inputs, standings, errors)}"


def _render(site: Site) -> Iterator[Artefact]:
    """The state of the run, and the indexes of the archive that the settings ask for."""
    from newsletter.render.site.pages import render_index

    settings = site.context.settings
    articles = {
        language: _read_articles(site, language)
        for language in settings.all_languages
    }
    yield Artefact(RUN_PATH, _render_state(site))
    for artefact in render_index(articles, settings, site.context.templates):
        if _is_wanted(artefact.path, settings):
            yield artefact


def _is_wanted(path: str, settings: Settings) -> bool:
    """Tell whether an index is ours to make; the page on top may be one of the site's own."""
    is_top = "/" not in path
    return settings.posts.pages == "all" or (
        settings.posts.pages == "translations" and not is_top
    )


def _read_articles(site: Site, language: str) -> list[ListedArticle]:
    """What the index shows of each published post, as the ledger keeps it."""
    abouts = site.records.ledger.abouts(language)
    return [
        unpack_about(about)
        for ref, about in abouts
        if (ref, language) in site.pages
    ]


def _find_standings(site: Site) -> tuple[tuple[PageKey, PageRecord], ...]:
    """Every page that is published or held, by ref and language."""
    found = site.plan.survey.found
    held = {
        key: page
        for key, page in site.records.pages.items()
        if page.state is State.HELD and key[0] in found
    }
    return tuple(sorted({**held, **site.pages}.items()))


def _render_state(site: Site) -> bytes:
    """Write where everything stands, without times, so that an idle run leaves it as it is."""
    posts: dict[str, dict[str, object]] = {}
    languages: dict[str, list[dict[str, str]]] = {}
    for (ref, language), page in _find_standings(site):
        own = languages.setdefault(ref, [])
        path = site.plan.survey.posts[ref].path
        posts.setdefault(ref, {"ref": ref, "path": path, "languages": own})
        own.append(
            {
                "language": language,
                "state": str(page.state),
                "reason": page.reason,
                "url": page.url,
            }
        )
    errors = [error.as_dict() for error in site.outcome.errors]
    state = {"posts": list(posts.values()), "errors": errors}
    return (json.dumps(state, ensure_ascii=False, indent=1) + "\n").encode()
