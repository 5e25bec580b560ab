"""The whole of cleaning, on small articles of our own."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from newsletter.dedupe import clean_body, clean_text
from newsletter.model import RemovalKind
from tests.dedupe.pieces import sentence

ONE = "朝の港では、漁師たちが網を広げて今日の風向きを話し合っている。"
TWO = "市場の競りは六時に始まり、七時半にはほとんどの魚が売れてしまう。"
THREE = "町の食堂はその魚を使い、昼までに百人分の定食を用意しておく。"
FOUR = "夕方になると、子どもたちが堤防に並んで小さな釣り竿を垂らす。"


def _score() -> ModuleType | None:
    path = Path(__file__).resolve().parents[2].parent / "shared" / "bench" / "dedupe" / "score.py"
    if not path.is_file():
        return None
    spec = importlib.util.spec_from_file_location("bench_score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_restart_is_told_once() -> None:
    """A replayed run of paragraphs goes, with its twin named, and the marker before it too."""
    cleaned = clean_body(f"{ONE}\n\n{TWO}\n\n---END---\n\n{ONE}\n\n{TWO}\n\n{THREE}\n")
    assert cleaned.body == f"{ONE}\n\n{TWO}\n\n{THREE}\n"
    assert [removal.kind for removal in cleaned.removals] == [
        RemovalKind.MARKER,
        RemovalKind.REPEAT,
        RemovalKind.REPEAT,
    ]
    assert [str(removal.twin) for removal in cleaned.removals[1:]] == ["1", "3"]


def test_clean_body_comes_back_byte_for_byte() -> None:
    """What has nothing to remove is not touched, trailing blanks and odd spacing included."""
    body = f"\n\n#  見出し \n{ONE}  \n{TWO}\n\n\n*  項目\n\n---\n{THREE}\n \n"
    assert clean_body(body).body == body


def test_front_matter_is_kept() -> None:
    """The head of a document stays as it is and lines count from the top of the file."""
    cleaned = clean_text(f'---\ntitle: "港の一日"\n---\n\n{ONE}\n\n{ONE}\n')
    assert cleaned.text == f'---\ntitle: "港の一日"\n---\n\n{ONE}\n'
    assert str(cleaned.removals[0].lines) == "7"


def test_sample_is_the_article_that_was_meant(seeds: Path, bench: Path) -> None:
    """The sample post comes out as its truth says: every sentence, in order, nothing else."""
    score = _score()
    if score is None:
        pytest.skip("the scorer is not here")
    cleaned = clean_text((seeds / "2025-11-02-ai-rare-earth.md").read_text(encoding="utf-8"))
    truth = (bench / "dedupe" / "seed_truth.md").read_text(encoding="utf-8")
    result = score.score_text(cleaned.text, truth, {"title": cleaned.title})
    assert result["F1"] == 1.0
    assert result["lcs"] == 1.0
    assert result["mark"] == result["frag"] == 0
    assert cleaned.title.endswith("真意とは")


def test_benchmark_targets(bench: Path) -> None:
    """The sixty benchmark articles meet the targets set for them."""
    score = _score()
    if score is None:
        pytest.skip("the scorer is not here")
    rows = []
    for case in sorted((bench / "dedupe" / "cases").iterdir()):
        meta = json.loads((case / "meta.json").read_text(encoding="utf-8"))
        cleaned = clean_text((case / "input.md").read_text(encoding="utf-8"))
        rows.append(
            score.score_text(
                cleaned.text,
                (case / "truth.md").read_text(encoding="utf-8"),
                meta | {"title": cleaned.title},  # it stands in the head
            )
            | {"lang": meta["lang"]}
        )
    english = [row["F1"] for row in rows if row["lang"] == "en"]
    assert sum(row["F1"] for row in rows) / len(rows) >= 0.998
    assert sum(english) / len(english) >= 0.995
    assert min(row["F1"] for row in rows) >= 0.90
    assert sum(row["R"] for row in rows) / len(rows) >= 0.999
    assert sum(row["F1"] > 0.9999 for row in rows) >= 52
    assert sum(row["mark"] + row["frag"] for row in rows) == 0


def test_a_heading_run_into_a_copy_of_its_sentence_does_not_come_back() -> None:
    """A copy without line breaks and heading number says no more than the sentence."""
    article = (
        "**2. 網の手入れと保管**\n\n"
        "網の手入れには、毎日少なくとも二時間の静かな作業が要ると漁師たちは話している。\n\n"
        "港の倉庫では、乾いた網を夕方までに棚へ戻しておくのが決まりである。\n"
    )
    copy = article.replace("**2. ", "").replace("**\n\n", "** ").replace("\n\n", " ")
    assert clean_body(f"{article}\n---END---\n\n{copy}").body == article


def test_the_number_of_the_next_heading_does_not_stay_behind_a_sentence() -> None:
    """A copy in one line leaves the number of a bold heading: a piece of that heading."""
    article = (
        "**1. 朝の競り**\n\n"
        "市場の競りは六時に始まり、町の食堂の主人たちが静かに値をつけていく。\n\n"
        "**2. 網の手入れと保管**\n\n"
        "網の手入れには、毎日少なくとも二時間の静かな作業が要ると漁師たちは話している。\n"
    )
    copy = article.replace("**\n\n", "** ").replace("\n\n", " ")
    assert clean_body(f"{article}\n---END---\n\n{copy}").body == article


def test_a_beginning_that_stops_behind_a_quotation_goes() -> None:
    """The last call began a section again and stopped; the section stands whole above."""
    whole = "では、港の組合がこの古い網を単なる「面白い道具」で終わらせず、町の力とするには何が要るのか。"
    told = "\n\n".join(sentence(number, 40) for number in range(4))
    article = f"{told}\n\n**町の力とするには**\n\n{whole}{sentence(5)}\n\n{sentence(6)}"
    cut = "**町の力とするには**\n\nでは、港の組合がこの古い網を単なる「面白い道具」"
    assert clean_body(f"{article}\n\n---END---\n\n{told}\n\n{cut}\n").body.strip() == article
