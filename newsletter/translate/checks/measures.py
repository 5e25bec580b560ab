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
    "m2": r"square met(?:er|re)s?|sq\.? ?m\b|m2\b|平方メートル|平米|平方米|제곱미터|평방미터"
    r"|Quadratmetern?\b|mètres? carrés?|metros? cuadrados?|metri quadr(?:at)?i",
    "km2": r"square kilomet(?:er|re)s?|sq\.? ?km\b|km2\b|平方キロ(?:メートル)?|平方公里"
    r"|제곱킬로미터|Quadratkilometern?\b|kilomètres? carrés?",
    "ft2": r"square (?:feet|foot)|sq\.? ?ft\b|平方フィート|平方英尺|제곱피트|Quadratfuß\b",
    "mi2": r"square miles?|平方マイル|平方英里|Quadratmeilen?\b",
    "ha": r"hectares?\b|ヘクタール|公顷|公頃|헥타르|Hektar\b|hectáreas?\b|ettari\b",
    "acre": r"acres?\b|エーカー|英亩|에이커|Acker?\b",
    "mu": r"亩|畝|mu\b",
    "tsubo": r"坪|평(?!방|균|가|일|생|소)|tsubo\b",
    "km": r"kilomet(?:er|re)s?\b|kms?\b(?!/)|キロメートル|公里|킬로미터|Kilometern?\b"
    r"|kilomètres?\b|kilómetros?\b|chilometri\b",
    "m": r"met(?:er|re)s?\b|メートル|米(?![ドル国軍兵価])|미터|Metern?\b|mètres?\b|metros?\b",
    "cm": r"centimet(?:er|re)s?\b|cm\b|センチ(?:メートル)?|厘米|公分|센티미터|Zentimetern?\b",
    "mm": r"millimet(?:er|re)s?\b|mm\b|ミリメートル|毫米|밀리미터|Millimetern?\b",
    "mile": r"miles?\b|マイル|英里|마일|Meilen?\b|milles?\b|millas?\b",
    "foot": r"feet\b|foot\b|ft\b|フィート|英尺|피트|Fuß\b|pieds?\b",
    "inch": r"inch(?:es)?\b|インチ|英寸|인치|Zoll\b|pouces?\b",
    "yard": r"yards?\b|ヤード|码|야드",
    "kg": r"kilograms?\b|kilos?\b|kg\b|キログラム|公斤|千克|킬로그램|Kilogramm\b|Kilo\b",
    "g": r"grams?\b|グラム|克(?!朗|里|拉)|그램|Gramm\b|grammes?\b|gramos?\b",
    "t": r"(?:metric )?tons?\b|tonnes?\b|トン|吨|噸|톤|Tonnen?\b|toneladas?\b|tonnellate\b",
    "lb": r"pounds?\b|lbs?\b|ポンド|磅|파운드|Pfund\b|livres?\b|libras?\b",
    "oz": r"ounces?\b|oz\b|オンス|盎司|온스|Unzen?\b",
    "jin": r"斤",
    "F": r"°\s?F\b|degrees? Fahrenheit|華氏度|华氏度|Grad Fahrenheit",
    "C": r"°\s?C\b|degrees? (?:Celsius|centigrade)|摄氏度|攝氏度|Grad Celsius",
    "l": r"lit(?:er|re)s?\b|リットル|升(?!级)|리터|Litern?\b|litros?\b|litri\b",
    "ml": r"millilit(?:er|re)s?\b|ml\b|ミリリットル|毫升|밀리리터|Millilitern?\b|mililitros?\b",
    "kW": r"kilowatts?\b(?![\s-]?hours?)|kW\b|キロワット(?!時)|千瓦(?!时)|킬로와트(?!시)",
    "MW": r"megawatts?\b(?![\s-]?hours?)|MW\b|メガワット(?!時)|兆瓦(?!时)|메가와트(?!시)",
    "GW": r"gigawatts?\b(?![\s-]?hours?)|GW\b|ギガワット(?!時)|吉瓦(?!时)|기가와트(?!시)",
    "kB": r"kilobytes?\b|kB\b|キロバイト|千字节|킬로바이트",
    "MB": r"megabytes?\b|MB\b|メガバイト|兆字节|메가바이트",
    "GB": r"gigabytes?\b|GB\b|ギガバイト|吉字节|기가바이트",
    "TB": r"terabytes?\b|TB\b|テラバイト|太字节|테라바이트",
    "gal": r"gallons?\b|ガロン|加仑|갤런|Gallonen?\b",
    "hour": r"hours?\b|hrs?\b|時間|小时|小時|시간|Stunden?\b|heures?\b|horas?\b|ore\b",
    "minute": r"minutes?\b|mins?\b|分間|分钟|分鐘|분간|Minuten?\b|minutos?\b|minuti\b",
    "second": r"seconds?\b|secs?\b|秒|초(?!등|과|보)|Sekunden?\b|secondes?\b|segundos?\b",
    "day": r"days?\b|日間|天(?!津)|일간|Tagen?\b|Tag\b|jours?\b|días?\b|dias?\b|giorni\b",
    "week": r"weeks?\b|週間|周(?:(?!年|一|二|三|四|五|六|日|岁))|星期|주간|주일|Wochen?\b"
    r"|semaines?\b|semanas?\b|settimane\b",
    "month": r"months?\b|[かカヶケヵ箇]月|个月|個月|개월|Monaten?\b|Monate\b|mois\b|meses\b|mesi\b",
    "year": r"years?\b|年間|년간|Jahren?\b|Jahre\b|années?\b|ans\b|años?\b|anos?\b|anni\b",
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
    return _UNITS[str(found.lastgroup)] if found else ()
