"""Labels of our own: which sentences of posts beside the project an editor would keep.

    python -m benchmarks.own_labels FOLDER      stores FOLDER/labels/*.json in own_labels.jsonl

FOLDER has the form of ../shared/bench/abridge-labels, and an index.json that names the source of
each article below ../shared. What is stored has no text of others: a sentence is known by the
beginning of the hash of its letters. So labels hold when a post is cleaned in another way, and what
is no longer there is left out.

They judge what was learned from the shared labels and teach nothing. Language models made them, who
first read how the editor of the shared labels weighs. Articles that she labelled are left out.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from newsletter.dedupe.clean import clean_text

FILE = Path(__file__).with_suffix(".jsonl")
SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
KEY_SIZE = 7  # hex digits; two sentences of one article do not meet by chance
MACHINE_WRITTEN = ("corpus/",)
# The judge cuts by sentence marks (ja) or by blanks (en).
CUT_AS = {"ja": "ja", "zh": "ja"}


def main() -> None:
    """Store the labels of a folder."""
    folder = Path(sys.argv[1])
    judge = import_judge()
    index = json.loads((folder / "index.json").read_text("utf-8"))
    lines = [
        _store(judge, folder, path, index[path.stem][1])
        for path in sorted((folder / "labels").glob("*.json"))
    ]
    FILE.write_text("".join(f"{line}\n" for line in lines), "utf-8", newline="\n")
    print(f"{FILE.name}: {len(lines)} articles")


def import_judge() -> Any:
    """Return the module that judges shared labels."""
    bench = str(SHARED / "bench" / "abridge-labels")
    if bench not in sys.path:
        sys.path.insert(0, bench)
    return importlib.import_module("labels")


def read_own_labels() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the name of each article, its text as it was labelled, and the judge's view of it."""
    judge = import_judge()
    for line in FILE.read_text("utf-8").splitlines():
        row = json.loads(line)
        text = _read_source(row["source"])
        if text is not None:
            yield row["name"], text, _view(judge, row, text)


def _store(judge: Any, folder: Path, path: Path, source: str) -> str:
    """One line: the labels of an article by the keys of its units."""
    labels = json.loads(path.read_text("utf-8"))
    text = (folder / "articles" / f"{path.stem}.md").read_text("utf-8")
    keys = _make_keys(judge, _cut(judge, text, path.stem[-2:]))
    row = {
        "name": path.stem,
        "source": source,
        "importance": {
            weight: [keys[unit] for unit in units] for weight, units in labels["importance"].items()
        },
        **{
            name: [[keys[unit] for unit in units] for units in labels[name]]
            for name in ("groups", "needs")
        },
        **{name: [keys[unit] for unit in labels[name]] for name in ("choice", "first")},
    }
    return json.dumps(row, separators=(",", ":"))


def _read_source(source: str) -> str | None:
    path = SHARED / source
    if not path.exists():
        return None
    text = path.read_text("utf-8", errors="replace")
    if source.startswith(MACHINE_WRITTEN):
        cleaned = clean_text(text)
        return cleaned.head + cleaned.body
    return text


def _cut(judge: Any, text: str, language: str) -> Sequence[Mapping[str, Any]]:
    units: Sequence[Mapping[str, Any]] = judge.S.parse(text, CUT_AS.get(language, "en"))
    return units


def _make_keys(judge: Any, units: Sequence[Mapping[str, Any]]) -> list[str]:
    return [
        hashlib.sha256(judge.S.norm(unit["raw"]).encode()).hexdigest()[:KEY_SIZE] for unit in units
    ]


def _view(judge: Any, row: Mapping[str, Any], text: str) -> dict[str, Any]:
    """What the judge's `load` returns of a shared article."""
    language = row["name"][-2:]
    units = _cut(judge, text, language)
    places: dict[str, int] = {}
    for unit, key in zip(units, _make_keys(judge, units), strict=True):
        places.setdefault(key, unit["i"])

    def find(keys: Sequence[str]) -> list[int]:
        return [places[key] for key in keys if key in places]

    labels: dict[str, Any] = {
        name: [pair for pair in map(find, row[name]) if len(pair) > 1]
        for name in ("groups", "needs")
    }
    labels |= {name: find(row[name]) for name in ("choice", "first")}
    weights = {
        unit: int(weight) for weight, keys in row["importance"].items() for unit in find(keys)
    }
    lengths = [judge.S.length(unit["raw"], CUT_AS.get(language, "en")) for unit in units]
    counted = [lengths[unit["i"]] for unit in units if unit["kind"] in ("sent", "item", "row")]
    return {
        "name": row["name"],
        "lang": language,
        "U": units,
        "w": weights,
        "rep": {unit: min(group) for group in labels["groups"] for unit in group},
        "lens": lengths,
        "total": sum(counted),
        "L": labels,
    }


if __name__ == "__main__":
    main()
