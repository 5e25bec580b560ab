"""What a reader sees of the dialect of a post: one table, and what vanishes is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.render.dialects import dialect_words, find_hidden, show_dialect, show_liquid
from newsletter.render.dialects.nested_boxes import MAX_DEPTH
from newsletter.render.markup import article_html
from newsletter.render.strings import build_strings

# Markdown of a dialect, what a reader is shown.
SHOWN = [
    ("> [!quote]\n> Words.", "> Words."),
    ("> [!quote] Her letter\n> Words.", "> **Her letter**\n>\n> Words."),
    (
        '{{< admonition type=quote title="" >}}\nWords.\n{{< /admonition >}}',
        "\n> Words.\n",
    ),
    ("!!! quote\n    Words.\n", "\n> Words.\n>"),
    ("> \\[!TIP]\n> Early.", "> **Tip**\n>\n> Early."),
    # films that a theme includes
    (
        '{% include youtube.html id="zBPAdHMGzzo" %}',
        "[Video (YouTube)](https://www.youtube.com/watch?v=zBPAdHMGzzo)",
    ),
    ("{% include embed/vimeo.html id='1234567' %}", "[Video (Vimeo)](https://vimeo.com/1234567)"),
    # tabs and drawings of VuePress
    ("::: tabs\n\n@tab One\n\nText.\n\n:::", "\n\n**One**\n\n\nText.\n"),
    ("@startuml\nA -> B\n\nalt c\n@enduml", "```\nA -> B\n\nalt c\n```"),
    # WordPress
    ('[caption id="a" width="3"]![H](a.png) The hill[/caption]', "![H](a.png) The hill"),
    ('[caption id="" caption="A *hill*"]![](a.png)[/caption]', "![](a.png) *A \\*hill\\**"),
    ("[embed]https://a.example[/embed]", "https://a.example"),
    ('[code lang="js"]\na;\n[/code]', "```js\na;\n```"),
    # indentation
    (
        "<Tabs>\n  <Tab>\n\n    Text.\n\n    - one\n\n  </Tab>\n</Tabs>",
        "\n  Text.\n\n  - one\n",
    ),
    ("<Tabs>\n\nText.\n\n    code\n\n</Tabs>", "\nText.\n\n    code\n"),
    # boxes
    ("> [!NOTE]\n> Closed.", "> **Note**\n>\n> Closed."),
    ("> [!warning] Mind the step\n> High.", "> **Mind the step**\n>\n> High."),
    ("> [!tip]- Folded\n> More.", "> **Folded**\n>\n> More."),
    (":::note\nClosed.\n:::", "\n> **Note**\n>\n> Closed.\n"),
    (":::tip[Good to know]\nEarly.\n:::", "\n> **Good to know**\n>\n> Early.\n"),
    ("::: {.callout-warning}\nHigh.\n:::", "\n> **Warning**\n>\n> High.\n"),
    ('::: {.callout-tip title="Mind"}\nHigh.\n:::', "\n> **Mind**\n>\n> High.\n"),
    ("::: {.panel-tabset}\nText.\n:::", "Text."),
    ('!!! note "Mind"\n    High.\n\nAfter.', "\n> **Mind**\n>\n> High.\n>\n\nAfter."),
    ("{{< notice tip >}}\nWater.\n{{< /notice >}}", "\n> **Tip**\n>\n> Water.\n"),
    ('<Aside type="caution">\nHot.\n</Aside>', "\n> **Caution**\n>\n> Hot.\n"),
    ("{% note %}\nHot.\n{% endnote %}", "\n> **Note**\n>\n> Hot.\n"),
    ("{% note warn Mind it %}\nHot.\n{% endnote %}", "\n> **Mind it**\n>\n> Hot.\n"),
    ("{% blockquote %}\nSaid.\n{% endblockquote %}", "\n> Said.\n"),
    # MyST
    (
        "```{note} Mind\n:class: dropdown\n\nThe *step*.\n```\nAfter.",
        "\n> **Mind**\n>\n>\n> The *step*.\n\nAfter.",
    ),
    ("````{tip}\n```py\nx\n```\n````", "\n> **Tip**\n>\n> ```py\n> x\n> ```\n"),
    (":::{warning} Mind it\n:name: a\nHot.\n:::", "\n> **Mind it**\n>\n> Hot.\n"),
    (
        "```{figure} hill.png\n:alt: A hill\n\nThe hill.\n```",
        "![A hill](<hill.png>)\n\n\nThe hill.",
    ),
    ("```{code-block} py\n:linenos:\nx\n```", "```py\nx\n```"),
    (
        "{ref}`the *old* port <a>`, {doc}`../b/c`, {term}`sail`, {kbd}`Esc`",
        "the \\*old\\* port, c, sail, `Esc`",
    ),
    ("![[a.png|right|300x500]]", "![](<a.png>)"),
    ("![[a.png|A hill|300]]", "![A hill](<a.png>)"),
    ("![[a.png|Turn right]]", "![Turn right](<a.png>)"),
    ("- {% quote Ana %}\n  Rain.\n  {% endquote %}", "- \n  Rain.\n  — <cite>Ana</cite>"),
    # pictures of Zenn and Hashnode
    ('![a](https://e.com/b.png align="center")', "![a](https://e.com/b.png)"),
    ('![a](/b.png width="10" align="left") c', "![a](/b.png) c"),
    ("![a](/b.png =800x) and ![](c.png =x20)", "![a](/b.png) and ![](c.png)"),
    # a formula in a quotation
    ("> a\n> $$\n> b\n> $$\n> c", "> a\n> ```\n> b\n> ```\n> c"),
    # tabs that their group names
    (
        "<Tabs items={['a', \"b\"]}>\n  <Tabs.Tab>c</Tabs.Tab>\n  <Tabs.Tab>d</Tabs.Tab>\n</Tabs>",
        "  \n\n> **a**\n>\n> c\n\n\n  \n\n> **b**\n>\n> d\n\n",
    ),
    ('<PmTabs>\n<Fragment slot="npm">\nb\n</Fragment>\n</PmTabs>', "\n> **npm**\n>\n> b\n"),
    ('<Card><Fragment slot="title">a</Fragment></Card>', "a"),
    # titles of code
    ('```js title="app.js" {1}\nx\n```', '**app.js**\n\n```js title="app.js" {1}\nx\n```'),
    ("```yml:a_b/c.yml\nx\n```", "**a\\_b/c.yml**\n\n```yml:a_b/c.yml\nx\n```"),
    ("- ```sh [npm]\n  x\n  ```", "- **npm**\n\n  ```sh [npm]\n  x\n  ```"),
    ("> ```sh [npm]\n> x\n> ```", "> **npm**\n>\n> ```sh [npm]\n> x\n> ```"),
    # DEV
    ("{% embed https://dev.to/a/b %}", "https://dev.to/a/b"),
    ("{% github a/b %}", "[Embedded page (GitHub)](https://github.com/a/b)"),
    ("{% details See all %}\nRain.\n{% enddetails %}", "\n> **See all**\n>\n> Rain.\n"),
    # Markdoc
    (
        '{% callout type="warning" title="Mind it" %}\nHot.\n{% /callout %}',
        "\n> **Mind it**\n>\n> Hot.\n",
    ),
    ('{% callout type="tip" %}\nHot.\n{% /callout %}', "\n> **Tip**\n>\n> Hot.\n"),
    ('{% tab label="a"%}\nRain.\n{%/tab%}', "\n> **a**\n>\n> Rain.\n"),
    ('{% code language="go" %}\n{{ a }}\n{% /code %}', "```go\n{{ a }}\n```"),
    ("## Rain {% #rain .wet %}", "## Rain "),
    ("It {% # is hidden %}rains.", "It rains."),
    ("/// note\nClosed.\n///", "\n> **Note**\n>\n> Closed.\n"),
    ("/// tip | Mind it\nEarly.\n///", "\n> **Mind it**\n>\n> Early.\n"),
    (
        "/// details | More\n    type: warning\n\nHot.\n///",
        "\n> **More**\n>\n>\n> Hot.\n",
    ),
    ("/// html | div.wide\nText.\n///", "Text."),
    ("![A](a.png)\n/// caption\nA hill.\n///\nb", "![A](a.png)\n\nA hill.\n\nb"),
    ("> a\n> /// html | p\n> b\n> ///", "> a\n> \n> b\n> "),
    ("a {{< math >}}$$x^2$${{< /math >}} b", "a <i>x<sup>2</sup></i> b"),
    ("a {{< math >}}$x \\in y$ {{< /math >}} b", "a <code>x \\in y</code> b"),
    (
        "{% blockquote Anna, The Port https://a.example/b A day %}\nRain.\n{% endblockquote %}",
        "\n> Rain.\n>\n> — <cite>Anna, The Port, [A day](https://a.example/b)</cite>\n",
    ),
    (
        'a\n\n{{ quote(body="Rain.", author="Anna") }}',
        "a\n\n\n> Rain.\n>\n> — <cite>Anna</cite>\n",
    ),
    ('{{ pullquote(text="Rain.") }}', "\n> Rain.\n"),
    ('So: {{ quote(text="Rain.", by="B") }}', "So: \n\n> Rain.\n>\n> — <cite>B</cite>\n\n"),
    ("[quote]\nRain.\n\nSun.\n[/quote]\na", "\n> Rain.\n>\n> Sun.\n\na"),
    ("[blockquote]Rain.[/blockquote]", "\n\n> Rain.\n\n"),
    (
        '[quote author="A*a"]\nRain.\n[/quote]',
        "\n> Rain.\n>\n> — <cite>A\\*a</cite>\n",
    ),
    ("A: [quote]Rain.[/quote]", "A: \n\n> Rain.\n\n"),
    # no quotation
    ("[quote]Rain.", "[quote]Rain."),
    # no quotation inside what it would break
    ("### [quote]Rain.[/quote]", "### Rain."),
    ("- [quote]Rain.[/quote]\n- a", "- Rain.\n- a"),
    ("1. {% quote Anna %}Rain.{% endquote %}", "1. Rain. — <cite>Anna</cite>"),
    ("|a|b|\n|-|-|\n|[quote]Rain.[/quote]|c|", "|a|b|\n|-|-|\n|Rain.|c|"),
    ('|{{ quote(text="Rain.") }}|c|', "|Rain.|c|"),
    ("**[quote]Rain.[/quote]**", "**Rain.**"),
    ('{{ note_of(text="Rain.", author="Anna") }}', "Rain."),
    ("[spoiler]Rain.[/spoiler]", "Rain."),
    # an address that is none
    (
        "{% blockquote Anna http://] A day %}\nRain.\n{% endblockquote %}",
        "\n> Rain.\n>\n> — <cite>Anna, A day</cite>\n",
    ),
    (
        '{{< quote author="Anna" link="http://ex℀mple.com" >}}\nRain.\n{{< /quote >}}',
        "\n> Rain.\n>\n> — <cite>Anna</cite>\n",
    ),
    (
        '{{< quote author="Anna" source="A day" link="http://[x" >}}\nRain.\n{{< /quote >}}',
        "\n> Rain.\n>\n> — <cite>Anna, A day</cite>\n",
    ),
    ('<iframe src="http://[x"></iframe>', '<a href="http://[x">Embedded page</a>'),
    ('<video src="http://ex℀mple.com/a"></video>', '<a href="http://ex℀mple.com/a">Video</a>'),
    ("{% quote Anna %}\nRain.\n{% endquote %}", "\n> Rain.\n>\n> — <cite>Anna</cite>\n"),
    ("{% pullquote right %}\nRain.\n{% endpullquote %}", "\n> Rain.\n"),
    ('{% quote(author="A*a") %}\nRain.\n{% end %}', "\n> Rain.\n>\n> — <cite>A\\*a</cite>\n"),
    (
        '{{< quote author="Anna" link="https://a.example/" >}}\nRain.\n{{< /quote >}}',
        "\n> Rain.\n>\n> — <cite>Anna, [a.example](https://a.example/)</cite>\n",
    ),
    (
        "- a\n\n  {% quote B %}\n  c\n  {% endquote %}",
        "- a\n\n\n  > c\n  >\n  > — <cite>B</cite>\n",
    ),
    (
        '<TabItem value="s" label="Sail">\n\nLower.\n\n</TabItem>\n<TabItem value="m">\nSlow.\n</TabItem>',
        "\n> **Sail**\n>\n>\n> Lower.\n>\n\n\n> **m**\n>\n> Slow.\n",
    ),
    ('a\n\n<Card title="A" href="/b">\nText.\n</Card>', "a\n\n\n> **A**\n>\n> Text.\n"),
    ('import a from "b"\n\n<Page title="A">\nText.\n</Page>\n', "\nText.\n"),
    ('{{< details "$5 a day" >}}\nText.\n{{< /details >}}', "\n> **$5 a day**\n>\n> Text.\n"),
    ('a\n\n<Tab title="[beta] Linux">\nText.\n</Tab>', "a\n\n\n> **[beta] Linux**\n>\n> Text.\n"),
    ('{{< tab "(old) Linux" >}}\nText.\n{{< /tab >}}', "\n> **(old) Linux**\n>\n> Text.\n"),
    # a title that is computed
    ("a\n\n<Card title={a}>\nText.\n</Card>", "a\n\nText."),
    ("a\n\n<Card title={`$${a}`}>\nText.\n</Card>", "a\n\nText."),
    ('{{< card title="{{ .Title }}" >}}\nText.\n{{< /card >}}', "Text."),
    ("a <Badge>b</Badge> <Tab title='c'>d</Tab>", "a b d"),
    ('{{< tab "Linux" >}}\napt\n{{< /tab >}}', "\n> **Linux**\n>\n> apt\n"),
    ('{{% tab name="mac" %}}\nbrew\n{{% /tab %}}', "\n> **mac**\n>\n> brew\n"),
    ('{{< details "More" >}}\nText.\n{{< /details >}}', "\n> **More**\n>\n> Text.\n"),
    ('{{< steps "x" >}}\nText.\n{{< /steps >}}', "Text."),
    ('{{< card title="A" >}}\n\nText.', "\nText."),
    ("{% tab log php %}\nText.\n{% endtab %}", "\n> **php**\n>\n> Text.\n"),
    ("{% tabs log %}\nText.\n{% endtabs %}", "Text."),
    ('{{< callout "Mind it" >}}\n\nRain.', "\n> **Mind it**\n>\n\n\nRain."),
    ("{% quote Anna %}\n\nRain.", "\nRain."),
    ('{% note(title="Mind") %}\n\nRain.', "\n> **Mind**\n>\n\n\nRain."),
    ('a {% note(title="B") %}c{% end %} d', "a \n\n> **B**\n>\n> c\n\n d"),
    (
        '{% raw %}{% note(title="B") %}{% quote C %}{% endraw %}',
        '{% note(title="B") %}{% quote C %}',
    ),
    ("{% note tip %}Early.{% endnote %}", "\n\n> **Tip**\n>\n> Early.\n\n"),
    ("{{< admonition >}}\nWater.\n{{< /admonition >}}", "\n> **Note**\n>\n> Water.\n"),
    (
        '{{< admonition tip "Mind" false >}}\nWater.\n{{< /admonition >}}',
        "\n> **Mind**\n>\n> Water.\n",
    ),
    (":::message\nClosed.\n:::", "\n> **Note**\n>\n> Closed.\n"),
    (":::message alert\nHot.\n:::", "\n> **Warning**\n>\n> Hot.\n"),
    ("::: warning Notice\nHot.\n:::", "\n> **Notice**\n>\n> Hot.\n"),
    (":::danger[Box]\nHot.\n:::", "\n> **Box**\n>\n> Hot.\n"),
    # tables of contents
    ("[[toc]]\n\nText", "\nText"),
    ("[TOC]\n\nText", "\nText"),
    ("1. TOC\n{:toc}\n\nText", "\nText"),
    ("- a\n- b `b`\n  - c\n\n- d\n{:toc}\n\nText", "\nText"),
    ("# C\n{:.no_toc}\n\n* toc\n{:toc}\n", "# C\n\n"),
    ("1. Nets\n\n- toc\n{:toc}\n", "1. Nets\n\n"),
    ("Nets\n\n- toc\n{:toc}\n", "Nets\n\n"),
    ("- a {:toc}\n{:toc}\n\nText", "\nText"),
    ("- milk\n- eggs\n\n{:toc}\n\nText", "- milk\n- eggs\n\n\nText"),
    ("> * toc\n> {:toc}\n\nText", "\nText"),
    ("> Nets\n>\n> - a\n>   - b\n>\n> - c\n> {:toc}\n> Boats", "> Nets\n>\n> Boats"),
    (">> 1. toc\n>> {:toc}\n\nText", "\nText"),
    ("> - milk\n>\n> {:toc}\n> Boats", "> - milk\n>\n> Boats"),
    ("- milk\n> {:toc}\n\nText", "- milk\n\nText"),
    ("> - milk\n{:toc}\n\nText", "> - milk\n\nText"),
    ('{{ image(src="a.jpg", alt="A hill (north)") }}', "![A hill (north)](<a.jpg>)"),
    ("@[card](https://a.example/A_(B))", "https://a.example/A_(B)"),
    ("See `x`[toc]", "See `x`[toc]"),
    ("[TOC]`x`", "[TOC]`x`"),
    ("- Nets\n- Boats\n{:.wide}", "- Nets\n- Boats"),
    ("See [[toc]] and [TOC] there.", "See toc and [TOC] there."),
    # addresses, pictures, films
    ("![Hill](/a.jpg =250x)", "![Hill](/a.jpg)"),
    ("![](https://a.example/a.jpg =250x80)", "![](https://a.example/a.jpg)"),
    ("A size (x =250x) alone", "A size (x =250x) alone"),
    ("[a](https://a.example/a =250x)", "[a](https://a.example/a =250x)"),
    ("@[card](https://a.example/b)", "https://a.example/b"),
    ("@[youtube](abc)", "[Video (YouTube)](https://www.youtube.com/watch?v=abc)"),
    ("@[alice](https://a.example/alice)", "@[alice](https://a.example/alice)"),
    ("@[alice](/users/alice)", "@[alice](/users/alice)"),
    ("Write to @[me](https://a.example)", "Write to @[me](https://a.example)"),
    ('![a]({{ "/a.jpg" | relative_url }})', "![a](/a.jpg)"),
    ("[a]({{ site.baseurl }}/b)", "[a](/b)"),
    ('<img src="{{ "/a.jpg" | absolute_url }}">', '<img src="/a.jpg">'),
    ("[a]: {{ site.url }}/b", "[a]: /b"),
    ('[a]({{< ref "b.md" >}})', "[a](b.md)"),
    (
        '{{< figure src="/a.jpg" alt="Hill" caption="Dawn" >}}',
        "![Hill](</a.jpg>)\n\n*Dawn*\n",
    ),
    ("{{< youtube abc >}}", "[Video (YouTube)](https://www.youtube.com/watch?v=abc)"),
    ("{% vimeo 12 %}", "[Video (Vimeo)](https://vimeo.com/12)"),
    (
        '<iframe src="https://www.youtube.com/embed/abc" title="A film"></iframe>',
        '<a href="https://www.youtube.com/watch?v=abc">A film</a>',
    ),
    ('<audio controls src="/e.mp3"></audio>', '<a href="/e.mp3">Audio</a>'),
    ('<video><source src="w.mp4"></video>', '<a href="w.mp4">Video</a>'),
    ("![[hill.png|300]]", "![](<hill.png>)"),
    ("See {% post_link a-post 'that post' %}.", "See that post."),
    # Zola's calls
    (
        '{{ tip(title="Mind", text="Come *early*.") }}',
        "\n> **Mind**\n>\n> Come *early*.\n",
    ),
    ('{% note(title="Mind") %}\nHot.\n{% end %}', "\n> **Mind**\n>\n> Hot.\n"),
    ("{% quote() %}\nSaid.\n{% end %}", "\n> Said.\n"),
    ('{{ wide(src="/a.jpg", alt="Hill") }}', "![Hill](</a.jpg>)"),
    ('{{ two(light_src="/a.webp", dark_src="/b.webp" alt="Hill") }}', "![Hill](</a.webp>)"),
    (
        '{{ youtube(id="abc") }}',
        "[Video (YouTube)](https://www.youtube.com/watch?v=abc)",
    ),
    ('It is {{ spoiler(text="far", blur=true) }}.', "It is far."),
    ("{% mermaid() %}\ngraph LR\n{% end %}", "```\ngraph LR\n```"),
    ("Mass {% equation %}a\\le b_{k=0}{% endequation %}.", "Mass <code>a\\le b_{k=0}</code>."),
    # code
    ("{% highlight js %}\na*b*c\n{% endhighlight %}", "```js\na*b*c\n```"),
    ("{{< highlight go >}}\nx\n{{< /highlight >}}", "```go\nx\n```"),
    ("a [code]b `c` d[/code] e", "a ``b `c` d`` e"),
    ("a [code]`b`[/code] c", "a `` `b` `` c"),
    ("a {% highlight js %}b``{% endhighlight %} c", "a ``` b`` ``` c"),
    ("a [code]b *c*[/code] d", "a `b *c*` d"),
    ("a [code] b [/code] c", "a ` b ` c"),
    # words
    ("[[Views|the view]] and [[Folder/Page]]", "the view and Page"),
    ("- [ ] open\n- [x] done", "- ☐ open\n- ☑ done"),
    ("Done :tada: :+1:", "Done 🎉 👍"),
    ("港:ship:と「:sushi:」", "港🚢と「🍣」"),
    ("# Out :rocket:\n\n| :fire: | b |", "# Out 🚀\n\n| 🔥 | b |"),
    ("a ==b c== d", "a <mark>b c</mark> d"),
    ("H~2~O and x^2^", "H<sub>2</sub>O and x<sup>2</sup>"),
    ("$a_1 + b^2$", "<i>a<sub>1</sub> + b<sup>2</sup></i>"),
    ("$\\frac{a}{b}$", "<code>\\frac{a}{b}</code>"),
    ('Press {{< kbd "Ctrl" >}}.', "Press <kbd>Ctrl</kbd>."),
    # nothing
    ("import a from 'b'\n\nText.", "\nText."),
    ("*[HTML]: Hyper Text\n\nHTML.", "\nHTML."),
    ("a{: .b}", "a"),
    ("{% raw %}{{ x }}{% endraw %}", "{{ x }}"),
]
# What is text, or code, stays as it is.
SAME = [
    "```{note}\nnever closed",
    "```{r, echo=FALSE}\nx\n```",
    "```{python}\nx\n```",
    "{mine}`code` and { ref }`code` and `{ref}`",
    "::: ( words\n",
    '![a](b.png "A title") and [c](d.png =800x)',
    "`![a](b.png =800x)`",
    "```js:line-numbers {1}\nx\n```",
    "```{r, echo=FALSE}\nx[1]\n```",
    "```js {1,3}\na: [b]\n```",
    "```\ntitle='a'\n```",
    "@tab of mine",
    "@startuml never ends",
    r"A \[!TIP] in a line",
    "See [here] and [gallery], [/there].",
    "`{{< youtube a >}}` and `[[a]]` and `$x$`",
    "```\n> [!NOTE]\n:::note\n{% for %}\n```",
    "It costs $5 and $10.",
    "a == b and c == d, ~~gone~~, 2^10",
    r"a \==b== c, ==d\== e, H\~2~O, x\^2^",
    "[ ] no task, [x] none",
    "At 10:30:45, 1:100:2 and a::b::c.",
    ":octocat: and :no_such_code: and :year-1:",
    "`:tada:`\n\n```\n:tada:\n```\n\n    :tada:",
    "[a](/b/:tada:/c) and https://e.com/:tada:",
    "{{ user.name }} stays",
    "{% / %} and {% 1 %} and { % /a % } and {%.%}",
    "> [NOTE] quoted",
    "A loop begins with {% for x in y %} and ends with {% endfor %} here.",
    "[a](b) ![c](d.png)",
    "```\n/// note\nx\n///\n```",
]
DROPPED = [
    ("{% include youtube.html id=page.film %}", ["{% include youtube.html id=page.film %}"]),
    ('{% include author.html id="zBPAdHMGzzo" %}', ['{% include author.html id="zBPAdHMGzzo" %}']),
    ('A [gallery ids="1,2"] b', ['[gallery ids="1,2"]']),
    ("a\n\n{% include b.html %}\n", ["{% include b.html %}"]),
    ("[a]({% link b.md %})", ["{% link b.md %}"]),
    ("{% post_link a-post %}", ["{% post_link a-post %}"]),
    ("{{< chart-of a >}}", ["{{< chart-of a >}}"]),
    ("![[Other note]]", ["![[Other note]]"]),
    ("{% raw %}{% endraw %}", []),
    ('{% partial file="a.md" /%}', ['{% partial file="a.md" /%}']),
    ("text, `code`, {: .a}", []),
]


INCLUDE = "\n\n{% include links.md %}"
INCLUDED = [
    ("See [the rule][rule 3].", "See the rule."),
    ("See [Rule 3][] and [a `b`][c d].", "See Rule 3 and a `b`."),
    ("See [**rule** [3]][the rule] of [x][a b].", "See **rule** [3] of x."),
    ("手続き[の話][the rule]だ。", "手続きの話だ。"),
    ("FROST[の署名][the rule]だ。", "FROSTの署名だ。"),
    ("See [the rule][r].\n\n[r]: https://a.example/", None),
    ("See [the rule][R  x].\n\n[r X]: https://a.example/", None),
    ("Take `a[0][1]`.", None),
    ("The paper [1][2] and matrix[row][column] and a[0][1].", None),
    ("効果は[1][2]で示された。", None),
    ("See [the book][^1].\n\n[^1]: x", None),
    ("![the picture][pic of it]", None),
    ("\\[a][the rule] x", None),
    ("See [the rule](https://a.example/).", None),
]


@pytest.mark.parametrize(("markdown", "shown"), INCLUDED)
def test_a_link_defined_in_an_included_file_shows_its_words(
    markdown: str, shown: str | None
) -> None:
    """The file is not read; what the text defines itself stays a link, code stays code."""
    assert show_dialect(markdown + INCLUDE).strip() == (shown or markdown)


def test_without_an_included_file_brackets_stay() -> None:
    """Must not change: nobody defines the label, so it is what its author wrote."""
    assert show_dialect("See [the rule][rule 3].") == "See [the rule][rule 3]."
    issues = "{% include linkers/issues.md v=2 %}\n\nSee [the rule][#3]."
    assert show_dialect(issues).strip() == "See the rule."
    figure = '{% include figure.html src="a.png" %}\n\nSo say [Smith 2020][Jones 2021].'
    assert show_dialect(figure).strip() == "So say [Smith 2020][Jones 2021]."
    inline = "Write `{% include links.md %}` for [the rule][rule 3]."
    assert show_dialect(inline) == inline


@pytest.mark.parametrize(("markdown", "shown"), SHOWN)
def test_a_dialect_is_shown(markdown: str, shown: str) -> None:
    """What has a plain form gets it."""
    assert show_dialect(markdown) == shown


@pytest.mark.parametrize("markdown", SAME)
def test_text_and_code_stay(markdown: str) -> None:
    """What only looks like a dialect is not touched."""
    assert show_dialect(markdown) == markdown


@pytest.mark.parametrize(("markdown", "dropped"), DROPPED)
def test_what_vanishes_is_told(markdown: str, dropped: list[str]) -> None:
    """A reader of the site sees something where nothing can be shown here: it is a finding."""
    assert [part.text for part in find_hidden(markdown).dropped] == dropped


@pytest.mark.parametrize(
    ("markdown", "unfilled"),
    [
        ("Ruby {{ release.version }} is out.", ["{{ release.version }}"]),
        ("a\n\n- {{ page.a\n  | upcase }}", ["{{ page.a | upcase }}"]),
        ("[a]({{ site.url }}{{ page.next }})", ["{{ page.next }}"]),
        # what is resolved, or code, is no matter
        ("![a]({{ '/a.png' | relative_url }}) [b]({{ site.baseurl }}/b)", []),
        ("`{{ name }}`\n\n```\n{{ name }}\n```", []),
        ("{% raw %}{{ name }}{% endraw %}", []),
        ("A {brace} and {{ no end.", []),
    ],
)
def test_what_nobody_fills_in_is_told(markdown: str, unfilled: list[str]) -> None:
    """The output of a template stands in mails as it was written; that is a finding."""
    assert [part.text for part in find_hidden(markdown).unfilled] == unfilled


@pytest.mark.parametrize(
    ("tag", "end"),
    [
        ("{% note %}", "{% endnote %}"),
        ("{% note %}\n", "{% endnote %}"),
        (":::note\n", ""),
        ("{% quote %}\n", "{% endquote %}"),
    ],
)
def test_boxes_are_nested_to_a_depth(tag: str, end: str) -> None:
    """Tags that close too late make no text that grows with their square; the last word stands."""
    ends = f"\n{end}" * 200 if end else ""
    shown = show_dialect(f"{tag * 200}\nWater.{ends}")
    assert max(line.count("> ") for line in shown.split("\n")) == MAX_DEPTH
    assert "\n" + "> " * MAX_DEPTH + "Water." in shown


def test_boxes_within_the_depth_are_all_quoted() -> None:
    """Must not change; what stands behind the last end is quoted by nothing."""
    n_boxes = MAX_DEPTH
    shown = show_dialect(
        "{% quote %}\n" * n_boxes + "Water.\n" + "{% endquote %}\n" * n_boxes + "a"
    )
    assert "> " * n_boxes + "Water.\n" in shown
    assert shown.endswith("\na")
    deeper = "{% quote %}\n" * (n_boxes + 5) + "b\n" + "{% endquote %}\n" * (n_boxes + 5) + "a"
    assert show_dialect(deeper).endswith("\na")


def test_boxes_have_the_word_of_the_language() -> None:
    """A box says what it is in the language of the text."""
    strings = build_strings("ja", {"ja": ("ja.toml", 'box_note = "メモ"\n')})
    shown = show_dialect("> [!NOTE]\n> 休みです。", dialect_words(strings))
    assert shown == "> **メモ**\n>\n> 休みです。"


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("![a]({{ site.baseurl }}/a.png)", "![a](/diary/a.png)"),
        ("![a]({{ site.url }}{{ site.baseurl }}/a.png)", "![a](/diary/a.png)"),
        ("![a]({{ '/a.png' | relative_url }})", "![a](/diary/a.png)"),
        ("![a]({{ 'https://e.com/a.png' | relative_url }})", "![a](https://e.com/a.png)"),
        ("![a](/a.png)", "![a](/a.png)"),
    ],
)
def test_addresses_begin_where_the_site_begins(markdown: str, shown: str) -> None:
    """A site below the root of its host has a `baseurl`, which Jekyll puts before its paths."""
    words = dialect_words(build_strings("en", {}), "https://example.com/diary/")
    assert show_dialect(markdown, words) == shown


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        (
            '!!! note\n    One.\n\n    ??? tip "In"\n        Deep.\n\n    Two.\n\nOut.',
            "\n> **Note**\n>\n> One.\n>\n>\n> > **In**\n> >\n> > Deep.\n> >\n>\n> Two.\n>\n\nOut.",
        ),
        (
            ":::note\nOne.\n:::tip[In]\nDeep.\n:::\nTwo.\n:::\nOut.",
            "\n> **Note**\n>\n> One.\n>\n> > **In**\n> >\n> > Deep.\n>\n> Two.\n\nOut.",
        ),
        ("!!! note\n\tOne.\n\n\tTwo.\nOut.", "\n> **Note**\n>\n> One.\n>\n> Two.\n\nOut."),
        # a closing mark of another box does not end one that is indented
        ("!!! note\n    One.\n    :::\n    Two.", "\n> **Note**\n>\n> One.\n> Two."),
    ],
)
def test_a_box_in_a_box_stays_in_it(markdown: str, shown: str) -> None:
    """An inner box is quoted twice; the outer one goes on after it."""
    assert show_dialect(markdown) == shown


def test_boxes_stand_in_the_html() -> None:
    """A directive around a list is a quotation with a list in it."""
    html = article_html(":::tip\n- a\n- b\n:::\n", base_url="https://example.com/a.html")
    assert "<blockquote>\n<p><strong>Tip</strong></p>\n<ul>\n<li>a</li>" in html


NOTATION = st.lists(
    st.sampled_from(
        [
            *(
                ":::note\n",
                ":::\n",
                "> [!TIP] a\n",
                "!!! note\n",
                "    b\n",
                "\n",
                "text ",
                "- [x] c\n",
            ),
            *(
                "{{< notice >}}",
                "{{< /notice >}}",
                "<Aside>",
                "</Aside>",
                "{% if a %}",
                "[[d]]",
                "$e$",
            ),
            *("> ", "- ", "`f`", "```\n", "<iframe src='g'></iframe>", "==h==", "{{ i }}", "<b>"),
        ]
    ),
    max_size=25,
).map("".join)


@given(NOTATION)
def test_no_mark_is_left(markdown: str) -> None:
    """Whatever the text, no mark of the first pass is left, and nothing fails."""
    shown = show_dialect(markdown)
    assert not set(shown) & {"\x00", "\x01", "\x02", "\x03"}


@pytest.mark.parametrize("text", ["Done :tada:", "港:ship:と", "- [x] a", "[[a]]"])
def test_a_copy_keeps_its_dialect(text: str) -> None:
    """A copy is for a generator: without Liquid nothing in it is shown for it."""
    assert show_liquid(text) == text
