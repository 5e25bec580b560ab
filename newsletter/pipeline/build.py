"""Build one post: translate it, make its articles, say what is rendered and what the ledger learns.

    PreparedFile ─▶ translations ─▶ articles ─▶ PostToRender ─▶ the workers render ─▶ `publish`

A built post carries everything that follows from it, such as the change of the ledger that is saved
when its files are in their places; the task for the workers goes beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from pathlib import Path

from newsletter.edition.addresses import post_url, site_path, title_slug
from newsletter.edition.article import get_cover, link_alternates
from newsletter.errors import PostError, quote
from newsletter.model import Article, Image, Post, Translated
from newsletter.pipeline.covers import find_cover_beside, read_cover
from newsletter.pipeline.deadline import (
    StageFault,
    TimeIsUp,
    TookTooLong,
    interrupted_after,
    too_deep,
    too_long,
)
from newsletter.pipeline.inputs import hash_file, stat_bundle
from newsletter.pipeline.overdue import about_translation
from newsletter.pipeline.packed_articles import (
    article_hash,
    pack_article,
    unpack_article,
)
from newsletter.pipeline.pictures import (
    NO_MEDIA,
    MediaBeside,
    is_bundle,
    lead_to_media,
    read_media,
)
from newsletter.pipeline.publication import RunContext, catalogue_path
from newsletter.pipeline.records import Records, held_page
from newsletter.pipeline.report import PostReport, held_texts, post_report
from newsletter.pipeline.run_log import log_units
from newsletter.pipeline.run_plan import RunPlan
from newsletter.pipeline.stages import (
    Prepared,
    build_articles,
    translate_post,
    write_newsletter,
)
from newsletter.pipeline.tasks import PreparedFile, RenderContext, RenderTask
from newsletter.pipeline.unseen import look_again
from newsletter.plan.crosslinks import Addresses
from newsletter.plan.page_actions import (
    DECIDED,
    FINGERPRINT_CHARS,
    OVERDUE,
    Action,
    Inputs,
    Part,
    page_fingerprints,
    part_fingerprints,
    renewable_parts,
)
from newsletter.render.site.copies import copy_path
from newsletter.store.ledger_records import (
    AddressRecord,
    Change,
    FileRecord,
    PageRecord,
    PostRecord,
    State,
    merge_changes,
)


@dataclass(frozen=True, slots=True)
class BuiltPost:
    """What follows from a post whose articles are made, its texts apart.

    Attributes:
        change: What the ledger learns once it is published.
        dates: The date of every article, by language.
        actions: What was decided about its pages.
        replaced: Language and part of all outputs that are made again: older ones are stale.
        report: How the stages went; None when only outputs are made again.
        errors: Files of one language that cannot be used: its catalogue.
    """

    change: Change
    dates: Mapping[str, datetime]
    actions: tuple[Action, ...]
    replaced: frozenset[tuple[str, str]]
    report: PostReport | None = None
    errors: tuple[PostError, ...] = ()


# What the workers render, and what is kept meanwhile: the texts are needed for rendering alone.
PostToRender = tuple[RenderTask, BuiltPost]


class AddressBook:
    """Who has which address and which name of a copy, where translations are named by their title.

    Two translations of one title must not overwrite each other, so an address belongs to the post
    that asked first.
    """

    def __init__(
        self, records: Records, posts: Mapping[str, PostRecord]
    ) -> None:
        self._holders: dict[str, str] = {}
        for page in records.pages.values():
            if page.url:
                date = posts[page.ref].date
                self._holders[page.url] = page.ref
                self._holders[copy_path(page.language, page.slug, date)] = (
                    page.ref
                )

    def reserve(self, places: Iterable[str], ref: str) -> bool:
        """Take these places for a post; False when another has one of them."""
        return all(
            self._holders.setdefault(place, ref) == ref for place in places
        )


class Builder:
    """Make the articles of posts.

    Args:
        context: What every post of the run shares.
        plan: What was decided.
        records: What is known; only read here.
        render_context: For the tasks of the workers.
    """

    def __init__(
        self,
        context: RunContext,
        plan: RunPlan,
        records: Records,
        render_context: RenderContext,
    ) -> None:
        self._context = context
        self._plan = plan
        self._records = records
        self._render_context = render_context
        self._settings = context.settings
        self._now = context.options.now
        self._actions: dict[str, list[Action]] = {}
        for action in plan.actions:
            self._actions.setdefault(action.ref, []).append(action)
        self._book: AddressBook | None = None
        if self._settings.posts.slugs == "title":
            self._book = AddressBook(records, plan.survey.posts)

    # ------------------------------------------------------------ all stages

    def build(self, file: PreparedFile, prepared: Prepared) -> PostToRender:
        """Translate a prepared post and make its articles.

        Raises:
            PostError: The file of its cover cannot be used, it took too long, or it is nested too
                deeply: what is published stays.
        """
        with self._in_time(prepared.post):
            cover = read_cover(
                prepared.post, self._settings, self._context.assets
            )
            prepared = write_newsletter(self._context, prepared)
            media = read_media(
                prepared.cleaned.body,
                file.ref,
                Path(prepared.post.path),
                self._context.folder,
                self._settings,
                cover=self._find_own_cover(prepared.post),
            )
            cover = find_cover_beside(prepared.post, media) or cover
        found = self._plan.survey.found[file.ref]
        translations, faults = self._translate_all(
            prepared,
            (tag for tag in found.languages[1:] if tag not in found.overdue),
        )
        with self._in_time(prepared.post):
            return self._build_translated(
                file, prepared, translations, faults, cover, media
            )

    def _find_own_cover(self, post: Post) -> str:
        """The cover that may lie beside a post: in its own folder, all of which is watched."""
        languages = self._settings.all_languages
        return get_cover(post) if is_bundle(post.path, languages) else ""

    @contextmanager
    def _in_time(self, post: Post) -> Iterator[None]:
        """Let what is done with a post have its deadline.

        Raises:
            StageFault: It ran out, or the post is nested too deeply.
        """
        deadline_s = self._settings.run.post_deadline_s
        try:
            with interrupted_after(deadline_s):
                yield
        except TimeIsUp:
            fault: StageFault = too_long(deadline_s)
        except RecursionError:
            fault = too_deep()
        else:
            return
        raise fault.about(f"finish {quote(Path(post.path).name)}", post.path)

    def _build_translated(
        self,
        file: PreparedFile,
        prepared: Prepared,
        translations: Mapping[str, Translated],
        faults: Mapping[str, PostError],
        cover: Image | None,
        media: MediaBeside,
    ) -> PostToRender:
        """Make the articles of a post that is translated, and say what follows from it."""
        ref, survey = file.ref, self._plan.survey
        found = replace(survey.found[ref], content=file.content_hash)
        made = self._make_articles(ref, prepared, translations, cover)
        original = made.get(prepared.post.language)
        if original is not None:
            links = self._plan.addresses.find_page_links(original)
            cleaned = look_again(prepared.cleaned, links.rewrites)
            prepared = replace(prepared, cleaned=cleaned)
        fresh = {
            language: lead_to_media(article, media)
            for language, article in made.items()
            if language not in found.hold
        }
        articles = self._with_published(ref, found.languages, fresh)
        catalogues = self._read_catalogues(ref, found.languages[1:])
        inputs = self._with_catalogues(ref, catalogues)
        pages: list[Change] = []
        for language in found.languages:
            reason, fingerprints = "", ""
            if language in fresh:
                fingerprints = page_fingerprints(found, language, inputs)
            elif language in found.hold:
                reason = DECIDED
            elif language in found.overdue:
                reason = OVERDUE
            else:
                reason = _reason_to_hold(
                    translations.get(language), faults.get(language)
                )
            article = articles.get(language)
            if article is None:
                pages.append(self._hold(ref, language, reason))
            else:
                pages.append(self._page(article, fingerprints, reason))
        change = Change(
            posts=(self._published_post(ref, file, prepared),),
            bands=((ref, survey.bands[ref]),) if ref in survey.bands else (),
            files=(
                *catalogues.values(),
                *stat_bundle(self._context, found.path, self._records.files),
                *self._note_overdue(ref, faults),
            ),
            forgotten=self._plan.overdue.find_rows(ref, translations),
        )
        return self._built(
            ref,
            tuple(
                (
                    article,
                    renewable_parts(ref, language, self._plan.without_campaign),
                )
                for language, article in articles.items()
            ),
            (change, *pages),
            self._actions[ref],
            self._plan.addresses,
            source=(prepared, translations),
            errors=faults.values(),
            media=media,
        )

    def _note_overdue(
        self, ref: str, faults: Mapping[str, PostError]
    ) -> Iterator[FileRecord]:
        """What is to be known of translations that ran out of time."""
        plan = self._plan
        for language, fault in faults.items():
            if isinstance(fault, TookTooLong):
                yield plan.overdue.build_page_row(
                    plan.survey.found[ref],
                    plan.survey.records[ref],
                    plan.inputs,
                    language,
                )

    def _translate_all(
        self, prepared: Prepared, languages: Iterable[str]
    ) -> tuple[dict[str, Translated], dict[str, PostError]]:
        """Translate a post into each language; the fault of one is its own."""
        translations: dict[str, Translated] = {}
        faults: dict[str, PostError] = {}
        for language in languages:
            try:
                with interrupted_after(self._settings.run.post_deadline_s):
                    translated = translate_post(
                        self._context, prepared, language
                    )
            except TimeIsUp:
                faults[language] = about_translation(
                    too_long(self._settings.run.post_deadline_s),
                    prepared.post.path,
                    language,
                )
            except RecursionError:
                faults[language] = about_translation(
                    too_deep(), prepared.post.path, language
                )
            except PostError as fault:
                faults[language] = fault
            else:
                log_units(prepared.post, translated)
                translations[language] = translated
        return translations, faults

    def _make_articles(
        self,
        ref: str,
        prepared: Prepared,
        translations: Mapping[str, Translated],
        cover: Image | None,
    ) -> dict[str, Article]:
        """The article in every language that is complete."""
        hold = prepared.decisions.hold
        slugs = {
            language: self._find_slug(ref, translated, prepared.post)
            for language, translated in translations.items()
            if not translated.held and language not in hold
        }
        articles = build_articles(
            self._context, prepared, translations, slugs=slugs, cover=cover
        )
        return {
            language: self._continue(
                article, self._published_article(ref, language)
            )
            for language, article in articles.items()
        }

    def _with_published(
        self, ref: str, languages: Iterable[str], fresh: Mapping[str, Article]
    ) -> dict[str, Article]:
        """These articles, and of the other languages those that are published and stay."""
        articles = dict(fresh)
        for language in languages:
            published = self._published_article(ref, language)
            if published and language not in articles:
                articles[language] = published
        return link_alternates(articles)

    def _find_slug(self, ref: str, translated: Translated, post: Post) -> str:
        """The name of a translation in its address.

        The one it was published under; else one made of its title, where that is wished.
        """
        if self._book is None:
            return post.slug
        language = translated.language
        page = self._records.pages.get((ref, language))
        if page and page.url:
            return page.slug
        wish = title_slug(translated.title) or post.slug
        for number in count(1):
            slug = wish if number == 1 else f"{wish}-{number}"
            places = (
                post_url(
                    self._settings, language, slug, post.date, post.address
                ),
                copy_path(language, slug, post.date),
            )
            if self._book.reserve(places, ref):
                break
        return slug

    def _published_article(self, ref: str, language: str) -> Article | None:
        """The article as it was published last; None where nothing of it is out."""
        page = self._records.pages.get((ref, language))
        if page is None or page.state is not State.PUBLISHED:
            return None
        packed = self._records.ledger.article(ref, language)
        return unpack_article(*packed) if packed else None

    def _continue(self, article: Article, published: Article | None) -> Article:
        """Keep the id of a published page, and its time of change unless its text changed."""
        if published is None:
            return article
        is_same = _texts(published) == _texts(article)
        updated = published.updated if is_same else self._now
        return replace(article, guid=published.guid, updated=updated)

    # ------------------------------------------------------------ what the ledger learns

    def _published_post(
        self, ref: str, file: PreparedFile, prepared: Prepared
    ) -> PostRecord:
        """What the ledger learns of a post that is published now."""
        post = self._plan.survey.records[ref]
        return replace(
            post,
            content_hash=file.content_hash,
            state=State.PUBLISHED,
            reason="",
            n_findings=len(prepared.cleaned.findings),
            first_published=post.first_published or self._now,
        )

    def _read_catalogues(
        self, ref: str, languages: Iterable[str]
    ) -> dict[str, FileRecord]:
        """The catalogues as the translation has just left them, by language."""
        folder = self._context.folder
        files: dict[str, FileRecord] = {}
        for language in languages:
            path = catalogue_path(folder, self._settings, language, ref)
            file = hash_file(path, folder, {})
            if file:
                files[language] = file
        return files

    def _with_catalogues(
        self, ref: str, files: Mapping[str, FileRecord]
    ) -> Inputs:
        """The inputs of the plan, with the catalogues of this post as they are now."""
        catalogues = {
            (ref, language): file.content_hash[:FINGERPRINT_CHARS]
            for language, file in files.items()
        }
        return replace(self._plan.inputs, catalogues=catalogues)

    def _hold(self, ref: str, language: str, reason: str) -> Change:
        """A page that waits: nothing of it is published."""
        post = self._plan.survey.records[ref]
        return Change(pages=(held_page(post, language, reason),))

    def _page(self, article: Article, fingerprints: str, reason: str) -> Change:
        """A page that is published, or stays so with the reason why it was not renewed."""
        ref, language = article.ref, article.language
        before = self._records.pages.get((ref, language))
        about, text = pack_article(article)
        page = PageRecord(
            ref=ref,
            language=language,
            state=State.PUBLISHED,
            reason=reason,
            slug=article.slug,
            url=article.url,
            title=article.title,
            fingerprint=fingerprints,
            first_published=(before.first_published if before else None)
            or self._now,
            updated=article.updated,
            article_hash=article_hash(about, text),
            links="\n".join(article.links),
        )
        return Change(
            pages=(self._with_part_fingerprints(page, self._plan.addresses),),
            articles=((ref, language, about, text),),
            addresses=tuple(self._find_moved(before, article.url)),
            came_back=(article.url,),
        )

    def _find_moved(
        self, before: PageRecord | None, url: str
    ) -> Iterator[AddressRecord]:
        """The address a page had until now, when it gets another one."""
        if before is None or before.state is not State.PUBLISHED:
            return
        if before.url and before.url != url:
            yield AddressRecord(
                before.url, before.ref, before.language, self._now
            )

    def _with_part_fingerprints(
        self, page: PageRecord, addresses: Addresses
    ) -> PageRecord:
        """The page with what each of its outputs was made from."""
        links = addresses.fingerprint_links(page)
        fingerprints = part_fingerprints(
            page.language, self._plan.inputs, links
        )
        return replace(page, part_fingerprints=fingerprints)

    # ------------------------------------------------------------ outputs alone

    def build_again(
        self, actions: Iterable[Action], addresses: Addresses
    ) -> Iterator[PostToRender]:
        """Posts whose articles stay, and some of whose outputs are made again.

        Args:
            addresses: Where posts stand now.
        """
        by_ref: dict[str, list[Action]] = {}
        for action in actions:
            by_ref.setdefault(action.ref, []).append(action)
        for ref, own in by_ref.items():
            wanted: list[tuple[Article, tuple[Part, ...]]] = []
            changes = [Change(posts=(self._plan.survey.records[ref],))]
            for action in own:
                article = self._published_article(ref, action.language)
                if article is None:
                    continue
                page = self._records.pages[ref, action.language]
                changes.append(
                    Change(
                        pages=(self._with_part_fingerprints(page, addresses),)
                    )
                )
                wanted.append((article, action.parts))
            yield self._built(ref, tuple(wanted), changes, own, addresses)

    # ------------------------------------------------------------ tasks

    def _built(
        self,
        ref: str,
        wanted: tuple[tuple[Article, tuple[Part, ...]], ...],
        changes: Iterable[Change],
        actions: Iterable[Action],
        addresses: Addresses,
        source: tuple[Prepared, Mapping[str, Translated]] | None = None,
        errors: Iterable[PostError] = (),
        media: MediaBeside = NO_MEDIA,
    ) -> PostToRender:
        """What workers render of a post, and what the ledger will say of it."""
        own = self._plan.survey.found[ref].languages[0]
        forgotten = self._plan.overdue.find_rows(ref, (own,))
        change = merge_changes((*changes, Change(forgotten=forgotten)))
        articles = tuple(
            (article, parts, addresses.find_page_links(article))
            for article, parts in wanted
        )
        urls = {article.language: article.url for article, _ in wanted}
        redirects = tuple(self._find_redirects(ref, urls, change.addresses))
        task = RenderTask(
            self._render_context,
            ref,
            self._plan.survey.file_of(ref),
            articles,
            source,
            redirects,
            media,
        )
        return task, BuiltPost(
            change=change,
            dates={article.language: article.date for article, _ in wanted},
            actions=tuple(actions),
            replaced=_find_replaced(task, self._find_unmailed(ref)),
            report=post_report(*source) if source else None,
            errors=tuple(errors),
        )

    def _find_unmailed(self, ref: str) -> frozenset[str]:
        """The languages whose campaign is not to lie there; what was sent stays."""
        post = self._plan.survey.found[ref]
        if post.mailed:
            return frozenset()
        return frozenset(
            language
            for language in post.languages
            if (ref, language) not in self._plan.uploaded
        )

    def _find_redirects(
        self, ref: str, urls: Mapping[str, str], moved: Iterable[AddressRecord]
    ) -> Iterator[tuple[str, str, str]]:
        """Every place a page of this post has stood at, unless another post stands there now."""
        known = self._records.find_old_addresses(ref)
        old = {(address.url, address.language) for address in (*known, *moved)}
        for url, language in sorted(old):
            path = site_path(url, self._settings)
            holder = self._records.find_artefact(path)
            is_taken = holder is not None and holder.owner != ref
            target = urls.get(language, url)
            if path and not is_taken and target != url:
                yield path, target, language


def _find_replaced(
    task: RenderTask, unmailed: Iterable[str]
) -> frozenset[tuple[str, str]]:
    """The outputs that a task makes again, and campaigns that must not be there."""
    made = {("", "report"), ("", "media")} if task.report else set()
    for article, parts, _ in task.articles:
        made |= {(article.language, str(part)) for part in parts}
        made.add((article.language, "redirect"))
    made |= {(language, str(Part.CAMPAIGN)) for language in unmailed}
    return frozenset(made)


def _texts(article: Article) -> tuple[str, str, str, str]:
    """The texts of an article that its readers see: a change of one is a correction."""
    return article.title, article.summary, article.body, article.full_body


def _reason_to_hold(
    translated: Translated | None, fault: PostError | None
) -> str:
    """Why a translation is not published; "" where nothing holds it."""
    if fault:
        return f"{fault.what}: {fault.why}"
    if translated is None:
        return ""
    if translated.unavailable:
        return "no engine could be reached"
    held = held_texts(translated)
    if not held:
        return ""
    n_units = len(translated.translations)
    return f"{len(held)} of {n_units} units have no checked translation, e.g. {held[0]}"
