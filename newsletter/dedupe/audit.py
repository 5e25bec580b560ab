"""Prove a cleaning from the outside, before anything is published.

What stood in the source stands in the result, or its removal names who says it.

The audit shares no code with the deduper. It cuts sentences and compares them in its own, cruder
way: text without white space, punctuation and Markdown marks. So a fault in the deduper's idea of a
sentence or of likeness cannot hide itself here. What it proves, rule by rule:

    lost        every sentence of the source is in the result, or in a removal (error)
    twin        a removed repeat or fragment is held by the passage that its removal names, and that
                passage stands (error)
    number      what a removed repeat says in figures, Latin names and addresses is said somewhere
    name        in the result (error); an address may be given by reference
    link
    order       of two neighbours in the result, the first stands before the second somewhere in the
                source, itself or as what a removal names as its twin, or it stands beside a passage
                that was repeated, from which it was put into the first telling (error)
    disclosure  a disclosure of affiliate links stands as long as such a link does (error)
    repeat      no prose sentence of MIN_REPEAT_CHARS or more stands twice in the result (warning:
                it may be a refrain)

Boilerplate (markers, chatter, boxes, labels) has no twin: the removal itself is the explanation,
and the editor reads it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from newsletter.errors import shorten_line
from newsletter.language.nfkc import to_nfkc
from newsletter.model import (
    Cleaned,
    Finding,
    Lines,
    Removal,
    RemovalKind,
    Severity,
)
from newsletter.remembered import remembered
from newsletter.source.front_matter import split_front_matter

MIN_REPEAT_CHARS = 20  # shorter sentences repeat in good prose
MIN_ORDER_CHARS = 12  # shorter ones stand in many places and prove no order
SPLICE_LINES = 4  # a paragraph of the posts with its blank lines
SHOWN_CHARS = 60
WITH_TWIN = frozenset(
    {RemovalKind.REPEAT, RemovalKind.VARIANT, RemovalKind.FRAGMENT}
)

# The mark that ends a sentence, with the blanks behind a full stop; or the end of a line.
_END = re.compile(
    "|".join(
        rf"{mark}(?![」』）)】！？!?*_。])" for mark in (*"。！？!", r"\?")
    )
    + r"|\.(?=\s+[A-Z\"“'(])\s+|\n"
)
_LINK_TARGET = re.compile(r"\]\(\s*<?([^)\s>]+)")
_NO_LETTER = re.compile(r"[\W_]+")
_BARE_LINK = re.compile(r"https?://[^\s<>)\]」』）、。]+")
_REFERENCE = re.compile(r"\[([^\[\]]+)\]\[([^\[\]]*)\]")
_ORDINAL = re.compile(
    r" {0,3}#{1,6}\s+\d{1,2}(?:\.\d{1,2}|[.．)）、:：](?=\s))+[.．]?\s*"
)
_DEFINITION = re.compile(
    r"(?m)^ {0,3}\[([^\[\]^]+)\]:[ \t]*<?(\S+?)>?(?:[ \t].*)?$"
)
# Bracket and colon in every width that NFKC makes them of: most texts define nothing.
_MAYBE_DEFINITION = re.compile("[\\]\uff3d\ufe48][:\uff1a\ufe55\ufe13\u2a74]")
_NUMBER = re.compile(r"\d\d*(?:[.,]\d+)*")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9.+&'-]*[A-Za-z0-9]")
_STRUCTURE = re.compile(
    r"\s*(?:[-*+]\s|\d{1,3}[.)]\s|\||#{1,6}\s|>|```|~~~|\*\*[^*]+\*\*[:：]?\s*$)"
)
_DISCLOSURE = re.compile(
    r"アフィリエイト(?:リンク|広告)|Amazonアソシエイト|affiliate links?|amazon associate",
    re.I,
)
_AFFILIATE_LINK = re.compile(
    r"https?://(?:www\.)?(?:amzn\.to|a\.co|hb\.afl\.rakuten\.co\.jp)/"
    r"|https?://(?:www\.)?amazon\.[a-z.]+/\S*[?&]tag="
)


def audit(source: str, cleaned: Cleaned) -> tuple[Finding, ...]:
    """Return what could not be proved, by rule and place; nothing for a proven cleaning.

    Args:
        source: The document as it was, with or without front matter, LF line ends.
        cleaned: The result; the lines of its removals are lines of `source`.
    """
    lines = _body_lines(source, cleaned)
    rest = _without_boilerplate(lines, cleaned.removals)
    # With and without addresses, since the sentences of the source are cut without them.
    bare = _without_links(cleaned.body)
    result = _plain(cleaned.body)
    if bare != cleaned.body:
        result += "\n" + _plain(bare)
    same = frozenset(cleaned.body.split("\n"))
    return (
        *_check_lost(rest, result, same, cleaned.removals),
        *_check_twins(result, cleaned.removals),
        *_check_facts("\n".join(lines), cleaned),
        *_check_disclosure(lines, cleaned.body),
        *_check_repeats(cleaned.body),
        *_check_order(lines, cleaned),
    )


def _body_lines(source: str, cleaned: Cleaned) -> list[str]:
    """The lines of the source, those of the front matter blank."""
    text = source.replace("\r\n", "\n").removeprefix("\ufeff")
    lines = text.split("\n")
    if not cleaned.head:
        return lines
    n_head = split_front_matter(text)[0].count("\n")
    return [""] * n_head + lines[n_head:]


@remembered(maxsize=4096)  # each check asks for the same sentences
def _plain(text: str) -> str:
    """The text as one run of letters and digits, without marks and the targets of links."""
    shown = _LINK_TARGET.sub("](", to_nfkc(text))
    return _NO_LETTER.sub("", shown).casefold()


def _sentences(text: str) -> list[str]:
    """The sentences of a text; a question mark in an address ends none."""
    may_link = "](" in text or "://" in text
    if may_link:
        text = _without_links(text)
    return [sentence for sentence in _cut(text) if _plain(sentence)]


def _cut(text: str) -> Iterator[str]:
    """The pieces of a text, each with the mark that ends it."""
    first = 0
    for end in _END.finditer(text):
        last = end.start()
        yield text[first : last if text[last] == "\n" else last + 1]
        first = end.end()
    yield text[first:]


def _without_links(text: str) -> str:
    """The text without addresses; the words of a link stay."""
    return _BARE_LINK.sub("", _LINK_TARGET.sub("](", text))


def _without_boilerplate(
    lines: Sequence[str], removals: Sequence[Removal]
) -> list[str]:
    """The lines of the source without what was removed as no text of the article."""
    rest = list(lines)
    for removal in removals:
        if removal.kind in WITH_TWIN:
            continue
        for part in removal.text.split("\n"):
            _take_out(rest, part.strip(), removal.lines)
    return rest


def _take_out(rest: list[str], part: str, lines: Lines) -> None:
    """Take a text out of the first of some lines that holds it."""
    if not part:
        return
    for number in range(lines.first - 1, min(lines.last, len(rest))):
        if part in rest[number]:
            rest[number] = rest[number].replace(part, "\n", 1)
            return


# ------------------------------------------------------------------ nothing is lost


def _check_lost(
    lines: Sequence[str],
    result: str,
    same: Collection[str],
    removals: Sequence[Removal],
) -> Iterator[Finding]:
    """Tell the sentences that are gone.

    Args:
        lines: The lines of the source without boilerplate.
        result: The result as one plain text.
        same: The lines of the result as they stand.
        removals: All removals; what they took out is not lost.
    """
    removed = [_plain(removal.text) for removal in _with_twin(removals)]
    everything = "\n".join(removed)
    for number, line in enumerate(lines, 1):
        if line in same:
            continue
        beside = _find_boilerplate_at(number, removals)
        for sentence in _sentences(line):
            key = _plain(sentence)
            if key in result or key in everything or key in beside:
                continue
            if not _is_covered(key, result, removed):
                what = "is neither in the result nor in a removal"
                yield _error("lost", Lines(number, number), what, sentence)


def _with_twin(removals: Sequence[Removal]) -> list[Removal]:
    """The removals of what is said elsewhere too."""
    return [removal for removal in removals if removal.kind in WITH_TWIN]


def _find_boilerplate_at(number: int, removals: Sequence[Removal]) -> str:
    """What was removed from a line as no text of the article, one text a line."""
    texts: list[str] = []
    for removal in removals:
        if removal.kind in WITH_TWIN:
            continue
        if _covers(removal.lines, number):
            texts.append(_plain(removal.text))
    return "\n".join(texts)


def _covers(lines: Lines, number: int) -> bool:
    """Tell whether a line is one of a removal's."""
    return lines.first <= number <= lines.last


