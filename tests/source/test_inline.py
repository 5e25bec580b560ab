"""Pieces in depth: what is inside what, where text stays text, and what a reader sees."""

from __future__ import annotations

import pytest

import newsletter
from newsletter.source.inline import find_spans, plain_text, sentences, text_content, wiki_name
from newsletter.source.link_words import LinkNames
from newsletter.source.pieces import Piece, PieceKind, shift
from newsletter.source.spans import parse_inline

# Text, its pieces as (kind, what it covers), the outer one first.
PIECES = {
    # in the wild
    "a strong word in Japanese": (
        "港は**静か**だ",
        "text:港は emphasis:**静か** text:静か text:だ",
    ),
    "a link with code": ("[`a`](/b)", "link:[`a`](/b) code:`a`"),
    "a picture with a description": ("![朝の港](a.png)", "image:![朝の港](a.png) text:朝の港"),
    "two tags": ("<i>a</i>b", "html:<i>a</i> text:a text:b"),
    "a keyboard key is code": ("<kbd>Ctrl</kbd>", "code:<kbd>Ctrl</kbd>"),
    "a formula": ("$a_1$", "math:$a_1$"),
    "a wiki link": ("[[港]]", "wiki link:[[港]]"),
    "an emoji": (":smile:", "emoji::smile:"),
    "an emoji against a word": ("港:ship:と", "text:港 emoji::ship: text:と"),
    "template words": ("{{ a }}", "output:{{ a }}"),
    "a template tag": ("{% a %}", "liquid:{% a %}"),
    "a footnote": ("a[^1]", "text:a footnote:[^1]"),
    "an inline footnote": ("^[注です]", "note:^[注です] text:注です"),
    "a bare address": ("https://a.example/b", "url:https://a.example/b"),
    # synthetic
    "emphasis in emphasis": ("***a***", "emphasis:***a*** emphasis:**a** text:a"),
    "struck out": ("~~a~~", "emphasis:~~a~~ text:a"),
    "an image in a link": (
        "[![a](b)](c)",
        "link:[![a](b)](c) image:![a](b) text:a",
    ),
    "an element in an element of its name": (
        "<b><b>a</b></b>",
        "html:<b><b>a</b></b> html:<b>a</b> text:a",
    ),
    "an element without an end": ("<br>a", "html:<br> text:a"),
    "an end that no element has": ("<br>a</br>", "html:<br> text:a html:</br>"),
    "an element that ends itself": ("<b/>a</b>", "html:<b/> text:a html:</b>"),
    "capitals": ("<B>a</b>", "html:<B>a</b> text:a"),
    "code between longer marks": ("`` a`b ``", "code:`` a`b ``"),
    # what only looks like markup is text
    "a star alone": ("a * b", "text:a * b"),
    "a star never closed": ("*港", "text:*港"),
    "an underscore in a word": ("a_b_c", "text:a_b_c"),
    "a tick never closed": ("`港", "text:`港"),
    "an exclamation": ("港!", "text:港!"),
    "a comparison": ("a < b > c", "text:a < b > c"),
    "an amount": ("$5 and $6", "text:$5 and $6"),
    "a time": ("10:30:45", "text:10:30:45"),
    "brackets without a definition": ("[港]", "text:[港]"),
    "a caret": ("a^2", "text:a^2"),
    "half an address": ("https://", "text:https://"),
    "nothing": ("", ""),
}


def tell(pieces: tuple[Piece, ...], text: str) -> list[str]:
    """Every piece with what it covers, the outer one before what is inside."""
    out: list[str] = []
    for piece in pieces:
        out.append(f"{piece.kind.value}:{text[piece.first : piece.last]}")
        out += tell(piece.children, text)
    return out


@pytest.mark.parametrize(("text", "wanted"), PIECES.values(), ids=PIECES)
def test_pieces_and_what_is_in_them(text: str, wanted: str) -> None:
    """Pieces nest as the page shows them; a mark that opens nothing is text like its neighbours."""
    assert " ".join(tell(parse_inline(text), text)) == wanted


# Text, the kind of its line break and what belongs to it.
BREAKS = {
    "a line end": ("a\nb", PieceKind.SOFT_BREAK, "\n"),
    "one blank before it": ("a \nb", PieceKind.SOFT_BREAK, " \n"),
    "two blanks": ("港  \n朝", PieceKind.HARD_BREAK, "  \n"),
    "three blanks": ("a   \nb", PieceKind.HARD_BREAK, "   \n"),
    "a backslash": ("a\\\nb", PieceKind.HARD_BREAK, "\\\n"),
}


