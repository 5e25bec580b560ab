from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.source.links import find_links, replace_links

FOUND = {
    "inline": ("see [a](/2025/01/02/x/)", ["/2025/01/02/x/"]),
    "with a title": ('[a](/x "Title (y)")', ["/x"]),
    "angled": ("[a](</x y>)", ["/x y"]),
    "brackets in it": ("[a](/x(1))", ["/x(1)"]),
    "around an image": ("[![alt](/i.png)](/x)", ["/i.png", "/x"]),
    "in emphasis, beside Japanese": ("**[記事](/x)**です。", ["/x"]),
    "in a list, a quote, a table": (
        "- [a](/x)\n\n> [b](/y)\n\n| a |\n|---|\n| [c](/z) |",
        ["/x", "/y", "/z"],
    ),
    "definition": ("[a][1]\n\n[1]: /x 'T'", ["/x"]),
    "html in a line": ('<a class="b" href="/x">a</a>', ["/x"]),
    "html block": ("<div>\n<a href='/x'>a</a>\n</div>", ["/x"]),
    "post_url": ("[a]({% post_url 2025-01-02-x %})", ["{% post_url 2025-01-02-x %}"]),
    "post_url below a base": (
        "[a]({{ site.baseurl }}{% post_url 2025-01-02-x %})",
        ["{{ site.baseurl }}{% post_url 2025-01-02-x %}"],
    ),
    "site.baseurl": ("[a]({{ site.baseurl }}/x/)", ["{{ site.baseurl }}/x/"]),
    "relative_url": ('[a]({{ "/x/" | relative_url }})', ['{{ "/x/" | relative_url }}']),
}
NONE = {
    "code span": "`[a](/x)`",
    "fence": "```\n[a](/x)\n```",
    "indented code": "text\n\n    [a](/x)\n",
    "escaped": r"\[a\](/x)",
    "only text": "[a] (/x) /x",
    "another attribute": '<a title="/x">a</a>',
    "another tag": '<link href="/x">',
}


@pytest.mark.parametrize("name", FOUND)
def test_finds_every_kind_of_link(name: str) -> None:
    """A link is found however it is written, its address as it stands there."""
    text, wanted = FOUND[name]
    links = find_links(text)
    assert [link.address for link in links] == wanted
    assert [text[link.first : link.last] for link in links] == wanted


@pytest.mark.parametrize("name", NONE)
def test_what_only_looks_like_a_link_is_none(name: str) -> None:
    """Code, escaped brackets and other attributes lead nowhere."""
    assert find_links(NONE[name]) == ()
    assert replace_links(NONE[name], {"/x": "https://example.com/y"}) == NONE[name]


def test_only_the_address_is_replaced() -> None:
    """Title, text, marks and every other link stay byte for byte."""
    text = '**[a](/x "T")** [b](/y) <a href="/x">c</a> `/x`\n\n[d]: /x\n'
    assert replace_links(text, {"/x": "https://e.com/z"}) == (
        '**[a](https://e.com/z "T")** [b](/y) <a href="https://e.com/z">c</a> `/x`\n\n[d]: https://e.com/z\n'
    )


@given(st.text(st.sampled_from("[]()<>!`\\/x \n-|\"'{}%:#a=hrefあ"), max_size=80))
def test_links_stand_where_they_are_said_to(text: str) -> None:
    """Ranges are in order, hold the address, and replacing an address by itself changes nothing."""
    links = find_links(text)
    assert all(text[link.first : link.last] == link.address for link in links)
    assert replace_links(text, {link.address: link.address for link in links}) == text


