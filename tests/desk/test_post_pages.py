"""A post in the browser: what went and why, decided by a click, undone by another."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from newsletter.config import read_settings
from newsletter.pipeline.publication import RunOptions
from newsletter.pipeline.run import run_publication
from newsletter.source.decisions import Decisions, fingerprint, parse_decisions
from newsletter.store.lock import lock
from tests.desk.conftest import NOW, REF, Desk

POST = f"/posts/{REF}"
FILE = f"decisions/{REF}.toml"
PASSAGE = "船長は30年間この航路を守ってきた。"


def read(folder: Path) -> Decisions:
    """The decisions as they lie there."""
    path = folder / FILE
    return parse_decisions(path.read_text(encoding="utf-8") if path.exists() else "", FILE)


def find_forms(html: str, word: str) -> list[dict[str, str]]:
    """The forms of a page whose button has this word, as a browser would send them."""
    found: list[dict[str, str]] = []
    for form in re.findall(r"<form[^>]*>(.*?)</form>", html, re.S):
        if f">{word}</button>" not in form:
            continue
        hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
        text = re.search(r'<textarea name="text" hidden>\n(.*?)</textarea>', form, re.S)
        fields = {name: unescape(value) for name, value in hidden}
        found.append(fields | ({"text": unescape(text[1])} if text else {}))
    return found


def test_what_went_is_shown_with_its_reason(desk: Desk) -> None:
    """The original has its removals marked; each names its reason and what stays."""
    text = desk.get(f"{POST}/")
    assert "---END---" in text
    assert 'id="removal-1"' in text
    assert "<del>" in text


def test_every_removal_is_restored_by_a_click(desk: Desk) -> None:
    """Each Restore of the page keeps its passage in the next cleaning, and undo takes it back."""
    forms = find_forms(desk.get(f"{POST}/"), "Restore")
    assert forms
    for form in forms:
        place = desk.post(f"{POST}/passages", **form)
        assert [each.fingerprint for each in read(desk.folder).keep] == [fingerprint(form["text"])]
        left = find_forms(desk.get(f"{POST}/"), "Restore")
        assert form["text"] not in [each["text"] for each in left]
        desk.post(f"{POST}/undo", step=place.partition("done=")[2])
        assert not (desk.folder / FILE).exists()


def test_a_passage_is_removed_by_a_click(desk: Desk) -> None:
    """Remove writes the passage; the page shows it as removed by hand, and Restore undoes it."""
    forms = find_forms(desk.get(f"{POST}/"), "Remove")
    form = next(each for each in forms if PASSAGE in each["text"])
    desk.post(f"{POST}/passages", **form)
    assert read(desk.folder).drop
    again = find_forms(desk.get(f"{POST}/"), "Restore")
    back = next(each for each in again if each.get("list") == "drop")
    assert PASSAGE in back["text"]
    desk.post(f"{POST}/passages", **back)
    assert not read(desk.folder).drop


def test_a_sentence_is_pinned_and_left_out(desk: Desk) -> None:
    """A sentence is on one of the two lists at most; the page says who decided."""
    form = {"do": "put", "text": PASSAGE}
    desk.post(f"{POST}/passages", list="leave_out", **form)
    assert PASSAGE not in _kept(desk)
    desk.post(f"{POST}/passages", list="pin", **form)
    decided = read(desk.folder)
    assert (len(decided.pin), len(decided.leave_out)) == (1, 0)
    assert PASSAGE in _kept(desk)
    assert "pinned by you" in desk.get(f"{POST}/short")


def _kept(desk: Desk) -> str:
    """The sentences that the page shows as in."""
    parts = re.findall(r'<li class="kept">(.*?)</li>', desk.get(f"{POST}/short"), re.S)
    return unescape("".join(parts))


def test_the_length_is_changed_for_this_post(desk: Desk) -> None:
    """A shorter abridgement is one line of the file, shown at once, and taken back when empty."""
    whole = len(_kept(desk))
    desk.post(f"{POST}/length", minutes="0.1")
    assert read(desk.folder).minutes == 0.1
    assert len(_kept(desk)) < whole
    desk.post(f"{POST}/length", 400, minutes="-1")
    desk.post(f"{POST}/length", 400, minutes="many")
    desk.post(f"{POST}/length", minutes="")
    assert not (desk.folder / FILE).exists()
    assert len(_kept(desk)) == whole


def test_subject_and_preheader_are_saved(desk: Desk) -> None:
    """Both are written by language; an empty field takes the decision away."""
    desk.post(f"{POST}/subject", **{"subject-en": "The last  ferry ", "preheader-ja": "最後の船"})
    decided = read(desk.folder)
    assert dict(decided.subject) == {"en": "The last ferry"}
    assert dict(decided.preheader) == {"ja": "最後の船"}
    seen = {"wassubject-en": "The last ferry", "waspreheader-ja": "最後の船"}
    desk.post(f"{POST}/subject", **{"subject-en": "", "preheader-ja": "", **seen})
    assert not (desk.folder / FILE).exists()


def test_a_subject_that_was_changed_meanwhile_stays(desk: Desk) -> None:
    """Compare before write: another window's subject is told, not overwritten."""
    desk.post(f"{POST}/subject", **{"subject-en": "One"})
    answer = desk.post(f"{POST}/subject", 409, **{"subject-en": "Two", "wassubject-en": ""})
    assert "One" in answer
    assert dict(read(desk.folder).subject) == {"en": "One"}


