"""Which sentences hang: the letters say whether a reader is left waiting, forward or backward."""

from __future__ import annotations

import hashlib
import json
import re
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import train_hanging
from newsletter.abridgement import abridge_body
from newsletter.abridgement.candidates import parse_article
from newsletter.abridgement.hanging import (
    BACKWARD,
    FILE,
    FORWARD,
    STANDS,
    Neighbourhood,
    find_signs,
    get_chance,
    load_models,
    rate_hanging,
)
from newsletter.abridgement.nodes import SURE_BACKWARD, SURE_FORWARD
from newsletter.model import Budget, BudgetUnit

NEXT = "町は来年の春までに三つの橋を直し、費用の半分を県が負担する。"
NEXT_EN = "The town will mend three bridges by next spring, and the state pays half of the cost."
# Language, what is read, and whether it hangs forward when the next sentence is cut.
HANG_FORWARD = [
    ("ja", "しかし、ここで1つ注意しておきたい点があります。", True),
    ("ja", "もう1つ、見逃せない点があります。", True),
    ("ja", "では、なぜ町は橋を直すのでしょうか。", True),
    ("ja", "これは単なる工事の話ではありません。", True),
    ("ja", "町の橋は、単なる通り道ではありません。", True),
    ("ja", "町は2024年に橋の点検を終え、費用として3億円を計上した。", False),
    ("ja", "工事の費用は昨年より12%増え、県は半分の負担を決めました。", False),
    ("ja", "山田町長は4月の会見で、工事を秋に始めると発表しました。", False),
    ("en", "So what does this mean for the town?", True),
    ("en", "Why does this matter to the town?", True),
    ("en", "The town finished its survey in 2024 and set aside 3 million euros.", False),
    ("en", "Costs rose by 12% over the last year, and the state will pay half of them.", False),
]
# The same backward, when the sentence before it is cut.
HANG_BACKWARD = [
    ("ja", "これにより、工事の費用は半分に減りました。", True),
    ("ja", "こうした動きは、隣の町にも広がっています。", True),
    ("ja", "この仕組みによって、費用は県と町で分けられます。", True),
    ("ja", "山田町長は4月の会見で、工事を秋に始めると発表しました。", False),
    ("ja", "町は2024年に橋の点検を終え、費用として3億円を計上した。", False),
    ("en", "This is why they chose it over the other one.", True),
    ("en", "It also makes them cheaper to build.", True),
    ("en", "Northtown finished its survey in 2024 and set aside 3 million euros.", False),
]
LIKELY = 0.5


@pytest.mark.parametrize(("language", "text", "hangs"), HANG_FORWARD)
def test_what_announces_or_denies_waits_for_the_next_sentence(
    language: str, text: str, hangs: bool
) -> None:
    """An announcement, a question and half of a denial hang; a statement does not."""
    after = NEXT if language == "ja" else NEXT_EN
    rated = rate_hanging(parse_article(f"{text} {after}\n").candidates, language)
    chance = rated[0].forward
    assert chance > LIKELY if hangs else chance < SURE_FORWARD


@pytest.mark.parametrize(("language", "text", "hangs"), HANG_BACKWARD)
def test_what_points_back_hangs_on_the_sentence_before(
    language: str, text: str, hangs: bool
) -> None:
    """A sentence that speaks of what stood before hangs; one that names everything does not."""
    before = NEXT if language == "ja" else NEXT_EN
    rated = rate_hanging(parse_article(f"{before} {text}\n").candidates, language)
    chance = rated[1].backward
    assert chance > LIKELY if hangs else chance < SURE_BACKWARD


def test_where_nothing_follows_nothing_is_waited_for() -> None:
    """The last sentence under a heading waits for nothing, whatever it announces."""
    body = f"## 一\n\n{NEXT}\n\n次に、大切な点があります。\n\n## 二\n\n{NEXT}\n"
    for text in (body, body.replace("\n\n## 二", "\n\n![橋](a.png)\n\n## 二")):
        rated = rate_hanging(parse_article(text).candidates, "ja")
        assert rated[1].forward == 0.0


@pytest.mark.parametrize("language", ["de", "zh", "ko", "und"])
def test_other_languages_are_left_to_the_rules(language: str) -> None:
    """Must not match: nothing is guessed in a language that was not learned."""
    candidates = parse_article("Warum? Das weiß niemand.\n").candidates
    assert rate_hanging(candidates, language) == (STANDS,) * len(candidates)


def test_lists_and_code_never_hang() -> None:
    """Must not match: only sentences were learned."""
    body = f"{NEXT}\n\n- 次に、大切な点があります。\n- 鍵は何でしょうか。\n\n```\nなぜ？\n```\n"
    rated = rate_hanging(parse_article(body).candidates, "ja")
    assert set(rated[1:]) == {STANDS}


MIN_SHARE = 0.8  # from which on it is kept
ANNOUNCES = "しかし、ここで1つ注意しておきたい点があります。"
PARAGRAPHS = [
    "町の図書館は2026年4月から夜も開き、貸出数を18%伸ばした。会社帰りの人が増えたためだという。",
    f"{ANNOUNCES}夜の職員は二人しかおらず、休みの日には本の貸出を止めている。",
    "費用は年240万円で、町が全額を負担する。工事は秋までに終わり、席は40から85に増える。",
    "利用者への調査では、62%が夜の開館を続けてほしいと回答した。反対は8%だった。",
    "隣の若葉市も同じ試みを検討し、市長が六月の議会に予算案を示す予定だ。",
]


@pytest.mark.parametrize("share", [0.5, 0.65, 0.75, 0.8, 0.85])
def test_an_announcement_is_never_kept_alone(share: float) -> None:
    """Where it is kept, what it announces is kept."""
    body = "\n\n".join(PARAGRAPHS) + "\n"
    budget = Budget(BudgetUnit.SHARE, share)
    text = abridge_body(body, language="ja", budget=budget).body
    assert (ANNOUNCES in text) <= ("休みの日には" in text)
    assert (ANNOUNCES in text) or share < MIN_SHARE


@given(st.text(), st.text(), st.text(), st.booleans(), st.sampled_from(["ja", "en"]))
def test_a_chance_is_a_chance(
    text: str, before: str, after: str, is_followed: bool, tag: str
) -> None:
    """Whatever is written, each direction gives a likelihood, and the same one again."""
    place = Neighbourhood(text, before, after, is_followed)
    models = load_models()[tag]
    for direction in (FORWARD, BACKWARD):
        model = getattr(models, direction)
        chance = get_chance(model, find_signs(place, tag, direction))
        assert 0 <= chance <= 1
        assert chance == get_chance(model, find_signs(place, tag, direction))


def test_the_models_say_what_they_were_learned_from() -> None:
    """The data file names its labels by hash."""
    found = json.loads((resources.files("newsletter.abridgement") / FILE).read_text("utf-8"))
    labels = Path(train_hanging.LABELS).read_bytes()
    assert found["provenance"]["labels sha256"] == hashlib.sha256(labels).hexdigest()


def test_the_labels_hold_no_text_of_others() -> None:
    """A label is the beginning of a hash."""
    for line in Path(train_hanging.LABELS).read_text("utf-8").splitlines():
        row = json.loads(line)
        for name in ("read", "forward", "backward"):
            assert all(
                re.fullmatch(rf"[0-9a-f]{{{train_hanging.KEY_SIZE}}}", key) for key in row[name]
            )
        assert row.keys() == {"name", "source", "read", "forward", "backward"}
        assert {*row["forward"], *row["backward"]} <= {*row["read"]}
