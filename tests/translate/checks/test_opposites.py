"""What says the opposite of its source is listed, and what only sounds so is left."""

from __future__ import annotations

import pytest

from newsletter.translate.checks.contradiction import check_direction
from newsletter.translate.checks.opposites import find_ends
from newsletter.translate.checks.scales import Scale
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
    ("ja en", "輸出が増え、輸入が減った。", "Exports rose, and exports fell."),
    ("ja en", "輸出が増え、輸入が減った。", "Exports rose, and imports rose."),
    ("ja en", "売上が増えた。", "Sales rose, then fell, then rose."),
    ("en fr", "It became cheaper.", "C'est devenu cher."),
    ("en es", "The water is shallow.", "El agua es profunda."),
    ("en zh", "More people came.", "来的人很少。"),
]


@pytest.mark.parametrize(("languages", "source", "target"), OPPOSITE)
def test_an_opposite_is_listed(languages: str, source: str, target: str) -> None:
    """One end of a scale in the source and only the other in the answer is doubtful."""
    found = show_findings(check_direction, source, target, languages=languages)
    assert len(found) == 1
    assert found[0].startswith("warning the source says ")


HINTED = [
    ("de en", "Wer sich einen Fußtaster spendiert, spart Zeit.", "Whoever sells one saves time."),
    ("de fr", "Für jeden Neuwarenkauf gibt es eine Rechnung.", "Un reçu suit chaque vente."),
    ("en de", "Each of the more nuanced views counts.", "Jede schwächer nuancierte Sicht zählt."),
    ("en ja", "Press it hard against your skin.", "お肌に弱く押し当ててください。"),
    ("en ja", "More snow is on the way.", "雪が減る見込みだ。"),
    ("en zh", "Customers queued for shirts.", "人们排队出售衬衫。"),
    ("ja en", "注文は明日届きます。", "What was sold arrives tomorrow."),
    ("zh en", "订单时间不断延长", "The order time keeps decreasing."),
    ("zh en", "各国掌握了自主权。", "Countries lost their autonomy."),
    ("ja en", "会議の前に読む。", "Read it after the meeting."),
]


@pytest.mark.parametrize(("languages", "source", "target"), HINTED)
def test_a_plain_word_needs_more_than_hints_at_the_other_end(
    languages: str, source: str, target: str
) -> None:
    """An order is no sale, more is not less: the source need not name the scale itself."""
    found = show_findings(check_direction, source, target, languages=languages)
    assert len(found) == 1
    assert found[0].startswith("warning the source ")


NOT_HINTED = [
    ("en de", "Customers can order it.", "Kunden können es verkaufen und bestellen."),
    ("en de", "Customers ordered from the auction.", "Auf der Auktion wurde verkauft."),
    ("ja en", "注文を受けた店は閉まった。", "The shop sold it and closed."),
    ("en ja", "It is a hard question.", "これは難しい問題だ。"),
    ("en ja", "What is more, it rains.", "おまけに雨だ。"),
    ("zh en", "有不少网友表示同情。", "Many others show sympathy."),
    ("ja en", "少なくない人が来た。", "Many people came."),
    ("de en", "Er arbeitet nicht mehr.", "He works less."),
    ("fr en", "Elle ne travaille plus.", "She works less."),
    ("en ja", "Children grow up here.", "子どもの数が減る。"),
    ("en ja", "They named it after him.", "彼より前に名付けた。"),
    ("zh en", "我们负责运输。", "We won the transport."),
    ("cs en", "Objednávka přijde zítra.", "The sale comes tomorrow."),
    ("en fr", "The boats are cheap.", "Les bateaux sont peu chers."),
    ("en fr", "Before that, run the command.", "Avant cela, exécutez la commande suivante :"),
    ("en es", "The river is shallow.", "El río es poco profundo."),
    ("en pt", "The boats are cheap.", "Os barcos são pouco caros."),
    ("en it", "The river is shallow.", "Il fiume è poco profondo."),
    ("en es", "It was overrun shortly thereafter.", "Poco después fue invadida."),
    ("en zh", "There is more about adding what is missing.", "有更多关于添加缺少的内容。"),
]


@pytest.mark.parametrize(("languages", "source", "target"), NOT_HINTED)
def test_hints_on_both_ends_or_on_one_side_alone_say_nothing(
    languages: str, source: str, target: str
) -> None:
    """Where either text hints at both, where no plain word stands, in idioms: silence."""
    assert show_findings(check_direction, source, target, languages=languages) == []


