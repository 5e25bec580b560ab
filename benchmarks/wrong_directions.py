"""Turn words of right translations into their opposites, and count which the checks see.

The opposites do not come from the tables of the checks: in English they are the antonyms of
WordNet whose two definitions speak of more or less, up or down, gain or loss, before or
after (Debian: `wordnet-base`); in the other languages a list that was fixed before the
checks were measured with it. One word of each pair is turned, chosen by a seeded chance,
and only in pairs of which the checks say nothing.

    python -m benchmarks.wrong_directions ../shared/parallel --half even
"""

from __future__ import annotations

import argparse
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.parallel_text import Pair, find_files, read_pairs
from benchmarks.wrong_answers import Tally

_WORDNET = Path("/usr/share/wordnet")
_PARTS = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
_OF_DIRECTION = re.compile(
    r"\b(?:increas|decreas|upward|downward|up\b|down\b|higher|lower|more\b|less\b|greater"
    r"|smaller|larger|fewer|gain|loss\b|lose\b|profit|export|import\b|buy|sell|sale|purchas"
    r"|strength|strong|weak|before|after|earlier|later|rise\b|fall\b|high|low\b|large|small)",
    re.IGNORECASE,
)
# Numbers and the day are other checks' business.
_NO_DIRECTION = frozenset({"first", "second", "day", "night", "middle", "natural", "primary"})
_NEGATING = re.compile(r"^(?:un|non|in|im|il|ir|dis)")

# Language → kind → pairs of opposites.
_OPPOSITES = {
    "ja": {
        "direction": "増加 減少|増え 減っ|増やす 減らす|増加傾向 減少傾向|上昇 下落"
        "|上昇 低下|を上げ を下げ|が上が が下が|強い 弱い|強く 弱く"
        "|強化 弱体化|拡大 縮小|黒字 赤字|利益 損失|輸出 輸入|を買 を売"
        "|購入 売却|購入 販売|増収 減収|増益 減益|急増 急減|急騰 急落"
        "|円高 円安|上回 下回|向上 低下|加速 減速|値上げ 値下げ",
        "before and after": "以前 以後|前に 後に|以降 以前",
        "more and less": "多い 少ない|多く 少なく",
        "other": "高く 低く|高い 低い|高ま 弱ま|改善 悪化|大きい 小さい"
        "|大きく 小さく|勝利 敗北|勝っ 負け|早い 遅い|早く 遅く",
    },
    "zh": {
        "direction": "增加 减少|增长 下降|上升 下降|上涨 下跌|提高 降低|扩大 缩小"
        "|增强 减弱|加强 削弱|盈利 亏损|收益 损失|顺差 逆差|出口 进口"
        "|购买 出售|购入 卖出|买入 卖出|升高 降低|加快 放慢"
        "|大幅增长 大幅下降|更强 更弱",
        "before and after": "之前 之后|以前 以后",
        "more and less": "更多 更少|很多 很少",
        "other": "高于 低于|更高 更低|好转 恶化|最大 最小|最高 最低|较高 较低",
    },
    "de": {
        "direction": "gestiegen gesunken|stieg sank|steigt sinkt|steigen sinken"
        "|Gewinn Verlust|Gewinne Verluste|Überschuss Defizit|Export Import"
        "|Exporte Importe|kaufen verkaufen|gekauft verkauft|Kauf Verkauf"
        "|stärker schwächer|stark schwach|starke schwache|erhöht verringert"
        "|erhöhen verringern|Erhöhung Senkung|zugenommen abgenommen"
        "|Anstieg Rückgang|Wachstum Rückgang",
        "before and after": "vor nach|vorher nachher|bevor nachdem",
        "more and less": "mehr weniger|viele wenige|viel wenig",
        "other": "höher niedriger|höhere niedrigere|größer kleiner|größere kleinere"
        "|verbessert verschlechtert|früher später|hoch niedrig"
        "|hohe niedrige|groß klein|große kleine|lang kurz|besser schlechter",
    },
    "fr": {
        "direction": "augmenté diminué|augmente diminue|augmenter diminuer|hausse baisse"
        "|bénéfice perte|bénéfices pertes|gains pertes|excédent déficit"
        "|croissance baisse|exportations importations|acheter vendre"
        "|acheté vendu|achat vente|fort faible|forte faible",
        "before and after": "avant après",
        "more and less": "plus moins|beaucoup peu",
        "other": "supérieur inférieur|supérieure inférieure|élevé faible|haut bas"
        "|amélioré aggravé|gagné perdu|grand petit|grande petite"
        "|meilleur pire|tôt tard",
    },
}
# English: what the named antonyms of WordNet are.
_KINDS = {
    "direction": "rise fall increase decrease gain lose loss profit surplus deficit export"
    " import buy sell strong weak",
    "before and after": "before after",
    "more and less": "more less fewer most least",
    "up and down": "up down",
}
_Opposites = dict[str, tuple[tuple[str, str], ...]]


