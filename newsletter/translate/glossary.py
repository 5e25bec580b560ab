"""Know the publication's own terms.

What each is called in every language, what stays as it is, what must not be said.

`glossary.csv` is a table a person keeps in a spreadsheet:

    source,en,do_not_translate,forbidden,scope,note
    希土類元素,rare earth elements|rare earths,,,,
    ソフトバンクグループ,SoftBank Group|SoftBank,,Softbank Group,,their own spelling
    MP Materials,,yes,,,
    投資分析,Investment Analysis,,,field,a category

One column a language (BCP 47), `|` between accepted renderings, the first one
preferred. `scope` is `text` (sentences and fields; the default) or `field` (only whole
fields: category, tag, author, label), for words that are everyday words in a sentence.
`forbidden` lists what a translation must not contain where the source has the term.

Matching. A term in Latin letters matches whole words, with its case. A term in kanji or
kana matches anywhere, but a term that begins or ends in katakana does not match inside
a longer katakana word (`チップ` is not in `チップス`), and of two terms at one place the
longer wins. A rendering is found whatever its case, hyphens, plural and possessive.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

from newsletter.errors import ConfigError, quote
from newsletter.language.tags import base
from newsletter.translate.bare_addresses import ADDRESS
from newsletter.translate.decoding import Undecodable, decode_text
from newsletter.translate.placeholders import highest_number, write_placeholder

_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_YES = frozenset({"yes", "y", "true", "1", "x", "はい"})
_NO = frozenset({"", "no", "n", "false", "0", "いいえ"})
_SCOPES = ("text", "field")
_FIXED_COLUMNS = ("source", "do_not_translate", "forbidden", "scope", "note")
_KATAKANA = "\u30a1-\u30fa\u30fc"
_LATIN = "A-Za-z0-9À-ɏ"


@dataclass(frozen=True, slots=True)
class Term:
    """One line of the glossary.

    Attributes:
        source: The term in the source language.
        renderings: (language tag, accepted renderings, the preferred one first) for
            each language that has any.
        keep: It stays as it is in every language.
        forbidden: What a translation of it must not contain.
        fields_only: It holds for whole fields, not within sentences.
        note: For people.
    """

    source: str
    renderings: tuple[tuple[str, tuple[str, ...]], ...] = ()
    keep: bool = False
    forbidden: tuple[str, ...] = ()
    fields_only: bool = False
    note: str = ""

    def accepted(self, language: str) -> tuple[str, ...]:
        """Return the accepted renderings, the preferred one first; empty if none.

        A term that is kept is its own rendering.
        """
        if self.keep:
            return (self.source,)
        table = dict(self.renderings)
        return table.get(language) or table.get(base(language), ())


@dataclass(frozen=True, slots=True)
class Glossary:
    """All terms, in file order."""

    terms: tuple[Term, ...] = ()

    def fixed(self, source: str, target_language: str) -> str | None:
        """Return the preferred rendering when the whole text is a term; None otherwise."""
        wanted = source.strip()
        for term in self.terms:
            if term.source == wanted:
                accepted = term.accepted(target_language)
                if accepted:
                    return accepted[0]
        return None

    def find(self, text: str, target_language: str) -> tuple[Term, ...]:
        """Return the terms of a sentence that say something for the target.

        In the order of their first occurrence.
        """
        return tuple(
            dict.fromkeys(
                term for term, _ in self.places(text, target_language)
            )
        )

    def places(
        self, text: str, target_language: str
    ) -> Iterator[tuple[Term, re.Match[str]]]:
        """Yield each occurrence of a term, from left to right, the longest at each place."""
        pattern, by_source = _matcher(self, target_language)
        if pattern is None:
            return
        for found in pattern.finditer(text):
            yield by_source[found.group()], found


EMPTY = Glossary()


@lru_cache(maxsize=32)
def _matcher(
    glossary: Glossary,
    language: str,
) -> tuple[re.Pattern[str] | None, dict[str, Term]]:
    """One pattern for all terms, the longest first, and the term of each match."""
    terms: dict[str, Term] = {}
    for term in glossary.terms:
        says_something = bool(term.accepted(language) or term.forbidden)
        if says_something and not term.fields_only:
            terms.setdefault(term.source, term)
    if not terms:
        return None, {}
    longest_first = sorted(terms, key=len, reverse=True)
    return re.compile("|".join(map(_bounded, longest_first))), terms


def _bounded(source: str) -> str:
    """The pattern of a term, which no letter of its script may touch."""
    before = _border(source[0])
    after = _border(source[-1])
    pattern = re.escape(source)
    if before:
        pattern = f"(?<![{before}]){pattern}"
    if after:
        pattern = f"{pattern}(?![{after}])"
    return pattern


def _border(char: str) -> str:
    """The class of characters that must not stand next to this end of a term."""
    for letters in (_KATAKANA, _LATIN):
        if re.match(f"[{letters}]", char):
            return letters
    return ""


# ---------------------------------------------------------------- reading


def parse_glossary(
    content: str | bytes, path: str = "glossary.csv"
) -> Glossary:
    """Turn a glossary.csv into a `Glossary`; an empty file is an empty glossary.

    Args:
        content: The file, decoded or not: UTF-8, UTF-16 with a byte order mark, or CP932
            as Japanese spreadsheets save it.
        path: Its name, for messages.

    Raises:
        ConfigError: A missing or unknown column, a term twice, a line without a term or
            without anything said about it.
    """
    glossary, faults = parse_usable_lines(content, path)
    if faults:
        raise faults[0]
    return glossary


def parse_usable_lines(
    content: str | bytes, path: str = "glossary.csv"
) -> tuple[Glossary, tuple[ConfigError, ...]]:
    """Return the glossary of all lines that can be used, and a fault for each that cannot.

    Raises:
        ConfigError: It is no text, has a missing or unknown column, or a line that swallows those
            after it: who knows which terms are missing then.
    """
    text = content if isinstance(content, str) else _decode(content, path)
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    header = [name.strip() for name in next(rows, [])]
    if not any(header):
        return EMPTY, ()
    languages = _check_header(header, path)
    terms: dict[str, Term] = {}
    faults: list[ConfigError] = []
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        at = f"{path}:{rows.line_num}"
        _check_row(row, at)
        try:
            term = _parse_row(row, header, languages, at)
            if term.source in terms:
                raise _fault(
                    at,
                    f"the term {quote(term.source)} stands twice",
                    "keep one line, with | between the renderings",
                )
        except ConfigError as fault:
            faults.append(fault)
        else:
            terms[term.source] = term
    return Glossary(tuple(terms.values())), tuple(faults)


def _parse_row(
    row: list[str], header: list[str], languages: tuple[str, ...], at: str
) -> Term:
    """One line of the glossary, by the names of its columns."""
    if len(row) > len(header):
        raise _fault(
            at,
            f"the line has {len(row)} values for {len(header)} columns",
            'put values that hold a comma in "quotes"',
        )
    values = {
        name: cell.strip() for name, cell in zip(header, row, strict=False)
    }
    return _parse_term(values, languages, at)


def _decode(content: bytes, path: str) -> str:
    try:
        return decode_text(content, "cp932")
    except Undecodable as error:
        fix = "save it as CSV UTF-8 in the spreadsheet"
        raise _fault(
            f"{path}:{error.line}", "it is neither UTF-8 nor CP932", fix
        ) from None


def _check_row(row: list[str], at: str) -> None:
    """A line that swallowed others, or that a merge has left, is none of a table."""
    if any("\n" in cell for cell in row):
        raise _fault(
            at,
            "a quotation mark is not closed on its line",
            "close it, or take it out",
        )
    if row[0].startswith(("<<<<<<<", "=======", ">>>>>>>")):
        why = "two versions of the file were merged, and this is where they differ"
        raise _fault(at, why, "choose one of the two and take the marks out")


def _check_header(header: list[str], path: str) -> tuple[str, ...]:
    """The languages of the columns; a column that is none of ours is refused."""
    if header[0] != "source":
        raise _fault(
            f"{path}:1",
            f"the first column is {quote(header[0])}",
            "begin the first line with source,en,...",
        )
    languages = tuple(name for name in header if name not in _FIXED_COLUMNS)
    for name in languages:
        if not _TAG.fullmatch(name):
            known = ", ".join(_FIXED_COLUMNS)
            raise _fault(
                f"{path}:1",
                f"unknown column {quote(name)}",
                f"columns are language tags (en, pt-BR) and: {known}",
            )
    twice = next((name for name in header if header.count(name) > 1), None)
    if twice:
        raise _fault(
            f"{path}:1", f"the column {quote(twice)} stands twice", "keep one"
        )
    return languages


def _parse_term(
    cells: dict[str, str], languages: tuple[str, ...], at: str
) -> Term:
    """One line of the glossary; what it may not say is refused with its place."""
    source = cells.get("source", "")
    if not source:
        raise _fault(
            at,
            "there is no term in the first column",
            "write the term, or take the line out",
        )
    keep = cells.get("do_not_translate", "").lower()
    if keep not in _YES | _NO:
        raise _fault(
            at,
            f"do_not_translate is {quote(keep)}",
            "write yes, or leave it empty",
        )
    scope = cells.get("scope", "") or "text"
    if scope not in _SCOPES:
        raise _fault(
            at,
            f"scope is {quote(scope)}",
            f"write one of: {', '.join(_SCOPES)}",
        )
    renderings = tuple(
        (name, _list(cells[name])) for name in languages if cells.get(name)
    )
    if keep in _YES and renderings:
        raise _fault(
            at,
            f"{quote(source)} has a translation and is not to be translated",
            "keep one of the two",
        )
    forbidden = _list(cells.get("forbidden", ""))
    if not (renderings or forbidden or keep in _YES):
        raise _fault(
            at,
            f"nothing is said about {quote(source)}",
            "give a rendering, or write yes under do_not_translate",
        )
    return Term(
        source,
        renderings,
        keep in _YES,
        forbidden,
        scope == "field",
        cells.get("note", ""),
    )


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _fault(at: str, why: str, fix: str) -> ConfigError:
    return ConfigError("cannot read the glossary", at=at, why=why, fix=fix)


# ---------------------------------------------------------------- verifying and protecting


@lru_cache(maxsize=2_048)
def rendering_pattern(rendering: str) -> re.Pattern[str]:
    """Compile a rendering so that case, hyphens and spaces, plural and possessive don't matter."""
    words = [
        re.escape(word) for word in re.split(r"[\s\-]+", rendering) if word
    ]
    body = r"[\s\-\u2010\u2011]+".join(map(_inflected, words))
    if re.match(f"[{_LATIN}]", rendering):
        body = rf"(?<![{_LATIN}]){body}(?![{_LATIN}])"
    return re.compile(body, re.IGNORECASE)


