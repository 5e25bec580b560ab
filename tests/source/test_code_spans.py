"""The pattern of a code span: CommonMark 6.1."""

import pytest

from newsletter.source.code_spans import CODE_SPAN, MAX_CODE_CHARS

SPANS = {
    "Use `x` here.": ["x"],
    "`` a ` b `` and `c`": [" a ` b ", "c"],
    "over\n`two\nlines`": ["two\nlines"],
    # Must not match.
    "a ` alone": [],
    "`` unequal `": [],
    "```": [],
    "`" + "x" * (MAX_CODE_CHARS + 1) + "`": [],
}


@pytest.mark.parametrize("text", SPANS)
def test_a_span_ends_at_a_run_of_the_same_length(text: str) -> None:
    """A run of backticks that nothing of its length closes is text."""
    found = [span["code"] for span in CODE_SPAN.finditer(text)]
    assert found == SPANS[text]
