"""Take the machine's leavings out of the lines: markers, continuation labels, chatter, leaked prompts, citations, conflict marks.

Each rule has a name, is anchored (to the whole line, its start, its end, or to a form no author writes), and knows no post.
What a rule takes leaves a break behind: a call stopped or started there, which the alignment uses.
Code is looked into only for markers on a line of their own: a call may have stopped inside a fence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from newsletter.dedupe.segment import SourceLine
from newsletter.model import Lines, Removal, RemovalKind

_DASH = r"[-‐‑–—―]"
_EXISTING = r"既存の?記事(?:の(?:最後|末尾|続き|途中))?(?:の?部分)?"
_LABEL_WORDS = (
    rf"{_EXISTING}(?:から|より|の)*(?:の?続[きく]|続く)?|(?:記事の)?(?:続き|つづき)(?:から|です)?|[前中後]略|省略|以下続く"
    r"|(?:existing article,? )?(?:last part|continuation"
    r"|continued(?: from (?:the )?(?:existing|previous) (?:article|part|section|text))?"
    r"|omitted|continue reading|to be continued|previous part omitted)"
)
_WRAP_OPEN = r"[\s.…・。*_~>]*[（(【\[〔［]?[\s.…]*"
_WRAP_CLOSE = r"[\s.…:：]*[）)】\]〕］]?[\s.…・。:：*_~-]*"


@dataclass(frozen=True, slots=True)
class Rule:
    """One form of leaving.

    Attributes:
        name: Shown in reports.
        hints: It can only fire on a line that holds one of these (lower case); a cheap test that spares the pattern.
        kind: Kind of the removal.
        reason: Plain sentence for the editor.
        pattern: What is taken out; the group `gone` where only a part of the match goes.
        whole: The pattern must cover the whole line.
        breaks: A call stopped or started here.
    """

    name: str
    hints: tuple[str, ...]
    kind: RemovalKind
    reason: str
    pattern: re.Pattern[str]
    whole: bool = True
    breaks: bool = True


_MARKER = "a marker of the machine, not text of the article"
_CONTINUED = "a label with which one call continued another"
_TALK = "the machine talks about its task here"
_PROMPT = "a line of the prompt leaked into the text"

RULES = (
    Rule(
        "end-marker",
        ("end",),
        RemovalKind.MARKER,
        _MARKER,
        re.compile(
            rf"[\s>*_\\#`]*(?:{_DASH}{{2,}}\s*(?:THE\s+)?END\s*{_DASH}*|(?:THE\s+)?END\s*{_DASH}{{2,}}"
            r"|[\[【(（<]?(?:THE )?END[\]】)）>]?)[\s*_`.。]*"
        ),
    ),
    Rule(
        "end-marker-in-line",
        ("end",),
        RemovalKind.MARKER,
        _MARKER,
        re.compile(
            rf"[ \t　]*(?:\*\*)?\\?{_DASH}{{3,}}\s?END(?![A-Za-z])\s?{_DASH}*(?:\*\*)?[ \t　]*|[ \t　]*\bEND{_DASH}{{3,}}[ \t　]*"
        ),
        whole=False,
    ),
    Rule(
        "conflict-mark",
        ("<<<<<<<", ">>>>>>>", "=======", "|||||||"),
        RemovalKind.MARKER,
        "a mark of a merge conflict",
        re.compile(r"(?:<{7}|>{7}|\|{7})(?: .*)?|={7}\s*"),
    ),
    Rule(
        "citation",
        ("[cite",),
        RemovalKind.CITATION,
        "a citation mark that points nowhere",
        re.compile(r"[ \t]*\[cite(?:_start|_end|[:：][\s\d,、–-]*)\]"),
        whole=False,
        breaks=False,
    ),
    Rule(
        "continuation-label",
        ("続", "つづ", "略", "既存", "last part", "continu", "omitted"),
        RemovalKind.CONTINUATION,
        _CONTINUED,
        re.compile(rf"{_WRAP_OPEN}(?:{_LABEL_WORDS}){_WRAP_CLOSE}", re.I),
    ),
    Rule(
        "omission-at-edge",
        ("略", "続", "つづ"),
        RemovalKind.CONTINUATION,
        _CONTINUED,
        re.compile(
            r"^(?:\s*[.…]{1,6}\s*)?[（(【\[](?:[前中後]略|省略|続き|つづき)[）)】\]]\s*[.…]*\s*(?=\S)|[.…\s]*[（(](?:[前中後]略|続く|つづく)[）)]\s*[.…]*\s*$"
        ),
        whole=False,
    ),
    Rule(
        "continued-heading",
        ("続", "つづ", "承前", "continued", "cont."),
        RemovalKind.CONTINUATION,
        _CONTINUED,
        re.compile(
            r"^\s*(?:#{1,6}\s.*?|(?:(?:[-*+]|\d+[.)])\s+)?\*\*[^*]*?)(?P<gone>\s*[（(](?:の?続き|つづき|承前|続|continued|cont\.)[）)])(?=[\s*:：]*)",
            re.I,
        ),
        whole=False,
        breaks=False,
    ),
    Rule(
        "character-count",
        ("文字", "字", "count", "characters"),
        RemovalKind.CHATTER,
        "the machine counts its characters",
        re.compile(
            r"\s*[*_]*[（(【\[]?\s*(?:文字数|総文字数|合計文字数|現在の文字数|word count|character count)"
            r"(?:確認|カウント)?\s*[:：]?\s*(?:約|およそ|about |approx\. ?)?[\d,，]+\s*"
            r"(?:文字|字|words|characters)?(?:程度|以上|です)?[。.]?\s*[）)】\]]?[*_]*\s*|\s*[（(]約?[\d,]+\s*(?:文字|字)(?:程度)?[）)]\s*"
            r"|\s*The article has [\d,]+ characters.*",
            re.I,
        ),
    ),
    Rule(
        "leaked-prompt",
        ("【", "フロントマター", "繰り返さない", "続きを", "語りかけ", "先輩", "リズム"),
        RemovalKind.CHATTER,
        _PROMPT,
        re.compile(
            r"\s*(?:[-*+・]|\d+[.)])?\s*(?:【(?:文体の指示|注意(?:事項|点)?|要求事項|重要|出力形式|条件|指示)】.*"
            r"|フロントマターは?(?:追加|出力|含め)[^。]{0,12}(?:しない|ないで)[^。]{0,20}|既存の(?:内容|記事|文章)を繰り返さない[^。]{0,20}"
            r"|(?:自然な流れで)?続きを(?:書[くい]|執筆)(?:て(?:ください)?)?|親しみやすく専門的な語りかけ.{0,30}|先輩が後輩にアドバイス.{0,40}|短文と長文のリズム.{0,40}"
            r"|(?:上記|以下|前述)の(?:記事|文章)の続きを.{0,30}(?:ください|書く).{0,10})[。.]?\s*"
        ),
    ),
    Rule(
        "chatter",
        ("承知", "続き", "here", "i have", "let me", "i'll", "i will", "like me to"),
        RemovalKind.CHATTER,
        _TALK,
        re.compile(
            r"[\s>*_]*(?:はい、?|もちろんです。?)?\s*(?:"
            r"承知(?:いた)?しました[。、！!]?(?:[^。]{0,60}(?:記事|続き|執筆|作成|完成|文字)[^。]{0,60}[。：:]?)?"
            r"|(?:提供された|いただいた|ご提示の|以下の|上記の|既存の)?(?:記事|文章)の続きを[^。]{0,60}(?:補完|完成|執筆|作成|書[いき]|出力|続け)[^。]{0,30}[。：:]?"
            r"|ここから、?(?:は)?(?:記事の)?続き(?:です|になります|を書きます)?[。：:]?"
            r"|(?:以下|これ)が、?(?:記事の)?続き(?:です|になります)[。：:]?|以下に?、?(?:記事の)?続きを[^。]{0,40}[。：:]?"
            r"|(?:Sure|Certainly|Of course|Absolutely)[,.!]?\s*(?:here(?:'s| is| are)|I(?:'ll| will| have)|let me)\b.{0,160}"
            r"|Here(?:'s| is) (?:the|a|your) (?:continuation|rest|remainder|completed?|continued"
            r"|next (?:part|section)|revised|full)"
            r"\b.{0,120}"
            r"|I have (?:outputted|output|written|continued|completed) (?:only )?(?:the|this|your)\b.{0,160}"
            r"|(?:Please )?(?:Let me know if|Do you want|Would) you(?:'d| would)? ?like me to continue.{0,80}"
            r")[\s*_]*",
            re.I,
        ),
    ),
    Rule(
        "refusal",
        ("申し訳", "sorry", "as an ai"),
        RemovalKind.CHATTER,
        "the machine refuses its task here",
        re.compile(
            r"\s*(?:申し訳(?:ありません|ございません)が?、[^。]{0,80}(?:記事|依頼|リクエスト|生成|お手伝い|情報)[^。]{0,60}(?:できません|できかねます|ません)。?"
            r"|I(?:'m| am) sorry,? but I (?:can(?:no|')t|am unable to)\b.{0,160}|(?:As an AI(?: language)? model)\b.{0,200})\s*",
            re.I,
        ),
    ),
)

_LEADING_CHATTER = re.compile(r"^\s*(?:はい、)?承知(?:いた)?しました。(?=\S)")
_FENCE = re.compile(r"^\s*(?:[-*+]\s+|\d+[.)]\s+)?(`{3,}|~{3,})")


def strip_boilerplate(texts: list[str]) -> tuple[list[SourceLine], list[Removal]]:
    """Return the lines without leavings, and what was taken out, in order.

    Args:
        texts: Lines of the body; they are numbered from 1.
    """
    lines: list[SourceLine] = []
    removals: list[Removal] = []
    rules = _rules_for(texts)
    if not rules:
        return [SourceLine(text, number) for number, text in enumerate(texts, 1)], []
    broken = False
    for number, text, coded in _with_code(texts):
        low = text.lower()
        due = [rule for rule in rules if any(hint in low for hint in rule.hints)]
        if not due:
            lines.append(SourceLine(text, number, broken and bool(text.strip())))
            broken = broken and not text.strip()
            continue
        kept, found = _apply(due, text, number, coded)
        removals.extend(removal for removal, _ in found)
        breaks = any(broke for _, broke in found)
        if not kept.strip():
            broken = broken or breaks
            if text.strip():
                kept = ""
        continued = any(removal.rule == "continued-heading" for removal, _ in found)
        lines.append(SourceLine(kept, number, broken and bool(kept.strip()), continued))
        if kept.strip():
            broken = breaks
    return _close_gaps(lines), removals


def _rules_for(texts: list[str]) -> list[Rule]:
    """The rules of which the text holds a hint; a line of ======= is a conflict only beside its brothers."""
    low = "\n".join(texts).lower()
    has_conflict = "\n<<<<<<<" in "\n" + low or "\n>>>>>>>" in low
    return [
        rule
        for rule in RULES
        if (rule.name != "conflict-mark" or has_conflict)
        and any(hint in low for hint in rule.hints)
    ]


def _with_code(texts: list[str]) -> Iterator[tuple[int, str, bool]]:
    fence = ""
    for number, text in enumerate(texts, 1):
        found = _FENCE.match(text)
        if found and not fence:
            fence = found.group(1)
            yield number, text, True
        elif fence:
            yield number, text, True
            if found and found.group(1).startswith(fence):
                fence = ""
        else:
            yield number, text, False


def _apply(
    rules: list[Rule], text: str, number: int, coded: bool
) -> tuple[str, list[tuple[Removal, bool]]]:
    """Take out of one line what the rules find; (what is left, removals with whether they break)."""
    found: list[tuple[Removal, bool]] = []
    for rule in rules:
        if coded and not (
            rule.name == "end-marker" and "-" in text and rule.pattern.fullmatch(text)
        ):
            continue
        if rule.whole:
            if text.strip() and rule.pattern.fullmatch(text):
                found.append((_removal(rule, text.strip(), number), rule.breaks))
                return "", found
            continue
        text = _cut(rule, text, number, found)
    leading = None if coded else _LEADING_CHATTER.match(text)
    if leading:
        rule = next(rule for rule in RULES if rule.name == "chatter")
        found.append((_removal(rule, leading.group().strip(), number), False))
        text = text[leading.end() :]
    return text, found


def _cut(rule: Rule, text: str, number: int, found: list[tuple[Removal, bool]]) -> str:
    """Cut the matches of a rule out of a line; a marker between two pieces leaves the line broken in two."""
    pieces: list[str] = []
    at = 0
    for match in rule.pattern.finditer(text):
        first, last = match.span("gone") if "gone" in rule.pattern.groupindex else match.span()
        if first == last:
            continue
        found.append((_removal(rule, text[first:last].strip(), number), rule.breaks))
        pieces.append(text[at:first])
        at = last
    if not pieces:
        return text
    pieces.append(text[at:])
    return (
        (_SEAM if rule.breaks else "").join(pieces)
        if rule.kind is RemovalKind.MARKER
        else "".join(pieces)
    )


_SEAM = "\ue0e0\n\ue0e0"  # where a marker stood inside a line: a line holds no line break, so no text looks like it


def _close_gaps(lines: list[SourceLine]) -> list[SourceLine]:
    """Split lines at seams."""
    out: list[SourceLine] = []
    for line in lines:
        if _SEAM not in line.text:
            out.append(line)
            continue
        mark = line.mark
        for n, piece in enumerate(line.text.split(_SEAM)):
            if n:
                out.append(SourceLine("", line.number))
                mark = True
            if piece.strip():
                out.append(SourceLine(piece, line.number, mark))
                mark = False
    return out


def _removal(rule: Rule, text: str, number: int) -> Removal:
    return Removal(rule.kind, text, Lines(number, number), rule.reason, rule.name)
