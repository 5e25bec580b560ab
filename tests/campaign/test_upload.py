"""Uploads of one publication to every tool: once, the same draft, never a send.

Whatever the network does in between.
"""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import pytest
import trustme

from newsletter.campaign import connection
from newsletter.campaign.draft import NAME_CHARS, build_name
from newsletter.campaign.open_tool import get_service, open_tool
from newsletter.errors import (
    EXIT_FAILED,
    EXIT_TEMPORARY,
    ConfigError,
    LockedError,
    OutputError,
)
from newsletter.store.ledger import Ledger
from newsletter.store.ledger_records import UploadState
from newsletter.store.lock import lock
from tests.campaign.drafts import (
    DRAFT,
    EDITION,
    HASTY,
    NAMES,
    NOW,
    QUICK,
    SETTINGS,
    Desk,
    open_fake,
    write_campaigns,
)
from tests.fakes.server import Reply, Request, free_port, serving
from tests.fakes.tools import FAKE_BY_NAME, KEY, FakeTool, reply

Answer = Callable[[Request], Reply]


@pytest.fixture(params=NAMES)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """A publication with one campaign, and one tool that is well."""
    fake = FAKE_BY_NAME[request.param]()
    write_campaigns(tmp_path)
    with serving(fake) as server:
        yield Desk(tmp_path, fake, server.url)


def verbs(desk: Desk) -> list[str]:
    """What an upload did, by language; it must have ended well."""
    report = desk.upload()
    assert [str(error) for error in report.errors] == []
    return [each.verb for each in report.uploads]


def assert_one_draft(desk: Desk) -> None:
    """One draft of the edition's name, nothing sent."""
    (campaign,) = desk.fake.campaigns.values()
    assert campaign["status"] == desk.fake.draft
    assert DRAFT.name in json.dumps(campaign, ensure_ascii=False)
    assert (desk.fake.n_made, desk.fake.sent) == (1, [])


# ---------------------------------------------------------------- when all is well


def test_an_upload_is_made_once(desk: Desk) -> None:
    """The same content again does nothing; changed content changes the same draft."""
    assert verbs(desk) == ["create"]
    before = json.dumps(desk.fake.campaigns)
    assert verbs(desk) == ["nothing"]
    assert json.dumps(desk.fake.campaigns) == before
    write_campaigns(desk.folder, title="新しい題")
    assert verbs(desk) == ["update"]
    assert "新しい題" in json.dumps(desk.fake.campaigns, ensure_ascii=False)
    assert_one_draft(desk)


def test_the_draft_is_what_the_run_made_for_this_tool(desk: Desk) -> None:
    """The HTML of the tool's zip to the byte, with its own merge tags.

    Whatever the first profile is.
    """
    import zipfile

    from newsletter.render.mail.profiles import get_profile
    from newsletter.render.templates import load_templates

    verbs(desk)
    tool = get_profile(desk.fake.name, load_templates())
    with zipfile.ZipFile(
        desk.folder / f"_newsletter/desk/campaigns/{EDITION}/ja/{desk.fake.name}.zip"
    ) as archive:
        html = archive.read(tool.html_name).decode()
    (campaign,) = desk.fake.campaigns.values()
    assert tool.unsubscribe in html
    assert html in list(_texts(campaign))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def test_every_language_goes_to_its_own_readers(desk: Desk) -> None:
    """An ID alone is all its languages; each draft names the lists of its language only."""
    write_campaigns(desk.folder, languages=("en", "ja"))
    report = desk.upload(EDITION)
    assert [(each.language, each.verb) for each in report.uploads] == [
        ("en", "create"),
        ("ja", "create"),
    ]
    lists = getattr(SETTINGS.campaign, desk.fake.name).lists
    for language, campaign in zip(("en", "ja"), desk.fake.campaigns.values(), strict=True):
        other = "ja" if language == "en" else "en"
        kept = json.dumps({key: value for key, value in campaign.items() if key != "id"})
        fields = ("lists", "recipients", "filters", "send_to", "groups", "subscriber_filter")
        readers = json.dumps([campaign[field] for field in fields if field in campaign])
        assert json.dumps(lists[language][0]) in readers
        assert json.dumps(lists[other][0]) not in readers
        assert f"{EDITION}/{language} (letter.example.com)" in kept


