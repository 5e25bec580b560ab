"""What a candidate needs beside it, by pairs of sentences."""

from __future__ import annotations

import pytest

from newsletter.abridgement.bonds import Bonds, find_bonds
from newsletter.abridgement.candidates import parse_article

# First text, second text, and what the second needs of the first, in one paragraph and in two.
PAIRS = [
    ("町は橋を直した。", "これは去年の話だ。", "neighbour", "passage"),
    ("町は橋を直した。", "しかし、費用は増えた。", "paragraph", "passage"),
    ("町は橋を直した。", "また、北側の道も去年広げた。", "paragraph", "passage"),
    ("町は橋を直した。", "特に、北の橋は古かった。", "paragraph", "passage"),
    ("町は橋を直した。", "客が減ったからです。", "neighbour", "nothing"),
    ("町は橋を直した。", "古い橋では荷車が通れませんでしたから。", "neighbour", "nothing"),
    ("町は橋を直した。", "大手の創業者でもある彼が、費用を払った。", "neighbour", "nothing"),
    ("町は橋を直した。", "町長の山田氏は、彼の計画を皆に話した。", "nothing", "nothing"),
    ("町は橋を直した。", "冬は雪が深いですからね。", "neighbour", "nothing"),
    ("町は橋を直した。", "橋が壊れるのは毎年のようなものですから。", "neighbour", "nothing"),
    ("町は橋を直した。", "工事の費用が増えた理由は、鉄が高くなったから。", "nothing", "nothing"),
    ("町は橋を直した。", "新しい橋の通行料は来年の四月一日から。", "nothing", "nothing"),
    ("町は橋を直した。", "初期投資の高さ、道の複雑性、移行の費用。", "neighbour", "nothing"),
    ("町は橋を直した。", "図書館は夜も開いている。", "nothing", "nothing"),
    ("町は橋を直した。", "この記事では図書館を紹介します。", "nothing", "nothing"),
    ("The town mended the bridge.", "It was old and narrow then.", "neighbour", "passage"),
    ("The town mended the bridge.", "However, the costs rose again.", "paragraph", "passage"),
    ("The town mended the bridge.", "The library is open at night.", "nothing", "nothing"),
    ("The town mended the bridge.", "(For a while it was closed.)", "neighbour", "nothing"),
    ("The town mended the bridge.", "(Two) of them opened (again) in May", "nothing", "nothing"),
    ("町は橋を直した。", "（去年までは別の橋を使っていた。）", "neighbour", "nothing"),
    ("The town mended the bridge.", "Many pay for this idea in taxes.", "neighbour", "passage"),
    ("The town mended the bridge.", "Many read of it in this article.", "nothing", "nothing"),
    ("Should the town mend the bridge?", "The mayor and his wife agree.", "neighbour", "neighbour"),
    ("The bridge is mended.", "The mayor and his wife agree.", "nothing", "nothing"),
    ("町には二つの課題がある。", "一つは、橋の費用が増えたことだ。", "neighbour", "neighbour"),
    ("町は鉄橋を直した。", "町長は長年この鉄橋に反対した。", "neighbour", "passage"),
    ("町は港を直した。", "町長は長年この鉄橋に反対した。", "nothing", "nothing"),
]


def need_of(bonds: Bonds) -> str:
    """Name what must stand before."""
    if bonds.neighbour:
        return "neighbour"
    if bonds.paragraph:
        return "paragraph"
    return "passage" if bonds.passage else "nothing"


@pytest.mark.parametrize(("first", "second", "inside", "_apart"), PAIRS)
def test_need_inside_a_paragraph(first: str, second: str, inside: str, _apart: str) -> None:
    """A pointer needs its neighbour, a turn or a row something earlier, other sentences nothing."""
    language = "ja" if first.endswith("。") else "en"
    joint = "" if language == "ja" else " "
    article = parse_article(f"{first}{joint}{second}\n")
    assert need_of(find_bonds(article, language)[1]) == inside


@pytest.mark.parametrize(("first", "second", "_inside", "apart"), PAIRS)
def test_need_at_the_head_of_a_paragraph(first: str, second: str, _inside: str, apart: str) -> None:
    """At the head of a paragraph the paragraph before is enough."""
    language = "ja" if first.endswith("。") else "en"
    article = parse_article(f"{first}\n\n{second}\n")
    assert need_of(find_bonds(article, language)[1]) == apart


