"""Run archives of damaged posts and look for what must never happen.

    python -m benchmarks.run_fuzz [POSTS [SEED [FOLDER]]]      2,000 posts; FOLDER: Markdown posts
    to damage, else our own

Archives of a hundred damaged posts and three sound ones go through whole runs with the pseudo
engine. Afterwards: no exception but our own, sources untouched, every output whole (the hash the
ledger has), readable by a strict parser of its kind, the sound posts published, and a second run
idle. Prints what was found, with the post that shows it alone where there is one.
"""

from __future__ import annotations

import email
import email.policy
import hashlib
import io
import json
import random
import shutil
import sys
import tempfile
import traceback
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from time import perf_counter
from xml.etree import ElementTree

from benchmarks.mutations import mutate, odd_name
from benchmarks.publication import NOW, SETTINGS
from newsletter.config import read_settings
from newsletter.errors import NewsletterError
from newsletter.pipeline.publication import RunOptions
from newsletter.pipeline.report import RunReport
from newsletter.pipeline.run import run_publication
from newsletter.store.ledger import Ledger
from newsletter.store.output_places import find_outputs

ARCHIVE_POSTS = 100
CUT_CHARS = 5000  # long posts cost time and break no more than short ones; every tenth stays whole
SOUND = ("sound-one", "sound-two", "sound-three")


def sound_post(number: int) -> bytes:
    """A post nothing is wrong with."""
    lines = (
        f"{number * 100 + step}番の家では、{step * 13 + number * 7 + 3}本の木を植えた。"
        for step in range(1, 9)
    )
    head, tail = "## 植えた人たち\n\n", "\n\n- 春の木\n- 秋の木\n\n**次の会**は"
    text = f"{head}{''.join(lines)}{tail}{number + 1}月に開かれる。\n"
    return f'---\ntitle: "森の記録{number}"\ntags: [森, 木]\n---\n\n{text}'.encode()


def write_archive(folder: Path, posts: Iterable[tuple[bytes, bytes]]) -> None:
    """Write a publication with the sound posts and these (name, bytes).

    A name the file system refuses is left out.
    """
    (folder / "posts").mkdir(parents=True)
    (folder / "newsletter.toml").write_text(SETTINGS, encoding="utf-8")
    for number, slug in enumerate(SOUND, 1):
        (folder / f"posts/2026-10-{number:02}-{slug}.md").write_bytes(sound_post(number))
    for name, data in posts:
        try:
            with open(bytes(folder / "posts") + b"/" + name, "wb") as file:  # noqa: PTH123 - a name of bytes
                file.write(data)
        except OSError:
            continue


def damage(
    sources: list[bytes], n_posts: int, chance: random.Random
) -> Iterator[tuple[str, bytes, bytes]]:
    """Yield (mutation, file name, bytes)."""
    for number in range(n_posts):
        kind, data = mutate(chance.choice(sources), chance)
        day = number % 28 + 1
        plain = f"2026-{number // 28 % 10 + 1:02}-{day:02}-post-{number}.md".encode()
        yield kind, odd_name(chance, day) if chance.random() < 0.1 else plain, data


def run(folder: Path) -> RunReport:
    """Do one run in this process."""
    options = RunOptions(now=datetime.fromisoformat(NOW))
    return run_publication(folder, read_settings(folder), options, environ={})


def find_faults(folder: Path) -> Iterator[str]:
    """Run an archive and yield everything that must not be."""
    before = _sources(folder)
    try:
        report = run(folder)
        json.dumps([str(each) for each in report.errors], ensure_ascii=False).encode()
    except NewsletterError as error:
        yield f"the run as a whole stopped: {error}"
        return
    except Exception:
        yield f"traceback: {''.join(traceback.format_exc(limit=-4))}"
        return
    if _sources(folder) != before:
        yield "a source was changed"
    yield from _find_torn(folder)
    yield from _find_unreadable(folder)
    for slug in SOUND:
        if not all(
            list((folder / "_newsletter/site" / language / "posts").glob(f"*-{slug}.html"))
            for language in ("ja", "en")
        ):
            yield f"{slug} is not published"
    again = run(folder)
    if again.written or again.removed:
        yield f"a second run wrote {[*again.written, *again.removed][:4]}"


