"""The desk in a real browser: the five tasks of a morning, by mouse and by keyboard, and their undo."""

from __future__ import annotations

import http.server
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from newsletter.config import read_settings
from newsletter.pipeline.decision_files import read_decisions
from newsletter.pipeline.publication import RunOptions
from newsletter.pipeline.run import run_publication
from newsletter.store.ledger import Ledger
from newsletter.store.ledger_records import State
from newsletter.store.lock import lock
from tests.desk.browser import Editor, serve, start_browser
from tests.desk.conftest import CONFIG, REF
from tests.desk.test_unit_pages import GOOD, SOURCE, read_units

pytestmark = pytest.mark.slow
UNITS = f"/posts/{REF}/en/units"
N_CORPUS = 20


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    """One browser for all tests of this file."""
    with start_browser() as started:
        yield started


@pytest.fixture
def editor(browser: webdriver.Chrome, folder: Path) -> Iterator[Editor]:
    """An editor who has opened the desk of a publication that has run."""
    with serve(folder) as address:
        yield Editor(browser, address)


def find_key() -> str:
    """The key of the unit that tests correct."""
    from newsletter.editing.unit_edits import unit_key

    return unit_key(SOURCE)


def write(editor: Editor, text: str, key: str = "") -> Any:
    """Put a text into the field of a unit, as by typing."""
    field = editor.find(f"#t-{key or find_key()}")
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys(text)
    return field


def wait_for_note(editor: Editor, text: str, key: str = "") -> None:
    """Wait until a unit says something."""
    place = f"#unit-{key or find_key()} .note"
    editor.wait(lambda: text in editor.find(place).text or None)


def test_a_sentence_is_corrected_by_keyboard(editor: Editor, folder: Path) -> None:
    """Type, Ctrl+Enter: the catalogue has it, the focus is on the next, Alt+Z takes it back."""
    before = read_units(folder)
    editor.open(UNITS)
    field = write(editor, "The cost is put at 300 million yen.")
    confirm = editor.find(f"#unit-{find_key()} .confirm")
    editor.wait(lambda: not confirm.is_enabled() or None)
    assert "numbers" in [
        each.get_attribute("data-rule") for each in editor.find_all(f"#unit-{find_key()} .finding")
    ]
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys(GOOD)
    editor.wait(lambda: confirm.is_enabled() or None)
    field.send_keys(Keys.CONTROL, Keys.ENTER)
    wait_for_note(editor, "Saved")
    assert (read_units(folder)[SOURCE].target, read_units(folder)[SOURCE].reviewed) == (GOOD, True)
    focused = editor.browser.switch_to.active_element
    assert focused.get_attribute("id") not in ("", f"t-{find_key()}")
    focused.send_keys(Keys.ALT, "z")
    editor.wait(lambda: read_units(folder) == before or None)
    assert editor.faults() == [fault for fault in editor.faults() if "favicon" in fault]


def test_a_passage_is_restored_and_given_back(editor: Editor, folder: Path) -> None:
    """Restore writes the decision, the page no longer removes the passage; Undo takes it back."""
    editor.open(f"/posts/{REF}/")
    n_removed = len(editor.find_all(".proofs > li"))
    editor.click("Restore", ".proofs")
    editor.find(".says q")
    assert len(read_decisions(folder, REF).keep) == 1
    assert len(editor.find_all(".proofs > li")) < n_removed
    editor.click("Undo", ".says")
    editor.wait(lambda: not (folder / f"decisions/{REF}.toml").exists() or None)


def test_the_subject_is_changed(editor: Editor, folder: Path) -> None:
    """The subject that was written is that of the next mail, and undone it is the old one."""
    editor.open(f"/posts/{REF}/subject")
    editor.find("#subject-en").send_keys("The last ferry of May")
    editor.click("Save")
    editor.find(".says p")
    assert dict(read_decisions(folder, REF).subject) == {"en": "The last ferry of May"}
    run_publication(folder, read_settings(folder), RunOptions(now=datetime.now(UTC)), environ={})
    mail = folder / f"_newsletter/desk/campaigns/{REF}/en/campaign.json"
    assert "The last ferry of May" in mail.read_text(encoding="utf-8")
    editor.click("Undo", ".says")
    editor.wait(lambda: not read_decisions(folder, REF).subject or None)