def _is_covered(key: str, result: str, removed: Sequence[str]) -> bool:
    """Tell whether each part of a sentence of ours was kept or removed.

    The audit's sentence may hold several of the deduper's.

    Args:
        key: A sentence of the source as plain text.
        result: The result as one plain text.
        removed: The removed repeats and fragments as plain texts.
    """
    pieces = [text for text in removed if text and text in key]
    for text in sorted(pieces, key=len, reverse=True):
        key = key.replace(text, "\n")
    return all(part in result for part in key.split("\n"))


# ------------------------------------------------------------------ what stays says it


def _check_twins(result: str, removals: Sequence[Removal]) -> Iterator[Finding]:
    """Tell the repeats that no passage of the result holds."""
    for removal in _with_twin(removals):
        what = _doubt_twin(removal, result)
        if what:
            yield _error("twin", removal.lines, what, removal.text)


def _doubt_twin(removal: Removal, result: str) -> str:
    """What is wrong with the twin of a removal; "" if nothing is."""
    text, twin = _plain(removal.text), _plain(removal.twin_text)
    if not text:  # a rule or a picture: nothing that could be said
        return ""
    if removal.twin is None or not twin:
        return "was removed as said elsewhere, and no place is named"
    if not _stands(removal.twin_text, result):
        return f"was removed for line {removal.twin}, which does not stand"
    if removal.rule != "repeat":
        return ""
    if text in twin or text in result:
        return ""
    return (
        f"is called a repeat of line {removal.twin}, which says something else"
    )


