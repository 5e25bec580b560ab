"""The catalogue: what a person has reviewed stays, what a machine wrote is marked."""

from __future__ import annotations

import pytest

from newsletter.errors import PostError
from newsletter.model import Finding, Origin, Severity, Translated, Translation, Unit, UnitKind
from newsletter.translate.catalogue import (
    Catalogue,
    Counts,
    count_units,
    parse_catalogue,
    update_catalogue,
)

REVIEWED = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: en\\n"
"X-Generator: Poedit 3.4\\n"

# checked with the author
msgid "売上は3億円でした。"
msgstr "Sales were ¥300 million."

#, fuzzy
msgid "利益は1億円でした。"
msgstr "Profit was ¥100 million."
"""


def translation(
    source: str, target: str | None, origin: Origin | None, engine: str = "", *findings: Finding
) -> Translation:
    """One translated sentence."""
    return Translation(
        Unit(UnitKind.SENTENCE, source, "ja", "決算"), target, origin, engine, findings
    )


def update(old: Catalogue | None, *translations: Translation) -> str:
    """The catalogue after these translations."""
    return update_catalogue(old, Translated("en", "", "", "", "", (), translations))


def test_machine_output_is_fuzzy_with_engine_and_findings() -> None:
    """A person sees who wrote it and what the checks said."""
    finding = Finding("length", Severity.WARNING, "twice as long as usual")
    text = update(None, translation("株価。", "Price.", Origin.ENGINE, "google", finding))
    entry = parse_catalogue(text, "a.po").find("株価。")
    assert entry is not None
    assert (entry.fuzzy, entry.reviewed, entry.target) == (True, False, "Price.")
    assert entry.notes.split("\n") == [
        "sentence under: 決算",
        "engine: google",
        "warning length: twice as long as usual",
    ]


def test_reviewed_text_is_never_overwritten() -> None:
    """Text, remarks and header of a person stay, whatever a machine says."""
    old = parse_catalogue(REVIEWED, "a.po")
    new = parse_catalogue(
        update(old, translation("売上は3億円でした。", "Wrong.", Origin.ENGINE, "google")), "a.po"
    )
    assert new.reviewed("売上は3億円でした。") == "Sales were ¥300 million."
    entry = new.find("売上は3億円でした。")
    assert entry is not None
    assert entry.remarks == "checked with the author"
    assert dict(new.header)["X-Generator"] == "Poedit 3.4"


def test_fuzzy_text_counts_for_nothing_and_is_not_lost() -> None:
    """A draft somebody has changed is kept, and shown beside what is published."""
    old = parse_catalogue(REVIEWED, "a.po")
    assert old.reviewed("利益は1億円でした。") is None
    new = parse_catalogue(
        update(old, translation("利益は1億円でした。", "Gains.", Origin.ENGINE, "google")), "a.po"
    )
    entry = new.find("利益は1億円でした。")
    assert entry is not None
    assert (entry.target, entry.fuzzy) == ("Profit was ¥100 million.", True)
    assert "published: Gains." in entry.notes


def test_text_that_left_the_post_is_kept_and_comes_back() -> None:
    """Obsolete entries stay as #~ and count again when the text returns."""
    old = parse_catalogue(REVIEWED, "a.po")
    gone = update(old)
    assert '#~ msgid "売上は3億円でした。"' in gone
    again = parse_catalogue(gone, "a.po")
    assert again.reviewed("売上は3億円でした。") == "Sales were ¥300 million."
    back = update(
        again, translation("売上は3億円でした。", "Sales were ¥300 million.", Origin.CATALOGUE)
    )
    assert '\nmsgid "売上は3億円でした。"' in back


def test_changed_source_shows_the_old_text() -> None:
    """A near reviewed text is shown with its translation, and the entry is fuzzy."""
    old = parse_catalogue(REVIEWED, "a.po")
    text = update(
        old, translation("売上は5億円でした。", "Sales were ¥500 million.", Origin.ENGINE, "google")
    )
    assert '#| msgid "売上は3億円でした。"' in text
    entry = parse_catalogue(text, "a.po").find("売上は5億円でした。")
    assert entry is not None
    assert (entry.fuzzy, entry.previous, entry.target) == (
        True,
        "売上は3億円でした。",
        "Sales were ¥500 million.",
    )
    assert "reviewed): Sales were ¥300 million." in entry.notes


