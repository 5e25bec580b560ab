"""Write the report of one post for the editor: what went and why, what stayed, who translated it.

One HTML file without font, image or address of anybody: it can be mailed, archived and opened from
a disk. It is packed (`packed_page`): the text stands in it once. Everything in it is shown as the
Markdown that it is, escaped, never rendered: text of a post is hostile and the editor wants to see
what stands there. The source stands on the left line by line, its clean form beside it; a passage
that went is marked where it stood and carries its proof: rule, reason, similarity, and a link to
the twin that stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from newsletter.config import Settings
from newsletter.language.direction import language_direction
from newsletter.model import (
    Abridged,
    Artefact,
    Cleaned,
    Post,
    RemovalKind,
    Translated,
    Translation,
)
from newsletter.render.markup import strip_invisible
from newsletter.render.site.packed_page import (
    SCRIPT,
    SharedText,
    pack_page,
    script_hash,
)
from newsletter.render.site.report_lists import ListWriter, UnitView
from newsletter.render.site.report_rows import (
    Proof,
    build_proof,
    build_rows,
    find_restarts,
)
from newsletter.render.templates import as_markup
from newsletter.source.post_names import post_ref

if TYPE_CHECKING:
    from markupsafe import Markup

    from newsletter.render.templates import Templates


def report_path(post: Post) -> str:
    """Return where the report of a post lies below the desk."""
    return f"reports/{post_ref(post)}.html"


def render_report(
    post: Post,
    cleaned: Cleaned,
    abridged: Abridged,
    translated: Mapping[str, Translated],
    settings: Settings,
    templates: Templates,
) -> Artefact:
    """Write `reports/<ref>.html`.

    Args:
        post: As it was read.
        cleaned: What dedupe made of it, with its removals.
        abridged: What abridge chose, with its reasons.
        translated: By language; held ones too.
        settings: Of the publication.
        templates: Of the page.
    """
    removals = enumerate(cleaned.removals, 1)
    proofs = tuple(build_proof(number, removal) for number, removal in removals)
    shown = [proof for proof in proofs if not proof.verbatim]
    shared = SharedText(post.text)
    source = f'lang="{escape(post.language)}" dir="auto"'
    writer = ListWriter(shared.refer, source)
    views = [_translation_view(one, writer) for one in translated.values()]
    page = templates.render(
        "desk/report.html.j2",
        post=post,
        ref=post_ref(post),
        direction=language_direction(post.language),
        publication=settings.publication,
        accent=settings.brand.accent,
        catalogues=settings.translate.catalogues,
        cleaned=cleaned,
        abridged=abridged,
        proofs=proofs,
        kinds=Counter(proof.kind for proof in proofs).most_common(),
        judged=[proof for proof in shown if not _is_marker(proof)],
        restarts=as_markup(writer.write_restarts(find_restarts(proofs))),
        markers=[proof for proof in shown if _is_marker(proof)],
        lines=as_markup(writer.write_lines(build_rows(post, cleaned, proofs))),
        choices=as_markup(writer.write_choices(abridged.choices)),
        n_kept=sum(choice.kept for choice in abridged.choices),
        translations=views,
        share=_share,
        source=as_markup(source),
        refer=shared.refer_markup,
    )
    file = templates.render(
        "desk/packed.html.j2",
        title=f"Report: {strip_invisible(cleaned.title)}",
        script=as_markup(SCRIPT),
        script_hash=script_hash(),
        packed=as_markup(pack_page(page, shared)),
    )
    return Artefact(report_path(post), file.encode())


def _share(part: int, whole: int) -> str:
    """A part of a whole in per cent; a dash for nothing of nothing."""
    return f"{part / whole:.0%}" if whole else "–"


def _is_marker(proof: Proof) -> bool:
    """Tell whether a removal took out a mark of the model, which nobody misses."""
    return proof.removal.kind is RemovalKind.MARKER


@dataclass(frozen=True, slots=True)
class TranslationView:
    """One language of the post."""

    translated: Translated
    n_units: int
    units: Markup
    held: tuple[UnitView, ...]
    origins: tuple[tuple[str, int], ...]
    n_warnings: int


def _translation_view(
    translated: Translated, writer: ListWriter
) -> TranslationView:
    """The units of one translation, numbered, with where each came from."""
    language, translations = translated.language, translated.translations
    units = [
        UnitView(number, translation, _origin(translation))
        for number, translation in enumerate(translations, 1)
    ]
    target = f'lang="{escape(language)}" dir="{language_direction(language)}"'
    return TranslationView(
        translated=translated,
        n_units=len(units),
        units=as_markup(writer.write_units(units, language, target)),
        held=tuple(unit for unit in units if unit.translation.held),
        origins=tuple(Counter(unit.origin for unit in units).most_common()),
        n_warnings=sum(
            bool(one.findings) and not one.held for one in translations
        ),
    )


def _origin(translation: Translation) -> str:
    """Who translated a unit.

    Whether the engine was asked now or before a run was killed is all one to the post, so it is
    to its page.
    """
    if translation.origin is None:
        return "held"
    if translation.engine:
        return f"machine ({translation.engine})"
    return str(translation.origin)
