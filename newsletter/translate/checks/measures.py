"""Compare the units of measure beside equal numbers: 50 square metres are not 50 square feet.

What is money or per cent belongs to the amount itself (`amounts`). Here is what stands
behind a plain number. A number whose unit is not known on both sides says nothing, and one
that was converted is another number.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction

from newsletter.language.numbers import Amount

# Unit → its names, in all languages at once: a name is the same unit wherever it stands.
_NAMES = {
    "m2": r"square met(?:er|re)s?|sq\.? ?m\b|m2\b|平方メートル|平米|平方米|제곱미터"
    r"|평방미터|Quadratmetern?\b|mètres? carrés?|metros? cuadrados?"
    r"|metri quadr(?:at)?i|квадратн\w+ метр\w*|кв\.? ?м\b|metr\w* kwadratow\w*"
    r"|vierkante meters?|kvadratmeter\b|metros? quadrados?|mét vuông|meter persegi"
    r"|metrekare\b",
    "km2": r"square kilomet(?:er|re)s?|sq\.? ?km\b|km2\b|平方キロ(?:メートル)?"
    r"|平方公里|제곱킬로미터|Quadratkilometern?\b|kilomètres? carrés?"
    r"|квадратн\w+ километр\w*|кв\.? ?км\b|kilometr\w* kwadratow\w*"
    r"|vierkante kilometers?|kvadratkilometer\b|quil[oóô]metros? quadrados?"
    r"|kilómetros? cuadrados?|chilometri quadrati|kilometer persegi|kilometrekare\b",
    "ft2": r"square (?:feet|foot)|sq\.? ?ft\b|平方フィート|平方英尺|제곱피트"
    r"|Quadratfuß\b|pieds? carrés?|pies cuadrados|pés quadrados|piedi quadrati"
    r"|квадратн\w+ фут\w*",
    "mi2": r"square miles?|平方マイル|平方英里|Quadratmeilen?\b"
    r"|millas cuadradas|milhas quadradas|mil(?:les?|es) carrés|miglia quadrat[ei]|vierkante mijl"
    r"|квадратн\w+ мил\w*|mil\w* kwadratow\w*",
    "ha": r"hectares?\b|ヘクタール|公顷|公頃|헥타르|Hektar\b|hectáreas?\b|ettari\b"
    r"|гектар\w*|hektar\w*|hectare\b|hectaren\b|ettar[oi]\b",
    "acre": r"acres?\b|エーカー|英亩|에이커|Acker?\b|акр\w*|akr(?:ów|y)?\b|acri\b",
    "mu": r"亩|畝|mu\b",
    "tsubo": r"坪|평(?!방|균|가|일|생|소)|tsubo\b",
    "km": r"kilomet(?:er|re)s?\b|kms?\b(?!/)|キロメートル|公里|킬로미터|Kilometern?\b"
    r"|kilomètres?\b|kilómetros?\b|chilometri\b|километр\w*|км\b(?!/)|кілометр\w*"
    r"|kilometr\w*|quil[oóô]metros?\b|chilometr[oi]\b|kilometre\b|ki-?lô-?mét"
    r"|كيلومتر\w*|किलोमीटर",
    "m": r"met(?:er|re)s?\b|メートル|米(?![ドル国軍兵価])|미터|Metern?\b|mètres?\b"
    r"|metros?\b|метр(?:а|ов|і|ів|ы|у)?\b|metr(?:y|ów|a)?\b|metr[oi]\b|metre\b|mét\b",
    "cm": r"centimet(?:er|re)s?\b|cm\b|センチ(?:メートル)?|厘米|公分|센티미터"
    r"|Zentimetern?\b|сантиметр\w*|см\b|centymetr\w*|centímetros?\b|centimètres?\b"
    r"|centimetr[oi]\b",
    "mm": r"millimet(?:er|re)s?\b|mm\b|ミリメートル|毫米|밀리미터|Millimetern?\b"
    r"|миллиметр\w*|міліметр\w*|мм\b|milimetr\w*|milímetros?\b|millimètres?\b"
    r"|millimetr[oi]\b",
    "mile": r"miles?\b|マイル|英里|마일|Meilen?\b|milles?\b|millas?\b"
    r"|мил(?:я|и|ь|ю|ями)\b|миль\b|mil(?:i|ę)\b|milhas?\b|miglia\b|mijl(?:en)?\b|dặm",
    "foot": r"feet\b|foot\b|ft\b|フィート|英尺|피트|Fuß\b|pieds?\b|фут(?:а|ов|и|ів)?\b"
    r"|stóp\b|stopy\b|pés\b|piedi\b|voet\b",
    "inch": r"inch(?:es)?\b|インチ|英寸|인치|Zoll\b|pouces?\b|дюйм\w*|cal(?:i|e|a)\b"
    r"|pulgadas?\b|polegadas?\b|pollic[ei]\b|inci\b|tum\b",
    "yard": r"yards?\b|ヤード|码|야드",
    "kg": r"kilograms?\b|kilos?\b|kg\b|キログラム|公斤|千克|킬로그램|Kilogramm\b"
    r"|Kilo\b|килограмм\w*|кілограм\w*|кг\b|kilogram\w*|quilogramas?\b|quilos?\b"
    r"|chil[io]\b|kilogramos?\b|kilogrammes?\b",
    "g": r"grams?\b|グラム|克(?!朗|里|拉)|그램|Gramm\b|grammes?\b|gramos?\b"
    r"|грамм(?:а|ов)?\b|gram(?:ów|y|a|men)?\b|gramas?\b|grammi\b",
    "t": r"(?:metric )?tons?\b|tonnes?\b|トン|吨|噸|톤|Tonnen?\b|toneladas?\b"
    r"|tonnellate\b|тонн(?:а|ы|у)?\b|ton(?:y|ę|a|nen)?\b|tonnellat[ae]\b|tấn",
    "lb": r"pounds?\b|lbs?\b|ポンド|磅|파운드|Pfund\b|livres?\b|libras?\b"
    r"|фунт(?:а|ов|и|ів)?\b(?! стерл)|funt(?:ów|y|a)?\b(?! szterl)|pond\b|libbr[ae]\b",
    "oz": r"ounces?\b|oz\b|オンス|盎司|온스|Unzen?\b",
    "jin": r"斤",
    "F": r"°\s?F\b|degrees? Fahrenheit|華氏度|华氏度|Grad Fahrenheit",
    "C": r"°\s?C\b|degrees? (?:Celsius|centigrade)|摄氏度|攝氏度|Grad Celsius",
    "l": r"lit(?:er|re)s?\b|リットル|升(?!级)|리터|Litern?\b|litros?\b|litri\b"
    r"|литр(?:а|ов|ы)?\b|літр(?:а|ів|и)?\b|litr(?:ów|y|a|o)?\b|litres?\b|lít\b",
    "ml": r"millilit(?:er|re)s?\b|ml\b|ミリリットル|毫升|밀리리터|Millilitern?\b"
    r"|mililitros?\b",
    "kW": r"kilowatts?\b(?![\s-]?hours?)|kW\b|キロワット(?!時)|千瓦(?!时)"
    r"|킬로와트(?!시)",
    "MW": r"megawatts?\b(?![\s-]?hours?)|MW\b|メガワット(?!時)|兆瓦(?!时)"
    r"|메가와트(?!시)",
    "GW": r"gigawatts?\b(?![\s-]?hours?)|GW\b|ギガワット(?!時)|吉瓦(?!时)"
    r"|기가와트(?!시)",
    "kB": r"kilobytes?\b|kB\b|キロバイト|千字节|킬로바이트|KiB\b|КБ\b|кбайт\w*|КиБ\b",
    "MB": r"megabytes?\b|MB\b|メガバイト|兆字节|메가바이트|MiB\b|(?-i:Mo)\b|МБ\b"
    r"|Мбайт\w*|мегабайт\w*|МиБ\b|mégaoctets?\b|megabajt\w*",
    "GB": r"gigabytes?\b|GB\b|ギガバイト|吉字节|기가바이트|GiB\b|(?-i:Go)\b|ГБ\b"
    r"|Гбайт\w*|гигабайт\w*|гігабайт\w*|ГиБ\b|gigaoctets?\b|gigabajt\w*",
    "TB": r"terabytes?\b|TB\b|テラバイト|太字节|테라바이트|TiB\b|ТБ\b|терабайт\w*"
    r"|téraoctets?\b",
    "kHz": r"kilohertz\b|kHz\b|キロヘルツ|千赫|킬로헤르츠|кГц\b|килогерц\w*",
    "MHz": r"megahertz\b|MHz\b|メガヘルツ|兆赫|메가헤르츠|МГц\b|мегагерц\w*",
    "GHz": r"gigahertz\b|GHz\b|ギガヘルツ|吉赫|기가헤르츠|ГГц\b|гигагерц\w*",
    "Hz": r"hertz\b|Hz\b|ヘルツ|赫(?:兹|茲)|헤르츠|Гц\b|герц(?:а|ов)?\b",
    "gal": r"gallons?\b|ガロン|加仑|갤런|Gallonen?\b",
    "hour": r"hours?\b|hrs?\b|時間|小时|小時|시간|Stunden?\b|heures?\b|horas?\b|ore\b"
    r"|час(?:а|ов|у)?\b|годин[аиу]?\b|godzin[ayę]?\b|uren\b|uur\b|timm(?:ar|e)\b"
    r"|timer\b|or[ae]\b|saat\b|jam\b|giờ\b|ساع(?:ة|ات)|घंटे",
    "minute": r"minutes?\b|mins?\b|分間|分钟|分鐘|분간|Minuten?\b|minutos?\b|minuti\b"
    r"|минут[аыу]?\b|хвилин[аиу]?\b|minut[ayę]?\b|minuut\b|minuten\b|minuter\b"
    r"|minutt?er\b|minut[io]\b|dakika\b|menit\b|phút\b|دقيق\w+|دقائق|मिनट",
    "second": r"seconds?\b|secs?\b|秒|초(?!등|과|보)|Sekunden?\b|secondes?\b"
    r"|segundos?\b|секунд[аыиу]?\b|sekund[ayę]?\b|sekunder\b|seconden?\b|second[oi]\b"
    r"|saniye\b|detik\b|giây\b|ثاني\w+|ثوان|सेकंड",
    "day": r"days?\b|日(?![本目系])|日間|天(?!津)|일(?![본곱반부])|일간|Tagen?\b|Tag\b"
    r"|jours?\b|días?\b|dias?\b|giorni\b|дн(?:я|ей|і|ів)\b|день\b|dni\b|dzień\b"
    r"|dag(?:en|ar|er)?\b|giorn[oi]\b|gün\b|hari\b|ngày\b|يوم\w*|أيام|दिन",
    "week": r"weeks?\b|週間|周(?:(?!年|一|二|三|四|五|六|日|岁))|星期|주간|주일"
    r"|Wochen?\b|semaines?\b|semanas?\b|settimane\b|недел[яиьюе]\b"
    r"|тиж(?:день|ні|нів|ня)\b|tygodni[ae]?\b|tydzień\b|weken\b|week\b|veckor\b"
    r"|vecka\b|uker\b|uger\b|settiman[ae]\b|hafta\b|minggu\b|tuần\b|أسابيع|أسبوع\w*"
    r"|सप्ताह|हफ़्ते",
    "month": r"months?\b|[かカヶケヵ箇]月|个月|個月|개월|Monaten?\b|Monate\b|mois\b"
    r"|meses\b|mesi\b|месяц(?:а|ев|у)?\b|місяц(?:ь|і|ів|я)\b|miesi(?:ąc|ące|ęcy|ąca)\b"
    r"|maand(?:en)?\b|månad(?:er)?\b|måned(?:er)?\b|mese\b|mês\b|ay\b|bulan\b|tháng\b"
    r"|شهر\w*|أشهر|महीने",
    "year": r"years?\b|年(?![代生輪])|년(?!대)|年間|년간|Jahren?\b|Jahre\b|années?\b"
    r"|ans\b|años?\b|anos?\b|anni\b|лет\b|год(?:а)?\b|років\b|роки\b|lat(?:a)?\b"
    r"|jaar\b|jaren\b|år\b|anno\b|yıl\b|tahun\b|năm\b|سن(?:ة|وات)|عام\w*|साल|वर्ष",
}
# What can be two things: thirty degrees are of Celsius, or of an angle.
_EITHER = {
    "kmorkg": (
        r"キロ(?!バイト|ワット|カロリー|ヘルツ|ビット)|킬로(?!바이트|와트)",
        ("km", "kg"),
    ),
    "degree": (r"degrees?\b|Grad\b|degrés?\b|grados?\b", ("C", "F", "angle")),
    "celsius": (r"度(?![目々合])|도(?=[\s가를이의로])", ("C", "angle")),
}
_UNITS = {name: (name,) for name in _NAMES} | {
    name: units for name, (_, units) in _EITHER.items()
}
# The longest name first: square metres before metres, キログラム before キロ.
_BEHIND = re.compile(
    r"[\s\-]?(?:"
    + "|".join(
        [f"(?P<{name}>{pattern})" for name, pattern in _NAMES.items()]
        + [f"(?P<{name}>{pattern})" for name, (pattern, _) in _EITHER.items()]
    )
    + ")",
    re.IGNORECASE,
)
# A length of which areas and bodies are made, in words that stand behind it.
_SQUARED = re.compile(
    r"\s(?:quadra|cuadra|carré|kwadrat|kvadrat|c[úu]bi|cubes?\b|sześc|persegi|vuông"
    r"|khối|kubik)",
    re.IGNORECASE,
)
_LENGTHS = frozenset({"km", "m", "cm", "mm", "mile", "foot", "inch", "yard"})
_POUND = "GBP"  # the word for the weight and the money


def find_other_measures(
    source: Sequence[Amount],
    source_text: str,
    target: Sequence[Amount],
    target_text: str,
) -> tuple[Amount, ...]:
    """Return amounts of the target that are measured in another unit in the source.

    Args:
        source, target: What `find_amounts` found.
        source_text, target_text: As the places are counted: normalised.
    """
    known = _find_units(source, source_text)
    if not known:
        return ()
    said = _find_units(target, target_text)
    return tuple(
        amount
        for amount in target
        if _differ(known.get(amount.value), said.get(amount.value))
    )


def _differ(known: set[str] | None, said: set[str] | None) -> bool:
    """Tell whether two amounts have units, and none in common."""
    if not known or not said:
        return False
    return known.isdisjoint(said)


def _find_units(
    amounts: Sequence[Amount], text: str
) -> dict[Fraction, set[str]]:
    """Value → its units; a value that stands without a known one is not among them."""
    units: dict[Fraction, set[str]] = defaultdict(set)
    unknown: set[Fraction] = set()
    for amount in amounts:
        found = _get_units(amount, text)
        if not found:
            unknown.add(amount.value)
        units[amount.value].update(found)
    return {
        value: found for value, found in units.items() if value not in unknown
    }


def _get_units(amount: Amount, text: str) -> tuple[str, ...]:
    """The units that the word behind an amount stands for; a pound is money or a weight."""
    if amount.unit == _POUND:
        return ("lb", _POUND)
    if amount.unit:
        return ()
    found = _BEHIND.match(text, amount.end)
    if found is None:
        return ()
    name = str(found.lastgroup)
    is_squared = name in _LENGTHS and _SQUARED.match(text, found.end())
    return () if is_squared else _UNITS[name]