def test_all_that_is_clean_is_approved_at_once(editor: Editor, folder: Path) -> None:
    """The button says how many it confirms, confirms those, and one click undoes all of them."""
    before = read_units(folder)
    editor.open(UNITS)
    write(editor, GOOD)
    editor.wait(lambda: editor.find(f"#unit-{find_key()} .confirm").is_enabled() or None)
    editor.find(f"#unit-{find_key()} .confirm").click()
    wait_for_note(editor, "Saved")
    button = editor.find("#confirm-clean")
    n_clean = int(button.text.split()[1])
    assert n_clean > 0
    button.click()
    editor.wait(lambda: f"Saved. {n_clean}." in editor.find("#says").text or None)
    assert sum(unit.reviewed for unit in read_units(folder).values()) == n_clean + 1
    editor.click("Undo", "#says")
    editor.wait(lambda: sum(unit.reviewed for unit in read_units(folder).values()) == 1 or None)
    assert {key for key in before if before[key] != read_units(folder)[key]} == {SOURCE}


def test_a_range_is_confirmed_and_a_check_dismissed_by_key(editor: Editor, folder: Path) -> None:
    """Shift-click chooses what lies between; the button counts what has no error; keys dismiss."""
    editor.open(UNITS)
    boxes = editor.find_all(".choose")
    boxes[0].click()
    shifted = webdriver.ActionChains(editor.browser)
    shifted.key_down(Keys.SHIFT).click(boxes[2]).key_up(Keys.SHIFT).perform()
    button = editor.find("#confirm-chosen")
    assert button.text == "Confirm 2 chosen"
    button.click()
    editor.wait(lambda: sum(each.reviewed for each in read_units(folder).values()) == 2 or None)
    field = write(editor, "The cost is put at 300 million yen.")
    key = f"#unit-{find_key()}"
    editor.wait(lambda: editor.find_all(f"{key} .finding.error") or None)
    webdriver.ActionChains(editor.browser).key_down(Keys.ALT).key_down(Keys.SHIFT).send_keys(
        "1"
    ).key_up(Keys.SHIFT).key_up(Keys.ALT).perform()
    editor.wait(lambda: "numbers" in editor.find(f"{key} .passed").text or None)
    field.send_keys(Keys.CONTROL, Keys.ENTER)
    wait_for_note(editor, "Saved")
    assert read_units(folder)[SOURCE].dismissed == frozenset({"numbers"})


def test_a_language_is_held(editor: Editor, folder: Path) -> None:
    """Held at the desk, a changed post stays as it is in that language; the ledger says why."""
    editor.open(f"/posts/{REF}/subject")
    editor.click("Hold back", ".switches li:nth-child(2)")
    editor.find(".says p")
    assert read_decisions(folder, REF).hold == ("en",)
    run_publication(folder, read_settings(folder), RunOptions(now=datetime.now(UTC)), environ={})
    with Ledger.open(folder / ".newsletter") as ledger:
        states = {
            language: page.state for (ref, language), page in ledger.pages().items() if ref == REF
        }
    assert states["ja"] is State.PUBLISHED
    editor.open("/")
    editor.open(f"/posts/{REF}/subject")
    editor.click("Let go", ".switches li:nth-child(2)")
    editor.wait(lambda: not read_decisions(folder, REF).hold or None)


def test_two_tabs_correct_one_unit(editor: Editor, folder: Path) -> None:
    """The second tab is shown the text of the first, keeps its own, and may save it knowingly."""
    editor.open(UNITS)
    first = editor.browser.current_window_handle
    editor.browser.switch_to.new_window("tab")
    second = editor.browser.current_window_handle
    editor.open(UNITS)
    editor.find(f"#t-{find_key()}")
    editor.browser.switch_to.window(first)
    write(editor, GOOD).send_keys(Keys.CONTROL, Keys.ENTER)
    wait_for_note(editor, "Saved")
    editor.browser.switch_to.window(second)
    mine = "Costs are put at 200 million yen."
    write(editor, mine)
    editor.wait(lambda: editor.find(f"#unit-{find_key()} .confirm").is_enabled() or None)
    editor.find(f"#unit-{find_key()} .confirm").click()
    meeting = editor.find(f"#unit-{find_key()} .meeting")
    assert GOOD in meeting.text
    assert editor.find(f"#t-{find_key()}").get_attribute("value") == mine
    assert read_units(folder)[SOURCE].target == GOOD
    editor.click("Save mine instead", f"#unit-{find_key()}")
    editor.wait(lambda: read_units(folder)[SOURCE].target == mine or None)
    editor.browser.close()
    editor.browser.switch_to.window(first)


