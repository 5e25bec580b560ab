"""Dialects in the translate stage: the identity gives the bytes, an engine only prose."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.source.front_matter import split_front_matter
from newsletter.source.nonprose import find_nonprose
from newsletter.translate.callback import translate_markdown
from newsletter.translate.units import parse_document

POSTS = sorted((Path(__file__).parents[1] / "cases" / "source" / "posts").iterdir())
LEFT, RIGHT = "⟦", "⟧"
# Markdown, what an engine is given.
UNITS = [
    ("> [!NOTE]\n> The office is closed.\n", ["The office is closed."]),
    ("> [!tip]- Folded\n> More here.\n", ["Folded", "More here."]),
    (":::tip[Good to know]\nCome early.\n:::\n", ["Good to know", "Come early."]),
    ("::: tip Good to know\nCome early.\n:::\n", ["Good to know", "Come early."]),
    ("::: {.callout-note}\nA note.\n:::\n", ["A note."]),
    ('::: {.callout-note title="Mind" .b}\nA note.\n:::\n', ["Mind", "A note."]),
    ('!!! note "Mind"\n    The step is high.\n', ["Mind", "The step is high."]),
    ("!!! note\n    High.\n\n    Wet.\n\n        x = 1\n", ["High.", "Wet."]),
    ("/// tip | Mind\nThe step\nis high.\n///\n", ["Mind", "The step is high."]),
    ("```{tip} Mind\n:name: a\nThe step\nis high.\n```\n", ["Mind", "The step is high."]),
    (":::{tip} Mind\nThe step.\n:::\n", ["Mind", "The step."]),
    ("![A hill](/a.png =800x)\n", ["A hill"]),
    ('![A hill](https://e.com/a.png align="left")\n', ["A hill"]),
    ("/// html | div.wide\nHigh.\n///\n", ["High."]),
    ("??? tip\n    ```\n    x\n\n    y\n    ```\n\n    - Early.\n", ["Early."]),
    ("{% include refs.md %}\n[a]: /b\n", []),
    ("See [PSBT][topic psbt] and [BIP21][].\n", ["See [[1]]PSBT[[/1]] and [[2]]BIP21[[/2]]."]),
    ("See [[Views|the view]] and [[Page]].\n", ["See [[1]]the view[[/1]] and [[2]]."]),
    ("Mass $m$ and $E=mc^2$ rise.\n", ["Mass [[1]] and [[2]] rise."]),
    ("It costs $5 and $10.\n", ["It costs $5 and $10."]),
    ('![](a.png){fig-alt="A hill."}\n', ["A hill."]),
    ("Version {{ v }} is out :rocket:\n", ["Version [[1]] is out"]),
    ('{{< figure\n  src="a.png"\n\n  alt="Hill"\n>}}\n', ["Hill"]),
    ('{{< figure src="a.png" class="wide hero" caption="A hill" >}}\n', ["A hill"]),
    ('{% include qa.md\n  q="Is it `so`?\n     Or not?"\n%}\n', ["Is it [[1]]? Or not?"]),
    ("{% include a.html alt='The hill' class='wide hero' %}\n", ["The hill"]),
    ('{% include a.html icon="arrow-right.svg" title="{{ page.title }}" %}\n', []),
    ('{% include a.html data="big red button" url="https://example.com/?" %}\n', []),
    ('{% assign text="The hill." %}\n', []),
    ('{{< ref "walk.md" >}} and {{< gist id="a b" file="c.md" >}}\n', ["[[1]] and [[2]]"]),
    ("import A from 'b'\n\nThe {A.name} is <B c={d} /> here.\n", ["The [[1]] is [[2]] here."]),
    ('<img src="{{ "/a.jpg" | relative_url }}" alt="The hill" />\n', ["The hill"]),
    ("*[HTML]: Hyper Text\n", []),
    ('{{ tip(type="x y", title="Mind", text="The hill.") }}\n', ["Mind", "The hill."]),
    ('{% note(title="Mind") %}\nHigh.\n{% end %}\n', ["Mind", "High."]),
    ("{% mermaid() %}\nThe graph.\n{% end %}\n", []),
    ("The {% equation %}a b{% endequation %} rises.\n", ["The [[1]] rises."]),
    ("{% raw %}Text here.{% endraw %}\n", ["Text here."]),
    ("## Name ## {: #name }\n", ["Name"]),
    ("## C# {#c}\n", ["C#"]),
    ("## Issue # 4 {#c}\n", ["Issue # 4"]),
    # what other tags and components show
    ('{% image "a/b.jpg" "wide" "The hill at dawn" %}\n', ["The hill at dawn"]),
    ('{% img "a.jpg" "富士山" %}\n', ["富士山"]),
    ('{% picture a.jpg, alt: "The hill", class: "wide hero" %}\n', ["The hill"]),
    ('{% fig {\n  src: "a b.png",\n  alt: "The\n   hill"\n} %}\n', ["The hill"]),
    ("{% post_link walk 'A walk' %}\n", ["A walk"]),
    ('{% include a.md q="Say \\"so\\"?" %}\n', ['Say "so"?']),
    ('Look: {% include a.md alt="The hill" %}\n', ["Look:", "The hill"]),
    ('<Card icon="x y" title="The hill" />\n', ["The hill"]),
    ("<Card items={[{ title='Not' }]} label='The hill'>\nHigh.\n</Card>\n", ["The hill", "High."]),
    ('See <Badge text="new" /> here.\n', ["See [[1]] here.", "new"]),
    ('<iframe src="/f" title="The film"></iframe>\n', ["The film"]),
    # keys, classes, files and code
    ('{% tag "Two words" %}\n{% if a == "Two words" %}\n{% endif %}\n', []),
    ('{% image "The hill.jpg" "a/b" "wide-hero" %}\n', []),
    ('{% set title="Two words" %}\n', []),
    ('<Card kind="Two words" title={"Two words"} />\n', []),
    ('<Card title="{{ a }} words" />\n', []),
    ('<script title="Two words">\na\n</script>\n', []),
]
# Markdown, targets, what comes out.
RENDERED = [
    ("[PSBT][topic psbt]\n", {"PSBT": "PSBTs"}, "[PSBTs][topic psbt]\n"),
    (
        "[BIP21][] stays\n",
        {"[[1]]BIP21[[/1]] stays": "[[1]]BIP21[[/1]] remains"},
        "[BIP21][] remains\n",
    ),
    (
        "[BIP21][] goes\n",
        {"[[1]]BIP21[[/1]] goes": "[[1]]The BIP[[/1]] goes"},
        "[The BIP][BIP21] goes\n",
    ),
    ("a [1] b\n", {"a [1] b": "c [1] d"}, "c [1] d\n"),
    ("a [1] b\n\n[1]: /u\n", {"a [[1]] b": "c"}, "a [1] b\n\n[1]: /u\n"),
    ("a b\n", {"a b": "c [d](e)"}, "c \\[d\\](e)\n"),
    ("a [x] b\n", {"a [x] b": "c [d](e)"}, "c \\[d\\](e)\n"),
    ("&lt;URL&gt; a\n", {"<URL> a": "<URL> b"}, "&lt;URL> b\n"),
    ("> a <i\n> b='c'>d</i>\n", {"a [[1]]d[[/1]]": "e [[1]]f[[/1]]"}, "> e <i\n> b='c'>f</i>\n"),
    ('{% include a.md q="a\n  b?" %}\n', {"a b?": "c d?"}, '{% include a.md q="c\n  d?" %}\n'),
    (
        '{% include a.md q="a b?" %}\n',
        {"a b?": 'c "d" %}?'},
        """{% include a.md q="c 'd' % }?" %}\n""",
    ),
    (
        '{% include a.md q="a \\"b\\"?" %}\n',
        {'a "b"?': '"c" d?'},
        '{% include a.md q="\\"c\\" d?" %}\n',
    ),
    (
        '<p>a <b title="x">c</b> d</p>\n',
        {"a [[1]]c[[/1]] d": "e [[1]]f[[/1]]", "x": "y"},
        '<p>e <b title="y">f</b></p>\n',
    ),
    (
        '<p>\na\n<a title="x" href="u">⚑</a>\n<a title="y">⚐</a>\n</p>\n',
        {"x": "z"},
        '<p>\na\n<a title="z" href="u">⚑</a>\n<a title="y">⚐</a>\n</p>\n',
    ),
    ("**a** **`b`**\n", {"[[1]]a[[/1]] [[2]]": "[[1]]c[[/1]] [[2]]"}, "**c** **`b`**\n"),
    (
        '{% fig alt: "a     b" %}\n',
        {"a b": "c d"},
        '{% fig alt: "c     d" %}\n',
    ),
    ('<Card title="a" />\n', {"a": 'c "d" <e>'}, '<Card title="c &quot;d&quot; &lt;e&gt;" />\n'),
    (
        '{{< f alt="a" >}}\n',
        {"a": 'b "c" {{< d >}}'},
        """{{< f alt="b 'c' &#123;{< d >} }" >}}\n""",
    ),
    (":::tip[One]\ntwo\n:::\n", {"One": "[Uno]", "two": "dos"}, ":::tip[\\[Uno\\]]\ndos\n:::\n"),
]


def frame(texts: list[str]) -> list[str]:
    """An engine that frames every text."""
    return [f"{LEFT}{text}{RIGHT}" for text in texts]


@pytest.mark.parametrize("path", POSTS, ids=lambda path: path.name)
def test_identity_of_posts_in_dialects(path: Path) -> None:
    """A translation that says the same gives the same bytes, front matter and all."""
    text = path.read_text("utf-8")
    assert translate_markdown(text, list) == text


@pytest.mark.parametrize("path", POSTS, ids=lambda path: path.name)
def test_only_prose_is_framed(path: Path) -> None:
    """Without the frames everything is there again, and what is no prose is byte for byte."""
    text = path.read_text("utf-8")
    framed = translate_markdown(text, frame, source="en", target="de")
    bare = framed.replace(LEFT, "").replace(RIGHT, "")
    body, translated = split_front_matter(text)[1], split_front_matter(bare)[1]
    assert LEFT in framed
    assert [body[p.start : p.end] for p in find_nonprose(body)] == [
        translated[p.start : p.end] for p in find_nonprose(translated)
    ]
    assert re.sub(r"[\s\\]+", "", translated) == re.sub(r"[\s\\]+", "", body)


@pytest.mark.parametrize(("text", "units"), UNITS)
def test_what_an_engine_is_given(text: str, units: list[str]) -> None:
    """Words are given, tags are placeholders or not seen at all."""
    assert [unit.source for unit in parse_document(text, "en").units] == units


@pytest.mark.parametrize(("text", "targets", "expected"), RENDERED)
def test_how_a_translation_is_put_back(text: str, targets: dict[str, str], expected: str) -> None:
    """Labels, brackets and lines stay as the author wrote them where they are no new markup."""
    assert parse_document(text, "en").render(targets, "de") == expected


NOTATION = st.lists(
    st.sampled_from(
        [
            *(
                "{% a %}",
                "{% b\n\nc %}",
                "{{ d }}",
                "{{< e >}}",
                "{{< f\n g >}}",
                "`{{ h }}`",
                "$i$",
                "$$\nj\n$$\n",
            ),
            *(
                "[[k|l]]",
                "[[m]]",
                "[n][o]",
                "[p]",
                "![q](r)",
                ":::s\n",
                ":::\n",
                "> [!T] u\n",
                "!!! v\n",
                ":w:",
            ),
            *(
                "<X y={z}>",
                "</X>",
                "import A from 'b'\n",
                "{c.d}",
                "{: .e}",
                "{#f}",
                '{fig-alt="g h"}',
                "[^1]",
            ),
            *(
                "\n",
                "\n\n",
                "    ",
                "> ",
                "- ",
                "# ",
                "| a | b |\n|---|---|\n| ",
                "\\",
                "words here. ",
                "語。",
                "**",
            ),
            *(
                "<b>",
                "</b>",
                '<img alt="i j" src="{{ k }}">',
                "```\n",
                "\ufdd1",
                "\0",
                "https://{{ l }}/m ",
            ),
        ]
    ),
    max_size=25,
).map("".join)


@given(NOTATION)
def test_identity_of_any_notation(text: str) -> None:
    """Whatever stands together, the identity gives the same bytes."""
    document = parse_document(text, "en")
    targets = {unit.source: unit.source for unit in document.units}
    assert document.render(targets, "de") == text


@given(NOTATION)
def test_no_mask_is_sent_or_written(text: str) -> None:
    """What covers a tag inside the program is never given to an engine, nor written."""
    document = parse_document(text, "en")
    assert not any(re.search("[\ufdd0-\ufdef]", unit.source) for unit in document.units)
    targets = {unit.source: f"{LEFT}{unit.source}{RIGHT}" for unit in document.units}
    written = document.render(targets, "de")
    assert len(re.findall("[\ufdd0-\ufdef]", written)) <= text.count("\ufdd1")
