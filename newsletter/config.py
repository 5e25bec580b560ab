"""Turn newsletter.toml into `Settings`: frozen, complete, every fault named with its file and key.

The file is small on purpose; every key has a default except the publication's title, url and language. Keys of
engines and of mail servers never stand here: they come from the environment, where they are used.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from string import Formatter
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from newsletter.errors import ConfigError, quote
from newsletter.model import Budget, BudgetUnit

CONFIG_NAME = "newsletter.toml"
DEFAULT_MINUTES = 4.0  # a newsletter carries three to five minutes

# BCP 47 (RFC 5646): language, then script, region and variants; private use and grandfathered tags are not served.
_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?(-[a-z0-9]{5,8})*")


class Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of newsletter.toml."""


class PublicationSettings(Section, frozen=True):
    """[publication]: who publishes, where, in which language it is written."""

    title: str
    url: str
    language: str
    description: str = ""
    author: str = ""
    timezone: str = "UTC"


class LanguageSettings(Section, frozen=True):
    """[languages.xx]: a language to publish in, and the publication's own words there."""

    title: str = ""
    description: str = ""
    author: str = ""


class PostsSettings(Section, frozen=True):
    """[posts]: where the posts lie and what their addresses are.

    `permalink` is a path with `{language}`, `{slug}`, `{date}`, `{year}`, `{month}`, `{day}`. `slugs = "title"` makes the
    slug of a translation from its title when it is published first; it stays from then on. `assets` is the folder the site is
    served from: `/images/cover.png` is looked up there, for its size.
    """

    folder: str = "."
    permalink: str = "/{language}/posts/{date}-{slug}.html"
    slugs: Literal["source", "title"] = "source"
    assets: str = "."


class CleanSettings(Section, frozen=True):
    """[clean]: `boxes = false` keeps related-article, book and call-to-action boxes."""

    boxes: bool = True


class AbridgeSettings(Section, frozen=True):
    """[abridge]: the length of the newsletter version; exactly one of the four (default: minutes = 4).

    `writer = "openai"` lets the model of [translate.options.openai] write it; what it writes is checked against the article, and
    the author's own sentences are used where it does not hold.
    """

    minutes: float | None = None
    chars: int | None = None
    words: int | None = None
    share: float | None = None
    writer: Literal["", "openai"] = ""

    @property
    def budget(self) -> Budget:
        """The one that is set."""
        for unit in BudgetUnit:
            amount = getattr(self, unit.value)
            if amount is not None:
                return Budget(unit, float(amount))
        return Budget(BudgetUnit.MINUTES, DEFAULT_MINUTES)


class EngineOptions(Section, frozen=True):
    """[translate.options.NAME]: what one engine needs; keys and passwords come from the environment."""

    url: str = ""
    model: str = ""
    email: str = ""
    region: str = ""
    style: str = ""
    requests_per_minute: float | None = None


class TranslateSettings(Section, frozen=True):
    """[translate]: engines in the order in which they are asked, glossary, catalogues, deadlines."""

    engines: tuple[str, ...] = ("google",)
    glossary: str = "glossary.csv"
    catalogues: str = "translations"
    require_review: bool = False
    deadline_s: float = 30.0
    options: dict[str, EngineOptions] = {}


class EmailSettings(Section, frozen=True):
    """[email]: who sends, what the law wants in the footer, which campaign tools, how editions are made."""

    from_name: str = ""
    from_address: str = ""
    reply_to: str = ""
    postal_address: str = ""
    unsubscribe_url: str = ""
    profiles: tuple[str, ...] = ("plain",)
    edition: Literal["post", "daily", "weekly", "monthly"] = "post"
    weekday: Literal[
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"
    ] = "monday"
    max_posts: int = 5
    max_html_bytes: int = 90_000


class ListmonkSettings(Section, frozen=True):
    """[campaign.listmonk]: the server, its lists by language, a template that is nothing but the content."""

    url: str = ""
    lists: dict[str, tuple[int, ...]] = {}
    template: int | None = None


