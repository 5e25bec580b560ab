"""Define the frozen values that travel from stage to stage.

    bytes ─▶ Post ─▶ Cleaned ─▶ Abridged ─▶ Translated ─▶ Article ─▶ Edition ─▶ Artefact
                       │Removal    │Choice      │Unit, Translation,          │Feed
                                                 Finding

Text is Markdown with LF line ends unless a field says otherwise. Lines are 1-based and inclusive.
Languages are BCP 47 tags. Times are aware datetimes. Nothing here computes; behaviour lives in the
stage that owns the value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType


class Travelling:
    """A value that goes between processes by the hundred.

    It is pickled as its fields, which takes a third of what a dataclass takes.
    """

    __slots__: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        return type(self), tuple(getattr(self, name) for name in self.__slots__)


@dataclass(frozen=True, slots=True, order=True)
class Lines(Travelling):
    """A range of lines in a file, 1-based, both ends included."""

    first: int
    last: int

    def __str__(self) -> str:
        return (
            str(self.first)
            if self.first == self.last
            else f"{self.first}-{self.last}"
        )


# ---------------------------------------------------------------- source


class BlockKind(StrEnum):
    """What a leaf block of Markdown is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # a paragraph that stands inside a list item
    TABLE = "table"
    CODE = "code"
    HTML = "html"
    IMAGE = "image"  # a paragraph that holds nothing but images
    RULE = "rule"
    DEFINITION = "definition"  # link reference or footnote definition
    MACHINE = "machine"  # Liquid tag, kramdown attribute list: passes through byte for byte


@dataclass(frozen=True, slots=True)
class Block:
    """One leaf block and its place.

    Attributes:
        kind: What it is.
        text: Inner text. For headings, paragraphs and items: without the marks of their container
            (`#`, `>`, `-`), one line for each line of the source. For every other kind: the raw
            lines of the source.
        lines: Its lines in the body, 1-based.
        level: Heading level 1-6, else 0.
        group: Number of the top-level block it stands in; the items of one list share it.
        depth: How many lists and quotes stand around it.
        quoted: It stands inside a block quote.
    """

    kind: BlockKind
    text: str
    lines: Lines
    level: int = 0
    group: int = 0
    depth: int = 0
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class OwnAddress:
    """What a post says of its own address, in its front matter and by its place.

    Attributes:
        path: The whole path that it asks for; "" where the settings decide.
        categories: `a/b`, for permalinks that hold them.
        folders: Between the folder of the posts and the file: `notes/2025`.
        title_slug: Its slug where it names one, else its title as Hugo makes it a part of a path.
        aliases: Paths that lead to it too.
    """

    path: str = ""
    categories: str = ""
    folders: str = ""
    title_slug: str = ""
    aliases: tuple[str, ...] = ()


NO_ADDRESS = OwnAddress()


@dataclass(frozen=True, slots=True)
class Post:
    """One post file, decoded; `head + body` encoded again gives the bytes of the file.

    Attributes:
        path: The file, as a person would name it in a message.
        slug: URL name, from the file name or the front matter.
        date: Publication time, aware.
        language: BCP 47 tag of the text.
        title: Title of the front matter.
        front_matter: Parsed fields in file order; read-only.
        head: The front matter as it stands in the file, both fences included, line ends untouched.
        body: Everything after it, line ends untouched.
        encoding: Codec that decodes and encodes the file without loss.
        bom: Byte order mark found in front, kept for writing.
        ref: Translation key the ledger knows the post by; "" before it has been asked.
        address: What the post itself says of its address.
    """

    path: str
    slug: str
    date: datetime
    language: str
    title: str
    front_matter: tuple[tuple[str, object], ...]
    head: str
    body: str
    encoding: str = "utf-8"
    bom: bytes = b""
    ref: str = ""
    address: OwnAddress = NO_ADDRESS

    @property
    def text(self) -> str:
        """The body with LF line ends: what the stages work on."""
        return self.body.replace("\r\n", "\n").replace("\r", "\n")

    @property
    def first_line(self) -> int:
        """The line of the file on which the body begins, 1-based."""
        return (
            self.head.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
        )

    @property
    def fields(self) -> Mapping[str, object]:
        """The front matter as a read-only mapping, fields in `params` and `extra` included."""
        values = dict(self.front_matter)
        for name in ("params", "extra", "taxonomies"):  # of Hugo and Zola
            table = values.get(name)
            if isinstance(table, Mapping):
                values = {**table, **values}
        return MappingProxyType(values)


# ---------------------------------------------------------------- dedupe