def test_a_language_is_held_and_let_go(desk: Desk) -> None:
    """Hold, "web, not mail" and their opposites are lines of the file."""
    desk.post(f"{POST}/hold", language="en", do="hold")
    desk.post(f"{POST}/mail", do="web")
    assert (read(desk.folder).hold, read(desk.folder).mail) == (("en",), False)
    assert "held back by you" in desk.get(f"{POST}/subject")
    desk.post(f"{POST}/hold", language="en", do="release")
    desk.post(f"{POST}/mail", do="send")
    assert not (desk.folder / FILE).exists()
    desk.post(f"{POST}/hold", 400, language="xx", do="hold")


def test_comments_of_a_person_stay(desk: Desk) -> None:
    """What a person wrote at the head of the file is not lost, and undo restores every byte."""
    path = desk.folder / FILE
    path.parent.mkdir()
    written = '# Decided with Hana.\n\n[languages]\nhold = ["en"] # until Monday\n'
    path.write_text(written, encoding="utf-8")
    place = desk.post(f"{POST}/mail", do="web")
    assert path.read_text(encoding="utf-8").startswith("# Decided with Hana.\n")
    desk.post(f"{POST}/undo", step=place.partition("done=")[2])
    assert path.read_text(encoding="utf-8") == written


def test_undo_after_a_later_step_is_refused(desk: Desk) -> None:
    """A step is undone only while the file is as it left it."""
    first = desk.post(f"{POST}/mail", do="web")
    desk.post(f"{POST}/hold", language="en", do="hold")
    desk.post(f"{POST}/undo", 409, step=first.partition("done=")[2])
    assert read(desk.folder).hold == ("en",)


def test_a_run_at_work_keeps_decisions_out(desk: Desk) -> None:
    """One writer at a time: the page says that a run is at work."""
    with lock(desk.folder / ".newsletter"):
        answer = desk.post(f"{POST}/mail", 423, do="web")
    assert "A run is at work" in answer
    assert not (desk.folder / FILE).exists()


def test_a_broken_file_of_decisions_is_told(desk: Desk) -> None:
    """A file that is no TOML is shown with its fault and never overwritten."""
    path = desk.folder / FILE
    path.parent.mkdir()
    path.write_text("hold = ", encoding="utf-8")
    assert "cannot read the decisions" in desk.get(f"{POST}/subject")
    desk.post(f"{POST}/mail", 422, do="web")
    assert path.read_text(encoding="utf-8") == "hold = "


def test_decisions_are_in_the_next_outputs(desk: Desk) -> None:
    """What was decided at the desk is what the next run publishes."""
    source = "記事を更新しました。"
    desk.post(f"{POST}/passages", list="drop", do="put", text=source)
    report = run_publication(
        desk.folder, read_settings(desk.folder), RunOptions(now=NOW), environ={}
    )
    assert not report.errors
    copy = next((desk.folder / "_newsletter/site/ja").rglob("*harbour*.md"))
    assert source not in copy.read_text(encoding="utf-8")


HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "{{ 98765 * 2 }}{% raw %}",
    "</textarea><script>alert(2)</script>",
    "javascript:alert(1)",
    "\u202e\u2066evil",
)