class MailchimpSettings(Section, frozen=True):
    """[campaign.mailchimp]: the audience of each language, one each."""

    lists: dict[str, tuple[str, ...]] = {}


class BrevoSettings(Section, frozen=True):
    """[campaign.brevo]: the lists of each language."""

    lists: dict[str, tuple[int, ...]] = {}


class ButtondownSettings(Section, frozen=True):
    """[campaign.buttondown]: the tags of each language's readers; Buttondown has no lists."""

    lists: dict[str, tuple[str, ...]] = {}


class SendgridSettings(Section, frozen=True):
    """[campaign.sendgrid]: the lists of each language, the verified sender, the unsubscribe group."""

    lists: dict[str, tuple[str, ...]] = {}
    sender: int | None = None
    unsubscribe_group: int | None = None


class MailerliteSettings(Section, frozen=True):
    """[campaign.mailerlite]: the groups of each language."""

    lists: dict[str, tuple[str, ...]] = {}


class KitSettings(Section, frozen=True):
    """[campaign.kit]: the tags of each language's readers (Kit has no lists), a template that is nothing but the content."""

    lists: dict[str, tuple[int, ...]] = {}
    template: int | None = None


class CampaignSettings(Section, frozen=True):
    """[campaign.NAME]: what a tool's API wants to know for `newsletter upload`; keys come from the environment."""

    listmonk: ListmonkSettings = ListmonkSettings()
    mailchimp: MailchimpSettings = MailchimpSettings()
    brevo: BrevoSettings = BrevoSettings()
    buttondown: ButtondownSettings = ButtondownSettings()
    sendgrid: SendgridSettings = SendgridSettings()
    mailerlite: MailerliteSettings = MailerliteSettings()
    kit: KitSettings = KitSettings()


class FeedsSettings(Section, frozen=True):
    """[feeds]: entries in the main feed, full or abridged text, WebSub hub."""

    n_entries: int = 20
    content: Literal["full", "abridged"] = "full"
    hub: str = ""


class CopiesSettings(Section, frozen=True):
    """[copies]: full or abridged text, conventions of the site generator."""

    content: Literal["full", "abridged"] = "full"
    preset: Literal["jekyll", "hugo", "astro"] = "jekyll"


class BrandSettings(Section, frozen=True):
    """[brand]: logo, colour (#rrggbb), fonts that go before our own, a line and links (name → URL) of the footer.

    A font is used where the reader has it; mail clients load none.
    """

    logo: str = ""
    accent: str = "#9a3412"
    font: str = ""
    title_font: str = ""
    footer: str = ""
    links: dict[str, str] = {}


class Settings(Section, frozen=True):
    """A whole newsletter.toml."""

    publication: PublicationSettings
    languages: dict[str, LanguageSettings] = {}
    posts: PostsSettings = PostsSettings()
    clean: CleanSettings = CleanSettings()
    abridge: AbridgeSettings = AbridgeSettings()
    translate: TranslateSettings = TranslateSettings()
    email: EmailSettings = EmailSettings()
    campaign: CampaignSettings = CampaignSettings()
    feeds: FeedsSettings = FeedsSettings()
    copies: CopiesSettings = CopiesSettings()
    brand: BrandSettings = BrandSettings()

    @property
    def source_language(self) -> str:
        """The language the posts are written in."""
        return self.publication.language

    @property
    def target_languages(self) -> tuple[str, ...]:
        """The languages to translate into, in file order."""
        return tuple(tag for tag in self.languages if tag != self.publication.language)

    @property
    def all_languages(self) -> tuple[str, ...]:
        """Source language first, then the targets."""
        return (self.publication.language, *self.target_languages)

    def words(self, language: str) -> LanguageSettings:
        """The publication's title, description and author in `language`, falling back to [publication]."""
        own = self.languages.get(language, LanguageSettings())
        common = self.publication
        return LanguageSettings(
            title=own.title or common.title,
            description=own.description or common.description,
            author=own.author or common.author,
        )


