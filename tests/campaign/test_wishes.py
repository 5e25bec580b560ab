"""What an editor asks of an upload besides one edition: all that is new, the latest, what was
changed in the tool, and to let a draft follow its post again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from newsletter.errors import ConfigError, ToolError
from newsletter.store.ledger import Ledger
from newsletter.upload import compare_editions, find_editions, reopen_editions, upload_editions
from newsletter.upload.comparison import read_words
from newsletter.upload.edition_names import find_new_editions
from newsletter.upload.upload_context import UploadContext, open_upload
from tests.campaign.drafts import EDITION, NAMES, NOW, QUICK, SETTINGS, Desk, write_campaigns
from tests.fakes.server import serving
from tests.fakes.tools import FAKE_BY_NAME, KEYS


@pytest.fixture(params=NAMES)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """A publication with one campaign in two languages, and one tool that is well."""
    fake = FAKE_BY_NAME[request.param]()
    write_campaigns(tmp_path, languages=("en", "ja"))
    with serving(fake) as server:
        yield Desk(tmp_path, fake, server.url)


def opened(desk: Desk, dry_run: bool = False) -> Any:
    """An upload that has been opened."""
    return open_upload(
        desk.folder,
        SETTINGS,
        desk.fake.name,
        now=NOW,
        environ=KEYS[desk.fake.name],
        dry_run=dry_run,
        base=desk.base,
        patience=QUICK,
    )


def upload_new(desk: Desk, since: date | None = None) -> list[tuple[str, str]]:
    """Upload all that is new; languages and what was done."""
    with opened(desk) as context:
        report = upload_editions(context, None, since)
    assert report.exit_code == 0
    return [(each.language, each.verb) for each in report.uploads]


# ---------------------------------------------------------------- all that is new


def write_edition(root: Path, name: str, day: str) -> None:
    """An edition with nothing but its date."""
    folder = root / "campaigns" / name
    folder.mkdir(parents=True)
    about = {"date": f"{day}T08:00:00+09:00"}
    (folder / "campaign.json").write_text(json.dumps(about), encoding="utf-8")


def test_all_that_is_new_goes_up_once(desk: Desk) -> None:
    """One line for a crontab: the second time nothing is asked of the tool."""
    assert upload_new(desk, date(2000, 1, 1)) == [("en", "create"), ("ja", "create")]
    assert upload_new(desk, date(2000, 1, 1)) == []
    assert desk.fake.n_made == 2


def test_one_language_that_is_missing_is_new(desk: Desk) -> None:
    """A translation that was held at first follows later."""
    desk.upload(f"{EDITION}/ja")
    assert upload_new(desk, date(2000, 1, 1)) == [("en", "create")]


@pytest.mark.parametrize(
    ("since", "there", "found"),
    [
        (None, (), ["b/en", "b/ja", "c/ja"]),
        (None, ("b/ja", "c/ja"), ["b/en"]),
        (date(2026, 11, 20), (), ["c/ja"]),
        (date(2000, 1, 1), (), ["a/ja", "b/en", "b/ja", "c/ja"]),
        (None, ("b/en", "b/ja", "c/ja"), []),
    ],
)
def test_an_archive_is_not_new(
    since: date | None, there: tuple[str, ...], found: list[str], tmp_path: Path
) -> None:
    """Two weeks count, unless a day is named; oldest first."""
    write_edition(tmp_path, "a/ja", "2025-11-02")
    write_edition(tmp_path, "b/ja", "2026-11-10")
    write_edition(tmp_path, "b/en", "2026-11-10")
    write_edition(tmp_path, "c/ja", "2026-11-20")
    names = {(name.split("/")[0], name.split("/")[1]) for name in there}
    editions = find_new_editions(tmp_path, names, since, date(2026, 11, 21))
    assert ["/".join(edition) for edition in editions] == found


def test_what_cannot_be_read_is_not_new(tmp_path: Path) -> None:
    """It is `newsletter check` that tells of it."""
    for name, text in {"a": "", "b": "[]", "c": "{}", "d": '{"date": "soon"}'}.items():
        (tmp_path / "campaigns" / name / "ja").mkdir(parents=True)
        (tmp_path / "campaigns" / name / "ja" / "campaign.json").write_text(text)
    assert find_new_editions(tmp_path, (), date(2000, 1, 1), date(2026, 1, 1)) == ()


def test_the_latest_is_that_of_the_latest_date(tmp_path: Path) -> None:
    """In all its languages, and not by its name."""
    write_edition(tmp_path, "z/ja", "2025-11-02")
    write_edition(tmp_path, "digest-2026-W47/ja", "2026-11-20")
    write_edition(tmp_path, "digest-2026-W47/en", "2026-11-20")
    assert find_editions(tmp_path, "latest") == (
        ("digest-2026-W47", "en"),
        ("digest-2026-W47", "ja"),
    )


def test_without_an_edition_there_is_no_latest(tmp_path: Path) -> None:
    """The error says what makes one."""
    with pytest.raises(ConfigError, match="newsletter run"):
        find_editions(tmp_path, "latest")


# ---------------------------------------------------------------- what was changed in the tool


def compare(desk: Desk) -> list[str]:
    """The changed lines of the Japanese draft."""
    context: UploadContext
    with opened(desk, dry_run=True) as context:
        (difference,) = compare_editions(context, f"{EDITION}/ja")
    return [
        line for line in difference.lines if line[:1] in "+-" and line[:3] not in ("+++", "---")
    ]


def test_a_draft_nobody_touched_is_the_same(desk: Desk) -> None:
    """What the tool answers is what was put there."""
    desk.upload()
    assert compare(desk) == []


def change_texts(value: Any, old: str, new: str) -> Any:
    """The same fields with another text in each."""
    if isinstance(value, dict):
        return {name: change_texts(inner, old, new) for name, inner in value.items()}
    if isinstance(value, list):
        return [change_texts(inner, old, new) for inner in value]
    return value.replace(old, new) if isinstance(value, str) else value


def test_the_editors_words_are_shown(desk: Desk) -> None:
    """A line that would be lost, and the line that would come instead."""
    desk.upload()
    (number,) = desk.fake.campaigns
    before = desk.fake.campaigns[number]
    desk.fake.campaigns[number] = change_texts(before, "電力", "電気") | {
        name: before[name] for name in ("name", "id") if name in before
    }
    changed = compare(desk)
    assert any(line.startswith("-") and "電気" in line for line in changed)
    assert any(line.startswith("+") and "電力" in line for line in changed)
    assert desk.fake.n_made == 1


def test_what_is_not_there_cannot_be_compared(desk: Desk) -> None:
    """The error says how it gets there."""
    with pytest.raises(ConfigError, match="has no draft"):
        compare(desk)


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>One <b>two</b> three</p><p>Four</p>", ("One two three", "Four")),
        ("<table><tr><td>a</td><td>b</td></tr></table>", ("a", "b")),
        ("a<br>b", ("a", "b")),
        ('<a href="https://x.org/">x</a> y', ("x <https://x.org/> y",)),
        ('<img src="a.png" alt="b">', ("[b] <a.png>",)),
        ("<head><title>t</title><style>p{}</style></head><p>a\u200c\u00adb</p>", ("ab",)),
        ("<!-- c --><p> </p>", ()),
    ],
)
def test_words_are_read_as_an_editor_sees_them(html: str, lines: tuple[str, ...]) -> None:
    """Blocks are lines; what no reader sees is left out."""
    assert read_words(html) == lines


# ---------------------------------------------------------------- opened again


def reopen(desk: Desk, edition: str = f"{EDITION}/ja") -> tuple[tuple[str, str], ...]:
    """Open an edition again."""
    context: UploadContext
    with opened(desk) as context:
        return reopen_editions(context, edition)


def stands(desk: Desk) -> list[bool]:
    """Whether campaigns are frozen."""
    with Ledger.open(desk.folder / ".newsletter") as ledger:
        return [upload.stands for upload in ledger.uploads()]


def test_a_draft_that_was_opened_again_takes_the_next_upload(desk: Desk) -> None:
    """The same draft; between them the campaign counts as missing, so that a run makes it."""
    desk.upload()
    assert stands(desk) == [True]
    assert reopen(desk) == ((EDITION, "ja"),)
    assert stands(desk) == [False]
    with pytest.raises(ConfigError, match=r"no campaign\.json"):
        desk.upload()
    write_campaigns(desk.folder, title="新しい題")
    report = desk.upload()
    assert [(each.verb, each.reason) for each in report.uploads] == [
        ("update", "its content has changed")
    ]
    assert (desk.fake.n_made, desk.fake.sent, stands(desk)) == (1, [], [True])


def test_what_was_sent_is_not_opened_again(desk: Desk) -> None:
    """Readers have it."""
    desk.upload()
    for campaign in desk.fake.campaigns.values():
        campaign["status"] = "sent"
    with pytest.raises(ToolError, match="readers have it"):
        reopen(desk)
    assert stands(desk) == [True]


def test_what_was_not_uploaded_is_open_already(desk: Desk) -> None:
    """The error says so."""
    with pytest.raises(ConfigError, match="no upload"):
        reopen(desk)
