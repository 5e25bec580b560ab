"""Read and write the catalogue of a post.

A catalogue is a PO file in which a person reviews what a machine has written.

The msgid is the text of the unit and nothing else, so that one review counts wherever
the text stands; kind and heading are notes for the translator (`#.`), not a msgctxt,
which would ask for the same sentence again under every heading.

    reviewed    no fuzzy flag           used first, never overwritten; kept as #~
                                        when the text leaves the post
    machine     fuzzy                   engine, findings and the nearest reviewed
                                        text in the notes
    stale       fuzzy, with #| msgid    a changed text: what it said before, and its
                                        reviewed translation in the notes
    held        no translation          the reasons in the notes; a near reviewed
                                        text stands in, fuzzy

A fuzzy text that somebody has already changed is kept too: who wrote it cannot be told,
and a lost correction is worse than a stale draft. No clock: the same translations give
the same bytes, and dates are those a person's editor wrote.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from newsletter.errors import PostError, quote
from newsletter.model import (
    Finding,
    Origin,
    Severity,
    Translated,
    Translation,
)
from newsletter.translate.decoding import Undecodable, decode_text

if TYPE_CHECKING:
    import polib

# Before the name of a rule, a flag that says: a person has seen what it found here, and it is
# right as it stands. The word is that of Weblate; other editors keep flags they do not know.
DISMISS = "ignore-"
# A post with one of these cannot be put together: nobody can pass it.
NEVER_PASSED = frozenset({"empty", "placeholders"})
NEAR = 75.0  # per cent; below it the editors' tools of the trade show nothing either
_REMARKS = (
    "Take the fuzzy flag off a translation to say that you have reviewed it: "
    "it is used as it stands from then on."
)
_HEADER = (
    ("Project-Id-Version", "newsletter"),
    ("PO-Revision-Date", "2000-01-01 00:00+0000"),
    ("Last-Translator", "newsletter <newsletter@localhost>"),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=UTF-8"),
    ("Content-Transfer-Encoding", "8bit"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One unit of a catalogue.

    Attributes:
        source, target: Text and translation, "" while there is none.
        fuzzy: No person has confirmed it.
        obsolete: The text is no longer in the post.
        notes: Written by us for the person who reviews.
        remarks: Written by that person; never touched.
        previous: What the source said before.
        flags: Other flags, kept as they are.
    """

    source: str
    target: str
    fuzzy: bool = False
    obsolete: bool = False
    notes: str = ""
    remarks: str = ""
    previous: str = ""
    flags: tuple[str, ...] = ()

    @property
    def reviewed(self) -> bool:
        """A person has confirmed the translation."""
        return bool(self.target) and not self.fuzzy

    @property
    def dismissed(self) -> frozenset[str]:
        """Rules whose findings a person has looked at and passed, for this unit."""
        return _find_dismissed(self.flags)

    @property
    def passed(self) -> frozenset[str]:
        """Rules that are silent about this unit: what was dismissed and may be."""
        return self.dismissed - NEVER_PASSED


def _find_dismissed(flags: Iterable[str]) -> frozenset[str]:
    """The rules that some flags silence."""
    return frozenset(
        flag.removeprefix(DISMISS) for flag in flags if flag.startswith(DISMISS)
    )


