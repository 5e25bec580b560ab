"""What the doctor says of a sender's DNS: what large providers refuse is a problem, and only that."""

from __future__ import annotations

import pytest

from newsletter.doctor.sender_dns import NameServer, examine_sender
from tests.fakes.name_server import serving_records
from tests.fakes.server import free_port

SPF = "v=spf1 include:_spf.example.net ~all"
DKIM = f"v=DKIM1; k=rsa; p={'A' * 392}"
DMARC = "v=DMARC1; p=none; rua=mailto:d@example.com"
GOOD = {
    "example.com": ("google-site-verification=x", SPF),
    "k1._domainkey.example.com": (DKIM,),
    "_dmarc.example.com": (DMARC,),
}


def verdicts(records: dict[str, tuple[str, ...]], address: str = "a@example.com") -> dict[str, str]:
    """The verdict of each topic."""
    with serving_records(records) as server:
        return {each.topic: str(each.verdict) for each in examine_sender(address, "k1", server)}


def test_a_sound_sender_is_well() -> None:
    """A key of several strings too; records of others do not count."""
    assert verdicts(GOOD) == {"SPF": "ok", "DKIM": "ok", "DMARC": "ok"}


@pytest.mark.parametrize(
    ("topic", "name", "texts", "verdict"),
    [
        ("SPF", "example.com", (), "problem"),
        ("SPF", "example.com", ("v=spf10 -all",), "problem"),
        ("SPF", "example.com", (SPF, "v=spf1 -all"), "problem"),
        ("SPF", "example.com", ("v=spf1 +all",), "problem"),
        ("SPF", "example.com", ("v=spf1 mx all",), "problem"),
        ("SPF", "example.com", ("v=spf1 mx ?all",), "warning"),
        ("SPF", "example.com", ("v=spf1 mx",), "warning"),
        ("SPF", "example.com", ("v=spf1 mx -all",), "ok"),
        ("SPF", "example.com", ("V=SPF1 mx -ALL",), "ok"),
        ("SPF", "example.com", ("v=spf1 redirect=_spf.example.net",), "ok"),
        ("DKIM", "k1._domainkey.example.com", (), "problem"),
        ("DKIM", "k1._domainkey.example.com", ("v=DKIM1; p=",), "problem"),
        ("DKIM", "k1._domainkey.example.com", ("hello",), "problem"),
        ("DKIM", "k1._domainkey.example.com", ("p=AA AA",), "ok"),
        ("DMARC", "_dmarc.example.com", (), "problem"),
        ("DMARC", "_dmarc.example.com", (DMARC, "v=DMARC1; p=reject"), "problem"),
        ("DMARC", "_dmarc.example.com", ("v=DMARC1; p=nothing",), "problem"),
        ("DMARC", "_dmarc.example.com", ("v=DMARC1",), "problem"),
        ("DMARC", "_dmarc.example.com", ("v=DMARC1;p=Reject",), "ok"),
    ],
)
def test_each_record_by_its_rule(
    topic: str, name: str, texts: tuple[str, ...], verdict: str
) -> None:
    """One record changed, the others stay as they are."""
    found = verdicts({**GOOD, name: texts})
    assert found.pop(topic) == verdict
    assert set(found.values()) == {"ok"}


def test_a_domain_below_another_has_its_policy() -> None:
    """DMARC of example.com counts for mail.example.com; SPF does not."""
    found = verdicts(GOOD, "a@mail.example.com")
    assert found == {"SPF": "problem", "DKIM": "problem", "DMARC": "ok"}


def test_without_a_sender_there_is_nothing_to_look_at() -> None:
    """And without a selector DKIM is not looked at."""
    (only,) = examine_sender("", "k1")
    assert only.verdict == "not looked at"
    with serving_records(GOOD) as server:
        found = {each.topic: each for each in examine_sender("a@example.com", "", server)}
    assert found["DKIM"].verdict == "not looked at"
    assert "--selector" in found["DKIM"].fix


def test_no_answer_is_no_missing_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server that is down says nothing about the domain."""
    monkeypatch.setattr("newsletter.doctor.sender_dns.TIMEOUT_S", 0.2)
    (only,) = examine_sender("a@example.com", "k1", NameServer("127.0.0.1", free_port()))
    assert (only.topic, only.verdict) == ("sender", "problem")
    assert "no name server answered" in only.found