@pytest.mark.parametrize(("text", "kind", "covers"), BREAKS.values(), ids=BREAKS)
def test_the_blanks_before_a_break_belong_to_it(text: str, kind: PieceKind, covers: str) -> None:
    """Two blanks or a backslash make a break that is seen; fewer make one that is not."""
    (found,) = (piece for piece in parse_inline(text) if piece.kind.value.endswith("break"))
    assert (found.kind, text[found.first : found.last]) == (kind, covers)


def test_the_inside_of_a_piece_is_between_its_marks() -> None:
    """What may be translated stands between the marks; the marks and the target do not."""
    inside = {
        "**港**": "港",
        "~~港~~": "港",
        '[港](/a "b")': "港",
        "![港](/a)": "港",
        "^[港]": "港",
        "<b>港</b>": "港",
        "<a href='x>y'>港</a>": "港",
    }
    for text, wanted in inside.items():
        (piece,) = parse_inline(text)
        assert text[slice(*piece.inner)] == wanted, text


def test_a_shifted_piece_is_moved_with_all_in_it() -> None:
    """Every place of a piece and of its children moves by the same number."""
    text = "**a [b](c)**"
    (piece,) = parse_inline(text)
    moved = shift(piece, 3)
    padded = "..." + text
    assert tell((moved,), padded) == tell((piece,), text)
    assert padded[slice(*moved.inner)] == text[slice(*piece.inner)]


def test_a_label_without_definition_is_a_span_all_the_same() -> None:
    """Where the definitions are not at hand, brackets are kept whole: that does no harm."""
    text = "[港][p] と [朝]"
    assert [text[span.first : span.last] for span in find_spans(text)] == ["[港][p]", "[朝]"]
    assert parse_inline(text) == (Piece(PieceKind.TEXT, 0, len(text), text),)