def test_another_list_is_another_draft_content(desk: Desk) -> None:
    """A changed setting reaches the draft that is there."""
    verbs(desk)
    tool = getattr(SETTINGS.campaign, desk.fake.name)
    first = tool.lists["ja"][0]
    other = 99 if isinstance(first, int) else "ninety-nine"
    changed = msgspec.structs.replace(tool, lists={"ja": (other,)})
    campaign = msgspec.structs.replace(SETTINGS.campaign, **{desk.fake.name: changed})
    report = desk.upload(settings=msgspec.structs.replace(SETTINGS, campaign=campaign))
    assert [each.verb for each in report.uploads] == ["update"]
    assert json.dumps(other) in json.dumps(desk.fake.campaigns)
    assert_one_draft(desk)


def test_a_dry_run_asks_and_changes_nothing(desk: Desk) -> None:
    """It tells what an upload would do, and no more is written than before.

    Not in the tool, not in the ledger.
    """
    report = desk.upload(dry_run=True)
    assert [each.verb for each in report.uploads] == ["create"]
    assert "would make a draft" in "".join(report.as_lines())
    assert desk.fake.campaigns == {}
    assert not (desk.folder / ".newsletter").exists()
    verbs(desk)
    assert [each.verb for each in desk.upload(dry_run=True).uploads] == ["nothing"]


def test_a_lost_ledger_leads_to_no_second_draft(desk: Desk) -> None:
    """Another machine, a lost disk: the draft is found by its name."""
    verbs(desk)
    for path in (desk.folder / ".newsletter").iterdir():
        path.unlink()
    assert verbs(desk) == ["update"]
    assert_one_draft(desk)
    assert verbs(desk) == ["nothing"]


def test_a_deleted_draft_is_made_anew(desk: Desk) -> None:
    """And the report says so."""
    verbs(desk)
    desk.fake.campaigns.clear()
    report = desk.upload()
    assert [each.verb for each in report.uploads] == ["create"]
    assert "gone" in report.uploads[0].reason
    assert (len(desk.fake.campaigns), desk.fake.sent) == (1, [])


def test_what_has_gone_out_is_not_touched(desk: Desk) -> None:
    """The same content is there already.

    Changed content is refused, also when the ledger is lost.
    """
    verbs(desk)
    (campaign,) = desk.fake.campaigns.values()
    campaign["status"] = "sent"
    before = json.dumps(desk.fake.campaigns)
    assert verbs(desk) == ["nothing"]
    write_campaigns(desk.folder, title="新しい題")
    for _ in range(2):
        report = desk.upload()
        assert report.exit_code == 1
        assert "no draft any more" in str(report.errors[0])
        for path in (desk.folder / ".newsletter").iterdir():
            path.unlink()
    assert json.dumps(desk.fake.campaigns) == before
    assert desk.fake.n_made == 1


def test_a_renamed_draft_is_no_reason_for_a_second_one(desk: Desk) -> None:
    """The id is ours and the name is not: refused with a way out, which works."""
    verbs(desk)
    (campaign,) = desk.fake.campaigns.values()
    renamed = json.loads(json.dumps(campaign).replace(json.dumps(DRAFT.name)[1:-1], "spring"))
    desk.fake.campaigns[str(campaign["id"])] = renamed
    report = desk.upload()
    assert report.exit_code == 1
    assert "spring" in str(report.errors[0])
    assert desk.fake.n_made == 1
    desk.fake.campaigns[str(campaign["id"])] = campaign
    assert verbs(desk) == ["nothing"]


HOSTILE = (
    'a"b\\c\r\nBcc: x@example.com\r\n\r\n{{ UnsubscribeURL }} {% if 1 %} *|UNSUB|* {$unsubscribe} '
    "{{{weblink}}} [FNAME] <unsubscribe>"
)