def _sources(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "posts").iterdir()}


def _find_torn(folder: Path) -> Iterator[str]:
    """Files that are not what the ledger says, or that it does not know."""
    found = find_outputs(folder / "_newsletter")
    with Ledger.open(folder / ".newsletter") as ledger:
        known = {each.path: each for each in ledger.artefacts()}
    for path in sorted(found.keys() ^ known.keys()):
        yield f"{path}: {'not in the ledger' if path in found else 'missing'}"
    for path in sorted(found.keys() & known.keys()):
        if hashlib.sha256(found[path].read_bytes()).hexdigest() != known[path].content_hash:
            yield f"{path}: torn"


def _find_unreadable(folder: Path) -> Iterator[str]:
    for path, file in find_outputs(folder / "_newsletter").items():
        try:
            _read_strictly(file)
        except Exception as error:
            yield f"{path} cannot be read: {type(error).__name__}: {error}"


def _read_strictly(path: Path) -> None:
    data = path.read_bytes()
    if path.suffix == ".xml":
        ElementTree.fromstring(data)
    elif path.suffix == ".json":
        json.loads(data)
    elif path.suffix == ".zip":
        assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    elif path.suffix == ".eml":
        message = email.message_from_bytes(data, policy=email.policy.default)
        defects = [str(defect) for part in message.walk() for defect in part.defects]
        assert not defects, defects
    else:
        data.decode("utf-8")


def read_sources(folder: Path | None) -> list[bytes]:
    """The posts to damage: those of a folder, most of them cut, or our own."""
    if folder is None:
        return [sound_post(number) for number in range(10, 40)]
    found = []
    for number, path in enumerate(sorted(folder.glob("*.md"))):
        text = path.read_text(encoding="utf-8")
        found.append((text if number % 10 == 0 else text[:CUT_CHARS]).encode())
    return found


def main(n_posts: int, seed: int, source: Path | None) -> None:
    """Print what was found."""
    chance = random.Random(seed)
    posts = list(damage(read_sources(source), n_posts, chance))
    start, n_faults = perf_counter(), 0
    with tempfile.TemporaryDirectory() as name:
        for first in range(0, n_posts, ARCHIVE_POSTS):
            own = posts[first : first + ARCHIVE_POSTS]
            folder = Path(name) / "letter"
            write_archive(folder, [(path, data) for _, path, data in own])
            began = perf_counter()
            faults = list(find_faults(folder))
            n_faults += len(faults)
            n_pages = len(list((folder / "_newsletter").glob("site/*/posts/*.html")))
            print(
                f"archive {first // ARCHIVE_POSTS}: {n_pages} pages, "
                f"{perf_counter() - began:.0f} s, {len(faults)} faults",
                flush=True,
            )
            for fault in faults:
                print(f"  {fault}", flush=True)
            shutil.rmtree(folder)
            if faults:
                _find_culprits(Path(name), own)
    kinds = Counter(kind for kind, _, _ in posts)
    print(
        f"{n_posts} posts, {len(kinds)} mutations, "
        f"{perf_counter() - start:.0f} s: {n_faults} faults"
    )


def _find_culprits(top: Path, posts: list[tuple[str, bytes, bytes]]) -> None:
    """Run every post alone and say which shows a fault.

    It is kept in the temporary folder of the system.
    """
    for kind, name, data in posts:
        folder = top / "alone"
        write_archive(folder, [(name, data)])
        faults = list(find_faults(folder))
        if faults:
            kept = Path(tempfile.gettempdir()) / f"fuzz-{hashlib.sha256(data).hexdigest()[:8]}.md"
            kept.write_bytes(data)
            print(f"  {kind} {name!r} ({kept}): {faults[0]}", flush=True)
        shutil.rmtree(folder)


if __name__ == "__main__":
    words = [*sys.argv[1:], *("2000", "7", "")[len(sys.argv) - 1 :]]
    main(int(words[0]), int(words[1]), Path(words[2]) if words[2] else None)