def read_settings(folder: Path) -> Settings:
    """Read the newsletter.toml of a publication.

    Raises:
        ConfigError: The file is missing, unreadable or wrong; the message names file, key and the nearest valid one.
    """
    path = folder / CONFIG_NAME
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(
            f"no publication in {quote(folder)}",
            at=str(path),
            why="there is no newsletter.toml",
            fix="name the folder of a publication, or make one: newsletter init FOLDER",
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            "cannot read the settings",
            at=str(path),
            why=_reason(error),
            fix="save it as UTF-8 text",
        ) from None
    return parse_settings(text, str(path))


def parse_settings(text: str, path: str = CONFIG_NAME) -> Settings:
    """Turn the text of a newsletter.toml into `Settings`; `path` is named in errors.

    Raises:
        ConfigError: Not TOML, an unknown key, a value of the wrong kind or out of range.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            "cannot read the settings", at=path, why=f"not TOML: {error}", fix="mend that line"
        ) from None
    _refuse_unknown(values, Settings, path, ())
    try:
        settings = msgspec.convert(values, Settings)
    except msgspec.ValidationError as error:
        why, _, place = str(error).partition(" - at `$")
        key = place.strip("`. ") or "the file"
        raise ConfigError(
            "wrong value in the settings", at=f"{path}, {key}", why=why, fix=f"correct {key}"
        ) from None
    _check_values(settings, path)
    return settings


def _refuse_unknown(
    values: dict[str, object], section: type[msgspec.Struct], path: str, keys: tuple[str, ...]
) -> None:
    """Raise for the first key that no section knows, offering the nearest name."""
    known = {each.name: each.type for each in msgspec.structs.fields(section)}
    for name, value in values.items():
        if name not in known:
            near = get_close_matches(name, known, n=1, cutoff=0.5)
            raise ConfigError(
                f"unknown key {quote(name)} in the settings",
                at=f"{path}, {'.'.join((*keys, name))}",
                why=f"[{'.'.join(keys)}] knows: {', '.join(known)}"
                if keys
                else f"the sections are: {', '.join(known)}",
                fix=f'did you mean "{near[0]}"?' if near else "take the key out",
            )
        for inner in _sections(known[name]):
            if not isinstance(value, dict):
                continue
            if inner[0]:
                for entry, table in value.items():
                    if isinstance(table, dict):
                        _refuse_unknown(table, inner[1], path, (*keys, name, entry))
            else:
                _refuse_unknown(value, inner[1], path, (*keys, name))


def _sections(kind: object) -> list[tuple[bool, type[msgspec.Struct]]]:
    """The section a field holds, with True when it holds a table of them."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return [(False, kind)]
    return [
        (True, arg)
        for arg in getattr(kind, "__args__", ())
        if isinstance(arg, type) and issubclass(arg, msgspec.Struct)
    ]


