"""newsletter upload, end to end.

A run, the draft of a listmonk on loopback, status, and the run after it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Run, outputs
from tests.fakes.server import Reply, Request, Server, serving
from tests.fakes.tools import KEY, KEYS, FakeListmonk

ROOT = Path(__file__).resolve().parents[2]
NOW = ("--now", "2025-11-03T09:00:00+09:00")
POST = "2025-11-01-morning-market"
SECOND = "2025-11-02-mountain-library"
CAMPAIGN = f"campaigns/{POST}/ja/"


@pytest.fixture
def listmonk(monkeypatch: pytest.MonkeyPatch) -> FakeListmonk:
    """A listmonk whose keys are in the environment."""
    for variable, key in KEYS["listmonk"].items():
        monkeypatch.setenv(variable, key)
    return FakeListmonk()


@pytest.fixture
def server(listmonk: FakeListmonk, publication: Path, newsletter: Run) -> Iterator[Server]:
    """The fake on loopback; the publication knows where it is and has been run."""
    with serving(listmonk) as running:
        connect(publication, running.url)
        assert newsletter("run", publication, *NOW).code == 0
        yield running


def connect(publication: Path, url: str) -> None:
    """Name listmonk in the settings."""
    path = publication / "newsletter.toml"
    text = path.read_text(encoding="utf-8") + 'profiles = ["plain", "listmonk"]\n'
    path.write_text(
        f'{text}\n[campaign.listmonk]\nurl = "{url}/"\nlists = {{ ja = [1], en = [2] }}\n',
        encoding="utf-8",
    )


def upload(newsletter: Run, publication: Path, edition: str, *options: str) -> tuple[int, str, str]:
    """Upload to listmonk; exit code, output, errors, none of which may hold a key."""
    result = newsletter("upload", "listmonk", edition, "--folder", publication, *options)
    assert KEY not in result.out + result.err
    return result.code, result.out, result.err


def test_an_upload_says_where_the_draft_is(
    newsletter: Run, publication: Path, listmonk: FakeListmonk, server: Server
) -> None:
    """One line on standard output.

    Again, nothing to do; status knows; all languages by the ID alone.
    """
    assert upload(newsletter, publication, f"{POST}/ja", "--dry-run") == (
        0,
        f"{POST}/ja in listmonk: would make a draft, not there yet\n",
        "",
    )
    assert listmonk.campaigns == {}
    place = f"{server.url}/admin/campaigns/1"
    made = (0, f"{POST}/ja in listmonk: draft made, not there yet: {place}\n", "")
    assert upload(newsletter, publication, f"{POST}/ja") == made
    again = (0, f"{POST}/ja in listmonk: nothing to do, there already: {place}\n", "")
    assert upload(newsletter, publication, f"{POST}/ja") == again
    code, out, _ = upload(newsletter, publication, POST, "--json")
    assert (code, [(each["language"], each["verb"]) for each in json.loads(out)]) == (
        0,
        [("en", "create"), ("ja", "nothing")],
    )
    assert [each["lists"] for each in listmonk.campaigns.values()] == [[1], [2]]
    assert (listmonk.n_made, listmonk.sent) == (2, [])
    standings = json.loads(newsletter("status", publication, "--json").out)
    (known,) = next(
        each["uploads"] for each in standings if (each["ref"], each["language"]) == (POST, "ja")
    )
    assert (known["profile"], known["state"], known["remote_id"], known["url"]) == (
        "listmonk",
        "done",
        "1",
        place,
    )
    assert "listmonk done" in newsletter("status", publication).out


def test_a_crontab_needs_no_name(
    newsletter: Run, publication: Path, listmonk: FakeListmonk, server: Server
) -> None:
    """All that is new, then nothing; the latest by that word."""
    new = ("upload", "listmonk", "--new", "--folder", publication)
    assert newsletter(*new).out == ""  # the posts of this publication are old
    result = newsletter(*new, "--since", "2025-11-01")
    assert (result.code, len(result.out.splitlines()), listmonk.n_made) == (0, 4, 4)
    assert newsletter(*new, "--since", "2025-11-01").out == ""
    latest = upload(newsletter, publication, "latest")[1].splitlines()
    assert [line.partition(" ")[0] for line in latest] == [f"{SECOND}/en", f"{SECOND}/ja"]


def test_a_crontab_uploads_no_post_that_is_gone(
    newsletter: Run, publication: Path, listmonk: FakeListmonk, server: Server
) -> None:
    """Its pages may stay for some days; a new draft of it is for nobody."""
    (publication / f"{POST}.md").unlink()
    newsletter("run", publication, *NOW, "--retire-after", "3")
    new = ("upload", "listmonk", "--new", "--folder", publication, "--since", "2025-11-01")
    result = newsletter(*new)
    assert [line.partition(" ")[0] for line in result.out.splitlines()] == [
        f"{SECOND}/en",
        f"{SECOND}/ja",
    ]
    assert POST in upload(newsletter, publication, f"{POST}/ja")[1]  # by name it may be


def test_a_draft_follows_its_post_again_when_it_is_told_to(
    newsletter: Run, publication: Path, listmonk: FakeListmonk, server: Server
) -> None:
    """Correct, compare, open again, run, upload: one draft with the new text."""
    upload(newsletter, publication, f"{POST}/ja")
    assert upload(newsletter, publication, f"{POST}/ja", "--pull")[1].endswith(": the same\n")
    listmonk.campaigns["1"]["subject"] = "編集者の件名"
    code, shown, _ = upload(newsletter, publication, f"{POST}/ja", "--pull")
    assert code == 0
    assert "-Subject: 編集者の件名\n+Subject: 港の朝市" in shown
    path = publication / f"{POST}.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("およそ二百人", "およそ三百人"), encoding="utf-8"
    )
    newsletter("run", publication, *NOW)
    assert "nothing to do" in upload(newsletter, publication, f"{POST}/ja")[1]
    assert "opened again" in upload(newsletter, publication, f"{POST}/ja", "--reopen")[1]
    newsletter("run", publication, *NOW)
    assert "draft updated, its content has changed" in upload(newsletter, publication, POST)[1]
    assert "およそ三百人" in listmonk.campaigns["1"]["body"]
    assert (listmonk.n_made, listmonk.sent) == (2, [])


def test_an_uploaded_campaign_is_frozen(
    newsletter: Run, publication: Path, listmonk: FakeListmonk, server: Server
) -> None:
    """An edited post changes its page and not the campaign that was uploaded.

    The one that was not follows.
    """
    upload(newsletter, publication, f"{POST}/ja")
    before = outputs(publication)
    path = publication / f"{POST}.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("およそ二百人", "およそ三百人"), encoding="utf-8"
    )
    assert newsletter("run", publication, *NOW).code == 0
    after = outputs(publication)
    changed = {name for name in before if before[name] != after.get(name)}
    assert f"ja/posts/{POST}.md" in changed
    assert f"campaigns/{POST}/en/email.html" in changed
    assert not [name for name in changed if name.startswith(CAMPAIGN)]
    assert {name for name in after if name.startswith(CAMPAIGN)} == {
        name for name in before if name.startswith(CAMPAIGN)
    }
    assert "nothing to do" in upload(newsletter, publication, f"{POST}/ja")[1]


def test_status_offers_a_correction_note(
    newsletter: Run, publication: Path, listmonk: FakeListmonk, server: Server
) -> None:
    """What was changed after its upload comes with a note to its readers in their language.

    Nothing else does.
    """
    upload(newsletter, publication, f"{POST}/ja")
    assert "訂正" not in newsletter("status", publication).out
    path = publication / f"{POST}.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("およそ二百人", "およそ三百人"), encoding="utf-8"
    )
    assert newsletter("run", publication, "--now", "2099-01-01T00:00:00+09:00").code == 0
    shown = newsletter("status", publication).out
    assert f"{POST}/ja was changed after it was uploaded.\nA note to its readers:\n訂正：" in shown
    assert f"https://letter.example.com/ja/posts/{POST}.html" in shown
    standings = json.loads(newsletter("status", publication, "--json").out)
    assert {(each["ref"], each["language"]) for each in standings if each["correction"]} == {
        (POST, "ja")
    }


def test_a_digest_is_uploaded_and_frozen(
    newsletter: Run, publication: Path, listmonk: FakeListmonk
) -> None:
    """Digests are editions like others; status lists them with their uploads."""
    with serving(listmonk) as running:
        path = publication / "newsletter.toml"
        path.write_text(path.read_text(encoding="utf-8") + 'edition = "daily"\n', encoding="utf-8")
        connect(publication, running.url)
        assert newsletter("run", publication, *NOW).code == 0
        (digest,) = {
            path.parent.parent.name
            for path in (publication / "_newsletter/desk/campaigns").glob("*/ja/campaign.json")
        }
        assert upload(newsletter, publication, f"{digest}/ja")[0] == 0
    standings = json.loads(newsletter("status", publication, "--json").out)
    uploads = [
        each["uploads"] for each in standings if (each["ref"], each["language"]) == (digest, "ja")
    ]
    assert [each["state"] for each in uploads[0]] == ["done"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("listmonk", "nothing/ja"), "no edition"),
        (("listmonk", "../x"), "no edition"),
        (("listmonk", POST[:-1]), f'did you mean "{POST}"?'),
        (("listmonk", f"{POST[11:]}/ja"), f'did you mean "{POST}/ja"?'),
        (("listmonk", f"{POST}/fr"), f'did you mean "{POST}/en"?'),
        (("listmunk", f"{POST}/ja"), 'did you mean "listmonk"?'),
        (("kit", f"{POST}/ja"), "[email] profiles are: plain, listmonk"),
        (("plain", f"{POST}/ja"), "knows no API of it"),
        (("listmonk",), "no edition is named"),
        (("listmonk", POST, "--new"), "--new finds the editions itself"),
        (("listmonk", POST, "--since", "2025-01-01"), "--since belongs to --new"),
        (("listmonk", "--new", "--pull"), "three different things"),
        (("listmonk", "--new", "--since", "soon"), "is no day"),
    ],
)
def test_wrong_usage_is_two(
    newsletter: Run, publication: Path, server: Server, arguments: tuple[str, ...], expected: str
) -> None:
    """An unknown edition or profile, with the nearest or the possible ones; nobody is asked."""
    result = newsletter("upload", *arguments, "--folder", publication)
    assert (result.code, result.out) == (2, "")
    assert expected in result.err
    assert server.requests == []


def test_a_missing_key_is_two(
    newsletter: Run, publication: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The variable is named."""
    monkeypatch.delenv("LISTMONK_TOKEN")
    code, out, err = upload(newsletter, publication, f"{POST}/ja")
    assert (code, out) == (2, "")
    assert "LISTMONK_TOKEN" in err
    assert server.requests == []


