"""Draft one post: translate it, build its articles, say what is to be rendered and what the ledger shall know of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count

from newsletter.edition.article import link_alternates, post_url, title_slug
from newsletter.model import Article, Post, Translated
from newsletter.pipeline.compose import Prepared, build_articles, translate_post, write_newsletter
from newsletter.pipeline.covers import read_cover
from newsletter.pipeline.inputs import stat_file
from newsletter.pipeline.keep import article_hash, pack_article, unpack_article
from newsletter.pipeline.publication import catalogue_path
from newsletter.pipeline.report import held_texts, post_report
from newsletter.pipeline.state import Draft, Progress, Run
from newsletter.pipeline.work import PreparedFile, RenderTask, build_kit
from newsletter.plan.crosslinks import lead_links
from newsletter.plan.page_actions import (
    PRINT_CHARS,
    Action,
    Part,
    page_prints,
    part_prints,
    renewable_parts,
)
from newsletter.render.site.copies import copy_path
from newsletter.store.ledger import (
    AddressRecord,
    PageRecord,
    State,
)


def make_tasks(
    run: Run,
    prepared: Iterable[PreparedFile],
    drafts: dict[str, Draft],
    progress: Progress,
    n_posts: int,
) -> Iterator[RenderTask]:
    """Translate and build the articles of every prepared post; yields what is to be rendered."""
    for done, each in enumerate(prepared, 1):
        _open_kit(run)  # while the workers clean the first posts
        progress(each.ref, done, n_posts)
        if each.prepared is None:
            run.survey.errors.extend([each.error] if each.error else [])
            continue
        yield _make_task(run, each, write_newsletter(run.house, each.prepared), drafts)


def _make_task(
    run: Run, done: PreparedFile, prepared: Prepared, drafts: dict[str, Draft]
) -> RenderTask:
    house, ref = run.house, done.ref
    found = replace(run.survey.found[ref], content=done.content_hash)
    translations = {
        language: translate_post(house, prepared, language) for language in found.languages[1:]
    }
    run.posts.append(post_report(prepared, translations))
    old = {language: _old_article(run, ref, language) for language in found.languages}
    slugs = {
        language: _slug(run, ref, each, prepared.post)
        for language, each in translations.items()
        if not each.held
    }
    cover = read_cover(prepared.post, house.settings, house.assets)
    articles = {
        language: _continue(article, old[language], run)
        for language, article in build_articles(
            house, prepared, translations, slugs=slugs, cover=cover
        ).items()
    }
    fresh = set(articles)
    articles |= {
        language: article
        for language, article in old.items()
        if article and language not in articles
    }
    articles = link_alternates(articles)
    draft = Draft(run.survey.records[ref], [], [], articles, bands=run.survey.bands.get(ref))
    catalogues = dict(run.inputs.catalogues)
    for language in found.languages[1:]:
        file = stat_file(
            catalogue_path(house.folder, house.settings, language, ref), house.folder, {}
        )
        if file:
            draft.files.append(file)
            catalogues[ref, language] = file.content_hash[:PRINT_CHARS]
    inputs = replace(run.inputs, catalogues=catalogues)
    for language in found.languages:
        reason = "" if language in fresh else _reason(translations[language])
        prints = page_prints(found, language, inputs) if language in fresh else ""
        _draft_page(run, draft, ref, language, articles.get(language), prints, reason)
    draft.post = replace(
        draft.post,
        content_hash=done.content_hash,
        state=State.PUBLISHED,
        reason="",
        first_published=draft.post.first_published or house.options.now,
    )
    wanted = tuple(
        (lead_links(article, run.addresses), renewable_parts(ref, language, run.frozen))
        for language, article in articles.items()
    )
    drafts[ref] = draft
    return _task(run, ref, wanted, draft, report=(prepared, translations))


def _open_kit(run: Run) -> None:
    """Compile the layouts, once and before anything is written: a broken template is a fault of the whole run."""
    if run.kit is None:
        run.kit = build_kit(run.house.settings, run.house.templates)


def render_tasks(
    run: Run, actions: Sequence[Action], drafts: dict[str, Draft]
) -> Iterator[RenderTask]:
    """Posts whose article stays and some of whose outputs are made anew."""
    if actions:
        _open_kit(run)
    by_ref: dict[str, list[Action]] = {}
    for action in actions:
        by_ref.setdefault(action.ref, []).append(action)
    for ref, own in by_ref.items():
        draft = Draft(run.survey.records[ref], [], [], {})
        wanted: list[tuple[Article, tuple[Part, ...]]] = []
        for action in own:
            article = _old_article(run, ref, action.language)
            page = run.pages[ref, action.language]
            if article is None:
                continue
            draft.dates[action.language] = article
            draft.pages.append(
                replace(
                    page,
                    parts=part_prints(action.language, run.inputs, run.addresses.print_of(page)),
                )
            )
            wanted.append((lead_links(article, run.addresses), action.parts))
        drafts[ref] = draft
        yield _task(run, ref, tuple(wanted), draft)


def _task(
    run: Run,
    ref: str,
    wanted: tuple[tuple[Article, tuple[Part, ...]], ...],
    draft: Draft,
    report: tuple[Prepared, Mapping[str, Translated]] | None = None,
) -> RenderTask:
    assert run.kit is not None
    redirects = tuple(_redirects(run, ref, draft))
    rendered = {(article.language, str(part)) for article, parts in wanted for part in parts}
    rendered |= {("", "report")} if report else set()
    rendered |= {(article.language, "redirect") for article, _ in wanted}
    draft.rendered = frozenset(rendered)
    return RenderTask(run.kit, ref, wanted, report, redirects)


def _slug(run: Run, ref: str, translated: Translated, post: Post) -> str:
    """The name of a translation in its address: the one it was published under, else made of its title, where that is wished."""
    language, settings = translated.language, run.house.settings
    if settings.posts.slugs != "title":
        return post.slug
    page = run.pages.get((ref, language))
    if page and page.url:
        return page.slug
    wish = title_slug(translated.title) or post.slug
    for number in count(1):
        slug = wish if number == 1 else f"{wish}-{number}"
        places = (
            post_url(settings, language, slug, post.date),
            copy_path(language, slug, post.date),
        )
        if all(run.places.setdefault(place, ref) == ref for place in places):
            break
    return slug


def _old_article(run: Run, ref: str, language: str) -> Article | None:
    page = run.pages.get((ref, language))
    if page is None or page.state is not State.PUBLISHED:
        return None
    kept = run.ledger.article(ref, language)
    return unpack_article(*kept) if kept else None


def _continue(article: Article, old: Article | None, run: Run) -> Article:
    """Keep the id of a page that is published, and its time of change unless its text has changed."""
    if old is None:
        return article
    same = (old.title, old.summary, old.body, old.full_body) == (
        article.title,
        article.summary,
        article.body,
        article.full_body,
    )
    return replace(article, guid=old.guid, updated=old.updated if same else run.house.options.now)


def _reason(translated: Translated) -> str:
    if translated.unavailable:
        return "no engine could be reached"
    held = held_texts(translated)
    return (
        f"{len(held)} of {len(translated.translations)} units have no checked translation, e.g. {held[0]}"
        if held
        else ""
    )


def _draft_page(
    run: Run,
    draft: Draft,
    ref: str,
    language: str,
    article: Article | None,
    prints: str,
    reason: str,
) -> None:
    """Say what the ledger shall know of one page."""
    page, now = run.pages.get((ref, language)), run.house.options.now
    if article is None:
        post = draft.post
        draft.pages.append(
            PageRecord(ref, language, State.HELD, reason, post.slug, "", post.title, "")
        )
        return
    about, text = pack_article(article)
    was_out = page is not None and page.state is State.PUBLISHED
    if page and was_out and page.url and page.url != article.url:
        draft.addresses.append(AddressRecord(page.url, ref, language, now))
    draft.came_back.append(article.url)
    draft.kept.append((ref, language, about, text))
    record = PageRecord(
        ref=ref,
        language=language,
        state=State.PUBLISHED,
        reason=reason,
        slug=article.slug,
        url=article.url,
        title=article.title,
        fingerprint=prints,
        first_published=(page.first_published if page else None) or now,
        updated=article.updated,
        article_hash=article_hash(about, text),
        links="\n".join(article.links),
    )
    draft.pages.append(
        replace(record, parts=part_prints(language, run.inputs, run.addresses.print_of(record)))
    )


def _redirects(run: Run, ref: str, draft: Draft) -> Iterator[tuple[str, str, str]]:
    """Every place a page of this post has stood at, unless another post stands there now."""
    from newsletter.render.site.pages import redirect_path

    urls = {language: article.url for language, article in draft.dates.items()}
    for address in sorted(
        {(each.url, each.language) for each in (*run.past.get(ref, ()), *draft.addresses)}
    ):
        url, language = address
        path = redirect_path(url, run.house.settings)
        holder = run.artefacts.get(path)
        taken = holder is not None and holder.owner != ref
        if path and not taken and language in urls and urls[language] != url:
            yield path, urls[language], language
