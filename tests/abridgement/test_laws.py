"""The laws of an abridgement, over made-up articles, the benchmark and the real posts."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.abridgement import abridge_body
from newsletter.abridgement.balance import is_balanced
from newsletter.abridgement.lengths import measured
from newsletter.abridgement.shortening import MORE
from newsletter.dedupe import clean_body
from newsletter.language.scripts import guess_language
from newsletter.model import Abridged, BlockKind, Budget, BudgetUnit
from newsletter.source.blocks import parse_blocks
from newsletter.source.front_matter import split_front_matter
from newsletter.source.inline import sentences

_SENTENCES = [
    "図書館は夜も開いている。",
    "貸出数は18%伸びた。",
    "**費用は年240万円です。**",
    "しかし、職員は足りない。",
    "その理由は賃金にある。",
    "[調査](/survey/)では62%が賛成した。",
    "なぜ夜に開けるのか。",
    "「夜は静か。いい所だ」と館長は話す。",
    "また、駐車場も広げた。",
    "以下の通りです。",
]
_paragraphs = st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=5).map("".join)
_lists = st.lists(
    st.sampled_from(["照明を替える", "会費は月500円。学生は無料。", "週4日開ける"]),
    min_size=2,
    max_size=4,
).map(lambda items: "\n".join(f"- {item}" for item in items))
_headings = st.sampled_from(["## 背景", "### 費用", "## まとめ", "**利用者の声**"])
_tables = st.just("| 項目 | 額 |\n|---|---|\n| 電気 | 240万円 |")
_articles = st.lists(_paragraphs | _lists | _headings | _tables, min_size=3, max_size=14).map(
    lambda parts: "\n\n".join(parts) + "\n"
)


def _units(body: str) -> list[str]:
    """Sentences, and the text of every other block."""
    units: list[str] = []
    for block in parse_blocks(body):
        prose = block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)
        units += [text.strip() for text in sentences(block.text)] if prose else [block.text.strip()]
    return [unit for unit in units if unit]


def _check(body: str, abridged: Abridged, language: str) -> None:
    """Verbatim and in order; balanced; no heading without text."""
    rest = iter(_units(body))
    for unit in _units(abridged.body):
        if unit == MORE:
            continue
        rows, _, last = unit.rpartition("\n")
        if last.startswith(f"| {MORE} |"):
            assert any(rows in other for other in rest), f"rows are not in the source: {rows}"
        else:
            assert unit in rest, f"not in the source, or out of order: {unit}"
    blocks = parse_blocks(abridged.body)
    source = {block.text for block in parse_blocks(body)}
    for block in blocks:
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and block.text not in source:
            assert is_balanced(block.text) or not all(is_balanced(text) for text in source)
    if abridged.body == body:
        return  # left alone, with the headings it has
    assert not blocks or blocks[-1].kind is not BlockKind.HEADING
    for block, after in pairwise(blocks):
        if block.kind is BlockKind.HEADING and after.kind is BlockKind.HEADING:
            assert after.level > block.level


@settings(max_examples=150)
@given(_articles, st.sampled_from([0.2, 0.35, 0.5, 0.8]))
def test_laws_on_made_up_articles(body: str, share: float) -> None:
    """Whatever the article: sentences verbatim and in order, Markdown whole, no heading without
    text, never over the budget.
    """
    budget = Budget(BudgetUnit.SHARE, share)
    abridged = abridge_body(body, language="ja", budget=budget)
    _check(body, abridged, "ja")
    length, amount = measured(abridged.body, body, language="ja", budget=budget)
    assert length <= amount * 1.1 + 1e-9 or "budget" in abridged.note
    assert length >= amount * 0.9 or abridged.note


@settings(max_examples=50)
@given(_articles)
def test_abridging_again_changes_nothing(body: str) -> None:
    """An abridgement is within its own budget and comes back as it is."""
    budget = Budget(BudgetUnit.CHARS, 60)
    once = abridge_body(body, language="ja", budget=budget).body
    assert abridge_body(once, language="ja", budget=budget).body == once


@settings(max_examples=80)
@given(st.text(alphabet="あ。a.*_`[]()#->|\n 1「」", max_size=80))
def test_any_text_is_abridged_without_a_fault(body: str) -> None:
    """No text is so broken that abridging fails."""
    abridge_body(body, language="ja", budget=Budget(BudgetUnit.SHARE, 0.3))


def test_laws_on_real_posts(corpus: tuple[Path, ...]) -> None:
    """Every eighth real post, cleaned: the laws, and within a tenth of four minutes."""
    budget = Budget(BudgetUnit.MINUTES, 4)
    for path in corpus[::8]:
        body = clean_body(split_front_matter(path.read_text("utf-8").replace("\r\n", "\n"))[1]).body
        language = guess_language(body)
        abridged = abridge_body(body, language=language, budget=budget)
        _check(body, abridged, language)
        if abridged.body != body:
            length, amount = measured(abridged.body, body, language=language, budget=budget)
            assert abs(length - amount) <= 0.1 * amount or abridged.note
        assert abridge_body(abridged.body, language=language, budget=budget).body == abridged.body