FORWARD = [
    ("以下の3つを試す。\n\n- 照明\n- 暖房\n- 本棚\n", True),
    ("町は次の点を決めた：\n\n- 照明\n- 暖房\n", True),
    ("なぜ夜に開けるのか。\n\n町の人が望んだ。\n", True),
    ("さて、今回の夜間開館。\n\n町の人が望んだ。\n", True),
    ("では、費用と人手。町の人が望んだ。\n", True),
    ("最後に、読者に問いかけたいことがあります。\n\n町の人は望んだか。\n", True),
    ("開館の理由は三つあります。町の人が望んだ。\n", True),
    ("例えば、昼に働く人の会員登録や予約。町の人が望んだ。\n", True),
    ("しかし、いくつかの疑問も残ります。町の人が望んだ。\n", True),
    ("課題はまだあります。費用が増えた。\n", True),
    ("橋は完成したかもしれません。しかし、渡れない。\n", True),
    ("もちろん、橋は新しい。ただし、渡れない。\n", True),
    ("橋は完成したかもしれません。町の人が望んだ。\n", False),
    ("橋は完成した。しかし、渡れない。\n", False),
    ("The bridge may be open. However, it is closed.\n", True),
    ("Granted, the bridge is open. However, it is closed.\n", True),
    ("In May the bridge was opened. However, it is closed.\n", False),
    ("They pushed with all their might. However, it is closed.\n", False),
    ("工事の費用に大きな問題はありません。町の人が望んだ。\n", False),
    ("大きな課題は残っていません。町の人が望んだ。\n", False),
    ("そして無料です。町の人が望んだ。\n", False),
    ("最後に町の列に並んだ。町の人が望んだ。\n", False),
    ("課題は、町の費用が三億円に増えたことにあります。町の人が望んだ。\n", False),
    ("次に、「電力とごみ」です。町の人が望んだ。\n", True),
    ("まず、「開館時間」への対応です。町の人が望んだ。\n", True),
    ("第二に、費用の大きさだ。\n\n町の人が望んだ。\n", True),
    ("最後に、費用は三億円です。町の人が望んだ。\n", False),
    ("次に、町が橋を直す番です。町の人が望んだ。\n", False),
    ("Here is what the town decided.\n\nIt opens at night.\n", True),
    ("町には伝えたいことがあると館長は話した。\n\n町の人が望んだ。\n", False),
    ("橋は町に三つあります。\n\n町の人が望んだ。\n", False),
    ("Here the town decided to wait.\n\nIt opens at night.\n", False),
    ("さて、費用は増えた。\n\n町の人が望んだ。\n", False),
    ("夜間開館の計画。\n\n町の人が望んだ。\n", False),
    ("町は橋を直した。\n\n- 照明\n- 暖房\n", False),
    ("町は橋を直した。\n\n図書館も直した。\n", False),
    ("心配ないのではないでしょうか。\n\n図書館も直した。\n", False),
]


@pytest.mark.parametrize(("body", "needs"), FORWARD)
def test_need_of_what_follows(body: str, needs: bool) -> None:
    """A lead-in needs its list, a question its answer, a mere topic or promise its text."""
    article = parse_article(body)
    language = "en" if body.isascii() else "ja"
    assert find_bonds(article, language)[0].following is needs


def test_a_list_needs_its_lead_in() -> None:
    """A list that is announced does not stand without the announcement."""
    article = parse_article("以下の3つを試す。\n\n- 照明\n- 暖房\n- 本棚\n")
    assert find_bonds(article, "ja")[1].neighbour


ANSWERED = [
    ("客は増えると言われた。", "しかし、実際には減った。", True),
    ("客は増えると言われた。", "ただし、冬は別だ。", True),
    ("客は増えると言われた。", "そのため、席を増やした。", False),
    ("客は増えると言われた。", "席も増えた。", False),
]


@pytest.mark.parametrize(("claim", "after", "answered"), ANSWERED)
def test_a_claim_that_is_answered_is_known(claim: str, after: str, answered: bool) -> None:
    """A sentence that takes a claim back is tied to it; one that follows from it is not."""
    article = parse_article(claim + after + "\n")
    assert find_bonds(article, "ja")[0].answered is answered


BELOW = [
    ("The town has two problems.\n\n## Costs\n\nIron is dear.\n", True),
    ("## Town\n\nIt has two problems.\n\n### Costs\n\nIron is dear.\n", True),
    ("## Town\n\nIt has two problems.\n\n## Costs\n\nIron is dear.\n", False),
    ("The town has a bridge.\n\n## Costs\n\nIron is dear.\n", False),
]


@pytest.mark.parametrize(("body", "waits"), BELOW)
def test_what_counts_waits_for_the_section_below(body: str, waits: bool) -> None:
    """What is counted can stand under a further heading, not under the next of the same level."""
    bonds = find_bonds(parse_article(body), "en")
    assert bonds[0].following is waits


SHOWN = [
    ("```\ngo build\n```\n\nand the town's computer runs it.\n", "neighbour"),
    ("- Iron\n- Wood\n\nor both of them.\n", "neighbour"),
    ("```\ngo build\n```\n\nThe mayor blames this program.\n", "passage"),
    ("```\ngo build\n```\n\n`go` is a program for towns.\n", "nothing"),
    ("```\ngo build\n```\n\nThe mayor has a program for towns.\n", "nothing"),
    ("```\ngo build\n```\n\npandas 3.0 came out in March.\n", "nothing"),
    ("```\ngo build\n```\n\nffmpeg, a program, cuts the film.\n", "nothing"),
    ("```\ngo build\n```\n\nthe town mended the bridge.\n", "nothing"),
    ("The town mended the bridge.\n\nand the library stays open.\n", "nothing"),
    ("```\ngo build\n```\n\n## Town\n\nand the town's computer runs it.\n", "nothing"),
]


@pytest.mark.parametrize(("body", "need"), SHOWN)
def test_what_goes_on_behind_code_or_a_list_needs_it(body: str, need: str) -> None:
    """Under one heading, what is begun before them or speaks of them does not stand alone."""
    article = parse_article(body)
    assert need_of(find_bonds(article, "en")[-1]) == need


TURNS = [
    ("町は橋を直した。", "しかし、費用は増えた。", True),
    ("町は橋を直した。", "そのため、費用は増えた。", True),
    ("The town mended the bridge.", "However, the costs rose.", True),
    ("町は橋を直した。", "また、費用は増えた。", False),
    ("町は橋を直した。", "費用は増えた。", False),
]


@pytest.mark.parametrize(("before", "head", "turns"), TURNS)
def test_a_paragraph_turns_against_the_end_of_the_one_before(
    before: str, head: str, turns: bool
) -> None:
    """Also one that follows from it; not inside a paragraph, and not under another heading."""
    language = "ja" if head.endswith("。") else "en"
    for joint, is_head in (("\n\n", True), (" ", False), ("\n\n## 町\n\n", False)):
        article = parse_article(f"{before}{joint}{head}\n")
        assert find_bonds(article, language)[-1].turns is (turns and is_head)