def test_a_run_during_an_edit(editor: Editor, folder: Path) -> None:
    """While a run works the text stays in its field; it is saved as soon as the run is done."""
    editor.open(UNITS)
    write(editor, GOOD)
    editor.wait(lambda: editor.find(f"#unit-{find_key()} .confirm").is_enabled() or None)
    with lock(folder / ".newsletter"):
        editor.find(f"#unit-{find_key()} .confirm").click()
        wait_for_note(editor, "A run is at work")
        assert not read_units(folder)[SOURCE].reviewed
    editor.wait(lambda: read_units(folder)[SOURCE].reviewed or None)
    assert read_units(folder)[SOURCE].target == GOOD


def test_a_sentence_of_the_mail_leads_to_its_unit(editor: Editor) -> None:
    """A click into the preview opens the translation at that sentence, ready to type."""
    editor.open(f"/mails/{REF}/en")
    frame = editor.find("iframe.wide")
    editor.browser.switch_to.frame(frame)
    target = editor.wait(
        lambda: next(
            each
            for each in editor.find_all("p, div, td")
            if "šûṽéķå ŕéñţåɱî" in each.text and len(each.text) < 400
        )
    )
    target.click()
    editor.browser.switch_to.default_content()
    editor.wait(lambda: "/units#unit-" in editor.browser.current_url or None)
    editor.find(".unit:focus-within textarea")


def test_a_run_is_watched(editor: Editor, folder: Path) -> None:
    """The page follows the run to its end without being loaded again."""
    post = folder / f"posts/{REF}.md"
    post.write_text(post.read_text(encoding="utf-8") + "\n追記である。\n", encoding="utf-8")
    editor.open("/run")
    editor.click("Run now")
    editor.wait(lambda: "Done." in editor.find("#run-says").text or None)
    assert "run.finished" in str(editor.find("#log").get_attribute("textContent"))
    copy = next((folder / "_newsletter/site/ja").rglob("*harbour*.md"))
    assert "追記" in copy.read_text(encoding="utf-8")