class RemovalKind(StrEnum):
    """Why a passage was dropped."""

    MARKER = "marker"  # ---END--- and its relatives
    CONTINUATION = (
        "continuation"  # 【続き】, （中略）, "Existing article, last part"
    )
    # A model talking about its task, leaked prompt, character count, refusal lead.
    CHATTER = "chatter"
    CITATION = "citation"  # [cite: 1, 2]
    BOX = "box"  # related articles, books, affiliate and call-to-action boxes
    TITLE = "title"  # the title repeated at the head of the body
    REPEAT = "repeat"  # the same text stands elsewhere
    VARIANT = "variant"  # another wording of a passage that stays
    FRAGMENT = "fragment"  # cut off here, complete elsewhere
    REPAIR = (
        "repair"  # broken Markdown mended: odd **, empty heading, stray fence
    )
    DECISION = "decision"  # a person decided that it goes


@dataclass(frozen=True, slots=True)
class Removal(Travelling):
    """One passage that was dropped, with its proof.

    Attributes:
        kind: Why it went.
        text: The passage as it stood.
        lines: Its lines in the source file.
        reason: One plain sentence for the editor.
        rule: Name of the rule that fired, e.g. `end-marker`.
        twin: Lines in the source file of the passage that stays and says the same; None for
            leavings.
        twin_text: That passage; empty for boilerplate.
        similarity: 0..1 between the two; None for boilerplate.
    """

    kind: RemovalKind
    text: str
    lines: Lines
    reason: str
    rule: str
    twin: Lines | None = None
    twin_text: str = ""
    similarity: float | None = None


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The article that was meant.

    Attributes:
        body: Clean Markdown. `newsletter.clean(text)` keeps the front matter it was given in
            `head`.
        removals: Everything dropped, in source order.
        title: The better form of the title when the body holds one; else the title given ("" if
            none).
        n_source_chars: Characters of the body before.
        head: Front matter passed through untouched ("" inside the pipeline).
        origin: For each line of `body`, the source lines it was made from (None for a blank line
            put in).
        findings: What an editor should look at: repeats that stay, a cut end, retold paragraphs.
        given_title: The title the post came with.
    """

    body: str
    removals: tuple[Removal, ...]
    title: str
    n_source_chars: int
    head: str = ""
    origin: tuple[Lines | None, ...] = ()
    findings: tuple[Finding, ...] = ()
    given_title: str = ""

    @property
    def text(self) -> str:
        """Front matter and clean body: the whole document."""
        return self.head + self.body

    @property
    def n_chars(self) -> int:
        """Characters of the clean body."""
        return len(self.body)


# ---------------------------------------------------------------- abridge


class BudgetUnit(StrEnum):
    """What a budget counts."""

    SHARE = "share"
    CHARS = "chars"
    WORDS = "words"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Budget:
    """How long an abridgement may be: `Budget(BudgetUnit.MINUTES, 4)`."""

    unit: BudgetUnit
    amount: float


@dataclass(frozen=True, slots=True)
class Choice(Travelling):
    """One sentence, item, table, quote or code block and why it was kept or cut.

    Attributes:
        text: Its Markdown as it stands in the clean article.
        kept: Whether it is in the abridgement.
        score: What the choice went by; comparable within one article only.
        features: Name and contribution of each feature, in a fixed order.
        reason: One plain phrase for the editor.
        lines: Its lines in the clean body.
    """

    text: str
    kept: bool
    score: float
    features: tuple[tuple[str, float], ...]
    reason: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Abridged:
    """The newsletter-sized version.

    Attributes:
        body: Whole sentences of the clean article in their order.
        summary: One or two sentences of plain text.
        choices: Every unit of choice of the clean article, in order.
        n_source_chars: Characters of the clean body.
        n_chars: Characters of `body`.
        note: What the editor should know (an extra fell back, the text was within budget); "" if
            nothing.
        lead: The sentence or two that tell the news, plain text; "" for a text too short for one.
        whole_lead: The same with the talk around the news, where `lead` is a part of its sentences.
        key_points: Three to five sentences of the article, plain text; empty for none.
        whole_points: The same with the fillers at their heads, where `key_points` are parts.
        preheader: A sentence for the inbox that neither the title nor the top of the mail says;
            plain text, "" for none.
        whole_preheader: The same with the filler at its head, where `preheader` is a part.
        by_model: A language model wrote the body; its readers are told so.
        head: Front matter passed through untouched ("" inside the pipeline).
    """

    body: str
    summary: str
    choices: tuple[Choice, ...]
    n_source_chars: int
    n_chars: int
    note: str = ""
    lead: str = ""
    whole_lead: str = ""
    key_points: tuple[str, ...] = ()
    whole_points: tuple[str, ...] = ()
    preheader: str = ""
    whole_preheader: str = ""
    by_model: bool = False
    head: str = ""

    @property
    def text(self) -> str:
        """The whole document."""
        return self.head + self.body


@dataclass(frozen=True, slots=True)
class Pins:
    """What an editor decided about an abridgement, by the fingerprints of the decisions file.

    Attributes:
        keep: Sentences that are in, whatever they are worth.
        drop: Sentences that are out.
    """

    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()


# ---------------------------------------------------------------- translate


class UnitKind(StrEnum):
    """What a translation unit is; the catalogue shows it to the person who reviews."""

    TITLE = "title"
    SUMMARY = "summary"
    DESCRIPTION = "description"
    CATEGORY = "category"
    TAG = "tag"
    AUTHOR = "author"
    HEADING = "heading"
    LABEL = "label"
    SENTENCE = "sentence"
    ITEM = "item"
    CELL = "cell"
    ALT = "alt"
    CAPTION = "caption"
    LINK_TITLE = "link title"


@dataclass(frozen=True, slots=True)
class Unit(Travelling):
    """One sentence, heading, item, label, cell or field, inline markup as numbered placeholders.

    Attributes:
        kind: What it is.
        source: Text with placeholders `[[1]]…[[/1]]` (paired) and `[[2]]` (single). Never empty.
        language: Tag of the source text.
        context: The heading it stands under, "" at the top; for the reviewer, not part of the key.
        passage: Number of the paragraph it belongs to: units of one passage travel in one request.
    """

    kind: UnitKind
    source: str
    language: str
    context: str = ""
    passage: int = 0


class Severity(StrEnum):
    """An error holds the unit; a warning is listed."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding(Travelling):
    """What a check saw: rule name, severity and one plain sentence.

    Attributes:
        rule: Name of the rule.
        severity: How bad it is.
        message: One plain sentence.
        places: Where the rule saw the same in several places, a sentence for each of them.
    """

    rule: str
    severity: Severity
    message: str
    places: tuple[str, ...] = ()


