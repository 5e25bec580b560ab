"""Take one post through the stages: clean, abridge, translate, articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from newsletter.abridgement import abridge_body
from newsletter.abridgement.pins import find_unmatched_pins
from newsletter.config import Settings
from newsletter.dedupe import Decoration, audit, clean_body
from newsletter.edition.addresses import post_url
from newsletter.edition.article import (
    link_alternates,
    source_article,
    translated_article,
)
from newsletter.errors import (
    DiskFull,
    EngineError,
    OutputError,
    PostError,
    quote,
)
from newsletter.model import (
    Abridged,
    Article,
    Budget,
    BudgetUnit,
    Cleaned,
    Finding,
    Image,
    Origin,
    Pins,
    Post,
    Severity,
    Translated,
)
from newsletter.pipeline.publication import (
    RunContext,
    catalogue_path,
    read_catalogue,
)
from newsletter.pipeline.unseen import find_unseen
from newsletter.render.feeds import guid
from newsletter.source.decisions import (
    Decisions,
    decisions_path,
    find_unknown_languages,
)
from newsletter.source.front_matter import find_excerpts, get_excerpt
from newsletter.source.line_breaks import shows_line_ends, write_line_breaks
from newsletter.source.post_names import post_ref
from newsletter.store.files import take_stamp, write_file
from newsletter.translate.catalogue import update_catalogue
from newsletter.translate.posts import translate_article
from newsletter.translate.request import Request


@dataclass(frozen=True, slots=True)
class Prepared:
    """A post after the pure stages, with what a person decided about it."""

    post: Post
    cleaned: Cleaned
    abridged: Abridged
    decisions: Decisions = field(default_factory=Decisions)


def prepare(
    post: Post,
    settings: Settings,
    decisions: Decisions | None = None,
    decoration: Decoration | None = None,
    published_title: str = "",
) -> Prepared:
    """Clean and abridge one post. Pure: may run in another process.

    Args:
        post: As it was read.
        settings: Of the publication.
        decisions: What a person decided about the post.
        decoration: What the publication puts around its titles.
        published_title: The title that the post is published under and keeps; "" finds one.

    Raises:
        PostError: The cleaning could not be proved, so the post is held.
    """
    cleaned = clean_body(
        post.text,
        title=post.title,
        first_line=post.first_line,
        boxes=settings.clean.boxes,
        witnesses=find_excerpts(post.fields),
        decisions=decisions,
        decoration=decoration,
        published_title=published_title,
    )
    _require_proof(post, cleaned)
    if _keeps_line_ends(post, settings):
        cleaned = replace(cleaned, body=write_line_breaks(cleaned.body))
    abridged = abridge_body(
        cleaned.body,
        language=post.language,
        budget=_budget(decisions, settings),
        title=cleaned.title,
        excerpt=get_excerpt(post.fields),
        top=settings.abridge.key_points,
        pins=_pins(decisions),
        link=post_url(
            settings, post.language, post.slug, post.date, post.address
        ),
    )
    decided = decisions or Decisions()
    doubts = tuple(_check_decisions(decided, post, cleaned, settings))
    findings = (*cleaned.findings, *find_unseen(cleaned.body), *doubts)
    return Prepared(
        post, replace(cleaned, findings=findings), abridged, decided
    )


def _keeps_line_ends(post: Post, settings: Settings) -> bool:
    """Tell whether readers see the ends of lines inside a paragraph."""
    wanted = settings.posts.line_breaks
    if wanted == "auto":
        return shows_line_ends(post.fields)
    return wanted == "kept"


def _check_decisions(
    decisions: Decisions, post: Post, cleaned: Cleaned, settings: Settings
) -> Iterator[Finding]:
    """Tell the decisions about sentences and languages that there are none of."""
    languages = (post.language, *settings.target_languages)
    path = decisions_path(post_ref(post))
    for language in find_unknown_languages(decisions, languages):
        message = f"{path}: the post is not published in {quote(language)}"
        yield Finding("decision-unmatched", Severity.WARNING, message)
    unmatched = find_unmatched_pins(cleaned.body, _pins(decisions))
    for passage in (*decisions.pin, *decisions.leave_out):
        if passage.fingerprint in unmatched:
            message = (
                f"{path}: pin or leave-out {passage.fingerprint} matches no sentence "
                f"of the clean article: {passage.text}"
            )
            yield Finding(
                "decision-unmatched", Severity.WARNING, message.rstrip(": ")
            )


def _pins(decisions: Decisions | None) -> Pins:
    """The sentences that an editor wants in the abridgement, or out of it."""
    if decisions is None:
        return Pins()
    return Pins(
        keep=tuple(passage.fingerprint for passage in decisions.pin),
        drop=tuple(passage.fingerprint for passage in decisions.leave_out),
    )


def _require_proof(post: Post, cleaned: Cleaned) -> None:
    """Hold a post of which something would get lost."""
    text = post.head + post.body
    source = text.replace("\r\n", "\n").replace("\r", "\n")
    doubts = [
        finding
        for finding in audit(source, replace(cleaned, head=post.head))
        if finding.severity is Severity.ERROR
    ]
    if doubts:
        others = f" (and {len(doubts) - 1} more)" if len(doubts) > 1 else ""
        raise PostError(
            f"cannot prove the cleaning of {quote(post.slug)}",
            at=post.path,
            why=f"{doubts[0].message}{others}",
            fix=f"keep the passage in {decisions_path(post_ref(post))}, or correct the post",
        )


def _budget(decisions: Decisions | None, settings: Settings) -> Budget:
    """The length that a person decided on for this post, or that of the settings."""
    if decisions is None or decisions.minutes is None:
        return settings.abridge.budget
    return Budget(BudgetUnit.MINUTES, decisions.minutes)


def write_newsletter(context: RunContext, prepared: Prepared) -> Prepared:
    """Let the model write the abridgement where one is configured.

    The author's own sentences stay where it fails.
    """
    if context.write is None:
        return prepared
    from newsletter.abridgement.model_writer import write_abridgement

    try:
        written = write_abridgement(
            prepared.cleaned.body,
            language=prepared.post.language,
            budget=_budget(prepared.decisions, context.settings),
            write=context.write,
            title=prepared.cleaned.title,
            excerpt=get_excerpt(prepared.post.fields),
            own=prepared.abridged,
        )
    except EngineError as error:
        why = error.why or error.what
        note = f"the model could not be asked ({why}); these are the author's sentences"
        return replace(prepared, abridged=replace(prepared.abridged, note=note))
    return replace(prepared, abridged=written)


def _text_fields(
    post: Post, settings: Settings
) -> tuple[tuple[str, object], ...]:
    """The front matter that the settings call text."""
    wanted = {name.lower() for name in settings.translate.fields}
    return tuple(
        field for field in post.front_matter if field[0].lower() in wanted
    )


def translate_post(
    context: RunContext, prepared: Prepared, language: str
) -> Translated:
    """Translate one post and bring its catalogue up to date.

    What a person has confirmed there stays.
    """
    path = catalogue_path(
        context.folder, context.settings, language, post_ref(prepared.post)
    )
    request = Request(
        source=prepared.post.language,
        target=language,
        title=prepared.cleaned.title,
        summary=prepared.abridged.summary,
        body=prepared.abridged.body,
        full_body=prepared.cleaned.body,
        fields=_text_fields(prepared.post, context.settings),
        lead=prepared.abridged.lead,
        whole_lead=prepared.abridged.whole_lead,
        key_points=prepared.abridged.key_points,
        whole_points=prepared.abridged.whole_points,
        preheader=prepared.abridged.preheader,
        whole_preheader=prepared.abridged.whole_preheader,
    )
    seen = take_stamp(path)
    catalogue = read_catalogue(path)
    translated = translate_article(
        request,
        engines=context.engines,
        memory=context.memory,
        catalogue=catalogue,
        glossary=context.glossary,
        embed=context.embed,
    )
    if not context.options.dry_run:
        if take_stamp(path) != seen:  # a person saved it while engines worked
            catalogue = read_catalogue(path)
        text = update_catalogue(catalogue, translated)
        _write_catalogue(path, text)
    return (
        _hold_unreviewed(translated) if context.require_review else translated
    )


def _write_catalogue(path: Path, text: str) -> None:
    """Write a catalogue; where that cannot be, its post waits in its language.

    Raises:
        DiskFull: Nothing can be written any more.
        PostError: This file cannot.
    """
    try:
        write_file(path, text.encode())
    except DiskFull:
        raise
    except OutputError as error:
        raise PostError(
            f"cannot write the catalogue {quote(path.name)}",
            at=str(path),
            why=error.why,
            fix="give this account the right to write there; what engines said is kept",
        ) from None


def _hold_unreviewed(translated: Translated) -> Translated:
    """Hold every unit a machine wrote: nothing is published before a person has confirmed it."""
    finding = Finding(
        "review", Severity.ERROR, "waits for a person to confirm it"
    )
    translations = tuple(
        replace(
            translation, target=None, findings=(*translation.findings, finding)
        )
        if translation.origin in (Origin.MEMORY, Origin.ENGINE)
        else translation
        for translation in translated.translations
    )
    held = replace(translated, translations=translations)
    return (
        replace(held, title="", summary="", body="", full_body="", fields=())
        if held.held
        else translated
    )


def build_articles(
    context: RunContext,
    prepared: Prepared,
    translations: Mapping[str, Translated],
    *,
    slugs: Mapping[str, str],
    cover: Image | None,
) -> dict[str, Article]:
    """Build the article in its own language and in every language that is complete.

    Args:
        slugs: By language, where a translation has one of its own.
    """
    ref, url = post_ref(prepared.post), context.settings.publication.url
    language = prepared.post.language
    original = source_article(
        prepared.post,
        prepared.cleaned,
        prepared.abridged,
        context.settings,
        guid=guid(ref, language, url),
        updated=prepared.post.date,
        cover=cover,
    )
    articles = {language: original}
    for target, translated in translations.items():
        if not translated.held and target != language:
            articles[target] = translated_article(
                original,
                translated,
                context.settings,
                guid=guid(ref, target, url),
                slug=slugs.get(target, ""),
                own=prepared.post.address,
            )
    decided = {
        language: _with_own_words(article, prepared.decisions)
        for language, article in articles.items()
    }
    return link_alternates(decided)


def _with_own_words(article: Article, decisions: Decisions) -> Article:
    """The article with the subject and the preheader that a person gave its mail."""
    return replace(
        article,
        subject=decisions.subject.get(article.language, ""),
        preheader=decisions.preheader.get(article.language, ""),
    )


def shorten(article: Article, n_chars: int) -> Article:
    """Abridge the body of an article further, to about `n_chars` characters."""
    budget = Budget(BudgetUnit.CHARS, n_chars)
    abridged = abridge_body(
        article.body,
        language=article.language,
        budget=budget,
        title=article.title,
    )
    return replace(article, body=abridged.body)
