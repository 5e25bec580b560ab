"""Pictures, sounds and films of a body: found outside of code, moved and nothing else changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.source.links import find_media, replace_media

NEW = "https://site.example/new.png"
SHOWN = {
    # in the wild
    "a picture": ("![港](a.png)", ["a.png"]),
    "with a title": ('![港](/img/a.png "朝")', ["/img/a.png"]),
    "with attributes": ("![港](a.png){: .wide}", ["a.png"]),
    "linked": ("[![港](a.png)](/b)", ["a.png"]),
    "embedded": ("![[港.png]]", ["港.png"]),
    "embedded with a width": ("![[a.png|300]]", ["a.png"]),
    "HTML": ('<img class="b" src="a.png" alt="港">', ["a.png"]),
    "a film and its source": (
        "<video src='a.mp4'></video><audio controls><source src='b.mp3'></audio>",
        ["a.mp4", "b.mp3"],
    ),
    "several": ("![](a.png)\n\n![](b.png)\n![](a.png)", ["a.png", "b.png", "a.png"]),
    "a figure of Hugo": ('{{< figure class="w" src="a.png" alt="b" >}}', ["a.png"]),
    "a component": ('<Image src="a.png" />', ["a.png"]),
    "a definition": ("![港][1]\n\n[1]: a.png\n", ["a.png"]),
    # synthetic
    "angled": ("![港](<a b.png>)", ["a b.png"]),
    "capitals": ('<IMG SRC="a.png">', ["a.png"]),
    "over two lines": ('<img\n  src="a.png">', ["a.png"]),
    "a source of data before it": ('<img data-src="b.png" src="a.png">', ["a.png"]),
    "behind code": ("`![](a.png)` ![](b.png)", ["b.png"]),
    "before code": ("![](b.png) `![](a.png)`", ["b.png"]),
}
NOT_SHOWN = {
    "another shortcode": '{{< gist src="a.png" >}}',
    "an include": '{% include b.html src="a.png" %}',
    "a link": "[港](a.png)",
    "a code span": "`![港](a.png)`",
    "a fence": "```\n![港](a.png)\n```",
    "an open fence": "~~~\n![港](a.png)",
    "indented code": "text\n\n    ![港](a.png)\n",
    "a wiki link": "[[a.png]]",
    "another element": '<a src="a.png">',
    "another attribute": '<img alt="a.png">',
    "a source of data": '<img data-src="a.png">',
    "a blank between": "![港] (a.png)",
    "words": "a.png",
}


@pytest.mark.parametrize(("body", "addresses"), SHOWN.values(), ids=SHOWN)
def test_what_a_body_shows(body: str, addresses: list[str]) -> None:
    """Each address is found in order, as it is written, where its range says."""
    media = find_media(body)
    assert [one.address for one in media] == addresses
    assert [body[one.first : one.last] for one in media] == addresses


@pytest.mark.parametrize("body", NOT_SHOWN.values(), ids=NOT_SHOWN)
def test_what_shows_nothing_is_left(body: str) -> None:
    """Code, links and other attributes show no picture, and nothing is put in their place."""
    assert find_media(body) == ()
    assert replace_media(body, {"a.png": NEW}) == body


MOVED = {
    "title and description stay": ('![港](a.png "朝")', f'![港]({NEW} "朝")'),
    "every time it stands": ("![](a.png) ![](a.png)", f"![]({NEW}) ![]({NEW})"),
    "an embedded file becomes a picture": ("x ![[a.png]] y", f"x ![]({NEW}) y"),
    "a width goes with it": ("![[a.png|300]]港", f"![]({NEW})港"),
    "HTML": ('<img src="a.png" alt="港">', f'<img src="{NEW}" alt="港">'),
    # must not change
    "another picture": ("![](b.png)", "![](b.png)"),
    "another embedded one": ("![[b.png|300]]", "![[b.png|300]]"),
    "a link to it": ("[港](a.png)", "[港](a.png)"),
    "its name in prose": ("a.png ![](b.png)", "a.png ![](b.png)"),
    "a longer name": ("![](aa.png)", "![](aa.png)"),
    "code beside it": ("`![](a.png)` 港", "`![](a.png)` 港"),
}


@pytest.mark.parametrize(("body", "moved"), MOVED.values(), ids=MOVED)
def test_only_the_address_is_moved(body: str, moved: str) -> None:
    """The words around a picture stay byte for byte, and so does every picture not asked for."""
    assert replace_media(body, {"a.png": NEW}) == moved


@given(st.text(st.sampled_from("![]()<>`\\/ \n|\"'imgsrc=a.あ"), max_size=80))
def test_nothing_asked_for_nothing_moved(body: str) -> None:
    """Without addresses a body stays, whatever stands in it."""
    assert replace_media(body, {}) == body
