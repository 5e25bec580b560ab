"""What generators read before Markdown: which container holds it, where it ends, how far it goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.source.generator_syntax import (
    MAX_MODULE_LINES,
    MAX_PREFIX_CHARS,
    MAX_TAG_CHARS,
    find_brace_end,
    find_generator_syntax,
    line_prefix,
)


def found(text: str) -> list[tuple[str, str]]:
    """What was found: its kind, and the text of it."""
    return [(part.kind.value, text[part.start : part.end]) for part in find_generator_syntax(text)]


def kinds(text: str) -> list[str]:
    """The kinds that were found."""
    return [kind for kind, _ in found(text)]


# ------------------------------------------------------------------ fences in containers

FENCES = {
    "in a list item": "- a\n\n  ```\n  x\n  ```\n",
    "in a nested list item": "- a\n  - b\n\n    ```\n    x\n    ```\n",
    "behind a lazy line of an item": "* a\nlazy\n\n    ```\n    x\n    ```\n",
    "in a numbered item": "1. a\n\n   ```\n   x\n   ```\n",
    "right behind the mark of an item": "- ```\n  x\n  ```\n",
    "in a quotation": "> ```\n> x\n> ```\n",
    "in a list of a quotation": "> - ```\n>   x\n>   ```\n",
    "in a box of Python-Markdown": "!!! note\n    ```\n    x\n    ```\n",
    "indented by three": "   ```\n   x\n   ```\n",
    "with a tab": "- a\n\n\t```\n\tx\n\t```\n",
}


@pytest.mark.parametrize("text", FENCES.values(), ids=FENCES)
def test_a_fence_stands_in_its_container(text: str) -> None:
    """It begins at the column at which the text of the container does."""
    ((kind, code),) = found(text)
    assert kind == "fence"
    assert code.startswith("```")
    assert code.endswith("```")


NO_FENCES = {
    "indented code": "a\n\n    ```\n    x\n    ```\n",
    "indented code behind a list that ended": "- a\n\nb\n\n    ```\n    x\n    ```\n",
    "a line of a paragraph": "a ``` b\nc ~~~ d\n",
    "a tick behind the mark": "``` a`b\nx\n",
    "two ticks": "``\nx\n``x\n",
    "two tildes": "~~\nx\n~~\n",
    "text in front": f"{'a' * MAX_PREFIX_CHARS} ```\nx\n",
}


@pytest.mark.parametrize("text", NO_FENCES.values(), ids=NO_FENCES)
def test_what_begins_no_line_of_its_container_is_no_fence(text: str) -> None:
    """Indented code, and marks inside a line."""
    assert "fence" not in kinds(text)


ENDS = {
    "a longer mark": ("```\nx\n````\ny", "```\nx\n````"),
    "blanks behind it": ("```\nx\n```  \ny", "```\nx\n```  "),
    "a shorter mark goes on": ("````\nx\n```\ny\n````\nz", "````\nx\n```\ny\n````"),
    "the other mark goes on": ("```\nx\n~~~\ny\n```\nz", "```\nx\n~~~\ny\n```"),
    "a word behind it goes on": ("```\nx\n``` y\nz\n```", "```\nx\n``` y\nz\n```"),
    "the end of a quotation": ("> ```\n> x\ny", "```\n> x"),
    "the end of a list item": ("- ```\n  x\n- y", "```\n  x"),
    "a blank line in a list item goes on": ("- ```\n  x\n\n  y\n  ```\n", "```\n  x\n\n  y\n  ```"),
    "the end of the text": ("```\nx\n\ny", "```\nx\n\ny"),
}


@pytest.mark.parametrize(("text", "code"), ENDS.values(), ids=ENDS)
def test_a_fence_ends_at_its_mark_or_with_its_container(text: str, code: str) -> None:
    """The same character, at least as long, with nothing behind it."""
    assert found(text)[0] == ("fence", code)


# ------------------------------------------------------------------ code spans

SPANS = {
    "over a line end": ("`a\nb`", ["`a\nb`"]),
    "up to a run of the same length": ("``a ` b`` c", ["``a ` b``"]),
    "not over a blank line": ("`a\n\nb`", []),
    "not into the next item": ("- `a\n- b`", []),
    "not into a heading": ("`a\n# b`", []),
    "not into a table": ("`a\n| b` |", []),
    "two on a line": ("`a` and `b`", ["`a`", "`b`"]),
    "an escaped tick opens none": (r"\`a` b", []),
    "an open one leaves the next block alone": ("`a\n\n`b`", ["`b`"]),
}


@pytest.mark.parametrize(("text", "spans"), SPANS.values(), ids=SPANS)
def test_a_code_span_ends_in_its_block(text: str, spans: list[str]) -> None:
    """An open tick is a tick."""
    assert [code for kind, code in found(text) if kind == "code span"] == spans


# ------------------------------------------------------------------ raw text

RAW = {
    "HTML of old": "<PRE>\n{% a %}\n\n</PRE>",
    "with attributes": '<script type="text/x">\n`a` {{ b }}\n</script>',
    "text right behind it": "<style>a {% b %}\n\n</style>",
    "a tag around code": "{% highlight go %}\n{{ a }}\n{% endhighlight %}",
    "a tag around a formula": "{% math %}\n`x`\n{%- endmath -%}",
    "a tag of Markdoc around code": '{% codeblock language="a" %}\n{{ a }}\n{% /codeblock %}',
    "a shortcode around a drawing": "{{< mermaid >}}\n{{ a }}\n{{< /mermaid >}}",
    "a shortcode of the other kind": "{{% chart %}}\n`a`\n{{% /chart %}}",
    "a comment of kramdown": "{::comment}\n{% a %}\n{:/comment}",
    "a comment of kramdown, closed short": "{::nomarkdown}`a`{:/}",
    "a comment of Jinja": "{# `a` #}",
    "a comment of MDX": "{/* `a` */}",
    "raw text of Go": "{{ raw `{% a %}` }}",
}


@pytest.mark.parametrize("text", RAW.values(), ids=RAW)
def test_what_holds_raw_text_is_one_range(text: str) -> None:
    """Nothing inside it is anything."""
    (whole,) = found(text)
    assert whole[1] == text
    assert whole[0] in ("raw html", "raw block")


OPEN = {
    "an element inside a line": ("a <pre>{% b %}</pre>", ["liquid tag"]),
    "an element never closed": ("<pre>\n{% b %}", ["liquid tag"]),
    "a longer name": ("<prefix>\n{% b %}</prefix>", ["liquid tag"]),
    "a tag never closed": ("{% highlight go %}\n`a`", ["liquid tag", "code span"]),
    "a shortcode that closes itself": ("{{< mermaid />}}\n`a`", ["shortcode", "code span"]),
    "a shortcode around prose": ("{{< note >}}`a`{{< /note >}}", ["shortcode", "code span"] * 2),
    "a comment of Jinja over a blank line": ("{# a\n\n`b` #}", ["code span"]),
    "a comment of MDX over a blank line": ("{/* a\n\n`b` */}", ["code span"]),
    "an id": ("{#a `b` }", ["code span"]),
    "another extension": ("{::options a /}`b`{:/}", ["code span"]),
}


@pytest.mark.parametrize(("text", "expected"), OPEN.values(), ids=OPEN)
def test_what_holds_no_raw_text_leaves_what_follows(text: str, expected: list[str]) -> None:
    """A tag that nothing closes is one tag, and an element in a line is for Markdown to read."""
    assert kinds(text) == expected[: len(kinds(text))]
    assert kinds(text)


# ------------------------------------------------------------------ tags, outputs, components


@pytest.mark.parametrize(
    ("opening", "closing"), [("{% a ", "%}"), ("{{ a ", "}}"), ("{{< a ", ">}}"), ("<Foo ", ">")]
)
def test_a_tag_has_a_greatest_length(opening: str, closing: str) -> None:
    """A longer one is none: what never closes must not swallow an article."""
    inside = "b" * (MAX_TAG_CHARS - len(closing))
    assert len(kinds(f"{opening}{inside[: -len(opening)]}{closing}")) == 1
    assert kinds(f"{opening}{inside}{inside}{closing}") == []


@pytest.mark.parametrize("unit", ["{% a ", "{{ a ", "{{< a ", "<Foo ", "{# a ", "<!-- "])
def test_thousands_of_unclosed_marks_are_nothing(unit: str) -> None:
    """They are given up at some time, and a sound tag of another kind is still found."""
    text = unit * 4000 + "\n\n```\nx\n```\n"
    assert kinds(text)[-1:] == ["fence"]
    assert len(kinds(text)) <= 2


COMPONENTS = {
    "a value with the end in it": '<Foo a="x > y">',
    "an expression with the end in it": "<Foo a={b > c}>",
    "an expression with quotes": "<Foo a={'}'} />",
    "over lines": "<Foo\n  a='b'\n  c\n/>",
    "with a dot": "<Foo.Bar>",
    "a closing one": "</Foo>",
    "a name of HTML with one capital": "<Table>",
}


@pytest.mark.parametrize("text", COMPONENTS.values(), ids=COMPONENTS)
def test_a_tag_with_a_capital_is_a_component(text: str) -> None:
    """Its values may hold its end."""
    assert found(f"{text} b") == [("component", text)]


@pytest.mark.parametrize(
    "text",
    ["<TABLE>", "<DIV a='b'>", "<Foo a={b", "<Foo\n\na>", "<Foo <Bar", "<Foo", "< Foo>", "<Foo'"],
)
def test_what_only_looks_like_a_component_is_none(text: str) -> None:
    """HTML of old, and what nothing closes in its paragraph."""
    assert kinds(text) == []


# ------------------------------------------------------------------ modules

MODULES = {
    "two lines": "import a from 'b'\nexport const c = 1",
    "brackets over a blank line": "export const c = [\n\n  1,\n]",
    "braces over lines": "import {\n  a,\n  b,\n} from 'c'",
    "everything": "import * as a from 'b'",
    "a function": "export default function A() {\n  return 1\n}",
    "a class": "export class A {\n}",
}


@pytest.mark.parametrize("text", MODULES.values(), ids=MODULES)
def test_a_module_goes_up_to_a_blank_line_outside_of_brackets(text: str) -> None:
    """What follows the blank line is prose."""
    assert found(f"{text}\n\nimport is a word.") == [("module", text)]


def test_a_module_with_an_open_bracket_does_not_swallow_the_article() -> None:
    """It ends after some lines."""
    text = "export const a = [\n" + "b,\n" * (2 * MAX_MODULE_LINES)
    ((_, module),) = found(text)
    assert module.count("\n") < MAX_MODULE_LINES + 1


# ------------------------------------------------------------------ braces, prefixes


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("{a} b", "{a}"),
        ("{a {b} c} d", "{a {b} c}"),
        ("{'}'} b", "{'}'}"),
        ('{"}"} b', '{"}"}'),
        ("{`}`} b", "{`}`}"),
        ("{'a\n} b", "{'a\n}"),
        ("{}", "{}"),
        ("{a", None),
        ("{a {b}", None),
        ("{'}", "{'}"),
    ],
)
def test_a_brace_closes_where_javascript_closes_it(text: str, inside: str | None) -> None:
    """Quoted text is skipped."""
    end = find_brace_end(text, 0)
    assert (text[:end] if end >= 0 else None) == inside


def test_a_brace_is_looked_for_only_so_far() -> None:
    """The place right before the limit is the last."""
    text = "{" + "a" * 8 + "}"
    assert find_brace_end(text, 0, limit=10) == 10
    assert find_brace_end(text, 0, limit=9) == -1
    assert find_brace_end("b" + text, 1, limit=10) == 11


def test_a_prefix_is_what_stands_before_a_place_on_its_line() -> None:
    """Of a long line only its end, marked so that nothing takes it for the whole."""
    assert line_prefix("a\n> b", 4) == "> "
    assert line_prefix("> b", 2) == "> "
    long = "> " * MAX_PREFIX_CHARS
    assert line_prefix(long, MAX_PREFIX_CHARS) == long[:MAX_PREFIX_CHARS]
    assert line_prefix(long, MAX_PREFIX_CHARS + 1).startswith("…")
    assert line_prefix("\n" + long, MAX_PREFIX_CHARS) == long[: MAX_PREFIX_CHARS - 1]


TAGS = st.sampled_from(
    ["{% a %}", "{{ a }}", "`a`", "{{< a >}}", "<Foo />", "<!-- a -->", "{# a #}"]
)
WORDS = st.sampled_from(["港は静かだ。", "The harbour is old. ", "a b\n", "(c) "])


@given(st.lists(st.tuples(WORDS, TAGS), min_size=1, max_size=12))
def test_every_tag_between_words_is_found(parts: list[tuple[str, str]]) -> None:
    """Whole, in order, and nothing else is."""
    text = "".join(word + tag for word, tag in parts)
    assert [code for _, code in found(text)] == [tag for _, tag in parts]
