"""Write the clean copy of an article as a post of a site generator.

The fields of the original stay in their order with their values in the copy's language; what the
program knows better (title, description, reading time, address) is put where the post had it, or at
the end. The generators differ in data only: how they call a field, which fields of another would
mean something else to them, and how a head is written.

The body stays in its dialect, byte for byte. Two things are changed, since the site would not build
or show them otherwise:

- A generator that does not run Liquid would print its tags: they are resolved or taken out.
- One that does would run a tag that an article only names. Code with braces stands in `raw`, unless
  the author has put it there or names a value of the site in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from newsletter.config import Settings
from newsletter.model import Artefact, Article
from newsletter.render.dialects import show_liquid
from newsletter.render.markup import one_line, strip_invisible
from newsletter.render.site.emphasis import part_emphasis
from newsletter.render.site.raw_tags import put_named_tags_in_raw
from newsletter.source.front_matter import as_texts, dump_front_matter
from newsletter.source.head_changes import change_head
from newsletter.source.head_texts import head_format
from newsletter.source.head_values import HeadFormat

_JEKYLL_ONLY = frozenset({"layout", "published"})
_ISO_DATE = re.compile(
    r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))?"
)


@dataclass(frozen=True, slots=True)
class Preset:
    """What a site generator calls the fields of a post.

    Attributes:
        names: Its name for a field, where it is not ours.
        extra: Further fields, with the field whose value each repeats.
        dropped: Fields of the original that mean something else there.
        iso_dates: It wants dates as ISO 8601; else they stay as the post had them.
        tags: It runs `{% … %}`; for the others Liquid would be text and is resolved.
        code_in_raw: It runs them in code as well.
        known: The fields it takes at the top; the others go into the table `extra`. Empty for a
            generator that takes any.
        terms: Fields that go into the table `taxonomies`.
        lists: Fields that have to be lists of text.
        formats: How it takes front matter to be written.
        plain_head: Its head is lines of `Name: text` without YAML (Python-Markdown's meta data).
        plain_marks: It reads plain CommonMark, for which emphasis beside Japanese punctuation needs
            help.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()
    iso_dates: bool = True
    tags: bool = False
    code_in_raw: bool = False
    known: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    formats: frozenset[HeadFormat] = frozenset({HeadFormat.YAML})
    plain_head: bool = False
    plain_marks: bool = True


PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        # polyglot: `lang`, and `page_id` ties pages with different permalinks together
        "jekyll": Preset(
            extra={"page_id": "ref"},
            iso_dates=False,
            tags=True,
            code_in_raw=True,
            plain_marks=False,
        ),
        # https://gohugo.io/content-management/front-matter/: `layout` names a template,
        # `translationKey` ties translations
        "hugo": Preset(
            extra={"translationKey": "ref"},
            dropped=_JEKYLL_ONLY,
            formats=frozenset(
                {HeadFormat.YAML, HeadFormat.TOML, HeadFormat.JSON}
            ),
        ),
        # the blog starter's collection schema: pubDate, updatedDate; a `layout` in Markdown is a
        # component to import
        "astro": Preset(names={"date": "pubDate"}, dropped=_JEKYLL_ONLY),
        # https://www.11ty.dev/docs/dates/: ISO 8601 or YYYY-MM-DD, anything else stops the build;
        # `layout` names a file of the site's own includes
        "eleventy": Preset(dropped=_JEKYLL_ONLY, tags=True, code_in_raw=True),
        # https://hexo.io/docs/front-matter: `layout: post` is its default, `lang` its own field
        "hexo": Preset(tags=True, dropped=frozenset({"layout"})),
        # https://www.getzola.org/documentation/content/page/#front-matter and its reader,
        # components/content/src/front_matter/page.rs: templates see of unknown fields only what
        # stands in [extra]; tags and categories are taxonomies; authors and aliases are lists of
        # text, and a single text stops the build
        "zola": Preset(
            dropped=frozenset({"layout", "published", "permalink"}),
            tags=True,
            known=frozenset(
                {
                    "title",
                    "description",
                    "date",
                    "updated",
                    "weight",
                    "draft",
                    "slug",
                    "path",
                    "aliases",
                    "authors",
                    "in_search_index",
                    "render",
                    "template",
                    "taxonomies",
                    "extra",
                }
            ),
            terms=frozenset({"tags", "categories"}),
            lists=frozenset({"authors", "aliases"}),
            formats=frozenset({HeadFormat.YAML, HeadFormat.TOML}),
        ),
        # https://docs.getpelican.com/en/stable/content.html#file-metadata: one line a field, posts
        # with one slug are translations of each other; it keeps quotes as part of the text
        "pelican": Preset(
            names={"description": "summary", "categories": "category"},
            dropped=_JEKYLL_ONLY,
            plain_head=True,
            plain_marks=False,
        ),
        # https://quarto.org/docs/reference/formats/html.html: any field; `layout` is its own
        "quarto": Preset(dropped=_JEKYLL_ONLY, plain_marks=False),
    }
)
_ALIASES = {
    "language": "lang",
    "locale": "lang",
}  # other names of a field the original may have used