def _check_values(settings: Settings, path: str) -> None:
    """Raise for the first value that has the right type and makes no sense."""

    def require(condition: bool, key: str, why: str, fix: str) -> None:
        if not condition:
            raise ConfigError("wrong value in the settings", at=f"{path}, {key}", why=why, fix=fix)

    require(
        _is_web_address(settings.publication.url),
        "publication.url",
        f"{quote(settings.publication.url)} is no web address",
        "write the address of the site, e.g. https://example.com",
    )
    require(
        bool(settings.publication.title.strip()),
        "publication.title",
        "it is empty",
        "name the publication",
    )
    for tag in settings.all_languages:
        key = "publication.language" if tag == settings.publication.language else f"languages.{tag}"
        require(
            bool(_LANGUAGE_TAG.fullmatch(tag)),
            key,
            f"{quote(tag)} is no language tag",
            'write a BCP 47 tag: "ja", "en", "zh-Hant"',
        )
    _check_permalink(settings, require)
    require(
        _known_timezone(settings.publication.timezone),
        "publication.timezone",
        "no such time zone",
        'e.g. "Asia/Tokyo"',
    )
    budgets = [
        unit.value for unit in BudgetUnit if getattr(settings.abridge, unit.value) is not None
    ]
    require(len(budgets) < 2, "abridge", f"more than one budget: {', '.join(budgets)}", "keep one")
    require(
        settings.abridge.budget.amount > 0,
        f"abridge.{settings.abridge.budget.unit}",
        "it must be above 0",
        "e.g. minutes = 4",
    )
    require(
        (settings.abridge.share or 0) <= 1,
        "abridge.share",
        "a share is at most 1",
        "e.g. share = 0.25",
    )
    for key, number in (
        ("email.max_posts", settings.email.max_posts),
        ("feeds.n_entries", settings.feeds.n_entries),
    ):
        require(number > 0, key, "it must be above 0", f"e.g. {key.split('.')[1]} = 20")
    require(
        settings.translate.deadline_s > 0,
        "translate.deadline_s",
        "it must be above 0",
        "e.g. deadline_s = 30",
    )
    for key, address in (
        ("email.from_address", settings.email.from_address),
        ("email.reply_to", settings.email.reply_to),
    ):
        require(
            not address or "@" in address.strip("@"),
            key,
            f"{quote(address)} is no email address",
            "e.g. editor@example.com",
        )
    server = settings.campaign.listmonk.url
    why = "it holds a name or a password" if "@" in server else f"{quote(server)} is no web address"
    require(
        not server or _is_web_address(server),
        "campaign.listmonk.url",
        why,
        "e.g. https://lists.example.com",
    )
    for tool in settings.campaign.__struct_fields__:
        for tag in getattr(settings.campaign, tool).lists:
            fix = f"one of: {', '.join(settings.all_languages)}"
            require(
                tag in settings.all_languages,
                f"campaign.{tool}.lists.{tag}",
                "the publication has no such language",
                fix,
            )
    for key, names in (
        ("brand.font", settings.brand.font),
        ("brand.title_font", settings.brand.title_font),
    ):
        require(
            bool(re.fullmatch(r"[\w ,-]*", names)),
            key,
            "no names of fonts",
            'without quotes: "Inter, Noto Sans JP"',
        )
    require(
        bool(re.fullmatch(r"#[0-9a-fA-F]{6}", settings.brand.accent)),
        "brand.accent",
        "no colour",
        'six digits: "#9a3412"',
    )


def _is_web_address(text: str) -> bool:
    """An http or https address with a host, and no name or password in it: those come from the environment."""
    try:
        url = urlsplit(text)
    except ValueError:
        return False
    return url.scheme in ("http", "https") and bool(url.hostname) and "@" not in url.netloc


def _check_permalink(settings: Settings, require: Callable[[bool, str, str, str], None]) -> None:
    """Refuse addresses that would not be one a post and language."""
    key, example = "posts.permalink", 'e.g. "/{language}/posts/{date}-{slug}.html"'
    written = settings.posts.permalink
    try:
        names = {name for _, name, _, _ in Formatter().parse(written) if name is not None}
    except ValueError:
        names = {written}
    known = ("language", "slug", "date", "year", "month", "day")
    odd = sorted(names - set(known))
    require(
        not odd,
        key,
        f"it knows {', '.join(f'{{{name}}}' for name in known)}, not {quote(''.join(odd[:1]))}",
        example,
    )
    require(written.startswith("/"), key, "it is no path from the root of the site", example)
    require("slug" in names, key, "without {slug} the posts of a day have one address", example)
    require(
        "language" in names or not settings.target_languages,
        key,
        "without {language} a translation has the address of its original",
        example,
    )


def _known_timezone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _reason(error: Exception) -> str:
    return (
        error.strerror or type(error).__name__ if isinstance(error, OSError) else "it is not UTF-8"
    )
