"""Draw the pages: words of the editor's language, dates of her zone, templates that escape all.

The words of the desk are apart from those of mails and pages: an editor reads Japanese or English,
whatever she publishes in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import jinja2
from flask import Response, request

from newsletter.desk.desk_data import DeskData
from newsletter.desk.post_list import PostRow
from newsletter.editing.journal import Journal, Step
from newsletter.language.direction import language_direction
from newsletter.model import Finding
from newsletter.plan.page_actions import FUTURE
from newsletter.render.markup import strip_invisible
from newsletter.render.strings import Strings, build_strings, get_locale
from newsletter.translate.placeholders import PLACEHOLDER

HERE = Path(__file__).parent
LANGUAGES = ("en", "ja")
LANGUAGE_COOKIE = "newsletter_desk_language"
_KILO = 1000


@dataclass(frozen=True, slots=True)
class DeskPage:
    """What every page has at hand.

    Attributes:
        words: Of the editor's language.
        title: Of the page.
        nav: Which part of the desk it belongs to: posts, run or help.
    """

    desk_data: DeskData
    words: Strings

    def render(self, name: str, status: int = 200, **values: Any) -> Response:
        """Return the page that a template makes of values."""
        settings = self.desk_data.settings
        text = (
            _environment()
            .get_template(name)
            .render(
                t=self.words,
                page=self,
                language=self.words.language,
                languages=LANGUAGES,
                publication=settings.publication.title,
                here=request.path,
                done=self.find_done(),
                **values,
            )
        )
        html = strip_invisible(text).encode("utf-8", "replace")
        return Response(html, status, content_type="text/html; charset=utf-8")

    def find_done(self) -> Step | None:
        """The step that led here, so that the page says it and offers to undo it."""
        number = request.args.get("done", "")
        if not number.isdigit():
            return None
        steps = Journal(self.desk_data.state).steps()
        return next((step for step in steps if step.id == number), None)

    # ------------------------------------------------------------ what templates call

    def date(self, when: datetime | str | None) -> str:
        """A day and time in the zone of this machine."""
        if not when:
            return ""
        from babel.dates import format_datetime

        moment = when
        if isinstance(moment, str):
            moment = datetime.fromisoformat(moment)
        local = moment.astimezone(local_zone())
        return format_datetime(
            local, "medium", locale=get_locale(self.words.language)
        ).replace("\u202f", " ")

    def day(self, when: datetime | None) -> str:
        """A day in the zone of the publication: the one its readers see."""
        if when is None:
            return self.words("no_date")
        from babel.dates import format_date

        zone = ZoneInfo(self.desk_data.settings.publication.timezone)
        day = when.astimezone(zone).date()
        return format_date(
            day, "medium", locale=get_locale(self.words.language)
        )

    def reason(self, row: PostRow, reason: str) -> str:
        """Why a post waits; a day to come as the editor writes days."""
        if reason.startswith(FUTURE):
            return self.words("waits_until", when=self.date(row.date))
        return reason

    def size(self, n_bytes: int) -> str:
        """A size as people read it."""
        if n_bytes < _KILO:
            return f"{n_bytes} B"
        return f"{round(n_bytes / _KILO):,} kB"

    def direction(self, language: str) -> str:
        """Which way a language is written."""
        return language_direction(language)

    def name(self, language: str) -> str:
        """A language's name, in that of the editor; its tag where nobody knows one."""
        known = get_locale(language).get_display_name(
            get_locale(self.words.language)
        )
        is_known = get_locale(language).language == language.split("-")[0]
        return known if is_known and known else language

    def word(self, group: str, key: object) -> str:
        """The word of a key that a value has, such as the state of a post."""
        name = f"{group}_{key}".replace("-", "_")
        return self.words(name) if name in self.words.texts else str(key)

    def findings(self, findings: Iterable[Finding]) -> list[dict[str, str]]:
        """What checks say, as the template and the script show it."""
        return [
            {
                "rule": finding.rule,
                "severity": str(finding.severity),
                "word": self.word("severity", finding.severity),
                "message": finding.message,
            }
            for finding in findings
        ]

    def pieces(self, text: str) -> Iterator[tuple[str, bool]]:
        """A text cut at its placeholders; True for a placeholder."""
        place = 0
        for found in PLACEHOLDER.finditer(text):
            if found.start() > place:
                yield text[place : found.start()], False
            yield found[0], True
            place = found.end()
        if place < len(text):
            yield text[place:], False


def local_zone() -> Any:
    """Return the zone of this machine, which is the editor's own."""
    return datetime.now(UTC).astimezone().tzinfo


def open_page(desk_data: DeskData) -> DeskPage:
    """Return what the answer to this request is drawn with."""
    return DeskPage(desk_data, get_words(choose_language()))


def choose_language() -> str:
    """The language that was chosen, else the one the browser asks for, else English."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


@cache
def get_words(language: str) -> Strings:
    """Return the words of the desk in a language."""
    tables: dict[str, tuple[str, str]] = {}
    for path in sorted((HERE / "words").glob("*.toml")):
        tables[path.stem] = (str(path), path.read_text(encoding="utf-8"))
    return build_strings(language, tables)


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "pages"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