def _stands(text: str, result: str) -> bool:
    """Tell whether a passage stands in the result, as a whole or some sentence of it."""
    if _plain(text) in result:
        return True
    return any(_plain(part) in result for part in _sentences(text))


@dataclass(frozen=True, slots=True)
class _Facts:
    """Figures, names and addresses of a text.

    Attributes:
        numbers: Figures as they stand.
        names: Words of Latin letters, case folded.
        links: Addresses, those given by reference too.
    """

    numbers: Sequence[str]
    names: Sequence[str]
    links: Sequence[str]


def _find_facts(text: str, definitions: Mapping[str, str]) -> _Facts:
    """The facts of a text; a reference counts as the address it stands for."""
    shown = to_nfkc(text)
    links = [*_LINK_TARGET.findall(shown), *_BARE_LINK.findall(shown)]
    links += _find_referenced(shown, definitions)
    bare = _BARE_LINK.sub("", _LINK_TARGET.sub("](", shown))
    bare = _REFERENCE.sub(r"\1", bare)
    names = [name.casefold() for name in _NAME.findall(bare)]
    return _Facts(
        _distinct(_NUMBER.findall(bare)), _distinct(names), _distinct(links)
    )


def _find_referenced(text: str, definitions: Mapping[str, str]) -> list[str]:
    """The addresses that a text gives by reference; a label without definition is none."""
    links: list[str] = []
    for label, reference in _REFERENCE.findall(text):
        address = definitions.get((reference or label).casefold())
        if address:
            links.append(address)
    return links


def _distinct(values: Sequence[str]) -> list[str]:
    """Each value once, in the order of its first place."""
    return list(dict.fromkeys(values))


def _find_definitions(text: str) -> dict[str, str]:
    """The addresses of a text's link definitions, by label."""
    if not _MAYBE_DEFINITION.search(text):
        return {}
    found = _DEFINITION.findall(to_nfkc(text))
    return {label.casefold(): address for label, address in found}


def _check_facts(source: str, cleaned: Cleaned) -> Iterator[Finding]:
    """Tell the facts of removed passages that nothing in the result has."""
    body = to_nfkc(cleaned.body)
    folded = body.casefold()
    defined = _find_definitions(source)
    # A definition alone leads nowhere: only the links that name it do.
    has = _find_facts(
        _DEFINITION.sub("", cleaned.body), _find_definitions(cleaned.body)
    )
    numbers = {*has.numbers, *_NUMBER.findall(body)}
    names = {*has.names, *(name.casefold() for name in _NAME.findall(body))}
    links = set(has.links)
    for removal in _with_twin(cleaned.removals):
        facts = _find_facts(_without_ordinal(removal), defined)
        # The last word of a fragment may be cut in two.
        is_cut = removal.kind is RemovalKind.FRAGMENT
        number_pieces = body if is_cut else ""
        name_pieces = folded if is_cut else ""
        for link in _find_unsaid(facts.links, links, ""):
            yield _only_one("link", removal, f"to link to {link}")
        for number in _find_unsaid(facts.numbers, numbers, number_pieces):
            yield _only_one("number", removal, f"to say {number}")
        for name in _find_unsaid(facts.names, names, name_pieces):
            yield _only_one("name", removal, f"to name {name}")


def _without_ordinal(removal: Removal) -> str:
    """The text of a removal; the number of a heading whose twin is one too only counts it."""
    if not _ORDINAL.match(removal.twin_text):
        return removal.text
    return _ORDINAL.sub("", removal.text)


def _find_unsaid(
    facts: Sequence[str], said: Collection[str], pieces: str
) -> Iterator[str]:
    """The facts that are not said.

    Args:
        facts: Facts of one kind.
        said: Those that the result has, whole.
        pieces: A text that may hold one as a part of a word; "" where each must be whole.
    """
    for fact in facts:
        if fact in said:
            continue
        if fact not in pieces:
            yield fact