def _inflected(word: str) -> str:
    """The pattern of an English word, its plural and its genitive."""
    if not _ENGLISH_WORD.fullmatch(word):
        return word
    if _ENDS_IN_IES.search(word):
        return rf"{word[:-1]}(?:y|ies)(?:['’]s?)?"
    if _IS_PLURAL.search(word):
        return rf"{word}?(?:['’]s?)?"
    return rf"{word}(?:e?s)?(?:['’]s?)?"


_ENGLISH_WORD = re.compile(r"[A-Za-z]+")
_ENDS_IN_IES = re.compile(r"(?<![aeiou])y$")
_IS_PLURAL = re.compile(r"..[^sui]s$")


def protect_terms(
    text: str, glossary: Glossary, language: str
) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Put a placeholder for every term that has a rendering, and for every address.

    Small models write addresses anew: sponsor@example.org became "sponsor-example. org".

    Args:
        text: A unit, with placeholders.
        glossary: The terms.
        language: BCP 47 tag of the translation.

    Returns:
        The text with new numbers above its own, and what each number stands for: the
            preferred rendering, or the address as it is.
    """
    number = highest_number(text)
    table: list[tuple[int, str]] = []
    parts: list[str] = []
    end = 0
    for first, last, said in sorted(_find_kept(text, glossary, language)):
        if first < end:
            continue  # a term in an address
        number += 1
        table.append((number, said))
        parts.append(text[end:first] + write_placeholder(number))
        end = last
    return "".join(parts) + text[end:], tuple(table)


def _find_kept(
    text: str, glossary: Glossary, language: str
) -> Iterator[tuple[int, int, str]]:
    """Start and end of what an engine is not to translate, and what stands for it."""
    for term, found in glossary.places(text, language):
        accepted = term.accepted(language)
        if accepted:
            yield *found.span(), accepted[0]
    for address in ADDRESS.finditer(text):
        whole = address.group().partition("[[")[0].rstrip(".,;:!?")
        if whole:
            yield address.start(), address.start() + len(whole), whole


def restore_terms(answer: str, table: tuple[tuple[int, str], ...]) -> str:
    """Put the renderings back for the placeholders of `protect_terms`.

    A space is put between a rendering and a Latin word beside it.
    """
    for number, rendering in table:
        mark = re.escape(write_placeholder(number))
        pattern = rf"(?P<before>[{_LATIN}]?){mark}(?P<after>[{_LATIN}]?)"
        answer = re.sub(pattern, partial(_spaced, rendering), answer)
    return answer


def _spaced(rendering: str, found: re.Match[str]) -> str:
    """A rendering between what stood around the term, with blanks where letters would touch."""
    before, after = found["before"], found["after"]
    return (
        before
        + (" " if before else "")
        + rendering
        + (" " if after else "")
        + after
    )