def _make_hostile(folder: Path) -> None:
    """A post whose every text is an attack."""
    attack = " ".join(HOSTILE)
    title = attack.replace('"', '\\"')
    body = f'---\ntitle: "{title}"\ndate: 2026-02-03\n---\n\n攻撃{attack}である。\n\n'
    body += f"次の文{attack}もある。\n\n---END---\n"
    (folder / "posts/2026-02-03-evil.md").write_text(body, encoding="utf-8")
    run_publication(folder, read_settings(folder), RunOptions(now=NOW), environ={})


@pytest.mark.parametrize(
    "page",
    [
        "/",
        "/run",
        "{0}/",
        "{0}/short",
        "{0}/subject",
        "{0}/en/units",
        "/mails/2026-02-03-evil/ja",
        "/mails/2026-02-03-evil/ja?text=1",
    ],
)
def test_hostile_texts_are_never_live(folder: Path, page: str) -> None:
    """No text of a post becomes a tag, an attribute or an address of a page."""
    from tests.desk.conftest import open_desk

    _make_hostile(folder)
    desk = open_desk(folder)
    place = "/posts/2026-02-03-evil"
    desk.post(f"{place}/subject", **{"subject-en": " ".join(HOSTILE)})
    html = desk.get(page.format(place))
    tags = re.findall(r"<(\w+)([^<>]*)>", re.sub(r'"[^"]*"', '""', html))
    assert [tags for name, _ in tags if name in ("svg", "img", "object", "embed", "base")] == []
    assert sum(name == "script" for name, _ in tags) == 1
    assert not [found for _, found in tags if re.search(r"\son\w+\s*=", found)]
    assert not re.search(r'(?:href|src|action)="\s*javascript:', html)
    assert "197530" not in html
    assert "\u202e" not in html


def test_the_report_is_shown_without_its_script(desk: Desk) -> None:
    """The report of the last run is a page without scripts, whatever its file unpacks itself with."""
    response = desk.client.get(f"{POST}/report")
    assert "allow-scripts" not in response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "<script" not in response.text
    assert "港の渡し船" in response.text
    assert desk.client.get("/posts/2024-01-01-none/report").status_code == 404


def test_an_unknown_post_is_not_there(desk: Desk) -> None:
    """A key that no post has is 404 on every page."""
    for page in ("", "short", "subject", "en/units"):
        found: Any = desk.client.get(f"/posts/nothing/{page}")
        assert found.status_code == 404


def write_waiting(desk: Desk, name: str, head: str) -> None:
    """Write a post that the next run does not publish, and run."""
    text = f"---\ntitle: The lighthouse keeper\n{head}---\n\nHe has kept it for 30 years.\n"
    (desk.folder / "posts" / name).write_text(text, encoding="utf-8")
    run_publication(desk.folder, read_settings(desk.folder), RunOptions(now=NOW), environ={})


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("Dated in the future: it waits until", "No report yet", "None: the inbox")),
        ("ja", ("公開日時が未来です。", "レポートはまだありません", "なし（受信トレイ")),
    ],
)
def test_a_post_that_waits_says_so_on_its_pages(
    desk: Desk, language: str, said: tuple[str, str, str]
) -> None:
    """No moment of a machine, no link to a page that is not there, no empty field."""
    write_waiting(desk, "2099-05-04-keeper.md", "lang: en\n")
    desk.client.set_cookie("newsletter_desk_language", language)
    place = "/posts/2099-05-04-keeper"
    for page in ("/", f"{place}/", f"{place}/short"):
        text = desk.get(page)
        assert said[0] in text
        assert "2099-05-04 00:00" not in text.replace("2099-05-04-keeper", "")
        assert "T00:00" not in text
    assert f'href="{place}/report"' not in desk.get(f"{place}/")
    assert said[1] in desk.get(f"{place}/")
    assert said[2] in desk.get(f"{place}/short")
    assert said[2] in desk.get(f"{place}/subject")
    response = desk.client.get(f"{place}/report")
    assert response.status_code == 404
    assert said[0] in response.text
    assert f'href="{POST}/report"' in desk.get(f"{POST}/")


def test_a_post_without_a_date_has_none(desk: Desk) -> None:
    """The time of its file is no date of it; the list keeps its place by that time."""
    (desk.folder / "posts" / "keeper.md").write_text("# The keeper\n\nText.\n", encoding="utf-8")
    text = desk.get("/")
    (place,) = re.findall(r"date unknown[^<]* · <code>keeper.md", text)
    assert place
    assert text.count("date unknown") == 1
