"""What says the opposite of its source is listed, and what only sounds so is left."""

from __future__ import annotations

import pytest

from newsletter.translate.checks.contradiction import check_direction
from newsletter.translate.checks.opposite_words import TABLES
from newsletter.translate.checks.opposites import Scale, find_ends
from newsletter.translate.checks.sense import check_negation
from tests.translate.checks.pairs import show_findings

OPPOSITE = [
    ("ja en", "輸出が減った。", "Exports grew."),
    ("ja en", "自動車の輸出が続く。", "Imports of cars continue."),
    ("ja en", "株を購入した。", "They sold the shares."),
    ("ja en", "赤字が続いている。", "Profits continue."),
    ("ja en", "強い通貨だ。", "It is a weak currency."),
    ("ja en", "多くの企業が使う。", "Fewer companies use it."),
    ("ja en", "発表の直後に動いた。", "It moved before the announcement."),
    ("ja en", "需要が伸びた。", "Supply grew."),
    ("ja en", "最大の速度で走る。", "It runs at the minimum speed."),
    ("ja en", "会談は早朝に終わった。", "The talks ended late in the evening."),
    ("en ja", "Buy it here.", "ここで売却してください。"),
    ("en ja", "Sales increased, and costs increased.", "売上は増え、費用は減った。"),
    ("zh en", "进口增加了。", "Exports increased."),
    ("zh en", "公司亏损。", "The company made a profit."),
    ("en zh", "The rate fell.", "利率上升。"),
    ("de en", "Der Gewinn stieg.", "Profit fell."),
    ("de en", "Das Handelsdefizit blieb.", "The trade surplus remained."),
    ("en de", "They sold it.", "Sie haben es gekauft."),
    ("de fr", "Der Preis sank.", "Le prix a augmenté."),
    ("en fr", "It became cheaper and weaker.", "C'est devenu plus fort."),
    ("en es", "Imports rose.", "Las exportaciones aumentaron."),
    ("en pt", "Unemployment fell.", "O desemprego aumentou."),
    ("en it", "They bought it.", "L'hanno venduto."),
    ("en nl", "The company made a loss.", "Het bedrijf maakte winst."),
    ("en ko", "Exports increased.", "수출이 감소했다."),
    ("ko en", "주식을 매도했다.", "They bought the shares."),
    ("en ru", "Prices rose.", "Цены снизились."),
]


@pytest.mark.parametrize(("languages", "source", "target"), OPPOSITE)
def test_an_opposite_is_listed(languages: str, source: str, target: str) -> None:
    """One end of a scale in the source and only the other in the answer is doubtful."""
    found = show_findings(check_direction, source, target, languages=languages)
    assert len(found) == 1
    assert found[0].startswith("warning the source says ")


AGREES = [
    ("ja en", "輸出が減った。", "Exports fell."),
    ("ja en", "株を売買する。", "They buy and sell shares."),
    ("ja en", "増加も減少もあった。", "There were increases and decreases."),
    ("ja en", "売上が増えた。", "Sales rose."),
    ("ja en", "上野さんは前田さんに会った。", "Ueno fell in with Maeda."),
    ("ja en", "増田さんが来た。", "Masuda fell ill."),
    ("ja en", "高校で教える。", "She teaches low-income students at a high school."),
    ("ja en", "売り上げが落ちた。", "Sales dropped."),
    ("en ja", "Prices went up 5%.", "価格は5％上がった。"),
    ("en ja", "At least three people came.", "少なくとも3人が来た。"),
    ("zh en", "新增三例。", "Three were reported, and the number fell."),
    ("zh en", "增值税改革。", "The reform lowered value-added tax."),
    ("de en", "Der Handel wuchs.", "Trade grew."),
    ("de en", "Er fiel auf.", "Nothing of note."),
    ("en de", "more than enough", "mehr als genug"),
    ("en fr", "He no longer works.", "Il ne travaille plus."),
    ("en ko", "Imports fell.", "수입이 감소했다."),
    ("cs en", "Ceny klesly.", "Prices rose."),
]


@pytest.mark.parametrize(("languages", "source", "target"), AGREES)
def test_what_agrees_is_left(languages: str, source: str, target: str) -> None:
    """The same end, both ends, a name with such a letter, a language without a table: silence."""
    assert show_findings(check_direction, source, target, languages=languages) == []


@pytest.mark.parametrize("language", sorted(TABLES))
def test_every_word_of_a_table_is_found_at_its_own_end(language: str) -> None:
    """A line that cannot be read, or a pattern that can never match, would pass in silence."""
    for line in TABLES[language].split("\n        "):
        name, colon, words = line.strip().partition(":")
        if not colon or not name.isupper():
            continue
        first = words.split("|")[0].split()[0].strip("*")
        if first.isalpha():
            assert find_ends(first, language)[Scale[name]][0] >= 1, (language, name, first)


NEGATED = [
    ("ko en", "결과는 좋지 않다.", "The result is good.", 1),
    ("es en", "No es caro.", "It is expensive.", 1),
    ("pt en", "Não é caro.", "It is expensive.", 1),
    ("it en", "Non è caro.", "It is expensive.", 1),
    ("nl en", "Het is niet duur.", "It is expensive.", 1),
    ("en ko", "Do not open the door.", "문을 여세요.", 1),
    ("en es", "It is not expensive.", "Es caro.", 1),
    ("de en", "Das ist nicht billig.", "That may just be cheap, but still.", 1),
    ("es en", "No solo es caro.", "It is also expensive.", 0),
    ("en nl", "It is not safe.", "Het is onveilig.", 0),
    ("en it", "He does not know it.", "Ignora che sia impossibile.", 0),
    ("en ko", "It is not here.", "여기에는 없다.", 0),
    ("ja en", "失敗しないとは限らない。", "It may fail.", 0),
    ("pl en", "To nie jest drogie.", "It is expensive.", 0),
]


@pytest.mark.parametrize(("languages", "source", "target", "n_found"), NEGATED)
def test_a_negation_is_not_lost(languages: str, source: str, target: str, n_found: int) -> None:
    """What the source denies is denied, in whatever word; without a table there is silence."""
    assert len(show_findings(check_negation, source, target, languages=languages)) == n_found
