"""Who did it and to whom: seen in the plainest sentences, and nowhere else."""

from __future__ import annotations

import pytest

from newsletter.translate.checks.actors import check_actors
from tests.translate.checks.pairs import show_findings

EXCHANGED = [
    ("en ja", "Apple sued Samsung.", "サムスンがアップルを訴えた。"),
    ("ja en", "トランプはバイデンを批判した。", "Biden criticised Trump."),
    ("ja en", "ソフトバンクはエヌビディアの株を売却した。", "Nvidia sold its shares in SoftBank."),
    (
        "en ja",
        "Elon Musk criticised Mark Zuckerberg.",
        "マーク・ザッカーバーグはイーロン・マスクを批判した。",
    ),
    ("en zh", "Google acquired Fitbit.", "Fitbit收购了Google。"),
    ("de en", "Anna hat Peter angerufen.", "Peter called Anna."),
    ("ja en", "中国が日本を批判した。", "Japan criticised China."),
    ("en zh", "Germany invited France.", "法国邀请了德国。"),
    ("ja en", "トヨタはスズキに出資した。", "Suzuki invested in Toyota."),
    ("ko en", "삼성은 애플을 제소했다.", "Apple sued Samsung."),
    ("en fr", "Renault bought Nissan shares.", "Nissan a acheté des actions Renault."),
]


@pytest.mark.parametrize(("languages", "source", "target"), EXCHANGED)
def test_names_that_change_places_are_listed(languages: str, source: str, target: str) -> None:
    """The actor of the source is what is acted on in the answer."""
    found = show_findings(check_actors, source, target, languages=languages)
    assert len(found) == 1
    assert found[0].startswith("warning the source names ")


RIGHT = [
    ("en ja", "Apple sued Samsung.", "アップルがサムスンを訴えた。"),
    ("en ja", "Apple sued Samsung.", "サムスンはアップルに訴えられた。"),
    ("en de", "Apple sued Samsung.", "Samsung wurde von Apple verklagt."),
    ("ja en", "トランプはバイデンを批判した。", "Biden was criticised by Trump."),
    ("ja en", "トランプとバイデンが会った。", "Biden met Trump."),
    ("en de", "Anna and Peter came.", "Peter und Anna kamen."),
    ("en ja", "Tap Device information.", "デバイス情報をタップする。"),
    ("en zh", "Debian packages follow Debian rules.", "Debian软件包遵守Debian规则。"),
    ("en ja", "Apple sued Samsung and Huawei.", "サムスンがアップルとファーウェイを訴えた。"),
    ("en fr", "In Paris, Anna met Peter.", "Peter a rencontré Anna à Paris."),
    ("ja en", "中国が日本を批判した。", "China criticised Japan."),
    ("ko en", "삼성은 애플을 제소했다.", "Samsung sued Apple."),
    ("ja en", "日本で中国の映画が人気だ。", "Chinese films are popular in Japan."),
    ("ja en", "会社が売れた。", "The company was sold."),
]


@pytest.mark.parametrize(("languages", "source", "target"), RIGHT)
def test_what_may_stand_in_another_order_is_left(languages: str, source: str, target: str) -> None:
    """A passive, a list, a verb that looks like a name, one name twice, a third name: silence."""
    assert show_findings(check_actors, source, target, languages=languages) == []