PAGES = (
    "/",
    "/run",
    "/help",
    "/posts/{0}/",
    "/posts/{0}/short",
    "/posts/{0}/subject",
    "/posts/{0}/en/units",
    "/mails/{0}/en",
)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_anybodys_way(editor: Editor, page: str, scheme: str) -> None:
    """axe finds nothing, in either scheme; on a phone nothing is wider than the window."""
    axe = pytest.importorskip("axe_core_python.base")
    script = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    editor.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    try:
        editor.open(page.format(REF))
        editor.browser.execute_script(script)
        found = editor.browser.execute_async_script(
            "axe.run(document, {iframes: false}).then(arguments[arguments.length - 1])"
        )
        assert [
            (each["id"], [node["html"][:200] for node in each["nodes"][:3]])
            for each in found["violations"]
        ] == []
        _look_on_a_phone(editor)
    finally:
        editor.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def _look_on_a_phone(editor: Editor) -> None:
    size = {"width": 375, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    editor.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        width = editor.browser.execute_script("return document.documentElement.scrollWidth")
        assert width <= 375
    finally:
        editor.browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@contextmanager
def serve_foreign_page(html: str) -> Iterator[str]:
    """A page of another origin on this machine."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, format: str, *args: object) -> None:
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


FOREIGN = """<!doctype html><title>evil</title><pre id="out"></pre><iframe src="BASE/" id="frame"></iframe>
<form method="post" action="BASE/posts/REF/mail" target="sink" id="form"><input name="do" value="web"></form><iframe name="sink"></iframe>
<script type="module">
const said = [];
for (const mode of ["cors", "no-cors"]) {
  try { const got = await fetch("BASE/posts/REF/", {mode, credentials: "include"}); said.push(mode + ":" + (await got.text()).length); }
  catch { said.push(mode + ":refused"); }
}
try { await fetch("BASE/posts/REF/mail", {method: "POST", mode: "no-cors", credentials: "include", body: new URLSearchParams({do: "web"})}); } catch {}
document.getElementById("form").submit();
setTimeout(() => {
  try { said.push("frame:" + document.getElementById("frame").contentDocument.body.textContent.length); } catch { said.push("frame:refused"); }
  document.getElementById("out").textContent = said.join(" ");
}, 1500);
</script>"""


def test_a_second_origin_can_neither_read_nor_write(editor: Editor, folder: Path) -> None:
    """A page of another origin, in the editor's own browser, sees nothing and changes nothing."""
    html = FOREIGN.replace("BASE", editor.base).replace("REF", REF)
    with serve_foreign_page(html) as address:
        editor.browser.get(address)
        said = editor.wait(lambda: editor.find("#out").text or None)
    assert said == "cors:refused no-cors:0 frame:refused" or str(said).startswith("cors:refused")
    assert "no-cors:0" in str(said) or "no-cors:refused" in str(said)
    assert "frame:refused" in str(said) or "frame:0" in str(said)
    assert not (folder / f"decisions/{REF}.toml").exists()


def test_the_tasks_on_posts_of_the_corpus(
    browser: webdriver.Chrome, corpus: tuple[Path, ...], tmp_path: Path
) -> None:
    """Subject, hold, restore, correct, confirm, on 20 real posts; all undone, no byte is left."""
    (tmp_path / "posts").mkdir()
    (tmp_path / "newsletter.toml").write_text(CONFIG, encoding="utf-8")
    for path in corpus[:: len(corpus) // N_CORPUS][:N_CORPUS]:
        shutil.copy(path, tmp_path / "posts")
    run_publication(
        tmp_path, read_settings(tmp_path), RunOptions(now=datetime.now(UTC)), environ={}
    )
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.po")}
    with Ledger.open(tmp_path / ".newsletter") as ledger:
        refs = sorted({ref for ref, _ in ledger.pages()})
    assert len(refs) >= N_CORPUS - 2
    with serve(tmp_path) as address:
        editor = Editor(browser, address)
        for ref in refs:
            _work_on(editor, tmp_path, ref)
    after = {path: _without_date(path.read_bytes()) for path in tmp_path.rglob("*.po")}
    assert after == {path: _without_date(content) for path, content in before.items()}
    assert not list((tmp_path / "decisions").glob("*.toml"))


def _without_date(content: bytes) -> bytes:
    return b"\n".join(line for line in content.split(b"\n") if b"PO-Revision-Date" not in line)


def _work_on(editor: Editor, folder: Path, ref: str) -> None:
    place = editor.base + f"/posts/{ref}"
    editor.browser.get(f"{place}/subject")
    editor.find("#subject-ja").send_keys("件名")
    editor.click("Save")
    editor.click("Undo", ".says")
    editor.find(".says p")
    editor.click("Hold back", ".switches li:nth-child(2)")
    editor.wait(lambda: read_decisions(folder, ref).hold == ("en",) or None)
    editor.click("Let go", ".switches li:nth-child(2)")
    editor.wait(lambda: not read_decisions(folder, ref).hold or None)
    editor.browser.get(f"{place}/")
    if any(each.text == "Restore" for each in editor.find_all(".proofs button")):
        editor.click("Restore", ".proofs")
        editor.click("Undo", ".says")
        editor.find(".says p")
    editor.browser.get(f"{place}/en/units?only=open")
    buttons = [each for each in editor.find_all(".unit.machine .confirm") if each.is_enabled()]
    if not buttons:
        return
    unit = buttons[0].find_element(By.XPATH, "ancestor::*[contains(@class, 'unit')][1]")
    unit.find_element(By.TAG_NAME, "textarea").send_keys(" too")
    editor.wait(lambda: buttons[0].is_enabled() or None)
    buttons[0].click()
    editor.wait(lambda: any(each.text == "Saved." for each in editor.find_all(".note")) or None)
    time.sleep(0.1)
    editor.browser.find_element(By.TAG_NAME, "body").send_keys(Keys.ALT, "z")
    editor.wait(lambda: not editor.find_all(".unit.reviewed") or None)
