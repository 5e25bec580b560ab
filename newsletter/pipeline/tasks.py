"""Do the parts of a run that need neither ledger nor engine: a worker may do them anywhere.

    examine    a post file: what it is, what it resembles
    prepare    a post file: clean and abridge it
    render     the articles of a post: every output file

Each takes one picklable value and returns one; nothing is read or written: a post file travels with
its bytes, so that the workers of a cluster need not see the folder. The stages are imported where
they are used: a run with nothing to do needs none of them, and they are most of its start.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from newsletter.config import Settings
from newsletter.errors import (
    NewsletterError,
    PostError,
    TemplateError,
    UnfinishedPost,
    quote,
)
from newsletter.model import (
    NO_ADDRESS,
    Artefact,
    Article,
    Feed,
    Finding,
    OwnAddress,
    Post,
    Severity,
    Translated,
)
from newsletter.pipeline.deadline import StageFault
from newsletter.pipeline.pictures import NO_MEDIA, MediaBeside
from newsletter.plan.crosslinks import PageLinks, rewrite_links
from newsletter.plan.page_actions import Part
from newsletter.plan.resemblance import ALLOW_FIELD, build_bands
from newsletter.regular_files import explain_os_error, read_file
from newsletter.remembered import forget_texts
from newsletter.render.templates import Templates
from newsletter.source.path_language import path_language
from newsletter.source.post_names import post_ref, safe_slug

if TYPE_CHECKING:
    from newsletter.dedupe import Decoration
    from newsletter.pipeline.stages import Prepared
    from newsletter.render.feeds import FindBody
    from newsletter.source.decisions import Decisions


@dataclass(frozen=True, slots=True)
class PostFile:
    """A post file as it was read, or why it could not be."""

    path: Path
    data: bytes = field(default=b"", repr=False)
    error: PostError | None = None
    below: str = ""  # the path, seen from the folder of the posts


@dataclass(frozen=True, slots=True)
class Examined:
    """What a post file says of itself; with `error` nothing else but the path counts.

    Attributes:
        name: Path below the posts folder.
        wish: The ref its front matter asks for; `ref`: that, or date and slug.
        cover: Where the file of its cover would lie, below the folder of assets.
        unpublished: Why it says that it is not to be published; "" for one that is.
        expires: The day from which it is published no more.
        translation_key: What it shares with its translations, in the words of its generator.
        may_repeat: It says that its likeness to another post is meant.
        bands: Keys under which it is found by posts that resemble it.
    """

    path: Path
    name: str
    mtime_ns: int
    n_bytes: int
    error: PostError | None = None
    content_hash: str = ""
    ref: str = ""
    wish: str = ""
    slug: str = ""
    title: str = ""
    language: str = ""
    date: datetime | None = None
    cover: str = ""
    unpublished: str = ""
    expires: datetime | None = None
    translation_key: str = ""
    may_repeat: bool = False
    bands: Sequence[int] = ()
    address: OwnAddress = NO_ADDRESS


@dataclass(frozen=True, slots=True)
class ExamineTask:
    """A post file to examine, with the time and size it was seen with."""

    file: PostFile
    name: str
    mtime_ns: int
    n_bytes: int
    settings: Settings


@dataclass(frozen=True, slots=True)
class PrepareTask:
    """A post file to clean and abridge, the ref it is known by, and what was decided about it.

    `decoration` is what the publication puts around its titles; `published_title` the one that the
    post is published under and keeps.
    """

    file: PostFile
    ref: str
    settings: Settings
    decisions: Decisions | None = None
    decoration: Decoration | None = None
    published_title: str = ""


@dataclass(frozen=True, slots=True)
class PreparedFile:
    """A prepared post with the hash of the bytes it was made from, or why it could not be."""

    ref: str
    content_hash: str = ""
    prepared: Prepared | None = None
    error: PostError | None = None


@dataclass(frozen=True, slots=True)
class RenderContext:
    """Settings and templates for rendering, pickled once and unpacked once in every process."""

    key: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class RenderTask:
    """The articles of one post and which outputs of each are wanted.

    Attributes:
        articles: Each with its wanted outputs, and where its links lead now.
        report: The prepared post and its translations, when the editor's report is wanted.
        redirects: (path, target, language) of pages that lead to where a page stands now.
        media: Files beside the post, to be copied; addresses of files that are not there.
        path: The file of the post.
    """

    context: RenderContext
    ref: str
    path: Path
    articles: tuple[tuple[Article, tuple[Part, ...], PageLinks], ...]
    report: tuple[Prepared, Mapping[str, Translated]] | None = None
    redirects: tuple[tuple[str, str, str], ...] = ()
    media: MediaBeside = NO_MEDIA


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """One document of a feed, 0 the main one.

    `find_body` knows the bodies that were rendered with their pages, packed.
    """

    feed: Feed
    number: int
    find_body: FindBody | None = None


@dataclass(frozen=True, slots=True)
class Output:
    """One output file of a post; `part` is a Part, `report`, `redirect` or `media`."""

    language: str
    part: str
    artefact: Artefact


@dataclass(frozen=True, slots=True)
class Rendered:
    """Every output of one post, copies first.

    `subjects` by language, of the campaigns among them. `bodies` are what feeds show of the
    articles, packed, by their key.
    """

    ref: str
    outputs: tuple[Output, ...]
    findings: tuple[tuple[str, Finding], ...] = ()
    subjects: tuple[tuple[str, str], ...] = ()
    failed: frozenset[tuple[str, str]] = frozenset()
    errors: tuple[NewsletterError, ...] = ()
    fault: PostError | None = None
    bodies: tuple[tuple[bytes, bytes], ...] = ()


def build_render_context(
    settings: Settings, templates: Templates
) -> RenderContext:
    """Pack what rendering needs, for this process and others."""
    data = pickle.dumps((settings, templates))
    key = hashlib.sha256(data).hexdigest()
    _contexts.clear()
    _contexts[key] = (settings, templates)  # here nothing need be unpacked
    return RenderContext(key, data)


def read_post_file(path: Path, below: str = "") -> PostFile:
    """Read the bytes of a post; what the disk refuses becomes the error of this post."""
    try:
        return PostFile(path, read_file(path), below=below)
    except OSError as error:
        fault = PostError(
            f"cannot read {quote(path.name)}",
            at=str(path),
            why=explain_os_error(error),
            fix="make it a readable file, or take it out of the posts folder",
        )
        return PostFile(path, error=fault)


def examine(task: ExamineTask) -> Examined:
    """Say what a post file is."""
    from newsletter.pipeline.covers import cover_name
    from newsletter.source.post import (
        find_expiry,
        translation_key,
        why_unpublished,
    )

    seen = Examined(task.file.path, task.name, task.mtime_ns, task.n_bytes)
    try:
        post, content_hash = _parse(task.file, task.settings)
    except UnfinishedPost as error:
        return replace(seen, unpublished=error.why)
    except PostError as error:
        return replace(seen, error=error)
    fields = post.fields
    return replace(
        seen,
        content_hash=content_hash,
        ref=post_ref(post),
        wish=safe_slug(str(fields.get("ref") or "")),
        slug=post.slug,
        title=post.title,
        language=post.language,
        date=post.date,
        cover=cover_name(post, task.settings),
        unpublished=why_unpublished(post),
        expires=find_expiry(post),
        translation_key=translation_key(post),
        may_repeat=fields.get(ALLOW_FIELD) is True,
        bands=build_bands(post.text),
        address=post.address,
    )


def read_text(path: Path, settings: Settings) -> str:
    """The body of a post, for comparing; "" when it cannot be read."""
    try:
        return _parse(read_post_file(path), settings)[0].text
    except PostError:
        return ""


def fail_examining(task: ExamineTask, error: StageFault) -> Examined:
    """Say that a post cannot be read."""
    seen = Examined(task.file.path, task.name, task.mtime_ns, task.n_bytes)
    return replace(seen, error=_about(error, task.name, str(task.file.path)))


def fail_preparing(task: PrepareTask, error: StageFault) -> PreparedFile:
    """Say that a post cannot be cleaned and abridged."""
    path = task.file.path
    return PreparedFile(task.ref, error=_about(error, path.name, str(path)))


def fail_rendering(task: RenderTask, error: StageFault) -> Rendered:
    """Say that a post cannot be rendered: nothing of it is published."""
    fault = _about(error, task.path.name, str(task.path))
    return Rendered(task.ref, (), fault=fault)


def _about(error: StageFault, name: str, at: str) -> StageFault:
    return error.about(f"finish {quote(name)}", at)


def prepare_file(task: PrepareTask) -> PreparedFile:
    """Parse, clean and abridge one post."""
    from newsletter.pipeline.stages import prepare

    try:
        post, content_hash = _parse(task.file, task.settings)
        prepared = prepare(
            replace(post, ref=task.ref),
            task.settings,
            task.decisions,
            task.decoration,
            task.published_title,
        )
    except PostError as error:
        return PreparedFile(task.ref, error=error)
    return PreparedFile(task.ref, content_hash, prepared)


def render_post(task: RenderTask) -> Rendered:
    """Make every wanted output of one post; one whose template is broken fails alone."""
    rendering = _Rendering(task)
    for unlinked, parts, links in task.articles:
        article = rewrite_links(unlinked, links)
        for part in parts:
            with rendering.failing_alone(article.language, str(part)):
                rendering.render_part(article, part)
        if task.report:
            rendering.render_body(article)
    if task.report:
        with rendering.failing_alone("", "report"):
            rendering.render_report(*task.report)
    rendering.render_redirects()
    rendering.add_media()
    forget_texts()  # rendering is the last that is done with a post
    return rendering.finish()


class _Rendering:
    """Gather the outputs of one post."""

    def __init__(self, task: RenderTask) -> None:
        self._task = task
        self._settings, self._templates = _open_render_context(task.context)
        self._outputs: list[Output] = []
        self._findings: list[tuple[str, Finding]] = []
        self._subjects: list[tuple[str, str]] = []
        self._failed: set[tuple[str, str]] = set()
        self._errors: list[NewsletterError] = []
        self._bodies: list[tuple[bytes, bytes]] = []

    def finish(self) -> Rendered:
        """Return what was rendered."""
        return Rendered(
            ref=self._task.ref,
            outputs=tuple(self._outputs),
            findings=tuple(self._findings),
            subjects=tuple(self._subjects),
            failed=frozenset(self._failed),
            errors=tuple(self._errors),
            bodies=tuple(self._bodies),
        )

    @contextmanager
    def failing_alone(self, language: str, part: str) -> Iterator[None]:
        """Note that a template of one output is broken, and go on with the others."""
        try:
            yield
        except TemplateError as error:
            self._failed.add((language, part))
            self._errors.append(error)

    def render_part(self, article: Article, part: Part) -> None:
        """Make one output of one article."""
        files, findings, subject = _render_part(
            article, part, self._settings, self._templates
        )
        language = article.language
        self._outputs.extend(
            Output(language, part.value, file) for file in files
        )
        where = f"{article.ref}/{language}"
        self._findings.extend((where, finding) for finding in findings)
        if part is Part.CAMPAIGN:
            self._subjects.append((language, subject))

    def render_body(self, article: Article) -> None:
        """Make what the feeds will show of a new article, while its page is at hand."""
        from newsletter.render.feeds import body_key, pack_body, render_body

        with suppress(TemplateError):  # the feeds say themselves what is wrong
            words = self._templates.strings(article.language)
            html = render_body(article, self._settings, words)
            key = body_key(article, self._settings)
            self._bodies.append((key, pack_body(html)))

    def render_report(
        self, prepared: Prepared, translations: Mapping[str, Translated]
    ) -> None:
        """Make the report for the editor."""
        from newsletter.render.site.post_report import render_report

        report = render_report(
            prepared.post,
            prepared.cleaned,
            prepared.abridged,
            translations,
            self._settings,
            self._templates,
        )
        self._outputs.append(Output("", "report", report))

    def render_redirects(self) -> None:
        """Make the pages that stand where pages of this post stood before."""
        from newsletter.render.site.pages import render_redirect

        for path, target, language in self._task.redirects:
            if not self._settings.makes_pages(language):
                continue
            redirect = render_redirect(path, target, language)
            self._outputs.append(Output(language, "redirect", redirect))

    def add_media(self) -> None:
        """Add the files that lie beside the post, and report those that are missing."""
        media = self._task.media
        self._outputs.extend(Output("", "media", file) for file in media.files)
        missing = (_missing_picture(address) for address in media.missing)
        self._findings.extend((self._task.ref, finding) for finding in missing)


def _missing_picture(address: str) -> Finding:
    message = (
        f"there is no file {quote(address)} beside the post, or it is too large "
        "or may not be read: readers see no picture"
    )
    return Finding("picture-missing", Severity.WARNING, message)


def render_feed_document(
    document: FeedDocument, settings: Settings, templates: Templates
) -> Iterator[Artefact]:
    """Make the files of one document of a feed, one after the other, in the run itself."""
    from newsletter.render.feeds import render_feeds

    numbers = {document.number}
    yield from render_feeds(
        document.feed, settings, templates, numbers, document.find_body
    )
    forget_texts()


def _render_part(
    article: Article, part: Part, settings: Settings, templates: Templates
) -> tuple[tuple[Artefact, ...], tuple[Finding, ...], str]:
    """The files of one part of an article: its copy, its page or its mail."""
    from newsletter.campaign.bundle import build_campaign
    from newsletter.edition.edition import build_post_edition
    from newsletter.pipeline.stages import shorten
    from newsletter.render.site.copies import render_copy
    from newsletter.render.site.pages import render_page

    if part is Part.COPY:
        return (render_copy(article, settings),), (), ""
    if part is Part.PAGE and not settings.makes_pages(article.language):
        return (), (), ""
    if part is Part.PAGE:
        return (
            (render_page(article, settings, templates),),
            (),
            "",
        )
    edition = build_post_edition(article, settings)
    files, findings = build_campaign(edition, settings, templates, fit=shorten)
    return files, findings, edition.subject


_contexts: dict[str, tuple[Settings, Templates]] = {}


def _open_render_context(context: RenderContext) -> tuple[Settings, Templates]:
    """Unpack a context at its first use in this process; the one before is forgotten."""
    unpacked = _contexts.get(context.key)
    if (
        unpacked is None
    ):  # two threads of a worker may both unpack it: the same values
        unpacked = pickle.loads(context.data)  # our own: made in this run
        _contexts.clear()
        _contexts[context.key] = unpacked
    return unpacked


def _parse(file: PostFile, settings: Settings) -> tuple[Post, str]:
    """Read a post, and take the hash of its bytes."""
    from newsletter.source.post import parse_post

    if file.error:
        raise file.error
    zone = ZoneInfo(settings.publication.timezone)
    languages = settings.all_languages
    post = parse_post(
        file.data,
        str(file.path),
        language=path_language(file.below, languages)
        or settings.source_language,
        languages=languages,
        zone=zone,
        below=file.below,
    )
    return post, hashlib.sha256(file.data).hexdigest()