def main() -> None:
    """Print what is seen, by file and together."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=("odd", "even"), default="")
    parser.add_argument("--wordnet", type=Path, default=_WORDNET)
    parser.add_argument("--show", default="", help="print the silent answers of this kind")
    arguments = parser.parse_args()
    opposites = {language: _read_own(words) for language, words in _OPPOSITES.items()}
    opposites["en"] = read_wordnet(arguments.wordnet)
    kinds: dict[str, Tally] = defaultdict(Tally)
    for path in find_files(arguments.folder):
        tally = Tally()
        chance = random.Random(path.name)
        for pair in read_pairs(path, arguments.half):
            turned = turn(pair, opposites[pair.target_language], chance)
            if turned is None or pair.check():
                continue
            kind, wrong = turned
            before = tally.n_silent
            tally.add(wrong, wrong.target)
            kinds[kind].add(wrong, wrong.target)
            if tally.n_silent > before and kind in arguments.show:
                print(f"  {wrong.source}\n  {pair.target}\n  {wrong.target}")
        print(f"{path.name:24} {tally}", flush=True)
    for kind, tally in sorted(kinds.items()):
        print(f"{kind:24} {tally}")


def turn(pair: Pair, opposites: _Opposites, chance: random.Random) -> tuple[str, Pair] | None:
    """Turn one word of the translation; None when it has none that can be.

    Returns:
        The kind of word, and the wrong pair.
    """
    pattern = _pattern(pair.target_language, tuple(sorted(opposites, key=len, reverse=True)))
    found = list(pattern.finditer(pair.target))
    if not found:
        return None
    place = chance.choice(found)
    kind, other = chance.choice(opposites[place.group()])
    target = pair.target[: place.start()] + other + pair.target[place.end() :]
    return kind, replace(pair, target=target)


_PATTERNS: dict[str, re.Pattern[str]] = {}


def _pattern(language: str, words: Sequence[str]) -> re.Pattern[str]:
    if language not in _PATTERNS:
        listed = "|".join(map(re.escape, words))
        is_spaced = language not in ("ja", "zh")
        _PATTERNS[language] = re.compile(rf"(?<![\w'’])(?:{listed})\b" if is_spaced else listed)
    return _PATTERNS[language]


def _read_own(words: dict[str, str]) -> _Opposites:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for kind, pairs in words.items():
        for pair in pairs.split("|"):
            one, other = pair.split()
            found[one].append((kind, other))
            found[other].append((kind, one))
    return {word: tuple(others) for word, others in found.items()}


# ---------------------------------------------------------------- WordNet


def read_wordnet(folder: Path) -> _Opposites:
    """Return forms of English words, each with the same forms of its antonyms."""
    exceptions = {part: _read_exceptions(folder, part) for part in _PARTS}
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for part, word, antonym in sorted(_find_antonyms(folder)):
        kind = _get_kind(word, antonym)
        forms = _inflect(word, part, exceptions[part])
        others = _inflect(antonym, part, exceptions[part])
        for form, other in zip(forms, others, strict=True):
            found[form].add((kind, other))
    return {form: tuple(sorted(others)) for form, others in found.items()}


def _get_kind(word: str, antonym: str) -> str:
    for kind, words in _KINDS.items():
        if {word, antonym} <= set(words.split()):
            return kind
    return "other"


_Synset = tuple[list[str], list[tuple[str, str, str]], str]


def _find_antonyms(folder: Path) -> Iterator[tuple[str, str, str]]:
    synsets: dict[tuple[str, str], _Synset] = {}
    for part, letter in _PARTS.items():
        for line in (folder / f"data.{part}").read_text(encoding="latin1").splitlines():
            if not line.startswith("  "):
                synsets[letter, line[:8]] = _parse_synset(line)
    names = {letter: part for part, letter in _PARTS.items()}
    for (letter, _), (words, antonyms, gloss) in synsets.items():
        for offset, other_letter, places in antonyms:
            other_words, _, other_gloss = synsets[other_letter, offset]
            word = words[int(places[:2], 16) - 1]
            antonym = other_words[int(places[2:], 16) - 1]
            if _is_direction(word, antonym, gloss, other_gloss):
                yield names[letter], word, antonym


def _parse_synset(line: str) -> _Synset:
    head, _, gloss = line.partition("|")
    fields = head.split()
    n_words = int(fields[3], 16)
    words = [re.sub(r"\(.*\)", "", word).lower() for word in fields[4 : 4 + 2 * n_words : 2]]
    begin = 4 + 2 * n_words
    antonyms = []
    for number in range(int(fields[begin])):
        place = begin + 1 + 4 * number
        symbol, offset, letter, places = fields[place : place + 4]
        if symbol == "!":
            antonyms.append((offset, letter.replace("s", "a"), places))
    return words, antonyms, gloss.split(";")[0]


def _is_direction(word: str, antonym: str, gloss: str, other_gloss: str) -> bool:
    both = {word, antonym}
    if len(both) == 1 or both & _NO_DIRECTION:
        return False
    if both == {"lose", "profit"}:
        return False  # "I profited my key"
    if any("_" in name or "-" in name for name in both):
        return False
    if _get_kind(word, antonym) != "other":
        return True
    longer, shorter = sorted(both, key=len, reverse=True)
    if _NEGATING.sub("", longer) == shorter:
        return False
    return bool(_OF_DIRECTION.search(gloss) and _OF_DIRECTION.search(other_gloss))


def _read_exceptions(folder: Path, part: str) -> dict[str, list[str]]:
    """Base form → its irregular forms."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in (folder / f"{part}.exc").read_text(encoding="latin1").splitlines():
        form, *bases = line.split()
        for name in bases:
            found[name].append(form)
    return found