def test_a_hostile_title_is_a_subject_and_nothing_else(desk: Desk) -> None:
    """One line, no live merge tag of this tool, and whatever JSON could make of it is text."""
    from newsletter.render.mail.profiles import get_profile
    from newsletter.render.templates import load_templates

    write_campaigns(desk.folder, title=HOSTILE)
    verbs(desk)
    profile = get_profile(desk.fake.name, load_templates())
    (campaign,) = desk.fake.campaigns.values()
    subject = next(text for text in _texts(campaign) if text.startswith('a"b') and "Bcc" in text)
    assert "\n" not in subject
    assert "\r" not in subject
    assert profile.find_live(subject) == ()
    assert subject.startswith('a"b\\c Bcc: x@example.com')
    assert_one_draft(desk)


# ---------------------------------------------------------------- before anything is asked


def test_a_run_at_work_keeps_an_upload_out(desk: Desk) -> None:
    """One lock for both: exit 75, nothing asked."""
    with lock(desk.folder / ".newsletter"), pytest.raises(LockedError):
        desk.upload()
    assert desk.fake.campaigns == {}


@pytest.mark.parametrize(
    "edition",
    ["", "x", "../secret", f"{EDITION}/ja/x", f"{EDITION}/../ja", f"{EDITION}/fr", "/etc", "a\\b"],
)
def test_an_edition_that_is_not_there_is_named(desk: Desk, edition: str) -> None:
    """Nothing outside _newsletter/desk/campaigns is ever read."""
    with pytest.raises(ConfigError, match="no edition"):
        desk.upload(edition)


def test_a_profile_must_be_one_of_the_publication(desk: Desk) -> None:
    """Its zip would not be there; a tool without an API names those that have one."""
    email = msgspec.structs.replace(SETTINGS.email, profiles=("plain",))
    with pytest.raises(ConfigError, match="no profile"):
        desk.upload(settings=msgspec.structs.replace(SETTINGS, email=email))
    with pytest.raises(ConfigError, match="campaign-monitor") as caught:
        get_service("campaign-monitor")
    assert desk.fake.name in caught.value.why


def test_a_missing_zip_says_what_to_do(desk: Desk) -> None:
    """A campaign made before the profile was named has none."""
    (desk.folder / f"_newsletter/desk/campaigns/{EDITION}/ja/{desk.fake.name}.zip").unlink()
    report = desk.upload()
    assert isinstance(report.errors[0], OutputError)
    assert "[email] profiles" in report.errors[0].fix


@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("campaign.json", b"[]"),
        ("campaign.json", b"\xff"),
        ("campaign.json", b"[" * 100_000),
        ("zip", b"x"),
        ("zip", b"PK\x05\x06" + b"\0" * 18),
    ],
)
def test_broken_files_are_named(desk: Desk, file: str, data: bytes) -> None:
    """An edited or cut file is one error, and the tool is not asked."""
    name = f"{desk.fake.name}.zip" if file == "zip" else file
    (desk.folder / f"_newsletter/desk/campaigns/{EDITION}/ja/{name}").write_bytes(data)
    report = desk.upload()
    assert report.exit_code == 1
    assert name.split(".")[0] in str(report.errors[0])
    assert desk.fake.campaigns == {}


def test_names_stay_apart_however_long() -> None:
    """A name fits the narrowest tool; two editions, languages or publications never share one."""
    long = "2025-11-02-" + "x" * 120
    names = {
        build_name(edition, language, host)
        for edition in (long, long + "y", "2025-11-02-a")
        for language in ("ja", "en")
        for host in ("a.example", "b.example")
    }
    assert len(names) == 12
    assert all(len(name) <= NAME_CHARS for name in names)
    assert "2025-11-02-a/ja (a.example)" in names


# ---------------------------------------------------------------- faults


HTML = {"Content-Type": "text/html; charset=utf-8"}
PAGE = b"<html><body><h1>Welcome</h1></body></html>"


@dataclass(frozen=True)
class Fault:
    """One way to go wrong.

    Attributes:
        code: Exit code of the upload that meets it for good.
        make: Spoils the reply of the tool, which has done its work; or takes its place when
            `done` is false.
        done: The tool carries the request out before it goes wrong.
        slow: Needs a short deadline to be seen.
    """

    code: int
    make: Callable[[Reply], Reply]
    done: bool = False
    slow: bool = False