def render_copy(article: Article, settings: Settings) -> Artefact:
    """Write `<lang>/posts/YYYY-MM-DD-slug.md`: front matter and the full or abridged article."""
    preset = PRESETS[settings.copies.preset]
    is_full = settings.copies.content == "full"
    body = strip_invisible(article.full_body if is_full else article.body)
    if not preset.tags:
        body = show_liquid(body)
    elif preset.code_in_raw:
        body = put_named_tags_in_raw(body)
    if preset.plain_marks:
        body = part_emphasis(body)
    head = _render_head(article, copy_fields(article, settings), preset)
    text = head + "\n" + body.strip("\n") + "\n"
    path = copy_path(article.language, article.slug, article.date)
    return Artefact(
        path.removesuffix(".md") + article.suffix,
        text.encode("utf-8", "replace"),
    )


def _render_head(
    article: Article, fields: tuple[tuple[str, object], ...], preset: Preset
) -> str:
    """The head of the original with its comments, order and quotes, where it can be changed so."""
    if preset.plain_head:
        return _plain_head(fields)
    changed = None
    if article.head and head_format(article.head) in preset.formats:
        changed = change_head(article.head, fields)
    return dump_front_matter(fields) if changed is None else changed


def _plain_head(fields: tuple[tuple[str, object], ...]) -> str:
    """Lines of `Name: text`, lists with commas; what is no text or list of texts is left out."""
    lines: list[str] = []
    for name, value in fields:
        text = one_line(_plain_value(value))
        if text and name != "ref":
            lines.append(f"{name.capitalize()}: {text}\n")
    return "".join(lines)


def _plain_value(value: object) -> str:
    """A value as text; "" for a table, which has no place on one line."""
    if value is None or isinstance(value, Mapping):
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(as_texts(value))
    return str(value)


def copy_path(language: str, slug: str, date: datetime) -> str:
    """Return where the copy of a post lies below the site.

    It is the name Jekyll wants, with the day that the post names.

    Args:
        language: BCP 47 tag of the copy.
        slug: Slug of the post.
        date: When the post was published, in its own zone.
    """
    return f"{language}/posts/{date:%Y-%m-%d}-{slug}.md"


def copy_fields(
    article: Article, settings: Settings
) -> tuple[tuple[str, object], ...]:
    """Return the front matter of the copy: the original's fields in order, then ours."""
    preset = PRESETS[settings.copies.preset]
    values = _join_fields(article, _our_fields(article, settings), preset)
    if preset.iso_dates and not _ISO_DATE.fullmatch(str(values.get("date"))):
        values["date"] = article.date.isoformat(timespec="seconds")
    if preset.plain_head:
        values |= _pelican_fields(article, values)
    for key, name in preset.extra.items():
        values[key] = values.get(key) or values[name]  # the author's own stays
    named = {
        preset.names.get(key, key): _visible(value)
        for key, value in values.items()
    }
    if preset.known:
        named = _in_tables(named, preset)
    return tuple(named.items())


def _join_fields(
    article: Article, ours: Mapping[str, object], preset: Preset
) -> dict[str, object]:
    """The fields of the original, with our values where we have some, then the rest of ours."""
    values: dict[str, object] = {}
    for key, value in article.front_matter:
        if key not in preset.dropped:
            values[key] = ours.get(_ALIASES.get(key, key), value)
    return {**values, **{key: ours[key] for key in ours if key not in values}}


def _pelican_fields(
    article: Article, values: Mapping[str, object]
) -> dict[str, object]:
    """One slug for all languages, one category; `authors` and `tags` are lists already."""
    categories = as_texts(values.get("categories"))
    return {
        "slug": _original_slug(article),
        "categories": categories[0] if categories else None,
    }


def _original_slug(article: Article) -> str:
    """The name that all languages share: Pelican ties posts of one slug together."""
    own = str(dict(article.front_matter).get("slug") or "")
    day = f"{article.date:%Y-%m-%d}-"
    return own or article.ref.removeprefix(day)


def _in_tables(
    values: Mapping[str, object], preset: Preset
) -> dict[str, object]:
    """Put what the generator does not take at the top into `taxonomies` and `extra`."""
    top = {key: value for key, value in values.items() if key in preset.known}
    top |= {
        key: list(as_texts(value))
        for key, value in top.items()
        if key in preset.lists
    }
    terms = {
        key: list(as_texts(values[key]))
        for key in preset.terms
        if key in values
    }
    rest = {
        key: value
        for key, value in values.items()
        if key not in preset.known and key not in preset.terms
    }
    return {
        **top,
        **_joined("taxonomies", values, dict(sorted(terms.items()))),
        **_joined("extra", values, rest),
    }


def _joined(
    table: str, values: Mapping[str, object], more: Mapping[str, object]
) -> dict[str, object]:
    """A table with what the post has in it and more; nothing where both are empty."""
    given = values.get(table)
    joined = {**given, **more} if isinstance(given, Mapping) else dict(more)
    return {table: joined} if joined else {}


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
    """What the program knows better than the post, in the order in which it is added."""
    fields: dict[str, object] = {"title": article.title}
    if not any(key == "date" for key, _ in article.front_matter):
        zone = ZoneInfo(settings.publication.timezone)
        fields["date"] = f"{article.date.astimezone(zone):%Y-%m-%d %H:%M:%S %z}"
    fields |= {
        "description": article.summary
        or str(dict(article.front_matter).get("description") or ""),
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