def _only_one(rule: str, removal: Removal, what: str) -> Finding:
    """The error that nothing in the result says what a removal said."""
    return _error(rule, removal.lines, f"was the only one {what}", removal.text)


def _check_disclosure(lines: Sequence[str], body: str) -> Iterator[Finding]:
    """Tell whether a disclosure went while an affiliate link stands."""
    if not _AFFILIATE_LINK.search(body):
        return
    if _DISCLOSURE.search(body):
        return
    for number, line in enumerate(lines, 1):
        if _DISCLOSURE.search(line):
            what = "discloses affiliate links, and is gone while such a link stands"
            yield _error("disclosure", Lines(number, number), what, line)
            return


# ------------------------------------------------------------------ nothing stands twice or astray


def _check_repeats(body: str) -> Iterator[Finding]:
    """Warn of the prose sentences that stand twice in the result."""
    for places in _find_long_sentences(body).values():
        count = len(places)
        if count == 1:
            continue
        number, sentence = places[0]
        message = f"line {number} of the result stands {count} times: {_short(sentence)}"
        yield Finding("repeat", Severity.WARNING, message)


def _find_long_sentences(body: str) -> dict[str, list[tuple[int, str]]]:
    """The prose sentences that good prose does not repeat, with the lines where each stands."""
    found: dict[str, list[tuple[int, str]]] = {}
    for number, line in _prose_lines(body):
        for sentence in _sentences(line):
            key = _plain(sentence)
            if len(key) >= MIN_REPEAT_CHARS:
                found.setdefault(key, []).append((number, sentence))
    return found


def _prose_lines(body: str) -> Iterator[tuple[int, str]]:
    """The numbered lines of running text: no code, list, table or heading."""
    in_code = False
    for number, line in enumerate(body.split("\n"), 1):
        if line.lstrip().startswith(("```", "~~~")):
            in_code = not in_code
        if not in_code and not _STRUCTURE.match(line):
            yield number, line


def _check_order(lines: Sequence[str], cleaned: Cleaned) -> Iterator[Finding]:
    """Tell the neighbours in the result that never stand so in the source."""
    first, last = _find_places(lines)
    removals = _with_twin(cleaned.removals)
    for removal in removals:
        _widen_places(first, last, removal)
    repeated = _find_repeated_lines(removals)
    kept = list(_find_kept(cleaned.body, first))
    for (one, _), (other, sentence) in pairwise(kept):
        if first[one] > last[other] and first[one] not in repeated:
            message = "never stands after the sentence before it in the source"
            yield Finding(
                "order", Severity.ERROR, f"{message}: {_short(sentence)}"
            )


def _find_places(lines: Sequence[str]) -> tuple[dict[str, int], dict[str, int]]:
    """The first and the last line of each sentence."""
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        for sentence in _sentences(line):
            key = _plain(sentence)
            first.setdefault(key, number)
            last[key] = number
    return first, last


def _widen_places(
    first: dict[str, int], last: dict[str, int], removal: Removal
) -> None:
    """Let the fuller wording of a passage stand where any wording of it stood."""
    for sentence in _sentences(removal.twin_text):
        key = _plain(sentence)
        if key not in first:
            continue
        first[key] = min(first[key], removal.lines.first)
        last[key] = max(last[key], removal.lines.last)


def _find_repeated_lines(removals: Sequence[Removal]) -> set[int]:
    """The lines in and near passages that were repeated: new sentences of theirs may have moved."""
    repeated: set[int] = set()
    for removal in removals:
        later = removal.lines
        if removal.twin is not None and removal.twin > removal.lines:
            later = removal.twin
        for lines in (removal.lines, later):
            repeated.update(
                range(lines.first - SPLICE_LINES, lines.last + SPLICE_LINES + 1)
            )
    return repeated


def _find_kept(
    body: str, first: Mapping[str, int]
) -> Iterator[tuple[str, str]]:
    """The sentences of the result that can prove an order, with their keys."""
    for sentence in _sentences(body):
        key = _plain(sentence)
        if len(key) >= MIN_ORDER_CHARS and key in first:
            yield key, sentence


def _error(rule: str, lines: Lines, what: str, text: str) -> Finding:
    """An error at lines of the source, with the text it is about."""
    return Finding(rule, Severity.ERROR, f"line {lines} {what}: {_short(text)}")


def _short(text: str) -> str:
    """The text in one quoted line, cut to what a message can show."""
    return f'"{shorten_line(text, SHOWN_CHARS)}"'