def test_one_language_that_fails_does_not_stop_the_other(
    newsletter: Run, publication: Path, listmonk: FakeListmonk, server: Server
) -> None:
    """The other draft is made; the error is told in its shape; exit 1."""
    (publication / f"_newsletter/desk/campaigns/{POST}/en/listmonk.zip").write_bytes(b"x")
    code, out, err = upload(newsletter, publication, POST)
    assert code == 1
    assert out.startswith(f"{POST}/ja in listmonk: draft made")
    assert "en/listmonk.zip" in err
    assert "fix:" in err
    assert listmonk.n_made == 1


@pytest.mark.parametrize(
    "done", [False, True], ids=["before it was carried out", "after it was carried out"]
)
def test_an_upload_killed_at_its_request_is_made_up_for(
    newsletter: Run, publication: Path, listmonk: FakeListmonk, server: Server, done: bool
) -> None:
    """After a kill between request and answer, the next upload ends with one draft."""
    killed: list[subprocess.Popen[bytes]] = []

    def answer(request: Request) -> Reply:
        if request.method != "POST":
            return listmonk(request)
        reply = listmonk(request) if done else Reply(b"{}")
        os.kill(killed[0].pid, signal.SIGKILL)
        killed[0].wait()
        return reply

    with serving(answer) as deadly:
        copy = publication.parent / "copy"
        shutil.copytree(publication, copy)
        path = copy / "newsletter.toml"
        path.write_text(
            path.read_text(encoding="utf-8").replace(server.url, deadly.url), encoding="utf-8"
        )
        command = [
            sys.executable,
            "-m",
            "newsletter",
            "upload",
            "listmonk",
            f"{POST}/ja",
            "--folder",
            str(copy),
        ]
        killed.append(
            subprocess.Popen(
                command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        )
        killed[0].wait()
    assert killed[0].returncode == -signal.SIGKILL
    standings = json.loads(newsletter("status", copy, "--json").out)
    uploads = [
        each["uploads"] for each in standings if (each["ref"], each["language"]) == (POST, "ja")
    ]
    assert [each["state"] for each in uploads[0]] == ["begun"]
    path.write_text(
        path.read_text(encoding="utf-8").replace(deadly.url, server.url), encoding="utf-8"
    )
    code, out, _ = upload(newsletter, copy, f"{POST}/ja")
    assert (code, ("draft updated" if done else "draft made") in out) == (0, True)
    assert (listmonk.n_made, listmonk.sent) == (1, [])


def test_a_tool_without_an_api_is_told_where_its_zip_lies(
    newsletter: Run, publication: Path
) -> None:
    """The folder that the message names is there after a run, and holds the zip."""
    assert newsletter("run", publication, *NOW, "--quiet").code == 0
    result = newsletter("upload", "plain", f"{POST}/ja", "--folder", publication)
    named = re.search(r"its zip below (\S+) ", result.err)
    assert named, result.err
    assert list((publication / named[1]).rglob("plain.zip"))
