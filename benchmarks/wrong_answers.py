"""Make wrong answers out of right ones, and count which of them the checks see.

Each kind of fault is made in pairs that the checks find nothing wrong with, so that
whatever they say then is said of the fault. For each kind: the share that is held
(error), listed (warning) and passes in silence.

    python -m benchmarks.wrong_answers ../shared/parallel [--half odd|even] [--most 400]
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.parallel_text import Pair, find_files, read_pairs
from newsletter.model import Severity

Fault = Callable[[Pair, "Company"], str | Pair | None]


@dataclass(frozen=True, slots=True)
class Company:
    """What a fault may need besides its pair.

    Attributes:
        chance: Seeded.
        following: The pair after this one.
        foreign: A sentence in a third language.
    """

    chance: random.Random
    following: Pair
    foreign: str


_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][a-z]{3,}\b")
_ENGLISH_WORD = re.compile(r"[A-Za-z]{4,}")


def _swap_numbers(pair: Pair, company: Company) -> str | None:
    found = [match for match in _NUMBER.finditer(pair.target) if len(match.group()) > 1]
    if len(found) < 2 or found[0].group() == found[-1].group():
        return None
    first, last = found[0], found[-1]
    text = pair.target
    between = text[first.end() : last.start()]
    return text[: first.start()] + last.group() + between + first.group() + text[last.end() :]


def _replacing(*pairs: tuple[str, str]) -> Fault:
    def fault(pair: Pair, company: Company) -> str | None:
        for pattern, other in pairs:
            text = re.sub(pattern, other, pair.target, count=1)
            if text != pair.target:
                return text
        return None

    return fault


def _another_digit(pair: Pair, company: Company) -> str | None:
    found = list(re.finditer(r"\d", pair.target))
    if not found:
        return None
    digit = company.chance.choice(found)
    other = str((int(digit.group()) + company.chance.randint(1, 8)) % 9 + 1)
    if int(other) == int(digit.group()):
        return None  # １ and 1 are the same
    return pair.target[: digit.start()] + other + pair.target[digit.end() :]


_REFUSALS = (
    "I'm sorry, but I can't assist with that request.",
    "I can't help with that.",
    "I'm unable to translate this content.",
    "Sorry, I cannot fulfill this request.",
    "As an AI, I don't have the ability to translate copyrighted text.",
    "I apologize, but I am not able to provide a translation of this text.",
    "This content may violate our usage policies.",
    "I cannot comply with this request because it contains sensitive content.",
    "申し訳ありませんが、そのリクエストにはお応えできません。",
    "すみませんが、この内容は翻訳できません。",
    "Es tut mir leid, aber dabei kann ich nicht helfen.",
    "Désolé, je ne peux pas répondre à cette demande.",
    "很抱歉，我无法协助处理该请求。",
)
_CHAT_BEFORE = (
    "Here is the English translation: {}",
    "Here's the translation:\n{}",
    "Sure! Here is the translated text: {}",
    "Translation: {}",
    "**Translation:** {}",
    "Certainly! {}",
    "The translation of the given sentence is: {}",
    "以下が翻訳です：{}",
    "翻訳：{}",
    "Hier ist die Übersetzung: {}",
    "Voici la traduction : {}",
    "以下是翻译：{}",
)
_CHAT_BEHIND = (
    "{} (Note: the subject is implied.)",
    "{} Let me know if you need anything else!",
    "{} I hope this helps!",
    "{}\n\nNote: I kept the names as they are.",
    "{} [Translator's note: a pun is lost here]",
    "{} Would you like me to translate more?",
    "{} （注：主語を補いました。）",
    "{} Feel free to ask for changes.",
    "{} Translated by AI.",
)


def _one_of(answers: Sequence[str]) -> Fault:
    def fault(pair: Pair, company: Company) -> str:
        return company.chance.choice(answers).replace("{}", pair.target)

    return fault


def _double(pair: Pair, company: Company) -> str | None:
    return f"{pair.target} {pair.target}" if len(pair.target) > 15 else None


def _stutter(pair: Pair, company: Company) -> str | None:
    words = pair.target.split()
    if len(words) < 5:
        return None
    place = company.chance.randrange(1, len(words) - 1)
    return " ".join((*words[:place], *[words[place]] * 4, *words[place + 1 :]))


def _cut_in_a_word(pair: Pair, company: Company) -> str | None:
    if len(pair.target) < 30 or pair.source[-1] not in "。.!?！？":
        return None
    text = pair.target[: int(len(pair.target) * 0.7)]
    while text and not text[-1].isalnum():
        text = text[:-1]
    return text


def _drop_two_thirds(pair: Pair, company: Company) -> str | None:
    if len(pair.target) < 60:
        return None
    return pair.target[: len(pair.target) // 3].rstrip(" ,、，。.") + pair.target[-1]


def _another_name(pair: Pair, company: Company) -> str | None:
    names = [name for name in re.findall(r"[A-Za-z]{4,}", pair.source) if name in pair.target]
    names = [name for name in names if name[0].isupper()]
    return pair.target.replace(names[0], "Contoso") if names else None


def _another_language(pair: Pair, company: Company) -> str | None:
    return company.foreign if len(pair.source) > 20 else None


_ROMAJI = str.maketrans({"l": "ri", "v": "bu", "x": "kusu", "c": "ku", "q": "kyu"})


def _romaji(pair: Pair, company: Company) -> str | None:
    """Latin syllables in place of English; the words of the source in another script."""
    if pair.source_language != "ja" or pair.target_language != "en" or len(pair.source) < 20:
        return None
    syllables = ("ka", "shi", "te", "no", "mo", "ku", "ri", "wa", "to", "na", "de", "su")
    words = [
        "".join(company.chance.choices(syllables, k=company.chance.randint(1, 4)))
        for _ in range(len(pair.source) // 3)
    ]
    return " ".join(words) + "."


def _marked(pair: Pair, target: Callable[[re.Match[str]], str]) -> tuple[Pair, str] | None:
    """Put a link around a word of both sides, and the same link elsewhere in the answer."""
    word = _ENGLISH_WORD.search(pair.target)
    in_source = re.search(r"[^\W\d_]{2,8}", pair.source)
    if word is None or in_source is None:
        return None
    source = (
        pair.source[: in_source.start()]
        + f"[[1]]{in_source.group()}[[/1]]"
        + pair.source[in_source.end() :]
    )
    return replace(pair, source=source), target(word)


def _link(write: Callable[[str, re.Match[str]], str]) -> Fault:
    def fault(pair: Pair, company: Company) -> Pair | None:
        made = _marked(pair, lambda word: write(pair.target, word))
        return replace(made[0], target=made[1]) if made else None

    return fault


def _empty_link(text: str, word: re.Match[str]) -> str:
    return f"{text[: word.start()]}[[1]][[/1]]{text[word.start() :]}"


def _link_at_the_end(text: str, word: re.Match[str]) -> str:
    return f"{text} [[1]][[/1]]"


def _link_on_a_mark(text: str, word: re.Match[str]) -> str:
    return f"{text}[[1]].[[/1]]"


def _link_around_all(text: str, word: re.Match[str]) -> str:
    return f"[[1]]{text}[[/1]]"


def _emphasis_added(text: str, word: re.Match[str]) -> str:
    marked = f"[[1]]{word.group()}[[/1]]"
    end = text[word.end() :]
    other = _ENGLISH_WORD.search(end)
    if other:
        end = f"{end[: other.start()]}*{other.group()}*{end[other.end() :]}"
    return text[: word.start()] + marked + end


def _neighbour(pair: Pair, company: Company) -> str | None:
    return company.following.target if len(pair.source) > 10 else None


_DIRECTIONS = (
    (r"\b(?:rose|increased|grew|climbed|gained)\b", "fell"),
    (r"\b(?:fell|decreased|declined|dropped)\b", "rose"),
    (r"\b(?:increase|rise|growth)\b", "decrease"),
    (r"\b(?:decrease|decline|fall|drop)\b", "increase"),
    ("増加", "減少"),
    ("上昇", "下落"),
    ("減少", "増加"),
    ("下落", "上昇"),
    ("増長|增长", "下降"),
    ("下降", "增长"),
)


def _counted(*pairs: tuple[str, str]) -> Fault:
    """The same beside something that is counted."""
    replace_one = _replacing(*pairs)

    def fault(pair: Pair, company: Company) -> str | Pair | None:
        return replace_one(pair, company) if _NUMBER.search(pair.target) else None

    return fault


FAULTS: dict[str, Fault] = {
    "another digit": _another_digit,
    "million ↔ billion": _replacing(
        (r"\bmillion\b", "billion"), (r"\bbillion\b", "million"), ("億", "万"), ("亿", "万")
    ),
    "currency": _replacing((r"\$", "€"), ("€", "£"), ("ドル", "円"), ("美元", "欧元")),
    "year": _replacing((r"\b20(\d)(\d)\b", r"20\g<2>\g<1>"), (r"\b19(\d)(\d)\b", r"20\1\2")),
    "numbers swapped": _swap_numbers,
    "per cent to points": _replacing(
        (r"(\d)\s?%", r"\1 points"), (r"(\d) (?:percent|per cent)", r"\1 points")
    ),
    "direction": _replacing(*_DIRECTIONS),
    "direction of an amount": _counted(*_DIRECTIONS),
    "bound": _replacing(
        (r"\b(?:more than|over|at least|exceeding)\b(?= [$€£¥\d])", "less than"),
        (r"\b(?:less than|under|fewer than|below)\b(?= [$€£¥\d])", "more than"),
        (r"(?<=[\d万億%％人円年個名])以上", "未満"),
        (r"(?<=[\d万億%％人円年個名])未満", "以上"),
        (r"超过(?=\s?\d)", "不到"),
        (r"mehr als(?= \d)", "weniger als"),
        (r"plus de(?= \d)", "moins de"),
    ),
    "negation dropped": _replacing(
        (r" not\b", ""), (r"n't\b", ""), (r"\bno longer\b", "still"), (r" nicht\b", "")
    ),
    "refusal": _one_of(_REFUSALS),
    "chat before": _one_of(_CHAT_BEFORE),
    "chat behind": _one_of(_CHAT_BEHIND),
    "twice": _double,
    "stutter": _stutter,
    "cut in a word": _cut_in_a_word,
    "two thirds dropped": _drop_two_thirds,
    "another name": _another_name,
    "another language": _another_language,
    "romaji": _romaji,
    "link empty": _link(_empty_link),
    "link at the end": _link(_link_at_the_end),
    "link on a mark": _link(_link_on_a_mark),
    "link around all": _link(_link_around_all),
    "emphasis added": _link(_emphasis_added),
    "neighbour's answer": _neighbour,
}
_FOREIGN = {
    "en": "Diese Technik gilt als wichtig für die Industrie und für ihre Zukunft in dem Land.",
    "de": "This is said to be important for the industry and for its future in the country.",
    "fr": "This is said to be important for the industry and for its future in the country.",
    "ja": "This is said to be important for the industry and for its future in the country.",
    "zh": "This is said to be important for the industry and for its future in the country.",
}


@dataclass(slots=True)
class Tally:
    """How many answers of a kind were held, listed, and passed."""

    n_held: int = 0
    n_warned: int = 0
    n_silent: int = 0

    def add(self, pair: Pair, answer: str) -> None:
        """Check one answer."""
        severities = {finding.severity for finding in pair.check(answer)}
        if Severity.ERROR in severities:
            self.n_held += 1
        elif severities:
            self.n_warned += 1
        else:
            self.n_silent += 1

    def __str__(self) -> str:
        total = self.n_held + self.n_warned + self.n_silent
        if not total:
            return "none"
        shares = [
            f"{100 * count / total:5.0f}" for count in (self.n_held, self.n_warned, self.n_silent)
        ]
        return f"{total:5} made  held{shares[0]} %  warned{shares[1]} %  silent{shares[2]} %"


def main() -> None:
    """Print what is seen of each kind, over all files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=("odd", "even"), default="")
    parser.add_argument("--most", type=int, default=400, help="pairs of each file")
    parser.add_argument("--show", default="", help="print silent answers of this kind")
    arguments = parser.parse_args()
    tallies = {name: Tally() for name in FAULTS}
    for path in find_files(arguments.folder):
        pairs = list(read_pairs(path, arguments.half))
        random.Random(path.name).shuffle(pairs)
        _spoil(pairs, arguments.most, tallies, arguments.show)
    for name, tally in tallies.items():
        print(f"{name:22} {tally}")


def _spoil(pairs: Sequence[Pair], most: int, tallies: dict[str, Tally], show: str) -> None:
    chance = random.Random(len(pairs))
    clean = [pair for pair in pairs[: 2 * most] if not pair.check()][:most]
    for pair, following in zip(clean, (*clean[1:], clean[0]), strict=True):
        company = Company(chance, following, _FOREIGN[pair.target_language])
        for name, fault in FAULTS.items():
            made = fault(pair, company)
            if made is None or made == pair.target:
                continue
            wrong = made if isinstance(made, Pair) else replace(pair, target=made)
            before = tallies[name].n_silent
            tallies[name].add(wrong, wrong.target)
            if name == show and tallies[name].n_silent > before:
                print(f"  {wrong.source}\n  {wrong.target}")


if __name__ == "__main__":
    main()