# Text, what a reader sees of it.
SEEN = {
    # in the wild
    "a heading with its id": ("費用 {#costs}", "費用 "),
    "a linked picture": ("[![朝の港](a.png)](/b)です", "朝の港です"),
    "a reference": ("[港][p]の朝", "港の朝"),
    "a wiki link by its name": ("[[Notes/港|港の話]]を", "港の話を"),
    "a wiki link by its page": ("[[Notes/港]]を", "港を"),
    "an embedded file": ("![[a.png]]図", "図"),
    "a template tag": ("{% include a %}港", "港"),
    "a comment": ("港<!-- note -->の朝", "港の朝"),
    "a hidden comment": ("港%%秘密%%の %%x y%% 朝 ^ab-12", "港の  朝 "),
    "an address in angles": ("<https://a.example/b>", "https://a.example/b"),
    "an address with brackets": ("[a](/b_(c))d", "ad"),
    # synthetic
    "every mark": ("***a*** __b__ _c_ `d`", "a b c d"),
    "two and three underscores": ("__a b__ and ___c___", "a b and c"),
    "code keeps its ticks": ("`` a`b ``", " a`b "),
    "a tag in code": ("put `<b>` into `<p>`", "put <b> into <p>"),
    "marks in code": ("call `__init__(*args)` and `[a](b)`", "call __init__(*args) and [a](b)"),
    "code in a link": ("[see `<b>`](/c) there", "see <b> there"),
    "noncharacters beside code": (
        "the `tool` says \ufdd07\ufdd1 and \ufdd00\ufdd1",
        "the tool says \ufdd07\ufdd1 and \ufdd00\ufdd1",
    ),
    "noncharacters in code": ("`a` and `\ufdd00\ufdd1`", "a and \ufdd00\ufdd1"),
    "an escaped bracket in a label": (r"[a\]b](/c)", "a]b"),
    "a backslash that escapes nothing": (r"C:\港", r"C:\港"),
    "tags with attributes": ('<span class="a">港</span>', "港"),
    "stars inside Japanese": ("港の*朝*に", "港の朝に"),
    "stars around a quotation": ("港が*「朝」*で*夜*も", "港が「朝」で夜も"),
    # no amount that nobody wrote
    "numbers of sources": ("300億円[1][2]と20%[3][4]", "300億円[1][2]と20%[3][4]"),
    "a linked number of a source": ("300億円[1](/a)となった[2](/b)。", "300億円[1]となった[2]。"),
    "a linked number in brackets": ("rose to $5[[3]](#c) and", "rose to $5[3] and"),
    "a linked amount": ("売上は[300](/a)億円、[2024](/b)年", "売上は300億円、2024年"),
    "a linked number behind a blank": ("See [12](/a), no. [5](/b).", "See 12, no. 5."),
    "a raised number": ("10<sup>6</sup>人、300円<sup>1</sup>、m<sup>2</sup>", "10⁶人、300円¹、m²"),
    "a raised link": ("300円<sup>[1](#a)</sup>、<sup><a href='#b'>2</a></sup>", "300円¹、²"),
    "a power": ("2<sup>n</sup>, 2<sup>n-1</sup>, e<sup>-x</sup>", "2^n, 2^(n-1), e^(-x)"),
    "raised letters": ("5<sup>th</sup>, 1<sup>er</sup>, A<sup>TM</sup>", "5th, 1er, ATM"),
    "lowered digits": ("CO<sub>2</sub>, 10<sub>2</sub>", "CO2, 10₂"),
    "a struck price": ("~~500円~~300円、<del>5</del> <s>*4*</s> 3円", "300円、 3円"),
    "struck words between others": ("old ~~dear~~ new ~~more~~.", "old new."),
    "marked words": ("costs ==$300 million== now", "costs $300 million now"),
    "marks of Pandoc": ("x^2^, 10^6^人, H~2~O, a^[a note]b", "x², 10⁶人, H2O, ab"),
    "entities": ("R&amp;D &lt;b&gt; 5&nbsp;%&#33; `&amp;`", "R&D <b> 5\xa0%! &amp;"),
    "no entity": ("AT&T, a&b;c, &nosuch;", "AT&T, a&b;c, &nosuch;"),
    "signs": ("a == b == c, 10~20~30, (^_^) and (^_^;", "a == b == c, 10~20~30, (^_^) and (^_^;"),
    "struck words between tags": ("<del><b>a</b></del>b", "b"),
    "prices on two lines": ("500円<br>300円<br />200円", "500円 300円 200円"),
    "an address beside a mark": (
        "See <https://a.example/b> for ==x== of <mailto:a@b.example>.",
        "See https://a.example/b for x of mailto:a@b.example.",
    ),
    "an address of a mailbox": ("Ask <a.b@c.example>, ~~now~~.", "Ask a.b@c.example,."),
    "marks and a backtick in an address": (
        "<https://a.example/~~b~~/==c==/*d*/`e> `f`",
        "https://a.example/~~b~~/==c==/*d*/`e f",
    ),
    "escaped marks": (r"1 \~~2\~~ 3, \==4==, ==5\==, x\^2^", "1 ~~2~~ 3, ==4==, ==5==, x^2^"),
    "an escaped end": (r"~~a\~~~ b", " b"),
    "escaped tags": (
        r"Write \<s>x\</s>, \<br> and 2\<sup>x\</sup>.",
        "Write <s>x</s>, <br> and 2<sup>x</sup>.",
    ),
    "an escaped mark in struck words": (r"a ~~b \~ c~~ d", "a d"),
    "a backslash before a mark": (r"a \\~~b~~ \\==c==", "a \\ \\c"),
    "a link behind a name": ("FROST[署名][a b]の話", "FROST署名の話"),
    "an index": ("a[i][j], m[k][l][n] and `a[i][j]`", "a[i][j], m[k][l][n] and a[i][j]"),
    "brackets in the words of a link": ("[a [b] c](/d)e", "a [b] ce"),
    # must not change
    "struck words in code": ("`~~a~~` and `10<sup>6</sup>`", "~~a~~ and 10<sup>6</sup>"),
    "a range": ("10~20, 30~~40", "10~20, 3040"),
    "a product without blanks": ("5*3*2", "5*3*2"),
    "one star inside Japanese": ("縦*横", "縦*横"),
    "stars of a product": ("2 * 3 * 4", "2 * 3 * 4"),
    "a star against a word": ("5*3", "5*3"),
    "a name with underscores": ("make_all_now", "make_all_now"),
    "a name with two of them": ("make__all", "make__all"),
    "a gap to fill in": ("Name: ____", "Name: ____"),
    "a comparison": ("a < b and c > d", "a < b and c > d"),
    "brackets alone": ("[注] 港", "[注] 港"),
    "brackets and a blank": ("[a] (b)", "[a] (b)"),
    "braces of prose": ("{a, b}", "{a, b}"),
    "an amount": ("$5 to $6", "$5 to $6"),
    "noncharacters without code": ("\ufdd00\ufdd1 港", "\ufdd00\ufdd1 港"),
    "a formula is read": ("$x$", "$x$"),
    "an emoji is read": ("港:smile:", "港:smile:"),
    "Korean": ("항구의 아침", "항구의 아침"),
}


@pytest.mark.parametrize(("text", "seen"), SEEN.values(), ids=SEEN)
def test_what_a_reader_sees(text: str, seen: str) -> None:
    """Marks, targets and tags go; a character that marks nothing stays where it stands."""
    assert plain_text(text) == seen