def test_held_unit_says_why() -> None:
    """A unit without a translation is there, empty or with a near reviewed text as fuzzy."""
    finding = Finding("numbers", Severity.ERROR, "3億 became 3 billion")
    held = translation("まったく別の話です。", None, None, "", finding)
    near = translation("売上は6億円でした。", None, None, "", finding)
    new = parse_catalogue(update(parse_catalogue(REVIEWED, "a.po"), held, near), "a.po")
    first, second = new.find("まったく別の話です。"), new.find("売上は6億円でした。")
    assert first is not None
    assert second is not None
    assert (first.target, first.fuzzy) == ("", False)
    assert "error numbers: 3億 became 3 billion" in first.notes
    assert (second.target, second.fuzzy) == ("Sales were ¥300 million.", True)


def test_counts() -> None:
    """Reviewed, machine, stale and held are told apart."""
    old = parse_catalogue(REVIEWED, "a.po")
    text = update(
        old,
        translation("売上は3億円でした。", "Sales were ¥300 million.", Origin.CATALOGUE),
        translation("利益は2億円でした。", "Profit was ¥200 million.", Origin.ENGINE, "google"),
        translation("まったく別の話です。", "Something else.", Origin.MEMORY, "google"),
        translation("全然違う内容", None, None),
    )
    assert parse_catalogue(text, "a.po").counts() == Counts(reviewed=1, machine=1, stale=1, held=1)


def test_same_translations_give_the_same_bytes() -> None:
    """Writing what was just written changes nothing: no clock, no order by chance, no wrapping."""
    each = translation("長い文" * 60 + "。", "A long sentence " * 30, Origin.ENGINE, "google")
    first = update(None, each)
    assert update(parse_catalogue(first, "a.po"), each) == first


@pytest.mark.parametrize(
    "source", ['He said \\"yes.\\"', '\\"Yes\\"', "Yes.", 'He said \\"yes.\\" twice.']
)
def test_a_source_that_ends_with_a_quote_is_counted(source: str) -> None:
    """It is no header, which has no source."""
    text = f'{HEAD}msgid "{source}"\nmsgstr "Ja."\n'
    assert count_units(text.encode(), "a.po") == parse_catalogue(text, "a.po").counts()
    assert count_units(text.encode(), "a.po").reviewed == 1


@pytest.mark.parametrize("text", ["これはPOではない\n", 'msgid "a"\nmsgstr "b"\ngarbage\n'])
def test_broken_catalogue_is_an_error_with_its_place(text: str) -> None:
    """A damaged file is named, not taken for an empty one."""
    with pytest.raises(PostError) as caught:
        parse_catalogue(text, "translations/en/a.po")
    assert "translations/en/a.po" in str(caught.value)


# ---------------------------------------------------------------- files of other hands

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
ENTRY = 'msgid "売上は3億円でした。"\nmsgstr "Sales were ¥300 million."\n'


@pytest.mark.parametrize(
    "data",
    [
        (HEAD + ENTRY).encode(),
        ("\ufeff" + HEAD + ENTRY).encode(),
        (HEAD + ENTRY).encode("utf-16"),
        (HEAD + ENTRY).replace("UTF-8", "EUC-JP").replace("¥", "JPY ").encode("euc-jp"),
        (HEAD + ENTRY).replace("\n", "\r\n").encode(),
    ],
    ids=["utf-8", "bom", "utf-16", "euc-jp", "crlf"],
)
def test_a_catalogue_is_read_in_the_encoding_it_has(data: bytes) -> None:
    """UTF-8, a byte order mark, or the charset its own header names."""
    found = parse_catalogue(data, "a.po").find("売上は3億円でした。")
    assert found is not None
    assert found.target.endswith("300 million.")


