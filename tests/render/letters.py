"""Articles and settings for tests of the email; every word is our own."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from newsletter.config import Settings, parse_settings
from newsletter.model import Article, MachineTranslation

WHEN = datetime(2026, 11, 20, 7, 30, tzinfo=timezone(timedelta(hours=9)))

JA = """データセンターの立地は**「水と電力」**で決まります。用語は[用語集](/glossary)にまとめました。

## 冷却設備への投資が三年で二倍になる見通し

新しい設備の接続には平均で28か月かかります。事業者は約3,200億円を投じ、変電所そのものを建て始めました。

- 水冷装置の受注は前年の1.8倍です
- 土地の契約は12件、うち4件が北海道です
  - 石狩の計画は2027年に動き出します

> 電気の来ない土地に、計算機は置けません。

### 数字で見る現状

| 地域 | 契約件数 | 容量（MW） | 接続までの月数 |
|:--|--:|--:|--:|
| 北海道 | 4 | 310 | 22 |
| 関東 | 6 | 540 | 34 |

1. まず接続の申し込みを出します
2. 次に用地を決めます

![送電線の図](/img/grid.png)

容量は `capacity = 310` のように書きます。

```
def cost(mw):
    return mw * 1.2
```

投資家が見るべきは設備の数ではなく、**電力の契約期間**です。
"""

EN = """Water and power now decide where data centres are built. Terms are in the [glossary](/glossary).

## Spending on cooling is expected to double within three years

A new connection takes 28 months on average. Operators have set aside ¥320 billion and build the substations themselves.

- Orders for liquid cooling stand at 1.8 times last year's level
- Twelve land deals were signed, four of them in Hokkaido

> Where no power arrives, no computer will stand.

### The present in figures

| Region | Deals | Capacity (MW) |
|:--|--:|--:|
| Hokkaido | 4 | 310 |
| Kanto | 6 | 540 |

What investors should watch is **the length of the power contracts**.
"""

AR = """المياه والكهرباء **تحددان** مواقع مراكز البيانات.

## الاستثمار في التبريد

- بند أول
- بند ثانٍ

> لا حاسوب حيث لا كهرباء.
"""

_TITLES = {
    "ja": (
        "データセンターの立地は「水と電力」で決まる",
        "変電所を自ら建てる事業者が増えた理由",
        "七年契約が下限に",
    ),
    "en": (
        "Water and power decide where data centres are built",
        "Why operators build substations",
        "Seven years is the floor",
    ),
    "ar": ("المياه والكهرباء تحددان المواقع", "لماذا تبنى المحطات", "سبع سنوات هي الحد الأدنى"),
}
_SUMMARIES = {
    "ja": "設備投資の主役が計算機から電力へ移っています。接続待ち28か月の現実を数字で確かめます。",
    "en": "The centre of investment is moving from computers to power. We check the figures.",
    "ar": "ينتقل مركز الاستثمار من الحواسيب إلى الطاقة.",
}
BODIES = {"ja": JA, "en": EN, "ar": AR}

CONFIG = """
[publication]
title = "電力と計算の手紙"
url = "https://letter.example.com"
language = "ja"
timezone = "Asia/Tokyo"
[languages.en]
title = "The Power & Compute Letter"
[languages.ar]
title = "رسالة الطاقة"
[email]
from_name = "編集部"
from_address = "editor@letter.example.com"
postal_address = "東京都千代田区例町1-2-3"
unsubscribe_url = "https://letter.example.com/unsubscribe"
profiles = {profiles}
[brand]
links = {{ RSS = "https://letter.example.com/ja/feed.xml" }}
"""


def make_settings(*profiles: str) -> Settings:
    """Settings of a small publication with the given campaign tools."""
    return parse_settings(CONFIG.format(profiles=list(profiles) or ["plain"]))


def make_article(language: str = "ja", n: int = 0, **changes: object) -> Article:
    """One of three articles in Japanese, English or Arabic."""
    article = Article(
        ref=f"2026-11-20-power-{n}",
        slug=f"power-{n}",
        language=language,
        source_language="ja",
        title=_TITLES[language][n % 3],
        summary=_SUMMARIES[language],
        body=BODIES[language],
        full_body=BODIES[language] * 3,
        date=WHEN,
        updated=WHEN,
        url=f"https://letter.example.com/{language}/posts/power-{n}.html",
        guid=f"tag:letter.example.com,2026:power-{n}",
        author="編集部" if language == "ja" else "The editors",
        categories=("投資分析" if language == "ja" else "Analysis",),
        minutes=12,
        body_minutes=4,
        machine_translation=None if language == "ja" else MachineTranslation(("Google",), 0.25),
        is_described=True,
    )
    return replace(article, **changes)  # type: ignore[arg-type]  # the fields of Article by name