@dataclass(frozen=True, slots=True)
class Counts:
    """How far the review of a catalogue is.

    Attributes:
        reviewed, machine, stale, held: Units by their state.
        doubtful: Units with a translation and a finding: `newsletter check` lists them.
    """

    reviewed: int
    machine: int
    stale: int
    held: int
    doubtful: int = 0


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The entries of one post in one language, in file order."""

    entries: tuple[Entry, ...] = ()
    header: tuple[tuple[str, str], ...] = ()
    remarks: str = ""
    _by_source: dict[str, Entry] = field(
        default_factory=dict, repr=False, compare=False
    )

    def find(self, source: str) -> Entry | None:
        """Return the entry of a text; a reviewed one before others."""
        return self._by_source.get(_writable(source))

    def reviewed(self, source: str) -> str | None:
        """Return the translation a person has confirmed.

        Also when the text had left the post and came back.
        """
        entry = self.find(source)
        return entry.target if entry and entry.reviewed else None

    def counts(self) -> Counts:
        """Count the entries by their state."""
        current = [entry for entry in self.entries if not entry.obsolete]
        kinds = Counter(map(find_state, current))
        return Counts(
            kinds["reviewed"],
            kinds["machine"],
            kinds["stale"],
            kinds["held"],
            sum(1 for entry in current if entry.target and find_noted(entry)),
        )


# A NUL and half a surrogate pair have no place in a text file; the others end a line for
# the parsers of the trade.
_UNWRITABLE = re.compile("[\0\x0b\x0c\x1c-\x1e\x85\u2028\u2029\ud800-\udfff]")


def _writable(text: str) -> str:
    """The text as it stands in the file, and is found there again."""
    return _UNWRITABLE.sub("\ufffd", text)


def find_state(entry: Entry) -> str:
    """Return how far the review of a unit is: reviewed, stale, machine or held."""
    if entry.reviewed:
        return "reviewed"
    if entry.previous:
        return "stale"
    return "machine" if entry.target else "held"


# As `_notes` writes a finding.
_NOTED = re.compile(r"(error|warning) ([a-z]+): (.+)")


def find_noted(entry: Entry) -> tuple[Finding, ...]:
    """Return the findings that stand in the notes of an entry, as the last run saw them.

    What a person has passed since is left out.
    """
    found = map(_NOTED.fullmatch, entry.notes.splitlines())
    return tuple(
        Finding(match[2], Severity(match[1]), match[3])
        for match in found
        if match and match[2] not in entry.passed
    )


def build_catalogue(
    entries: Iterable[Entry],
    header: Iterable[tuple[str, str]] = (),
    remarks: str = "",
) -> Catalogue:
    """Return a catalogue.

    Of several entries for one text the reviewed one that is not obsolete is found.

    Args:
        entries: The entries, in order.
        header: Names and values for the head of the file.
        remarks: What a person wrote above the head.
    """
    listed = tuple(entries)
    by_source: dict[str, Entry] = {}
    for entry in sorted(
        listed, key=lambda entry: (not entry.reviewed, entry.obsolete)
    ):
        by_source.setdefault(_writable(entry.source), entry)
    return Catalogue(listed, tuple(header), remarks, by_source)


def parse_catalogue(content: str | bytes, path: str) -> Catalogue:
    """Read a PO file.

    The lines are looked at before they are parsed: the parsers of the trade read a line
    without its closing quotation mark, and lose its last letter.

    Args:
        content: The file, decoded or not; UTF-8, UTF-16 with a byte order mark, or the
            charset its header names.
        path: Its name, for messages.

    Raises:
        PostError: It is no PO file; nothing of it is used and it is not overwritten.
    """
    import polib

    text = content if isinstance(content, str) else _decode(content, path)
    if not text.strip():
        return Catalogue()
    _check_lines(text, path)
    try:
        po = polib.pofile(text if "\n" in text else text + "\n", wrapwidth=0)
    except (OSError, UnicodeError, ValueError, IndexError) as error:
        why = (
            str(error) if "Syntax error" in str(error) else type(error).__name__
        )
        raise _fault(path, 0, why, _FIX_LINE) from None
    return build_catalogue(
        (_read_entry(entry) for entry in po), po.metadata.items(), po.header
    )


def count_units(content: bytes, path: str) -> Counts:
    """Count the units of a PO file by their state, twenty times faster than by parsing it.

    For lists of thousands of posts. A file that `parse_catalogue` refuses may be counted here: a
    count decides nothing.

    Raises:
        PostError: It is no text.
    """
    kinds: Counter[str] = Counter()
    n_doubtful = 0
    for block in re.split(r"\n[ \t]*\n", _decode(content, path)):
        state, has_target = _state_of_block(block)
        kinds[state] += 1
        n_doubtful += has_target and _is_doubtful(block)
    return Counts(
        kinds["reviewed"],
        kinds["machine"],
        kinds["stale"],
        kinds["held"],
        n_doubtful,
    )


_HAS_TARGET = re.compile(r'^(?:msgstr\s*)?"[^"]', re.M)


_NOTE_LINE = re.compile(r"(?m)^#\. (?:error|warning) ([a-z]+): .")
_FLAG_LINE = re.compile(r"(?m)^#,(.*)")


def _is_doubtful(block: str) -> bool:
    """Tell whether notes of one entry name a rule that nobody has passed."""
    noted = set(_NOTE_LINE.findall(block))
    if not noted:
        return False
    flags = ",".join(_FLAG_LINE.findall(block)).split(",")
    return bool(
        noted
        - (_find_dismissed([flag.strip() for flag in flags]) - NEVER_PASSED)
    )


def _state_of_block(block: str) -> tuple[str, bool]:
    """The state of one entry, and whether it has a translation.

    The state is "" for the header and for an entry that is obsolete.
    """
    head, is_entry, _ = f"\n{block}".partition("\nmsgid ")
    source, _, target = block.partition("\nmsgstr ")
    if not is_entry or _is_header(source):
        return "", False
    has_target = _HAS_TARGET.search(target) is not None
    if has_target and not _FUZZY.search(head):
        return "reviewed", True
    if "\n#| msgid" in head:
        return "stale", has_target
    return "machine" if has_target else "held", has_target


def _is_header(source: str) -> bool:
    """Tell whether the text before a translation has no source: the head of the catalogue."""
    first, _, rest = source.rpartition("msgid ")[2].partition("\n")
    return first.strip() == '""' and not _HAS_TARGET.search(rest)


_FUZZY = re.compile(r"^#,.*\bfuzzy\b", re.M)


_FIX_LINE = "correct that line, or move the file away to have a new one made"
_CONFLICT = re.compile(r"(?:<<<<<<<|=======|>>>>>>>|\|\|\|\|\|\|\|)(?:\s|$)")
_KEYWORD = r"(?:msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)"
_PO_LINE = re.compile(
    rf'(?:#[~|]{{1,2}}\s*)?(?:{_KEYWORD}\s*)?"(?:[^"\\]|\\.)*"\s*'
)
_BARE_COMMENT = re.compile(r"#(?![~|])|#[~|]{1,2}\s*$")
# What msgcat writes where two catalogues differ: both texts in one.
_COMPENDIUM = "#-#-#-#-#"


def _decode(content: bytes, path: str) -> str:
    try:
        return decode_text(content)
    except Undecodable as error:
        fix = "save it as UTF-8 in the editor that wrote it"
        raise _fault(path, error.line, "it is not UTF-8", fix) from None


def _check_lines(text: str, path: str) -> None:
    """Every line is whole, and every text has its translation, were it empty."""
    last = ""
    for number, line in enumerate(text.splitlines(), 1):
        if _CONFLICT.match(line):
            why = "two versions of the file were merged, and this is where they differ"
            raise _fault(
                path,
                number,
                why,
                "choose one of the two and take the marks out",
            )
        if not line.strip() or _BARE_COMMENT.match(line):
            continue
        if not _PO_LINE.fullmatch(line):
            raise _fault(path, number, _what_is_wrong(line), _FIX_LINE)
        keyword = re.search(_KEYWORD, line.split('"')[0])
        if keyword and not line.startswith("#|"):
            last = keyword.group()
    if last and not last.startswith("msgstr"):
        number = text.count("\n") + 1
        raise _fault(
            path,
            number,
            "it ends in the middle of an entry",
            "take it from a backup",
        )


def _what_is_wrong(line: str) -> str:
    n_quotes = len(re.findall(r'(?<!\\)"', line))
    if n_quotes % 2:
        return f"a quotation mark is missing: {quote(line, 40)}"
    return f"this is no line of a PO file: {quote(line, 40)}"


def _fault(path: str, line: int, why: str, fix: str) -> PostError:
    at = f"{path}:{line}" if line else path
    return PostError(
        f"cannot read the catalogue {quote(path)}", at=at, why=why, fix=fix
    )


def _read_entry(entry: polib.POEntry) -> Entry:
    """An entry as we keep it; a text joined by a merge of catalogues is no translation."""
    return Entry(
        source=entry.msgid,
        target=entry.msgstr,
        fuzzy=entry.fuzzy or _COMPENDIUM in entry.msgstr,
        obsolete=bool(entry.obsolete),
        notes=entry.comment,
        remarks=entry.tcomment,
        previous=entry.previous_msgid or "",
        flags=tuple(flag for flag in entry.flags if flag != "fuzzy"),
    )


def render_catalogue(catalogue: Catalogue, language: str) -> str:
    """Return the text of the PO file: one line a text, obsolete entries last."""
    import polib

    po = polib.POFile(wrapwidth=0)
    po.header = catalogue.remarks or _REMARKS
    po.metadata = dict(_HEADER) | dict(catalogue.header)
    po.metadata.setdefault("Language", language.replace("-", "_"))
    po.metadata.setdefault(
        "Language-Team", f"{language} <newsletter@localhost>"
    )
    po.extend(map(_write_entry, catalogue.entries))
    return str(po).removesuffix("\n") + "\n"


def _write_entry(entry: Entry) -> polib.POEntry:
    """An entry as a catalogue has it."""
    import polib

    flags = ["fuzzy", *entry.flags] if entry.fuzzy else list(entry.flags)
    return polib.POEntry(
        msgid=_writable(entry.source),
        msgstr=_writable(entry.target),
        obsolete=entry.obsolete,
        comment="" if entry.obsolete else _writable(entry.notes),
        tcomment=entry.remarks,
        flags=flags,
        previous_msgid=entry.previous or None,
    )


def update_catalogue(old: Catalogue | None, translated: Translated) -> str:
    """Return the text of the catalogue after a translation.

    Args:
        old: What the file held before; None for a new one.
        translated: The translation, held units included.
    """
    old = old or Catalogue()
    units = {
        _writable(translation.unit.source): translation
        for translation in translated.translations
        if translation.origin is not Origin.SOURCE
    }
    left = [
        entry
        for entry in old.entries
        if entry.source not in units and entry.target
    ]
    entries: list[Entry] = []
    for translation in units.values():
        entry = _entry(translation, old, left)
        if entry is not None:
            entries.append(entry)
    gone = [replace(entry, obsolete=True, notes="") for entry in left]
    kept = _distinct(gone, {entry.source for entry in entries})
    updated = Catalogue((*entries, *kept), old.header, old.remarks)
    return render_catalogue(updated, translated.language)


def _distinct(entries: Iterable[Entry], seen: set[str]) -> Iterator[Entry]:
    """A text that is listed twice stays once, the reviewed one."""
    for entry in sorted(entries, key=lambda entry: not entry.reviewed):
        if entry.source not in seen:
            seen.add(entry.source)
            yield entry


def _entry(
    translation: Translation, old: Catalogue, left: list[Entry]
) -> Entry | None:
    """The entry of one unit.

    None when its translation is kept elsewhere: in the glossary, or in the review of a
    longer form.
    """
    source = _writable(translation.unit.source)
    was = old.find(source) or Entry(source, "")
    if was.reviewed:
        return replace(was, obsolete=False, notes=_notes(translation, None))
    if translation.origin in (Origin.GLOSSARY, Origin.CATALOGUE):
        return None
    near = _nearest(source, left)
    target = was.target or translation.target or _reviewed_target(near)
    published = translation.target or ""
    if published == target:
        published = ""
    previous = near.entry.source if near else was.previous
    return Entry(
        source=source,
        target=target,
        fuzzy=bool(target),
        notes=_notes(translation, near, published),
        remarks=was.remarks,
        previous=previous if target else "",
        flags=was.flags,
    )


@dataclass(frozen=True, slots=True)
class _Near:
    """A text much like another, and how much: 0..100."""

    entry: Entry
    likeness: float


def _reviewed_target(near: _Near | None) -> str:
    return near.entry.target if near and near.entry.reviewed else ""


def _nearest(source: str, left: list[Entry]) -> _Near | None:
    """The text that left the post and is most alike, at least NEAR per cent.

    Reviewed ones come first when they are equally alike.
    """
    from rapidfuzz import fuzz, process

    if not left:
        return None
    ordered = sorted(left, key=lambda entry: not entry.reviewed)
    texts = [entry.source for entry in ordered]
    found = process.extractOne(
        source, texts, scorer=fuzz.ratio, score_cutoff=NEAR
    )
    return _Near(ordered[found[2]], found[1]) if found else None


def _notes(
    translation: Translation, near: _Near | None, published: str = ""
) -> str:
    """What a translator reads above a unit: its kind, where it is from, and what was found."""
    unit = translation.unit
    lines = [
        f"{unit.kind} under: {unit.context}" if unit.context else str(unit.kind)
    ]
    if translation.engine and translation.origin is not Origin.CATALOGUE:
        lines.append(f"engine: {translation.engine}")
    if published:
        lines.append(f"published: {published}")
    lines += [
        f"{finding.severity} {finding.rule}: {finding.message}"
        for finding in translation.findings
    ]
    if near:
        kind = "reviewed" if near.entry.reviewed else "machine"
        lines.append(
            f"near match ({near.likeness:.0f} %, {kind}): {near.entry.target}"
        )
    return "\n".join(" ".join(line.split()) for line in lines)
