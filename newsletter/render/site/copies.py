"""Write the clean copy of an article as a post of Jekyll, Hugo or Astro.

The fields of the original stay in their order with their values in the copy's language; what the
house knows better (title, description, reading time, address) is put where the post had it, or at
the end. The three generators differ in data only: how they call a field, and which fields of Jekyll
would mean something else to them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from newsletter.config import Settings
from newsletter.model import Artefact, Article
from newsletter.render.markup import strip_invisible, strip_liquid
from newsletter.render.site.emphasis import part_emphasis
from newsletter.source.front_matter import dump_front_matter


@dataclass(frozen=True, slots=True)
class Preset:
    """What a site generator calls the fields of a post.

    Attributes:
        names: Its name for a field, where it is not ours.
        extra: Further fields, with the field whose value each repeats.
        dropped: Fields of the original that mean something else there.
        iso_dates: It wants dates as ISO 8601; else they stay as the post had them.
        liquid: It runs Liquid; for the others Jekyll's instructions would be text and are taken
            out. They also read plain CommonMark, for which emphasis beside Japanese punctuation
            needs help.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()
    iso_dates: bool = False
    liquid: bool = False


PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        # polyglot: `lang`, and `page_id` ties pages with different permalinks together
        "jekyll": Preset(extra={"page_id": "ref"}, liquid=True),
        # https://gohugo.io/content-management/front-matter/: `layout` names a template,
        # `translationKey` ties translations
        "hugo": Preset(
            extra={"translationKey": "ref"},
            dropped=frozenset({"layout", "published"}),
            iso_dates=True,
        ),
        # the blog starter's collection schema: pubDate, updatedDate; a `layout` in Markdown is a
        # component to import
        "astro": Preset(
            names={"date": "pubDate"},
            dropped=frozenset({"layout", "published"}),
            iso_dates=True,
        ),
    }
)
_ALIASES = {
    "language": "lang",
    "locale": "lang",
}  # other names of a field the original may have used


def render_copy(article: Article, settings: Settings) -> Artefact:
    """Write `<lang>/posts/YYYY-MM-DD-slug.md`: front matter and the full or abridged article."""
    body = article.full_body if settings.copies.content == "full" else article.body
    if not PRESETS[settings.copies.preset].liquid:
        body = part_emphasis(strip_liquid(body))
    text = dump_front_matter(copy_fields(article, settings)) + "\n" + body.strip("\n") + "\n"
    return Artefact(
        copy_path(article.language, article.slug, article.date),
        text.encode("utf-8", "replace"),
    )


def copy_path(language: str, slug: str, date: datetime) -> str:
    """Return where the copy of a post lies below `public/`.

    It is the name Jekyll wants, with the day that the post names.
    """
    return f"{language}/posts/{date:%Y-%m-%d}-{slug}.md"


def copy_fields(article: Article, settings: Settings) -> tuple[tuple[str, object], ...]:
    """Return the front matter of the copy: the original's fields in order, then ours."""
    preset = PRESETS[settings.copies.preset]
    ours = _our_fields(article, settings)
    values: dict[str, object] = {}
    for key, value in article.front_matter:
        known = _ALIASES.get(key, key)
        if key not in preset.dropped:
            values[key] = ours.get(known, value)
    values |= {key: value for key, value in ours.items() if key not in values}
    if preset.iso_dates:
        values["date"] = article.date.isoformat(timespec="seconds")
    values |= {key: values[field] for key, field in preset.extra.items()}
    return tuple((preset.names.get(key, key), _visible(value)) for key, value in values.items())


def _visible(value: object) -> object:
    """Return the value without what no YAML reader takes, such as half a surrogate pair."""
    if isinstance(value, str):
        return strip_invisible(value)
    if isinstance(value, list | tuple):
        return [_visible(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _visible(item) for key, item in value.items()}
    return value


def _our_fields(article: Article, settings: Settings) -> dict[str, object]:
    """What the house knows better than the post, in the order in which it is added."""
    fields: dict[str, object] = {"title": article.title}
    if not any(key == "date" for key, _ in article.front_matter):
        zone = ZoneInfo(settings.publication.timezone)
        fields["date"] = f"{article.date.astimezone(zone):%Y-%m-%d %H:%M:%S %z}"
    fields |= {
        "description": article.summary or str(dict(article.front_matter).get("description") or ""),
        "reading_time": article.minutes
        if settings.copies.content == "full"
        else article.body_minutes,
        "lang": article.language,
        "ref": article.ref,
        "canonical_url": article.url,
    }
    if article.language != article.source_language:
        fields["original_title"] = article.original_title
        fields["machine_translated"] = _machine_translated(article)
    return fields


def _machine_translated(article: Article) -> object:
    """Return False once a person has confirmed every unit; else the engines and the share."""
    machine = article.machine_translation
    if machine is None:
        return False
    return {
        "engines": list(machine.engines),
        "reviewed": round(machine.share_reviewed, 2),
    }