@pytest.mark.parametrize(
    ("body", "addresses", "expected"),
    [
        (
            "See [[Page|the page]].",
            {"[[Page]]": "https://e.com/p"},
            "See [the page](https://e.com/p).",
        ),
        ("See [[A/Page]].", {"[[A/Page]]": "https://e.com/p"}, "See [Page](https://e.com/p)."),
        (
            '[a]({{< ref "b.md" >}})',
            {'{{< ref "b.md" >}}': "https://e.com/b"},
            "[a](https://e.com/b)",
        ),
        # must not change
        ("`[[Page]]`", {"[[Page]]": "https://e.com/p"}, "`[[Page]]`"),
        ("![[Page]]", {"[[Page]]": "https://e.com/p"}, "![[Page]]"),
        ("[[Page]](/a)", {"[[Page]]": "https://e.com/p"}, "[[Page]](/a)"),
    ],
)
def test_links_of_dialects(body: str, addresses: dict[str, str], expected: str) -> None:
    """A wiki link becomes a link with its words; Hugo's `ref` an address."""
    assert replace_links(body, addresses) == expected


MORE = {
    # in the wild
    "link tag of Jekyll": ("[a]({% link rules.md %})", ["{% link rules.md %}"]),
    "site.url and site.baseurl": (
        "[a]({{ site.url }}{{ site.baseurl }}/x/)",
        ["{{ site.url }}{{ site.baseurl }}/x/"],
    ),
    "a tag without a link around it": (
        "港: {% post_url 2025-01-02-x %}",
        ["{% post_url 2025-01-02-x %}"],
    ),
    "a wiki link": ("[[港]]と[[朝]]", ["[[港]]", "[[朝]]"]),
    "a file of Pelican": (
        "[a]({filename}/x.md#y)と[b](|filename|x.md)",
        ["{filename}/x.md#y", "|filename|x.md"],
    ),
    "a post of Hexo": ("{% post_link walk %}", ["{% post_link walk %}"]),
    "a place in the text": ("[a](#costs)", ["#costs"]),
    "Japanese in the address": ("[港](/港/朝/)です", ["/港/朝/"]),
    "two on one line": ("[a](/x)、[b](/y)", ["/x", "/y"]),
    "mail": ("[a](mailto:a@site.example)", ["mailto:a@site.example"]),
    # synthetic
    "blanks in the brackets": ("[a]( /x )", ["/x"]),
    "a definition in angles": ("[a]: </x y>", ["/x y"]),
    "a definition in a quote": ("> [a]: /x", ["/x"]),
    "capitals": ('<A HREF="/x">a</A>', ["/x"]),
    "an attribute of data before it": ('<a data-href="/y" href="/x">a</a>', ["/x"]),
    "a link in a heading": ("## [a](/x)", ["/x"]),
    "a link beside code": ("`[a](/y)` [b](/x)", ["/x"]),
    "a link with code in it": ("[`a`](/x)", ["/x"]),
}


@pytest.mark.parametrize(("text", "wanted"), MORE.values(), ids=MORE)
def test_links_of_every_generator(text: str, wanted: list[str]) -> None:
    """Tags, wiki links and plain ones are addresses alike; each stands where its range says."""
    links = find_links(text)
    assert [link.address for link in links] == wanted
    assert [text[link.first : link.last] for link in links] == wanted


def test_the_words_of_a_link_are_no_part_of_its_address() -> None:
    """A translated link has other words and leads to the same post."""
    for text, address in (
        ("[[朝|あさ]]", "[[朝]]"),
        ("{% post_link walk 散歩の話 %}", "{% post_link walk %}"),
    ):
        assert [link.address for link in find_links(text)] == [address]
    url = "https://e.com/p"
    led = replace_links("{% post_link walk A walk %}", {"{% post_link walk %}": url})
    assert led == f"[A walk]({url})"


STAY = {
    "an embedded file": "![[/x]]",
    "a longer address": "[a](/x/y)",
    "the same words as text": "[/x] /x (/x)",
    "a fence in a list": "- a\n\n  ```\n  [a](/x)\n  ```\n",
    "a wiki link in code": "`[[/x]]`",
    "an attribute of another name": '<a data-note="/x">a</a>',
    "an attribute that ends in the name": '<a data-href="/x">a</a>',
    "a label": "[/x][a]",
    "an escaped bracket": r"[a\](/x)",
    "another tag of Jekyll": "{% include /x %}",
}


