"""A small publication in a temporary folder, and the command line called as a user would."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from newsletter.store.output_places import find_outputs

CONFIG = """
[publication]
title = "朝の手紙"
url = "https://letter.example.com"
language = "ja"
timezone = "Asia/Tokyo"

[languages.en]
title = "Morning Letter"

[translate]
engines = ["pseudo"]

[email]
from_address = "letter@example.com"
postal_address = "Tokyo"
unsubscribe_url = "https://letter.example.com/unsubscribe"
"""

POST = """---
layout: post
title: "港の朝市が三十年を迎えた"
date: 2025-11-0{day} 08:00:00 +0900
categories: ["町"]
tags: ["朝市", "港"]
author: "編集部"
---

港の朝市が今年で三十年を迎えた。毎週土曜日の朝、およそ二百人の買い物客が集まる。

漁師の田中さんは、開始の年から店を出している。魚の値段は十年前の1.5倍になったという。

---END---

漁師の田中さんは、開始の年から店を出している。魚の値段は十年前の1.5倍になったという。

来年は新しい屋根が付く予定だ。工事費は3億円である。
"""

SECOND_POST = """---
layout: post
title: "山の村に図書館ができた"
date: 2025-11-02 08:00:00 +0900
categories: ["町"]
tags: ["図書館"]
author: "編集部"
---

標高八百メートルの村に、初めての図書館が開いた。蔵書は1万2000冊で、半分は寄付による。

## 木の香りのする閲覧室

閲覧室の机は、村の杉で作られた。設計した建築家は「本を読む前に深呼吸をしてほしい」と話す。

開館の日には、人口の三割にあたる120人が訪れた。
"""


@dataclass(frozen=True)
class Result:
    """What a command left behind: exit code, standard output, standard error."""

    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def newsletter(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Call the command line in this process."""

    def call(*args: object) -> Result:
        from newsletter.cli import main

        monkeypatch.setattr(sys, "argv", ["newsletter", *map(str, args)])
        code = 0
        try:
            main()
        except SystemExit as leaving:
            code = int(leaving.code or 0)
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return call


@pytest.fixture
def publication(tmp_path: Path) -> Path:
    """A publication with two posts of a few sentences and the pseudo engine."""
    folder = tmp_path / "letter"
    folder.mkdir()
    (folder / "newsletter.toml").write_text(CONFIG, encoding="utf-8")
    (folder / "2025-11-01-morning-market.md").write_text(
        POST.replace("{day}", "1"), encoding="utf-8"
    )
    (folder / "2025-11-02-mountain-library.md").write_text(SECOND_POST, encoding="utf-8")
    return folder


def outputs(folder: Path) -> dict[str, bytes]:
    """Every output of a publication with its bytes, by its path."""
    return {path: file.read_bytes() for path, file in find_outputs(folder / "_newsletter").items()}


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
