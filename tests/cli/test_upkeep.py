"""newsletter init, status, check, memory, templates, send-test: the work around a run."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import polib

from newsletter.translate.memory import MemoryEntry
from newsletter.translate.tmx import parse_tmx, render_tmx
from tests.cli.conftest import Run

NOW = ("--now", "2025-11-03T09:00:00+09:00")


def test_check_is_silent_about_good_outputs_and_loud_about_bad_ones(
    newsletter: Run, publication: Path
) -> None:
    """What a run wrote has no error; leftover Japanese and a broken feed are named, exit 1."""
    newsletter("run", publication, *NOW)
    result = newsletter("check", publication)
    assert (result.code, "0 errors" in result.err) == (0, True), result.out
    copy = publication / "_newsletter/site/en/posts/2025-11-01-morning-market.md"
    copy.write_text(copy.read_text(encoding="utf-8") + "\n未訳の文です。\n", encoding="utf-8")
    (publication / "_newsletter/site/en/feed.xml").write_text("<rss", encoding="utf-8")
    result = newsletter("check", publication)
    assert result.code == 1
    assert "leftover-script" in result.out
    assert "en/feed.xml: error" in result.out


def test_check_needs_outputs(newsletter: Run, publication: Path) -> None:
    """Before the first run there is nothing to check: exit 1 and what to do."""
    result = newsletter("check", publication)
    assert result.code == 1
    assert "newsletter run" in result.err


def test_a_memory_leaves_and_comes_back(newsletter: Run, publication: Path, tmp_path: Path) -> None:
    """What a person translated is imported, counted, exported as TMX and imported elsewhere."""
    po = tmp_path / "en" / "words.po"
    po.parent.mkdir()
    po.write_text(
        'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "朝市"\nmsgstr "morning market"\n\n#, fuzzy\nmsgid "港"\nmsgstr "unchecked"\n',
        encoding="utf-8",
    )
    assert "1 units imported" in newsletter("memory", "import", po, "--folder", publication).err
    tmx = newsletter("memory", "export", "--folder", publication).out
    assert "morning market" in tmx
    assert "unchecked" not in tmx
    (tmp_path / "words.tmx").write_text(tmx, encoding="utf-8")
    newsletter("memory", "prune", "--language", "en", "--folder", publication)
    assert "morning market" not in newsletter("memory", "export", "--folder", publication).out
    newsletter("memory", "import", tmp_path / "words.tmx", "--folder", publication)
    again = newsletter("memory", "export", "--folder", publication).out
    assert re.sub(r' changedate="\w+"', "", again) == re.sub(
        r' changedate="\w+"', "", tmx
    )  # it is dated when it came in


def test_an_exported_memory_comes_back_as_what_it_was(
    newsletter: Run, publication: Path, tmp_path: Path
) -> None:
    """An engine stays an engine, and a person keeps the name."""
    tmx = tmp_path / "memory.tmx"
    units = [
        MemoryEntry("ja", "en", "朝市", "morning market", engine="deepl"),
        MemoryEntry("ja", "en", "港", "harbour", person="Mario Rossi"),
        MemoryEntry("ja", "en", "山", "mountain"),
    ]
    tmx.write_text("".join(render_tmx(units)), encoding="utf-8")
    assert "3 units imported" in newsletter("memory", "import", tmx, "--folder", publication).err
    exported = newsletter("memory", "export", "--folder", publication).out
    back = [replace(unit, recorded=None) for unit in parse_tmx(exported.encode(), "memory.tmx")]
    assert sorted(back, key=repr) == sorted(units, key=repr)


def test_a_confirmed_text_with_another_amount_is_listed_and_published(
    newsletter: Run, publication: Path
) -> None:
    """The editor is believed; check and status say what is doubtful all the same."""
    newsletter("run", publication, *NOW)
    catalogue = publication / "translations/en/2025-11-01-morning-market.po"
    before = "工事費は3億円である。"
    po = polib.pofile(str(catalogue))
    entry = po.find(before)
    assert entry is not None
    entry.msgstr, entry.flags = "The works cost ¥999 million.", []
    po.save(str(catalogue))
    listed = newsletter("check", publication)
    assert listed.code == 0
    assert "translations/en/2025-11-01-morning-market.po: warning numbers" in listed.out
    assert newsletter("check", publication, "--strict").code == 1
    newsletter("run", publication, *NOW)
    copy = publication / "_newsletter/site/en/posts/2025-11-01-morning-market.md"
    assert "¥999 million" in copy.read_text(encoding="utf-8")
    standings = json.loads(newsletter("status", publication, "--json").out)
    doubtful = {(each["ref"], each["language"]): each["n_doubtful"] for each in standings}
    assert doubtful["2025-11-01-morning-market", "en"] == 1
    assert doubtful["2025-11-01-morning-market", "ja"] == 0


def test_a_catalogue_that_cannot_be_read_is_an_error_of_check(
    newsletter: Run, publication: Path
) -> None:
    """With its line, and the others are checked."""
    newsletter("run", publication, *NOW)
    catalogue = publication / "translations/en/2025-11-01-morning-market.po"
    catalogue.write_text('msgid "a\nmsgstr ""\n', encoding="utf-8")
    result = newsletter("check", publication)
    assert result.code == 1
    assert "morning-market.po: error catalogue: a quotation mark is missing" in result.out


def test_send_test_names_what_is_missing(newsletter: Run, publication: Path) -> None:
    """An unknown edition and a missing server are usage faults."""
    assert newsletter("send-test", "a@example.com", "nothing/en", "--folder", publication).code == 2
    newsletter("run", publication, *NOW)
    result = newsletter(
        "send-test", "a@example.com", "2025-11-01-morning-market/en", "--folder", publication
    )
    assert result.code == 2
    assert "NEWSLETTER_SMTP_HOST" in result.err


def test_status_tells_where_every_post_stands(newsletter: Run, publication: Path) -> None:
    """Each post and language has its state and the counts of its catalogue."""
    newsletter("run", publication, *NOW)
    standings = json.loads(newsletter("status", publication, "--json").out)
    states = {(each["ref"], each["language"]): each["state"] for each in standings}
    assert states["2025-11-01-morning-market", "ja"] == "published"
    assert states["2025-11-01-morning-market", "en"] == "published"
    assert "morning-market" in newsletter("status", publication).out


def test_ejected_templates_are_used(newsletter: Run, publication: Path) -> None:
    """A broken template is an error with its file; what is made of others is published."""
    assert newsletter("templates", "eject", publication).code == 0
    strings = publication / "templates/strings/en.toml"
    assert strings.is_file()
    layout = publication / "templates/email/post.mjml.j2"
    layout.write_text(
        layout.read_text(encoding="utf-8").replace("<mj-body", "<mj-bodi", 1), encoding="utf-8"
    )
    result = newsletter("run", publication, *NOW)
    assert result.code == 1
    assert "post.mjml.j2" in result.err
    outputs = publication / "_newsletter"
    assert not tuple(outputs.rglob("email.html"))
    assert tuple(outputs.rglob("feed.xml"))