BESIDE_FIGURES = [
    (
        "ja en",
        "売上高は12％増、利益は5％減、費用は3％減だった。",
        "Sales fell 12%, profit rose 5% and costs fell 3%, and staff was reduced.",
        1,
    ),
    (
        "ja en",
        "売上高は12％増、利益は5％減、費用は3％減だった。",
        "Sales rose 12%, profit fell 5% and costs fell 3%, and staff was reduced.",
        0,
    ),
    (
        "en de",
        "Exports rose 4%, while imports fell 2% and fell again.",
        "Die Ausfuhren sanken 4 %, während die Einfuhren 2 % stiegen und wieder sanken.",
        1,
    ),
    (
        "en de",
        "Of 300 shares 40 were bought, 60 sold, and the rest sold later.",
        "Von 300 Aktien wurden 40 gekauft, 60 verkauft, der Rest später verkauft.",
        0,
    ),
]


@pytest.mark.parametrize(("languages", "source", "target", "n_found"), BESIDE_FIGURES)
def test_what_a_figure_does_it_does_in_both_texts(
    languages: str, source: str, target: str, n_found: int
) -> None:
    """Both directions in both texts say nothing together; each beside its figure does."""
    found = show_findings(check_direction, source, target, languages=languages)
    assert len(found) == n_found


ORDERED = [
    ("ja en", "4月から6月にかけて工事を行う。", "Work runs from June to April.", 1),
    ("ja en", "供給が需要を上回った。", "Demand exceeded supply.", 1),
    ("ja en", "赤字を黒字に転換した。", "It turned a profit into a loss.", 1),
    ("zh en", "进口大于出口。", "Exports exceed imports.", 1),
    ("zh en", "女性占60%，男性占40%。", "Men make up 60% and women 40%.", 1),
    ("ja en", "4月から6月にかけて工事を行う。", "Work runs from April to June.", 0),
    ("ja en", "土日に届きます。", "It arrives on Sunday and Saturday.", 0),
    ("en de", "men and women came", "Es kamen Frauen, später auch Männer.", 0),
    ("en de", "It sells exports, not imports.", "Es verkauft Importe und Exporte.", 0),
]


@pytest.mark.parametrize(("languages", "source", "target", "n_found"), ORDERED)
def test_what_is_turned_into_what_keeps_its_order(
    languages: str, source: str, target: str, n_found: int
) -> None:
    """Each end once: from April to June is not from June to April; a list is free."""
    found = show_findings(check_direction, source, target, languages=languages)
    assert len(found) == n_found


FURTHER = [
    ("ja en", "会費は月額500円です。", "The fee is ¥500 a year.", 1),
    ("ja en", "税込みの価格です。", "The price excludes tax.", 1),
    ("en ja", "Turn left at the bank.", "銀行を右に曲がる。", 1),
    ("en ja", "His father came.", "彼の息子が来た。", 1),
    ("en ja", "We ski in winter.", "夏にスキーをする。", 1),
    ("ja en", "容疑を否認した。", "He admitted the charge.", 1),
    ("ja en", "会費は月額500円です。", "The monthly fee is ¥500.", 0),
    ("en ja", "She left in winter.", "彼女は冬に去った。", 0),
    ("ja en", "父母が来た。", "His mother came.", 0),
    ("ja en", "必ずしも必要ではない。", "You may not need it.", 0),
]


@pytest.mark.parametrize(("languages", "source", "target", "n_found"), FURTHER)
def test_further_things_of_which_one_is_not_the_other(
    languages: str, source: str, target: str, n_found: int
) -> None:
    """A month and a year, left and right, father and son; "left" may also be gone."""
    found = show_findings(check_direction, source, target, languages=languages)
    assert len(found) == n_found


def test_a_compound_counts_on_the_scale_of_its_ending_too() -> None:
    """`hoch…` is height, and a Hochtonanstieg a rise all the same; 売り is one sale, not two."""
    assert find_ends("Hochtonanstieg", "de")[Scale.AMOUNT] == (1, 0)
    assert find_ends("Hochtonanstieg", "de")[Scale.HEIGHT] == (1, 0)
    assert find_ends("boosts", "en")[Scale.STRENGTH] == (1, 0)
    assert find_ends("売り手", "ja")[Scale.DEAL] == (0, 1)


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
    ("ja en", "輸出が増え、輸入が減った。", "Exports rose and rose, and imports fell."),
]


@pytest.mark.parametrize(("languages", "source", "target"), AGREES)
def test_what_agrees_is_left(languages: str, source: str, target: str) -> None:
    """The same end, both ends, a name with such a letter, a language without a table: silence."""
    assert show_findings(check_direction, source, target, languages=languages) == []


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