class Origin(StrEnum):
    """Where a translation came from, in the order in which they are asked."""

    GLOSSARY = "glossary"
    CATALOGUE = "catalogue"  # reviewed by a person
    MEMORY = "memory"
    ENGINE = "engine"
    SOURCE = (
        "source"  # nothing to translate: no letters, or not to be translated
    )


@dataclass(frozen=True, slots=True)
class Translation(Travelling):
    """One unit and its translation.

    Attributes:
        unit: What was translated.
        target: Text with the same placeholders; None while the unit is held.
        origin: Who said it; None while the unit is held.
        engine: Name of the engine, also when it comes out of the memory; "" for a person.
        findings: What the checks said of `target`, or of the best answer that was refused.
    """

    unit: Unit
    target: str | None
    origin: Origin | None
    engine: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def held(self) -> bool:
        """The unit has no translation that may be published."""
        return self.target is None


@dataclass(frozen=True, slots=True)
class Translated:
    """A post in another language; publishable only when nothing is held.

    Attributes:
        language: Tag of the target.
        title, summary, body, full_body: As in the article; empty while held. `full_body` is the
            whole clean article.
        fields: Translated front-matter values (categories, tags, author, excerpt, description).
        translations: Every distinct unit in order of first use, held ones too.
        unavailable: An engine could not be reached for some held units: trying again may help.
        lead, key_points, preheader: As in the article; empty while held.
    """

    language: str
    title: str
    summary: str
    body: str
    full_body: str
    fields: tuple[tuple[str, object], ...]
    translations: tuple[Translation, ...]
    unavailable: bool = False
    lead: str = ""
    key_points: tuple[str, ...] = ()
    preheader: str = ""

    @property
    def held(self) -> tuple[Translation, ...]:
        """The units that keep this post from being published."""
        return tuple(
            translation for translation in self.translations if translation.held
        )


