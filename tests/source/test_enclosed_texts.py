"""Texts that belong to the tags around them."""

from __future__ import annotations

import pytest

from newsletter.source.enclosed_texts import find_enclosures

ENCLOSED = {
    "a quotation of Hexo": ("{% blockquote Ana %}\nRain.\n{% endblockquote %}", 1),
    "a call of Zola": ('{% quote(author="Ana") %}\nRain.\n{% end %}', 1),
    "a box of Zola": ("{% warning() %}\nRain.\n{% end %}", 1),
    "a directive of MyST in a fence": ("```{note}\nRain.\n```", 1),
    "one in another of MyST": ("````{note}\n```{tip}\nRain.\n```\n````", 2),
    "a tag of Markdoc": ('{% callout title="a" %}\nRain.\n{% /callout %}', 1),
    "one in another of Markdoc": ('{% tabs %}{% tab label="a" %}b{% /tab %}{% /tabs %}', 1),
    "a shortcode": ('{{< quote author="Ana" >}}\nRain.\n{{< /quote >}}', 1),
    "a tab": ('{{% tab "Sail" %}}\nRain.\n{{% /tab %}}', 1),
    "a tab of a component": ('<TabItem value="a">\n\nRain.\n\n</TabItem>\n<B>c</B>\n', 1),
    "tabs that their group names": (
        '<Tabs items={["a", "b"]}>\n<Tab>Rain.</Tab>\n<Tab>Sun.</Tab>\n</Tabs>',
        2,
    ),
    "slots that are tabs": ('<NpmTabs><Fragment slot="npm">Rain.</Fragment></NpmTabs>', 1),
    "an aside": ("<Aside>\nRain.\n</Aside>", 1),
    "a price in a title": ('{{< details "$5 a day" >}}\nRain.\n{{< /details >}}', 1),
    "brackets in a title": ('<Card title="(old) [a]">\nRain.\n</Card>\n\nb', 1),
    "one in another": (
        '<TabItem label="a">\n<Note>\nRain.\n</Note>\n</TabItem>\n\nb',
        2,
    ),
    "one beside another": ("{% note %}a{% endnote %} {% note %}b{% endnote %}", 2),
    "a quotation of WordPress": ("[quote]\nRain.\n[/quote]", 1),
    "one in another of WordPress": ("[quote]a [quote]b[/quote] c[/quote]", 2),
    # nothing
    "a frame of WordPress": ("[caption id='a']Rain.[/caption]", 0),
    "a quotation of WordPress that is code": ("`[quote]Rain.[/quote]`", 0),
    "a tag without words": ("{% steps %}\nRain.\n{% endsteps %}", 0),
    "a component without words": ("<Columns>\n\nRain.\n\n</Columns>\n", 0),
    "more tabs than names": ('<Tabs items={["a"]}><Tab>b</Tab><Tab>c</Tab></Tabs>', 1),
    "names that are computed": ("<Tabs items={names}><Tab>b</Tab></Tabs>", 0),
    "a slot in a layout": ('<Card><Fragment slot="title">Rain.</Fragment></Card>', 0),
    "a title that is computed": ("<Card title={a}>\nRain.\n</Card>\n\nb", 0),
    "a title around the page": ('import A from "a"\n\n<A title="b">\n\nRain.\n\n</A>\n', 0),
    "never closed": ("{% quote Ana %}\nRain.", 0),
    "closed before": ("{% endquote %}\nRain.\n{% quote Ana %}", 0),
    "closed by another": ("{% quote Ana %}\nRain.\n{{< /quote >}}", 0),
    "in code": ("`{% note %}` a `{% endnote %}`", 0),
    "raw": ("{% raw %}{% note %}a{% endnote %}{% endraw %}", 0),
    "code in a fence": ("```{python}\nnote\n```", 0),
    "closes itself, in Markdoc": ('{% tab label="a" /%}\nRain.\n{% /tab %}', 0),
    "closes itself": ('<TabItem label="a" />\nRain.\n</TabItem>', 0),
}


@pytest.mark.parametrize(("text", "n_found"), ENCLOSED.values(), ids=ENCLOSED)
def test_what_says_something_of_its_text(text: str, n_found: int) -> None:
    """Boxes, quotations, tabs and titles do; wrappers and what nothing closes do not."""
    assert len(find_enclosures(text)) == n_found


def test_an_indented_box_ends_with_its_lines() -> None:
    """Blank lines between them are its own, those behind it are not."""
    text = 'a\n\n=== "A"\n\n    b\n\n    c\n\n=== "B"\n    d\n\ne\n'
    found = [text[start:end] for start, end in find_enclosures(text)]
    assert found == ['=== "A"\n\n    b\n\n    c', '=== "B"\n    d']
