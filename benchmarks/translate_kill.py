"""Kill a run over 20 posts at random (SIGKILL), run again, compare with an undisturbed run.

    python benchmarks/translate_kill.py [N_KILLS]

Claims: the outputs are the same bytes, and the engine is asked for at most the units of one request
twice.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

N_POSTS = 20
NOW = "2025-11-03T09:00:00+00:00"
THINGS = ("港", "工場", "倉庫", "病院", "学校", "銀行", "農場", "研究所", "鉄道", "図書館")
DEEDS = (
    "新しい設備を入れた",
    "記録を公開した",
    "人手を増やした",
    "検査を終えた",
    "計画を改めた",
    "契約を結んだ",
    "夜間の運用を始めた",
)
PLACES = (
    "harbor",
    "factory",
    "warehouse",
    "hospital",
    "school",
    "bank",
    "farm",
    "laboratory",
    "railway",
    "library",
)
ACTS = (
    "put in new equipment",
    "published its records",
    "took on more hands",
    "finished its inspection",
    "changed its plans",
    "signed a contract",
    "began to operate at night",
)
TOML = """
[publication]
title = "試験"
url = "https://example.com"
language = "ja"
[languages.ja]
[languages.en]
[translate]
engines = ["libretranslate"]
[translate.options.libretranslate]
url = "http://127.0.0.1:{port}"
"""


def sentence(post: int, number: int) -> tuple[str, str]:
    """A Japanese sentence and its English."""
    thing, deed = (post * 7 + number * 3) % len(THINGS), (post + number * 5) % len(DEEDS)
    amount = 2 + (post * 131 + number * 17) % 97
    place = post * 100 + number
    return (
        f"第{place}号の{THINGS[thing]}は{amount}億円を使って{DEEDS[deed]}。",
        f"The {PLACES[thing]} of issue {place} spent ¥{amount / 10:g} billion and {ACTS[deed]}.",
    )


ENGLISH = {
    ja: en for post in range(N_POSTS) for number in range(24) for ja, en in [sentence(post, number)]
}
ENGLISH |= {f"第{post}号の報告": f"Report of issue {post}" for post in range(N_POSTS)}


class Server(ThreadingHTTPServer):
    """A LibreTranslate that knows the sentences and notes every request."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests: list[list[str]] = []


class Handler(BaseHTTPRequestHandler):
    """Speaks the protocol of LibreTranslate."""

    def do_POST(self) -> None:
        """Answer after a moment, as a service does."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["q"]
        texts = asked if isinstance(asked, list) else [asked]
        assert isinstance(self.server, Server)
        self.server.requests.append(texts)
        time.sleep(0.02)
        answers = [ENGLISH.get(text, "") for text in texts]
        body = json.dumps(
            {"translatedText": answers if isinstance(asked, list) else answers[0]}
        ).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(ConnectionError):  # the run may have been killed meanwhile
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


def write_publication(folder: Path, port: int) -> None:
    """Write settings and posts."""
    folder.mkdir(parents=True)
    (folder / "newsletter.toml").write_text(TOML.format(port=port), encoding="utf-8")
    for post in range(N_POSTS):
        paragraphs = [
            "".join(sentence(post, number)[0] for number in range(first, first + 4))
            for first in range(0, 24, 4)
        ]
        text = (
            f'---\ntitle: "第{post}号の報告"\ndate: 2025-11-02 08:00:00 +0000\n---\n\n'
            + "\n\n".join(paragraphs)
            + "\n"
        )
        (folder / f"2025-11-{post + 1:02}-post-{post}.md").write_text(text, encoding="utf-8")


def start(folder: Path) -> subprocess.Popen[bytes]:
    """Start a run."""
    command = [sys.executable, "-m", "newsletter", "run", str(folder), "--now", NOW, "--quiet"]
    return subprocess.Popen(command, cwd=Path(__file__).resolve().parent.parent)


def outputs(folder: Path) -> dict[str, bytes]:
    """Everything that is published, and the catalogues; but not the report of what one run did."""
    paths = [
        path
        for name in ("_newsletter", "translations")
        for path in (folder / name).rglob("*")
        if path.is_file()
    ]
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in paths
        if path.name != "run.json"
    }


def main(n_kills: int) -> int:
    """Kill, run again, compare; print one line a kill that went wrong and a summary."""
    server = Server()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    chance = random.Random(20251102)
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        write_publication(root / "calm", server.server_port)
        started = time.perf_counter()
        assert start(root / "calm").wait() == 0, "the undisturbed run failed"
        taken_s = time.perf_counter() - started
        wanted, largest = outputs(root / "calm"), max(map(len, server.requests))
        n_units = sum(map(len, server.requests))
        print(
            f"undisturbed: {taken_s:.1f} s, {len(wanted)} files, {n_units} units in "
            f"{len(server.requests)} requests"
        )
        n_different, worst, kill, n_early = 0, 0, 0, 0
        while kill < n_kills:
            folder = root / f"kill-{kill}-{n_early}"
            write_publication(folder, server.server_port)
            server.requests.clear()
            run = start(folder)
            time.sleep(chance.uniform(0.1, taken_s))
            if run.poll() is not None:  # it was done before: no kill
                n_early += 1
                continue
            run.kill()
            run.wait()
            kill += 1
            code = start(folder).wait()
            counts = Counter(text for request in server.requests for text in request)
            n_twice = sum(count - 1 for count in counts.values())
            worst = max(worst, n_twice)
            found = outputs(folder)
            if code or found != wanted:
                n_different += 1
                different = sorted(
                    path
                    for path in wanted.keys() | found.keys()
                    if wanted.get(path) != found.get(path)
                )
                print(f"kill {kill}: exit {code}, different: {different[:5]}")
            shutil.rmtree(folder)
    print(f"{n_kills} kills: {n_different} with other outputs")
    print(f"units asked twice: {worst} at most; the largest request holds {largest}")
    return int(n_different > 0 or worst > largest)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 30))