BROKEN = {
    "missing quote": (HEAD + ENTRY.replace('million."', "million."), 5, "quotation mark"),
    "missing first quote": (HEAD + ENTRY.replace('"Sales', "Sales"), 5, "quotation mark"),
    "bare quote inside": (HEAD + ENTRY.replace("Sales", 'Sa"les'), 5, "quotation mark"),
    "conflict": (HEAD + f"<<<<<<< HEAD\n{ENTRY}=======\n{ENTRY}>>>>>>> b\n", 4, "merged"),
    "cut": (HEAD + 'msgid "売上は3億円でした。"\n', 5, "middle of an entry"),
    "cut in a line": (HEAD + 'msgid "売上は3', 4, "quotation mark"),
    "prose": (HEAD + "Sales were fine.\n", 4, "no line of a PO file"),
    "obsolete": (HEAD + '#~ msgid "a"\n#~ msgstr "b\n', 5, "quotation mark"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_line_is_named_and_nothing_of_the_file_is_used(name: str) -> None:
    """File, line, reason and what to do: parsers lose the last letter without a word."""
    text, line, why = BROKEN[name]
    with pytest.raises(PostError) as caught:
        parse_catalogue(text, "a.po")
    assert caught.value.at == f"a.po:{line}"
    assert why in caught.value.why
    assert caught.value.fix


@pytest.mark.parametrize("data", [b"\xff\xfa\x00", HEAD.encode() + "é".encode("latin-1")])
def test_bytes_in_no_encoding_are_named(data: bytes) -> None:
    """The line is told, and that UTF-8 is wanted."""
    with pytest.raises(PostError, match="UTF-8"):
        parse_catalogue(data, "a.po")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        HEAD,
        HEAD + "# <<<<<<< a remark\n" + ENTRY,
        HEAD + ENTRY + '\n#~ msgid "a"\n#~ msgstr "b"\n',
        HEAD + '#| msgid "old"\n' + ENTRY,
        HEAD + '#~| msgid "old"\n#~ msgid "a"\n#~ msgstr "b"\n',
        HEAD + ENTRY.replace("Sales", 'Sa\\"les\\n'),
        HEAD + 'msgid ""\n"売上は"\n"3億円でした。"\nmsgstr ""\n"Sales were fine."\n',
        HEAD + ENTRY.rstrip("\n"),
    ],
)
def test_whole_catalogues_are_read(text: str) -> None:
    """Comments, obsolete and former texts, escapes and texts over several lines."""
    parse_catalogue(text, "a.po")


def test_both_versions_of_a_text_in_one_are_no_review() -> None:
    """What msgcat writes where two catalogues differ waits for a person."""
    mixed = "#-#-#-#-#  a.po  #-#-#-#-#\\nSales.\\n#-#-#-#-#  b.po  #-#-#-#-#\\nRevenue."
    catalogue = parse_catalogue(HEAD + f'msgid "売上"\nmsgstr "{mixed}"\n', "a.po")
    assert catalogue.reviewed("売上") is None


def test_notes_are_read_back() -> None:
    """The notes of a catalogue are read back as they were written."""
    from newsletter.model import UnitKind
    from newsletter.translate.unit_notes import parse_notes

    notes = parse_notes(
        "list of another program\nengine: google\npublished: Old\n"
        "warning numbers: 3\nnear match (88 %, reviewed): Near"
    )
    assert (notes.kind, notes.engine, notes.published) == (UnitKind.SENTENCE, "google", "Old")
    assert (notes.near, notes.near_percent) == ("Near", 88)
    assert parse_notes("heading under: A").kind is UnitKind.HEADING
    assert parse_notes("").context == ""


@pytest.mark.parametrize("odd", ["\0", "\x0b", "\x1d", "\x85", "\u2028", "\ud83d"])
def test_a_text_that_no_file_can_hold_is_found_again(odd: str) -> None:
    """The file can be read, and a review of it counts for the text in the post."""
    source = f"株価{odd}の話。"
    text = update(None, translation(source, "Price.", Origin.ENGINE, "google"))
    reviewed = parse_catalogue(text.replace("#, fuzzy\n", ""), "a.po")
    assert reviewed.reviewed(source) == "Price."
    again = update(reviewed, translation(source, "Price.", Origin.CATALOGUE))
    assert [entry.obsolete for entry in parse_catalogue(again, "a.po").entries] == [False]
