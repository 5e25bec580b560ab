"""Service: error pages and notices in place of a translation, and articles about them."""

from __future__ import annotations

import pytest

from newsletter.translate.checks.service import check_service
from tests.translate.checks.pairs import show_findings

SOURCE = "港の朝は早い。"
SAID = {
    "a quota": "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY.",
    "a quota in small letters": "Mymemory warning: come back in 10 hours",
    "a length": "QUERY LENGTH LIMIT EXCEEDED. MAX ALLOWED QUERY: 500 CHARS",
    "a language": "'XX' IS AN INVALID TARGET LANGUAGE",
    "a captcha": "Our systems have detected unusual traffic from your computer network.",
    "a check": "Please verify you are a human before you go on.",
    "a page in a text": "The harbour 502 Bad Gateway is early.",
    "a short notice": "Error 503",
    "two notices": "Service unavailable. Access denied.",
    "half of an answer": "access denied and then som",
}


@pytest.mark.parametrize("target", SAID.values(), ids=SAID)
def test_what_a_service_says_is_told(target: str) -> None:
    """A sure phrase anywhere, a likely one where it is most of the answer."""
    (found,) = show_findings(check_service, SOURCE, target)
    assert found.startswith("error")
    assert found.endswith("is what a service says, not a translation")


ARTICLE = {
    "a phrase of an article": (SOURCE, "The gate said access denied to every boat of the town."),
    "a little less than half": (SOURCE, "access denied and then some"),
    "a phrase of the source": (
        "503 Service Unavailable と出る。",
        "It says 503 Service Unavailable.",
    ),
    "in other letters": ("Access Denied と出る。", "ACCESS DENIED"),
    "words of it": (SOURCE, "The service of the gateway is bad, and its traffic unusual."),
    "a translation": (SOURCE, "The morning is early."),
    "nothing": (SOURCE, ""),
}


@pytest.mark.parametrize(("source", "target"), ARTICLE.values(), ids=ARTICLE)
def test_what_an_article_says_is_none_of_it(source: str, target: str) -> None:
    """It may speak of captchas and quotas."""
    assert show_findings(check_service, source, target) == []


@pytest.mark.parametrize("target", ["None", "null", " undefined ", "NaN.", "[object Object]"])
def test_what_a_program_says_for_nothing_is_told(target: str) -> None:
    """Unless the source says it."""
    (found,) = show_findings(check_service, SOURCE, target)
    assert "is what a program says for nothing" in found
    assert show_findings(check_service, target, target) == []
    assert show_findings(check_service, SOURCE, f"The value is {target.strip()} here.") == []