@pytest.mark.parametrize("text", STAY.values(), ids=STAY)
def test_what_leads_elsewhere_stays(text: str) -> None:
    """An address is replaced where it is the whole address of a link, and nowhere else."""
    assert replace_links(text, {"/x": "https://e.com/z", "[[/x]]": "https://e.com/z"}) == text


# ------------------------------------------------------------------ laws

WORDS = st.sampled_from(["町の港。", "The harbour ", "a_b ", "(c) ", "\n\n", "**d** "])
WRITTEN = st.sampled_from(
    [
        ("[a](/one)", "/one"),
        ("[a](</two x> 'T')", "/two x"),
        ("[[three|words]]", "[[three]]"),
        ('<a href="/four">d</a>', "/four"),
        ("[e]({% post_url 2025-01-02-five %})", "{% post_url 2025-01-02-five %}"),
        ("{% post_link six words %}", "{% post_link six %}"),
        ("`[f](/seven)`", ""),
        (r"\[g\](/eight)", ""),
    ]
)


@given(st.lists(st.tuples(WORDS, WRITTEN), max_size=10))
def test_every_link_between_words_is_found(parts: list[tuple[str, tuple[str, str]]]) -> None:
    """In order, each at its place; code and escaped brackets are none."""
    text = "x " + "".join(f"{word}{link} " for word, (link, _) in parts)
    assert [link.address for link in find_links(text)] == [
        address for _, (_, address) in parts if address
    ]


@given(st.lists(st.tuples(WORDS, WRITTEN), max_size=10))
def test_replacing_nothing_changes_nothing(parts: list[tuple[str, tuple[str, str]]]) -> None:
    """And replacing an address that stands nowhere neither."""
    text = "x " + "".join(f"{word}{link} " for word, (link, _) in parts)
    assert replace_links(text, {}) == text
    assert replace_links(text, {"/nowhere": "https://a.example/"}) == text


@given(st.lists(st.tuples(WORDS, WRITTEN), max_size=10))
def test_a_replaced_link_leads_to_its_new_address(
    parts: list[tuple[str, tuple[str, str]]],
) -> None:
    """All of them, and no other; what stands in code stays."""
    text = "x " + "".join(f"{word}{link} " for word, (link, _) in parts)
    links = find_links(text)
    addresses = {link.address: f"https://a.example/{n}" for n, link in enumerate(links)}
    left = replace_links(text, addresses)
    found = [link.address for link in find_links(left)]
    assert found == [addresses[link.address] for link in links]
    assert left.count("/seven") == text.count("/seven")


WIKI = {
    "a page": ("[[Page]]", "[Page](https://a.example/)"),
    "with words": ("[[Page|its words]]", "[its words](https://a.example/)"),
    "with a heading": ("[[Page#Part]]", "[Page](https://a.example/)"),
    "in a folder": ("[[Folder/Page]]", "[Page](https://a.example/)"),
    "of Hexo": ("{% post_link page %}", "[page](https://a.example/)"),
    "of Hexo with words": ("{% post_link page its words %}", "[its words](https://a.example/)"),
    "of Hexo in quotes": ("{% post_link page 'its words' %}", "[its words](https://a.example/)"),
}


@pytest.mark.parametrize(("written", "left"), WIKI.values(), ids=WIKI)
def test_a_link_in_one_tag_keeps_its_words(written: str, left: str) -> None:
    """It becomes a link of Markdown, since no other program reads the tag."""
    (link,) = find_links(written)
    assert replace_links(written, {link.address: "https://a.example/"}) == left


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("[[Page|words]]", "[[Page|Worte]]"),
        ("[[Page]]", "[[Page|Worte]]"),
        ("{% post_link page words %}", "{% post_link page Worte %}"),
    ],
)
def test_the_address_is_the_same_in_every_language(one: str, other: str) -> None:
    """Only the words are translated."""
    assert find_links(one)[0].address == find_links(other)[0].address