NAMED = [
    ("see the [next post] now", "see the next post now"),
    ("see the [Next Post].", "see the Next Post."),
    ("[next post] and **[next post]**", "next post and next post"),
    ("[it][next post]", "it"),
    ("the [other post]", "the [other post]"),
    ("![next post]", "![next post]"),
    ("- [ ] to do", "- [ ] to do"),
    ("\\[next post]", "[next post]"),
]


@pytest.mark.parametrize(("text", "seen"), NAMED)
def test_a_link_by_its_name(text: str, seen: str) -> None:
    """Must not change: a name that nothing defines, a picture, a box to tick, an escaped bracket."""
    assert plain_text(text, LinkNames({"next post", "`vec`", "4"})) == seen


CLOSED = [
    ("[港][next post]と[船][Next  Post]", "港と船"),
    ("[`Vec`][] and [`Vec`]", "Vec and Vec"),
    ("300億円[4]、[4]と、300億円[4][4]", "300億円[4]、[4]と、300億円[4]"),
    ("as [Smith 2020][Jones 2021] say", "as [Smith 2020][Jones 2021] say"),
    ("図[注甲][注乙]と行列[行][列]", "図[注甲][注乙]と行列[行][列]"),
    ("pre[fix][next post]", "prefix"),
]


@pytest.mark.parametrize(("text", "seen"), CLOSED)
def test_brackets_are_a_link_only_where_their_label_is_defined(text: str, seen: str) -> None:
    """In a text that shows all definitions, other brackets are what their author wrote."""
    names = LinkNames({"next post", "`vec`", "4"}, is_open=False)
    assert plain_text(text, names) == seen


def test_the_id_of_a_heading_is_made_of_all_its_words() -> None:
    """A generator makes it so, struck or raised."""
    assert text_content("~~Old~~ x<sup>2</sup> _a_") == "Old x2 a"


WIKI = {
    "[[Page]]": "Page",
    "[[Folder/Sub/Page]]": "Page",
    "[[Page|alias]]": "alias",
    "[[Page#Part]]": "Page",
    "[[#Part]]": "Part",
    "[[Folder/Page#Part|alias]]": "alias",
    "[[Page\\|in a table]]": "in a table",
    "[[Page|a|b]]": "a|b",
    "[[Page|]]": "Page",
    "![[a.png]]": "",
    "![[Page|alias]]": "",
}


@pytest.mark.parametrize(("link", "name"), WIKI.items())
def test_the_name_of_a_wiki_link(link: str, name: str) -> None:
    """The alias, else the last part of the page, else the heading; nothing of an embedded file."""
    assert wiki_name(link) == name


CUT = {
    "after each mark of an end": ("港か？朝だ！静かだ。", ["港か？", "朝だ！", "静かだ。"]),
    "English": ("It is. Is it? Yes!", ["It is. ", "Is it? ", "Yes!"]),
    # must not be cut
    "in a formula": ("$a. B = c$ holds.", ["$a. B = c$ holds."]),
    "in template words": ("{{ a. B }} is out.", ["{{ a. B }} is out."]),
    "in an address": ("https://a.example/b.C?d=1 is it.", ["https://a.example/b.C?d=1 is it."]),
    "in a note": ("港^[注。注]の朝。", ["港^[注。注]の朝。"]),
    "in the description of a picture": ("![甲。乙。](a.png)の図。", ["![甲。乙。](a.png)の図。"]),
    "in struck words with more behind": ("~~甲。乙~~は。", ["~~甲。乙~~は。"]),
    "nothing": ("", []),
}


@pytest.mark.parametrize(("text", "wanted"), CUT.values(), ids=CUT)
def test_no_sentence_ends_inside_markup(text: str, wanted: list[str]) -> None:
    """Half a formula or half a link is worse than a long sentence."""
    assert list(sentences(text)) == wanted


def test_a_note_that_ends_a_sentence_ends_only_its_own() -> None:
    """What a note says is beside the sentence: after it the sentence goes on."""
    assert sentences("港^[注です。]の朝は静かだ。") == ("港^[注です。]の朝は静かだ。",)


@pytest.mark.parametrize("n_tags", [3, 1200])
def test_tags_inside_each_other_are_walked_however_many(n_tags: int) -> None:
    """The outer ones are pairs, as ever; a post of nothing but tags ends no program."""
    text = "<b><i>" * n_tags + "港の市" + "</i></b>" * n_tags
    (piece,) = parse_inline(text)
    assert (piece.first, piece.last, piece.inner) == (0, len(text), (3, len(text) - 4))
    assert plain_text(text) == "港の市"
    assert sentences(text) == (text,)
    assert newsletter.translate_markdown(text, list) == text