# ---------------------------------------------------------------- edition


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same post in another language (hreflang)."""

    language: str
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Image:
    """A cover: absolute URL, alt text, and size and type where the file is known."""

    url: str
    alt: str = ""
    width: int | None = None
    height: int | None = None
    n_bytes: int | None = None
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class MachineTranslation:
    """What a reader is told: which engines wrote it and which share a person reviewed (0..1)."""

    engines: tuple[str, ...]
    share_reviewed: float


@dataclass(frozen=True, slots=True)
class Article:
    """One post in one language, ready for rendering.

    Attributes:
        ref: Translation key: the same for every language of a post, for ever.
        slug: URL name in this language.
        language: Tag of the text. `source_language`: tag of the original.
        title, summary: Plain text.
        body: Abridged Markdown. `full_body`: the whole clean article.
        date: Publication time. `updated`: time of the last change of content.
        url: Canonical absolute URL in this language.
        guid: Permanent id of the feed entry; survives changes of title, text and URL.
        author, categories, tags: In this language.
        front_matter: All fields of the post in file order with translated values.
        links: Addresses in the text that may be those of other posts, as they are written there.
        minutes: Reading time of `full_body`, at least 1. `body_minutes`: of `body`.
        alternates: The other published languages.
        image: The cover, if any.
        original_title: Title in the source language; equal to `title` in the source edition.
        machine_translation: None for the source language and for fully reviewed translations.
        lead: The news in a sentence or two, plain text, shown over the body; "" for none.
        key_points: Three to five sentences, plain text, shown as a box; empty for none.
        preheader: What a person decided that an inbox shows beside the subject; "" for nothing.
        found_preheader: The sentence of the article that does so otherwise; "" for none.
        subject: What a person decided the subject line to be; "" for nothing.
        by_model: A language model wrote the body.
        anchors: The ids that links of the source text expect of its headings, in order.
        head: The front matter of the original as it is written, with LF line ends.
        suffix: Of the file of the original: `.md`, or one that says more.
        is_described: The author wrote the summary, and it says more than what the post will do.
    """

    ref: str
    slug: str
    language: str
    source_language: str
    title: str
    summary: str
    body: str
    full_body: str
    date: datetime
    updated: datetime
    url: str
    guid: str
    author: str = ""
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    front_matter: tuple[tuple[str, object], ...] = ()
    links: tuple[str, ...] = ()
    minutes: int = 1
    body_minutes: int = 1
    alternates: tuple[Alternate, ...] = ()
    image: Image | None = None
    original_title: str = ""
    machine_translation: MachineTranslation | None = None
    lead: str = ""
    key_points: tuple[str, ...] = ()
    preheader: str = ""
    found_preheader: str = ""
    subject: str = ""
    by_model: bool = False
    anchors: tuple[str, ...] = ()
    head: str = ""
    suffix: str = ".md"
    is_described: bool = False


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article as lists show it: there are as many as posts in the archive, times languages.

    The fields are those of `Article`.
    """

    ref: str
    language: str
    title: str
    summary: str
    date: datetime
    url: str
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    minutes: int = 1


Listed = Article | ListedArticle
"""What a list can show."""


class EditionKind(StrEnum):
    """One post, or several."""

    POST = "post"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Edition:
    """What one campaign carries in one language.

    Attributes:
        id: Stable name, safe in a path: the ref of a post, or `digest-2026-W47`.
        language: Tag.
        kind: Post or digest.
        subject: Subject line. `preheader`: text shown beside it.
        date: When the edition is dated.
        articles: One for a post; the listed ones for a digest.
        more: Other posts as links: (title, url).
    """

    id: str
    language: str
    kind: EditionKind
    subject: str
    preheader: str
    date: datetime
    articles: tuple[Article, ...]
    more: tuple[tuple[str, str], ...] = ()


# ---------------------------------------------------------------- render


@dataclass(frozen=True, slots=True)
class Feed:
    """All entries of one language, newest first, whatever the format they are written in.

    Attributes:
        language: Tag. `title`, `description`: in that language.
        site_url: Home page of the publication in this language.
        folder: Of the feed files, below the site: `en/`, or `en/tag/gold/` for a topic.
        base_url: Absolute URL of that folder, ends in `/`.
        articles: Newest first; any sequence, so that the text of an archive need not be in memory
            at once.
        updated: Time of the newest change among the entries.
        author: Name of the publication's author. `hub`: WebSub hub URL or "". `image`: logo URL or
            "".
    """

    language: str
    title: str
    description: str
    site_url: str
    folder: str
    base_url: str
    articles: Sequence[Article]
    updated: datetime
    author: str = ""
    hub: str = ""
    image: str = ""


@dataclass(frozen=True, slots=True)
class Artefact:
    """One output file: path below the site or the desk with forward slashes, and its bytes."""

    path: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one engine was sent, or may be sent.

    Attributes:
        engine: Its name in the settings.
        n_requests: Requests; 0 in an estimate.
        n_chars: Characters of the texts that were sent.
        n_tokens_in, n_tokens_out: Tokens, for an engine that counts in them.
        cost: None where the settings have no price.
        currency: Of the cost: ISO 4217, "USD".
    """

    engine: str
    n_requests: int
    n_chars: int
    n_tokens_in: int = 0
    n_tokens_out: int = 0
    cost: float | None = None
    currency: str = ""