def says(
    status: int, body: bytes = b'{"message": "no"}', **headers: str
) -> Callable[[Reply], Reply]:
    """A fixed answer in place of the tool's."""
    told = {
        "Content-Type": "application/json",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    return lambda _: Reply(body, status, told)


def behaves(manner: str) -> Callable[[Reply], Reply]:
    """The tool's answer, spoiled on its way."""
    return lambda right: replace(right, body=right.body + b" " * 60, manner=manner)


def _other_id(right: Reply) -> Reply:
    """Every id is of a kind the tool does not have; an answer without a body becomes one."""
    return Reply(_change_ids(json.loads(right.body or b"{}")), right.status)


def _change_ids(value: object) -> bytes:
    def walk(inner: object) -> object:
        if isinstance(inner, dict):
            return {key: {"x": 1} if key == "id" else walk(each) for key, each in inner.items()}
        return [walk(each) for each in inner] if isinstance(inner, list) else inner

    return json.dumps(walk(value)).encode()


FAULTS = {
    "hang": Fault(75, behaves("hang"), slow=True),
    "drip": Fault(75, behaves("drip"), slow=True),
    "drip headers": Fault(75, behaves("drip headers"), slow=True),
    "hang, but done": Fault(75, behaves("hang"), done=True, slow=True),
    "killed before the answer": Fault(75, behaves("reset")),
    "killed before the answer, but done": Fault(75, behaves("reset"), done=True),
    "cut": Fault(75, behaves("cut"), done=True),
    "401": Fault(2, says(401)),
    "403": Fault(1, says(403)),
    "404": Fault(1, says(404)),
    "422": Fault(1, says(422)),
    "422 that shows the key": Fault(
        1, says(422, json.dumps({"message": f"bad key {KEY}-us19 \x1b[31m"}).encode())
    ),
    "429": Fault(75, says(429, Retry_After="0")),
    "429 for an hour": Fault(75, says(429, Retry_After="3600")),
    "429 without a time": Fault(75, says(429)),
    "500": Fault(75, says(500, PAGE)),
    "500, but done": Fault(75, says(500, PAGE), done=True),
    "502 for a minute": Fault(75, says(502, PAGE, Retry_After="60")),
    "redirect": Fault(1, says(302, b"", Location="https://elsewhere.example/login")),
    "page": Fault(1, lambda _: Reply(PAGE, 200, dict(HTML))),
    "page, but done": Fault(1, lambda _: Reply(PAGE, 200, dict(HTML)), done=True),
    "truncated JSON": Fault(
        1, lambda right: Reply((right.body or b"{} ")[:-1] + b",", right.status), done=True
    ),
    "no object": Fault(1, says(200, b"[]"), done=True),
    "deep JSON": Fault(1, says(200, b"[" * 100_000), done=True),
    "no UTF-8": Fault(1, says(200, b'{"id": "\xff"}'), done=True),
    "huge": Fault(1, says(200, b'{"a": "' + b"x" * 400_000 + b'"}'), done=True),
}
ASKING = ("GET",)
MAKING = ("POST",)
CHANGING = ("PUT", "PATCH")


@dataclass
class Troubled:
    """A tool that has a fault for the requests of some methods, `n_times` or always."""

    fake: FakeTool
    fault: Fault
    methods: tuple[str, ...]
    n_times: int = 1_000
    n_met: int = 0

    def __call__(self, request: Request) -> Reply:
        """Answer as the fake does, or as the fault has it."""
        method = "GET" if request.path.endswith("/search") else request.method
        if method not in self.methods or self.n_met >= self.n_times:
            return self.fake(request)
        self.n_met += 1
        right = self.fake(request) if self.fault.done else reply({})
        return self.fault.make(right)


def meet(desk: Desk, fault: Fault, methods: tuple[str, ...], n_times: int = 1_000) -> int:
    """Upload once while the fault is there; returns the exit code. Nothing told may hold a key."""
    with serving(Troubled(desk.fake, fault, methods, n_times)) as server:
        ill = replace(desk, base=server.url, patience=HASTY if fault.slow else QUICK)
        report = ill.upload()
    told = ill.told(report)
    assert KEY not in told
    assert "\x1b" not in "".join(str(error) for error in report.errors)
    for error in report.errors:
        assert EDITION in error.what
        assert error.why
        assert error.fix
    return report.exit_code


@pytest.fixture(autouse=True)
def _small_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cap on an answer, small enough to be passed quickly."""
    monkeypatch.setattr(connection, "MAX_BODY_BYTES", 300_000)


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_fault_while_a_draft_is_made(desk: Desk, fault: Fault) -> None:
    """An honest exit code; whether it was made or not.

    The next upload ends with one draft of the right content.
    """
    assert meet(desk, fault, MAKING) == fault.code
    assert desk.fake.n_made == int(fault.done)
    assert verbs(desk) in (["create"], ["update"])
    assert_one_draft(desk)
    assert verbs(desk) == ["nothing"]


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_fault_while_the_tool_is_asked(desk: Desk, fault: Fault) -> None:
    """A tool that cannot be asked is given nothing.

    Neither at first, nor after an upload that was broken off.
    """
    broken_off = Fault(75, behaves("reset"), done=True)
    assert meet(desk, fault, ASKING) == fault.code
    assert (desk.fake.n_made, desk.fake.sent) == (0, [])
    assert meet(desk, broken_off, MAKING) == 75
    assert meet(desk, fault, ASKING) == fault.code
    assert desk.fake.n_made == 1
    assert verbs(desk) == ["update"]
    assert_one_draft(desk)


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_fault_while_a_draft_is_changed(desk: Desk, fault: Fault) -> None:
    """The draft stays the only one, and the next upload brings the content into it."""
    verbs(desk)
    write_campaigns(desk.folder, title="新しい題")
    code = meet(desk, fault, CHANGING)
    # Brevo answers an update with 204: there is no body that could be cut, and the update was
    # carried out
    assert code in ((fault.code, 0) if desk.fake.name == "brevo" and fault.done else (fault.code,))
    assert verbs(desk) == (["update"] if code else ["nothing"])
    assert "新しい題" in json.dumps(desk.fake.campaigns, ensure_ascii=False)
    assert_one_draft(desk)
    with Ledger.open(desk.folder / ".newsletter") as ledger:
        (record,) = ledger.uploads()
    assert (record.state, record.remote_id in desk.fake.campaigns) == (UploadState.DONE, True)


@pytest.mark.parametrize("methods", [ASKING, CHANGING], ids=["asking", "changing"])
@pytest.mark.parametrize("name", ["500", "429", "killed before the answer", "429 without a time"])
def test_a_passing_fault_is_waited_out_where_that_is_safe(
    desk: Desk, name: str, methods: tuple[str, ...]
) -> None:
    """Two bad answers to what may be repeated are not even noticed."""
    verbs(desk)
    write_campaigns(desk.folder, title="新しい題")
    assert meet(desk, FAULTS[name], methods, n_times=2) == 0
    assert_one_draft(desk)


@pytest.mark.parametrize("name", ["500", "429", "killed before the answer"])
def test_what_makes_something_is_never_sent_twice(desk: Desk, name: str) -> None:
    """One request to make, whatever the answer; the next upload asks first."""
    with serving(Troubled(desk.fake, FAULTS[name], MAKING)) as server:
        replace(desk, base=server.url).upload()
        made = [
            request
            for request in server.requests
            if request.method == "POST" and not request.path.endswith("/search")
        ]
    assert len(made) == 1


def test_a_long_wait_is_left_to_the_next_upload(desk: Desk) -> None:
    """An hour's Retry-After is told at once, and asked once."""
    with serving(Troubled(desk.fake, FAULTS["429 for an hour"], ASKING)) as server:
        assert replace(desk, base=server.url).upload().exit_code == 75
        assert len(server.requests) == 1


def test_an_id_of_another_kind_is_not_believed(desk: Desk) -> None:
    """It would become part of an address; the draft is found by the next upload."""
    assert meet(desk, Fault(1, _other_id, done=True), MAKING) == 1
    assert verbs(desk) == ["update"]
    assert_one_draft(desk)


def _answering(name: str, place: tuple[str, ...], value: object) -> Callable[[Reply], Reply]:
    """The answer of a tool with another value at one place; answers without the place stay."""

    def spoil(right: Reply) -> Reply:
        answer = json.loads(right.body)
        inner = answer
        for key in place[:-1]:
            inner = inner.get(key, {})
        if place[-1] in inner:
            inner[place[-1]] = value
        return Reply(json.dumps(answer).encode(), right.status)

    assert name in NAMES
    return spoil


NEXT_TOKEN = ("_metadata", "next")
END_CURSOR = ("pagination", "end_cursor")
COUNT = ("count",)
# Tool, where its answer says how the list of campaigns goes on, what stands there, and the exit
# code: 1 where there must be more and nobody can say where, 0 where the whole list can be read.
ENDINGS = [
    ("sendgrid", NEXT_TOKEN, "https://[", 1),
    ("sendgrid", NEXT_TOKEN, "https://elsewhere.example/search?page=2", 1),
    ("sendgrid", NEXT_TOKEN, "https://elsewhere.example/search?page_token=", 1),
    ("sendgrid", NEXT_TOKEN, 7, 1),
    ("sendgrid", NEXT_TOKEN, ["https://elsewhere.example/?page_token=2"], 1),
    ("kit", END_CURSOR, None, 1),
    ("kit", END_CURSOR, "", 1),
    ("kit", END_CURSOR, {"after": 2}, 1),
    ("brevo", COUNT, 1, 0),
    ("brevo", COUNT, 0, 0),
    ("brevo", COUNT, "many", 0),
    ("brevo", COUNT, None, 0),
    ("listmonk", COUNT, 1, 0),
]


@pytest.mark.parametrize(("name", "place", "value", "code"), ENDINGS)
def test_a_list_that_breaks_off_is_not_the_whole_list(
    tmp_path: Path, name: str, place: tuple[str, ...], value: object, code: int
) -> None:
    """Behind the first page stands our draft: to stop there would make a second one."""
    fake = FAKE_BY_NAME[name]()
    others = [replace(DRAFT, name=f"{DRAFT.name} {number}") for number in range(fake.n_page)]
    write_campaigns(tmp_path)
    with serving(fake) as server:
        desk = Desk(tmp_path, fake, server.url)
        tool = open_fake(name, server.url)
        for other in others:
            tool.create(other)
        assert verbs(desk) == ["create"]
        n_made = fake.n_made
        for path in (tmp_path / ".newsletter").iterdir():
            path.unlink()
        spoil = _answering(name, place, value)
        assert meet(desk, Fault(code, spoil, done=True), ASKING) == code
        assert verbs(desk) == (["update"] if code else ["nothing"])
    assert (fake.n_made, fake.sent) == (n_made, [])


def test_lists_of_readers_of_an_odd_kind_are_left_out(tmp_path: Path) -> None:
    """An id that is no id is none that was asked for; the draft stays the only one."""
    fake = FAKE_BY_NAME["listmonk"]()
    write_campaigns(tmp_path)
    with serving(fake) as server:
        desk = Desk(tmp_path, fake, server.url)
        spoil = _answering("listmonk", ("data", "lists"), [{"id": []}, {"id": {}}, 3, None])
        assert meet(desk, Fault(1, spoil, done=True), MAKING) == 1
        assert verbs(desk) == ["update"]
        assert_one_draft(desk)


def _speak_tls(authority: trustme.CA, name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


def test_a_certificate_nobody_vouches_for_gets_no_key(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That does not pass by itself: it is told, with the way to trust one's own authority."""
    authority = trustme.CA()
    for name, why in (("127.0.0.1", "certificate"), ("lists.example.com", "mismatch")):
        with serving(desk.fake, _speak_tls(authority, name)) as server:
            secure = replace(desk, base=server.url)
            (error,) = secure.upload().errors
            assert (error.exit_code, server.requests) == (1, [])
            assert "its certificate cannot be trusted" in error.why
            assert "REQUESTS_CA_BUNDLE" in error.fix
            authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
            monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
            errors = [error.why for error in secure.upload().errors]
            monkeypatch.delenv("REQUESTS_CA_BUNDLE")
            assert [why in error for error in errors] == ([] if why == "certificate" else [True])
    assert_one_draft(desk)


@pytest.mark.parametrize("variable", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
@pytest.mark.parametrize("name", ["missing.pem", "empty.pem"])
def test_a_file_of_no_certificates_is_told(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, variable: str
) -> None:
    """A slip in the name does not pass by itself."""
    (tmp_path / "empty.pem").touch()
    monkeypatch.setenv(variable, str(tmp_path / name))
    with serving(desk.fake, _speak_tls(trustme.CA(), "127.0.0.1")) as server:
        (error,) = replace(desk, base=server.url).upload().errors
        assert server.requests == []
    assert error.exit_code == EXIT_FAILED
    assert "REQUESTS_CA_BUNDLE" in f"{error.why} {error.fix}"


@contextlib.contextmanager
def _saying(first: bytes) -> Iterator[str]:
    """The https address of a server that says the same to everybody, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    with connection:
                        connection.recv(65_536)
                        connection.sendall(first)

        threading.Thread(target=answer, daemon=True).start()
        yield f"https://127.0.0.1:{server.getsockname()[1]}"


@pytest.mark.parametrize(
    ("first", "code"), [(b"HTTP/1.0 400 Bad Request\r\n\r\n", EXIT_FAILED), (b"", EXIT_TEMPORARY)]
)
def test_a_tool_that_speaks_no_tls(desk: Desk, first: bytes, code: int) -> None:
    """Plain http at that port does not pass by itself; one that hangs up may be starting."""
    with _saying(first) as base:
        (error,) = replace(desk, base=base).upload().errors
    assert error.exit_code == code
    assert ("encrypted" in error.why) == bool(first)


@pytest.mark.parametrize(
    ("location", "told"),
    [
        (f"https://new.example.com:8443/api?key={KEY}", 'to "https://new.example.com:8443"'),
        (f"https://user:{KEY}@new.example.com/", 'to "https://new.example.com"'),
        ("/login?next=/api", "to another of its pages"),
        ("", "to another of its pages"),
        ("http://[", "elsewhere"),
        ("https://new.example.com:x/", "elsewhere"),
    ],
)
def test_where_a_redirect_leads_is_told_and_not_followed(
    desk: Desk, location: str, told: str
) -> None:
    """The host alone: the rest may hold what was sent."""
    sent_elsewhere = Reply(b"", 308, {"Location": location})
    with serving(lambda request: sent_elsewhere) as server:
        (error,) = replace(desk, base=server.url).upload().errors
        assert len(server.requests) == 1
    assert f"it sends us {told}" in error.why
    assert KEY.lower() not in str(error).lower()


def test_an_unreachable_tool_is_temporary(desk: Desk) -> None:
    """Nobody listens: exit 75, nothing is written that would stop the next upload."""
    report = replace(desk, base=f"http://127.0.0.1:{free_port()}").upload()
    assert report.exit_code == 75
    assert verbs(desk) == ["create"]
    assert_one_draft(desk)


def test_a_list_without_an_end_is_no_reason_to_make_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tool that answers every page with more pages is not understood."""
    from newsletter.campaign import rest

    monkeypatch.setattr(rest, "MAX_PAGES", 3)
    tool = open_fake(desk.fake.name, desk.base)
    for number in range(9):
        tool.create(replace(DRAFT, name=f"{DRAFT.name} {number}"))
    report = desk.upload()
    assert report.exit_code == 1
    assert "pages" in str(report.errors[0])
    assert desk.fake.n_made == 9


@pytest.mark.parametrize(
    ("name", "frozen"), [("422", False), ("500", True), ("killed before the answer", True)]
)
def test_what_may_be_in_a_tool_is_frozen(desk: Desk, name: str, frozen: bool) -> None:
    """A refused draft leaves its campaign free to follow corrections.

    One that may be there does not, nor one that is.
    """
    meet(desk, FAULTS[name], MAKING)
    with Ledger.open(desk.folder / ".newsletter") as ledger:
        record = ledger.upload(EDITION, "ja", desk.fake.name)
        assert record is not None
        assert (record.stands, record.at) == (frozen, NOW)
    verbs(desk)
    write_campaigns(desk.folder, title="新しい題")
    meet(desk, FAULTS["422"], CHANGING)
    with Ledger.open(desk.folder / ".newsletter") as ledger:
        record = ledger.upload(EDITION, "ja", desk.fake.name)
        assert record is not None
        assert (record.state, record.stands) == (UploadState.FAILED, True)


def test_a_mailchimp_draft_without_its_body_is_filled(tmp_path: Path) -> None:
    """There the body goes by itself.

    A kill between the two requests leaves an empty draft, which is then filled.
    """
    fake = FAKE_BY_NAME["mailchimp"]()
    write_campaigns(tmp_path)
    with serving(fake) as server:
        desk = Desk(tmp_path, fake, server.url)
        for name in ("422", "killed before the answer"):
            meet(desk, FAULTS[name], CHANGING)
            (campaign,) = fake.campaigns.values()
            assert "content" not in campaign
        assert verbs(desk) == ["update"]
        assert "本文" not in fake.campaigns
        assert next(iter(fake.campaigns.values()))["content"]["html"].startswith("<!")
        assert_one_draft(desk)


def test_two_machines_at_the_same_moment_are_noticed(desk: Desk) -> None:
    """A draft that another machine made between our look and our draft is named, none is
    deleted.
    """
    make = desk.fake.make

    def make_twice(body: dict[str, object]) -> Reply:
        make(json.loads(json.dumps(body)))  # the other machine was a moment faster
        return make(body)

    desk.fake.make = make_twice  # type: ignore[method-assign]
    numbers: list[str] = []
    for _ in range(3):  # until somebody has done something about it
        report = desk.upload()
        desk.fake.make = make  # type: ignore[method-assign]
        (error,) = report.errors
        assert report.exit_code == 1
        assert "2 drafts" in error.what
        numbers = sorted(desk.fake.campaigns, key=lambda number: (len(number), number))
        assert all(number in str(error.at) for number in numbers)
        assert f"delete {numbers[1]}" in error.fix
    del desk.fake.campaigns[numbers[1]]
    assert verbs(desk) == ["update"]
    assert verbs(desk) == ["nothing"]
    assert (desk.fake.n_made, desk.fake.sent) == (2, [])


def test_a_third_machine_tells_of_two_drafts_too(desk: Desk) -> None:
    """One that has made neither fills the first it finds, and says that there is another."""
    tool = open_fake(desk.fake.name, desk.base)
    for _ in range(2):
        tool.create(DRAFT)
    (error,) = desk.upload().errors
    assert "2 drafts" in error.what
    assert desk.fake.n_made == 2
    del desk.fake.campaigns[next(iter(desk.fake.campaigns))]
    assert verbs(desk) == ["update"]
    assert verbs(desk) == ["nothing"]


def test_a_campaign_that_went_out_under_the_same_name_is_no_second_draft(desk: Desk) -> None:
    """Only what may still be changed can be one too many."""
    tool = open_fake(desk.fake.name, desk.base)
    old, new = tool.create(DRAFT), tool.create(DRAFT)
    desk.fake.campaigns[old.id]["status"] = "sent"
    if desk.fake.name == "kit":
        desk.fake.campaigns[old.id]["send_at"] = "2026-11-01T00:00:00Z"
    report = desk.upload()
    assert ([str(error) for error in report.errors], report.uploads[0].remote_id) == ([], new.id)


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("http://lists.example.com", False),
        ("http://192.168.0.7:9000", False),
        ("http://localhost:9000", True),
        ("http://127.0.0.1:9000", True),
        ("http://[::1]:9000", True),
        ("https://lists.example.com", True),
    ],
)
def test_a_password_does_not_travel_in_the_open(url: str, *, allowed: bool) -> None:
    """Plain http to another machine is refused unless the settings allow it."""
    options = msgspec.structs.replace(SETTINGS.campaign.listmonk, url=url)
    campaign = msgspec.structs.replace(SETTINGS.campaign, listmonk=options)
    environ = {"LISTMONK_USER": "u", "LISTMONK_TOKEN": "t"}
    if allowed:
        open_tool("listmonk", campaign, environ)
        return
    with pytest.raises(ConfigError, match="allow_http"):
        open_tool("listmonk", campaign, environ)
    options = msgspec.structs.replace(options, allow_http=True)
    open_tool("listmonk", msgspec.structs.replace(campaign, listmonk=options), environ)
