"""Find values of the right kind that make no sense: an address that is none, two budgets at once.

Each table has its own check, which yields its faults in file order. A rule stands here when the
settings alone decide it; what needs the disk or another room is checked there.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import chain
from string import Formatter
from typing import NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from newsletter.config.sections import (
    EmailSettings,
    EngineOptions,
    LanguageSettings,
    Settings,
)
from newsletter.errors import quote
from newsletter.language.tags import UnknownLanguage, parse_tag
from newsletter.model import BudgetUnit

TAG_EXAMPLE = 'write a BCP 47 tag: "ja", "en", "zh-Hant"'
# Right without asking the registry, which takes 70 ms of every command to read.
USUAL_TAGS = frozenset(
    [
        "ar",
        "de",
        "en",
        "es",
        "fr",
        "hi",
        "id",
        "it",
        "ja",
        "ko",
        "nl",
        "pl",
        "pt",
        "ru",
        "sv",
        "th",
        "tr",
        "uk",
        "vi",
        "zh",
    ]
)
# The shipped layouts with one sentence have some 16,000 bytes; a person's own may be shorter.
MIN_HTML_BYTES = 5_000
PERMALINK_EXAMPLE = 'e.g. "/{language}/posts/{date}-{slug}.html"'
PERMALINK_PARTS = (
    "language",
    "slug",
    "date",
    "year",
    "month",
    "day",
    "short_year",
    "i_month",
    "i_day",
    "y_day",
    "month_name",
    "categories",
    "folders",
    "title_slug",
)

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_PLACE = re.compile(r"\{(\w*)\}")
# What each wording of an inbox may name.
_WORDINGS = {
    "subject": ("title", "publication"),
    "digest_subject": ("title", "publication", "n"),
    "preheader": ("preheader", "title", "publication"),
}
_FONT_NAMES = re.compile(r"[\w ,-]*")


class Fault(NamedTuple):
    """A value that cannot be meant: its key, the reason, and what to write instead."""

    key: str
    why: str
    fix: str


def find_faults(settings: Settings) -> tuple[Fault, ...]:
    """Return everything that is wrong with the values, table by table in file order."""
    return tuple(
        chain(
            _check_publication(settings),
            _check_languages(settings),
            _check_permalink(settings),
            _check_budget(settings),
            _check_numbers(settings),
            _check_addresses(settings),
            _check_lists(settings),
            _check_brand(settings),
            _check_wordings(settings),
        )
    )


def _check_publication(settings: Settings) -> Iterator[Fault]:
    """Address, language and place of the publication are real ones."""
    publication = settings.publication
    if not is_web_address(publication.url):
        yield Fault(
            "publication.url",
            f"{quote(publication.url)} is no web address",
            "write the address of the site, e.g. https://example.com",
        )
    if not publication.title.strip():
        yield Fault("publication.title", "it is empty", "name the publication")
    if not _is_timezone(publication.timezone):
        yield Fault(
            "publication.timezone",
            f"there is no such time zone as {quote(publication.timezone)}",
            'write a name of the IANA list, e.g. "Asia/Tokyo"',
        )


def _check_languages(settings: Settings) -> Iterator[Fault]:
    """Every language has a tag that the registry knows, in its one spelling."""
    for tag in settings.all_languages:
        if tag in USUAL_TAGS:
            continue
        is_source = tag == settings.publication.language
        key = "publication.language" if is_source else f"languages.{tag}"
        try:
            usual = parse_tag(tag)
        except UnknownLanguage as unknown:
            fix = (
                f'did you mean "{unknown.suggestion}"?'
                if unknown.suggestion
                else TAG_EXAMPLE
            )
            yield Fault(key, f"{quote(tag)} is no language tag", fix)
            continue
        if usual != tag:
            yield Fault(
                key,
                f"{quote(tag)} is not the usual form of the tag",
                f'write "{usual}"',
            )


def _check_permalink(settings: Settings) -> Iterator[Fault]:
    """Find addresses that would not be one for each post and language."""
    written = settings.posts.permalink
    if isinstance(written, dict):
        for tag in written:
            if tag not in settings.all_languages:
                known = ", ".join(settings.all_languages)
                why = "the publication has no such language"
                yield Fault(f"posts.permalink.{tag}", why, f"one of: {known}")
        if settings.source_language not in written:
            tag = settings.source_language
            why = f"it names no path for {quote(tag)}"
            yield Fault("posts.permalink", why, f'e.g. {tag} = "/{{slug}}/"')
    paths: dict[str, str] = {}
    for tag in settings.all_languages:
        is_named = isinstance(written, dict) and tag in written
        key = f"posts.permalink.{tag}" if is_named else "posts.permalink"
        path = settings.permalink(tag)
        yield from _check_path(path, key)
        twin = paths.setdefault(path, tag)
        if twin != tag and "{language}" not in path:
            why = f"posts in {quote(tag)} have the addresses of those in {quote(twin)}"
            yield Fault(key, why, "give each language a path of its own")


def _check_path(path: str, key: str) -> Iterator[Fault]:
    """Find what is wrong with the path of one language."""
    try:
        parts = list(Formatter().parse(path))
        names = {name for _, name, _, _ in parts if name is not None}
    except ValueError:
        names = {path}
    unknown = sorted(names - set(PERMALINK_PARTS))
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in PERMALINK_PARTS)
        yield Fault(
            key, f"it knows {known}, not {quote(unknown[0])}", PERMALINK_EXAMPLE
        )
    if not path.startswith("/"):
        yield Fault(
            key, "it is no path from the root of the site", PERMALINK_EXAMPLE
        )
    if not names & {"slug", "title_slug"}:
        yield Fault(
            key,
            "without {slug} all posts of a day have one address",
            PERMALINK_EXAMPLE,
        )


def _check_budget(settings: Settings) -> Iterator[Fault]:
    """There is one length, and it can be kept."""
    abridge = settings.abridge
    given = [
        unit.value
        for unit in BudgetUnit
        if getattr(abridge, unit.value) is not None
    ]
    if len(given) > 1:
        yield Fault(
            "abridge", f"more than one budget: {', '.join(given)}", "keep one"
        )
    if not _is_positive(abridge.budget.amount):
        yield Fault(
            f"abridge.{abridge.budget.unit}",
            "it must be above 0",
            "e.g. minutes = 4",
        )
    if (abridge.share or 0) > 1:
        yield Fault(
            "abridge.share", "a share is at most 1", "e.g. share = 0.25"
        )


def _check_numbers(settings: Settings) -> Iterator[Fault]:
    """Find counts, sizes and times that must be above 0 and are not."""
    numbers: list[tuple[str, float, str]] = [
        ("email.max_posts", settings.email.max_posts, "5"),
        ("feeds.n_entries", settings.feeds.n_entries, "20"),
        ("translate.deadline_s", settings.translate.deadline_s, "30"),
        ("run.post_deadline_s", settings.run.post_deadline_s, "60"),
    ]
    for name, options in settings.translate.options.items():
        if options.requests_per_minute is not None:
            key = f"translate.options.{name}.requests_per_minute"
            numbers.append((key, options.requests_per_minute, "20"))
        yield from _check_prices(name, options)
    for key, number, example in numbers:
        if not _is_positive(number):
            yield Fault(
                key,
                "it must be above 0",
                f"e.g. {key.split('.')[-1]} = {example}",
            )
    if settings.email.max_html_bytes < MIN_HTML_BYTES:
        yield Fault(
            "email.max_html_bytes",
            f"it must be at least {MIN_HTML_BYTES:,}: an empty mail is longer",
            "e.g. max_html_bytes = 90000",
        )


def _check_prices(name: str, options: EngineOptions) -> Iterator[Fault]:
    """Find prices below 0; a free engine costs 0."""
    prices = {
        "chars": options.price_for_million_chars,
        "tokens_in": options.price_for_million_tokens_in,
        "tokens_out": options.price_for_million_tokens_out,
    }
    for unit, price in prices.items():
        if price is not None and not (price == 0 or _is_positive(price)):
            yield Fault(
                f"translate.options.{name}.price_for_million_{unit}",
                "it must be 0 or more",
                "e.g. 20.0",
            )


def _check_addresses(settings: Settings) -> Iterator[Fault]:
    """Find addresses of people and of servers that are none."""
    email = settings.email
    for name in ("from_address", "reply_to"):
        address = getattr(email, name)
        if address and "@" not in address.strip("@"):
            why = f"{quote(address)} is no email address"
            yield Fault(f"email.{name}", why, "e.g. editor@example.com")
    subscribe = settings.publication.subscribe
    if subscribe and not _is_place_to_subscribe(subscribe):
        yield Fault(
            "publication.subscribe",
            f"{quote(subscribe)} is neither a web address nor an email address",
            "e.g. https://lists.example.com/subscribe or letter@example.com",
        )
    servers = [
        (
            "campaign.listmonk.url",
            settings.campaign.listmonk.url,
            "https://lists.example.com",
        ),
        ("feeds.hub", settings.feeds.hub, "https://pubsubhubbub.appspot.com/"),
    ]
    for name, address in settings.brand.links.items():
        if not address.startswith("mailto:"):
            servers.append(
                (f"brand.links.{name}", address, "https://example.com/about")
            )
    for key, server, example in servers:
        if server and not is_web_address(server):
            yield Fault(key, _explain_address(server), f"e.g. {example}")


def _is_place_to_subscribe(text: str) -> bool:
    """Tell a form, on this site or another, and an address to write to from other words."""
    if any(map(str.isspace, text)):
        return False
    is_mail = "@" in text.removeprefix("mailto:").strip("@")
    return is_web_address(text) or text.startswith("/") or is_mail


def _check_lists(settings: Settings) -> Iterator[Fault]:
    """Find readers of a language in which nothing is published."""
    own = settings.campaign.__struct_encode_fields__
    names = [name for name in own if name != "plugins"]
    for tool in (*names, *settings.campaign.plugins):
        place = tool if tool in names else f"plugins.{tool}"
        for tag in settings.campaign.get_options(tool).lists:
            if tag not in settings.all_languages:
                yield Fault(
                    f"campaign.{place}.lists.{tag}",
                    "the publication has no such language",
                    f"one of: {', '.join(settings.all_languages)}",
                )


def _check_wordings(settings: Settings) -> Iterator[Fault]:
    """The subjects and preheaders name only what there is to put in."""
    places: dict[str, EmailSettings | LanguageSettings] = {
        "email": settings.email
    }
    for tag, own in settings.languages.items():
        places[f"languages.{tag}"] = own
    for place, words in places.items():
        for key, known in _WORDINGS.items():
            text = getattr(words, key)
            unknown = set(_PLACE.findall(text)) - set(known)
            if unknown:
                why = f"it names {{{min(unknown)}}}"
                fix = "it may name " + ", ".join(
                    f"{{{name}}}" for name in known
                )
                yield Fault(f"{place}.{key}", why, fix)


def _check_brand(settings: Settings) -> Iterator[Fault]:
    """Fonts, colours and links are such as mail can show."""
    brand = settings.brand
    for name in ("font", "title_font"):
        if not _FONT_NAMES.fullmatch(getattr(brand, name)):
            yield Fault(
                f"brand.{name}",
                "no names of fonts",
                'without quotes: "Inter, Noto Sans JP"',
            )
    if not _COLOUR.fullmatch(brand.accent):
        yield Fault(
            "brand.accent",
            f"no colour: {quote(brand.accent)}",
            'write six digits: "#9a3412"',
        )


def is_web_address(text: str) -> bool:
    """Return True for an http or https address with a host.

    An address with a name or password in it is refused: those come from the environment.
    """
    try:
        url = urlsplit(text)
    except ValueError:
        return False
    return (
        url.scheme in ("http", "https")
        and bool(url.hostname)
        and "@" not in url.netloc
    )


def _explain_address(text: str) -> str:
    """Why a text is no address, without repeating a password."""
    if "@" in text:
        return "it holds a name or a password"
    return f"{quote(text)} is no web address"


def _is_positive(number: float) -> bool:
    return number > 0 and math.isfinite(number)


def _is_timezone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
