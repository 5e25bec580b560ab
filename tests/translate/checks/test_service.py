"""Whatever a service says in place of a translation is found, in any case."""

from __future__ import annotations

import pytest

from newsletter.translate.checks.chatter import check_chatter
from newsletter.translate.checks.service import check_service
from tests.translate.checks.pairs import show_findings

SAID = """
    MYMEMORY WARNING: LATER
    You used all available free translations for today
    query length limit exceeded
    NO QUERY SPECIFIED
    invalid language pair
    'XX' IS AN INVALID TARGET LANGUAGE
    PLEASE SELECT TWO DISTINCT LANGUAGES
    Our systems have detected unusual traffic
    unusual traffic from your computer network
    Before you continue to Google
    Checking your browser before accessing
    Enable JavaScript and cookies
    Verify that you are a human
    slowdown: 3 s
    502 Bad Gateway
    503 service unavailable
    504 Gateway Timeout
    500 internal server error
    429 Too Many Requests
    Please complete the captcha
    Are you a robot?
    That’s an error
    Error 503
    403 Forbidden
    404 Not Found
    Rate limit exceeded
    quota has been exceeded
    Too many requests
    API key is invalid
    Invalid email
    The text you provided
    Service unavailable
    Access denied
"""
NEVER_SAID = """
    As an AI I have no opinion
    The weather is fine; see our usage policies.
    We cannot assist with that.
    We can't fulfill this request
    We are unable to translate
    あいにくご要望にはお応えできません
    ご依頼につきましては対応いたしかねます
    リクエストにはお答えでき
    この内容は翻訳できません
    协助处理该请求
    Dabei kann ich leider nicht helfen
    On ne peut pas traiter cette demande
"""


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


@pytest.mark.parametrize("said", _lines(SAID))
def test_a_phrase_of_a_service_is_found(said: str) -> None:
    """Each phrase holds the unit as it is written here, and in capitals."""
    for text in (said, said.upper()):
        assert len(show_findings(check_service, "市場は静かだ。", text)) == 1


@pytest.mark.parametrize("said", _lines(NEVER_SAID))
def test_what_nobody_says_who_translates_is_found(said: str) -> None:
    """Words of a refusal within an answer hold it, wherever they stand in it."""
    assert len(show_findings(check_chatter, "市場は静かだ。", said)) == 1


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("要求が多すぎた。", "There were too many requests for the small office to answer."),
        ("ロボットです。", "The robot helps people who request it."),
        ("サービスの利用", "How the service is used"),
    ],
)
def test_words_of_services_in_an_article_are_left(source: str, target: str) -> None:
    """The single words are no proof."""
    assert show_findings(check_service, source, target) == []
    assert show_findings(check_chatter, source, target) == []
