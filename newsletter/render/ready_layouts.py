"""Know what MJML makes of the shipped layouts, so that a run with them needs no compiler.

Compiling takes .4 s and 14 MB in every run that makes a mail, and most publications change no
layout. A compiled layout is known by the hash of its source, so it can never be a stale one: a
layout that was changed in any letter has another hash and is compiled. A test compiles the shipped
ones and compares; with NEWSLETTER_RENEW_GOLDEN=1 it writes the file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib import resources

FILE = "ready_layouts.json"


def find_ready(source: str) -> str:
    """Return the HTML of a layout whose includes were put in; "" for one that is not known."""
    return _read_file().get(_hash(source), "")


def pack_ready(compiled: Mapping[str, str]) -> str:
    """Return what the file holds; `compiled` is the HTML of every shipped layout by its source."""
    by_hash = {_hash(source): html for source, html in compiled.items()}
    return json.dumps(by_hash, ensure_ascii=False, indent=0) + "\n"


@cache
def _read_file() -> Mapping[str, str]:
    file = resources.files("newsletter.render").joinpath(FILE)
    known: dict[str, str] = json.loads(file.read_text("utf-8"))
    return known


def _hash(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()
