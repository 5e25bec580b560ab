"""Articles written in calls that restart, break off and leave marks; scraps as noise."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.dedupe import audit, clean_body, explain

_WHO = (
    "港の漁師",
    "山の猟師",
    "町の医師",
    "村の大工",
    "駅の売り子",
    "島の船頭",
    "森の番人",
    "市場の商人",
    "寺の住職",
    "川の渡し守",
)
_WHAT = (
    "朝早くから道具を念入りに手入れして",
    "昼の暑さを避けて木陰で帳面をつけ",
    "夕暮れの鐘が鳴るまで黙って働き",
    "雨の日には若い者に昔の話を聞かせ",
)
_END = (
    "次の季節に備えている",
    "遠くから来た客を待っている",
    "家族のもとへ帰っていく",
    "小さな蓄えを数えている",
)


def _sentence(n: int) -> str:
    return f"{_WHO[n % 10]}は{_WHAT[n // 10 % 4]}、第{n}の日にも{_END[n // 40 % 4]}。"


def _paragraphs(n: int) -> list[str]:
    return [_sentence(3 * k) + _sentence(3 * k + 1) + _sentence(3 * k + 2) for k in range(n)]


@st.composite
def told_in_calls(draw: st.DrawFn) -> tuple[str, str]:
    """An article, and the same article written in calls that restart or are cut off."""
    paragraphs = _paragraphs(draw(st.integers(4, 14)))
    ends = sorted(
        draw(st.sets(st.integers(2, len(paragraphs) - 1), min_size=1, max_size=3))
        | {len(paragraphs)}
    )
    told: list[str] = []
    before = 0
    for number, end in enumerate(ends):
        start = max(0, before - draw(st.integers(1, 4))) if number else 0
        call = paragraphs[start:end]
        if end < len(paragraphs) and draw(st.booleans()):
            call = [*call, paragraphs[end][: draw(st.integers(12, 30))]]
        mark = (
            draw(st.sampled_from(["\n\n---END---\n\n", "\n\n\n", "\n\n", "\n\n【続き】\n\n"]))
            if number
            else ""
        )
        told.append(mark + "\n\n".join(call))
        before = end
    return "\n\n".join(paragraphs) + "\n", "".join(told) + "\n"


@given(told_in_calls())
@settings(max_examples=120)
def test_restarts_and_cuts_give_the_article_back(case: tuple[str, str]) -> None:
    """Whatever the restarts, cuts and markers: the article that was meant comes out."""
    article, told = case
    assert clean_body(told).body == article


@given(told_in_calls())
@settings(max_examples=60)
def test_cleaning_again_changes_nothing_and_the_audit_is_clean(case: tuple[str, str]) -> None:
    """Cleaning is idempotent, loses nothing and leaves no repeat; the audit agrees."""
    told = case[1]
    cleaned = clean_body(told)
    again = clean_body(cleaned.body)
    assert again.body == cleaned.body
    assert again.removals == ()
    assert audit(told, cleaned) == ()


@given(st.lists(st.integers(0, 159), min_size=1, max_size=12, unique=True))
@settings(max_examples=60)
def test_sentences_that_differ_in_numbers_or_names_stay(numbers: list[int]) -> None:
    """Sentences of one pattern with other numbers and names are different sentences."""
    body = "\n\n".join(_sentence(number) for number in numbers) + "\n"
    assert clean_body(body).body == body


_SCRAPS = st.sampled_from(
    [
        "---END---", "END", "【続き】", "（中略）", "```", "```python",
        "| a | b |", "|---|---|", "# 見出し", "## ",
        "- 項目", "1. one", "> 引用",
        "**太", "**",
        "これは長い文章の一部であり、途中で",
        "これは長い文章の一部であり、途中で切れずに終わります。",
        "A sentence that ends here.",
        "", "", "\t", "　", "[cite: 1]", "<<<<<<< HEAD", "=======",
        ">>>>>>> x", "{: .x}", "{% include a %}",
        "「", "」", "…", "\ue0e0", "\x00",
        "## 関連記事", "- [a](/b)", "※アフィリエイトリンクが含まれます。",
        "[cta](/x?utm_medium=cta)", "Here is the continuation of the article:",
    ]
)  # fmt: skip


@given(
    st.lists(st.one_of(_SCRAPS, st.text(max_size=30)), max_size=30),
    st.sampled_from(["\n", "\n\n", " ", ""]),
)
@settings(max_examples=600)
def test_noise_never_breaks_it(scraps: list[str], glue: str) -> None:
    """Any text comes through, every removal lies in it, and it can be explained."""
    body = glue.join(scraps).replace("\r", "")
    cleaned = clean_body(body, title="見出し")
    n_lines = body.count("\n") + 1
    assert all(
        1 <= removal.lines.first <= removal.lines.last <= n_lines for removal in cleaned.removals
    )
    assert len(cleaned.origin) == cleaned.body.count("\n") + (
        bool(cleaned.body) and not cleaned.body.endswith("\n")
    )
    assert clean_body(cleaned.body, title="見出し").body == cleaned.body
    assert explain(cleaned)