def _inflect(word: str, part: str, exceptions: dict[str, list[str]]) -> tuple[str, ...]:
    if part == "noun":
        return word, _plural(word)
    if part == "verb":
        past, participle = _past(word, exceptions.get(word, []))
        return word, _plural(word), past, participle, _with(word, "ing")
    if part == "adj" and len(word) < 7:
        return word, *_compare(word, exceptions.get(word, []))
    return (word, word, word) if part == "adj" else (word,)


def _plural(word: str) -> str:
    if re.search(r"(?:[sxz]|ch|sh)$", word):
        return word + "es"
    return word[:-1] + "ies" if re.search(r"[^aeiou]y$", word) else word + "s"


def _with(word: str, ending: str) -> str:
    if word.endswith("e"):
        return word[:-1] + ending
    if re.search(r"^[^aeiou]*[aeiou][^aeiouwy]$", word):
        return word + word[-1] + ending
    if ending != "ing" and re.search(r"[^aeiou]y$", word):
        return word[:-1] + "i" + ending
    return word + ending


def _past(word: str, irregular: list[str]) -> tuple[str, str]:
    forms = [form for form in irregular if not form.endswith(("ing", "s"))]
    if not forms:
        forms = [_with(word, "ed")]
    named = {"rise": ("rose", "risen"), "fall": ("fell", "fallen")}
    return named.get(word, (forms[0], forms[-1]))


def _compare(word: str, irregular: list[str]) -> tuple[str, str]:
    comparatives = [form for form in irregular if form.endswith("r")] or [_with(word, "er")]
    superlatives = [form for form in irregular if form.endswith("st")] or [_with(word, "est")]
    return comparatives[0], superlatives[0]


if __name__ == "__main__":
    main()
