"""Copies: posts for a site generator."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from newsletter.model import MachineTranslation
from newsletter.render.site.copies import PRESETS, copy_fields, render_copy
from newsletter.render.site.raw_tags import put_named_tags_in_raw
from newsletter.source.front_matter import parse_front_matter, split_front_matter
from tests.render.articles import SITE, make_article, make_settings


def test_a_copy_keeps_the_order_of_the_fields_and_adds_its_own() -> None:
    """Fields of the post stand where they stood with the values of this language; ours follow."""
    copy = render_copy(make_article(1), make_settings())
    head, body = split_front_matter(copy.content.decode())
    assert copy.path == "en/posts/2025-01-06-post-1.md"
    assert body.startswith("\n## Supply")
    assert parse_front_matter(head, copy.path) == (
        ("layout", "post"),
        ("title", "Rare earths, part 1"),
        ("date", "2025-01-06 08:30:00 +0000"),
        ("reading_time", 4),
        ("description", "China holds refining."),
        ("lang", "en"),
        ("ref", "2025-01-06-post-1"),
        ("canonical_url", f"{SITE}/en/posts/2025-01-06-post-1.html"),
        ("original_title", "希土類の第1話"),
        ("machine_translated", {"engines": ("google",), "reviewed": 0.25}),
        ("page_id", "2025-01-06-post-1"),
    )


def test_all_languages_of_a_post_share_their_ref() -> None:
    """`ref` ties the translations together; the source copy says nothing of translation."""
    settings = make_settings()
    english, japanese = (
        dict(copy_fields(make_article(1, language), settings)) for language in ("en", "ja")
    )
    assert english["ref"] == japanese["ref"]
    assert "machine_translated" not in japanese
    assert "original_title" not in japanese


def test_a_reviewed_translation_is_not_called_machine_made() -> None:
    """Once a person has confirmed every unit the notice is false."""
    assert (
        dict(copy_fields(make_article(1, machine_translation=None), make_settings()))[
            "machine_translated"
        ]
        is False
    )


@pytest.mark.parametrize("preset", sorted(PRESETS))
def test_presets_differ_in_data_only(preset: str) -> None:
    """Every preset carries title, language, ref and address; dates are what the generator reads."""
    fields = dict(copy_fields(make_article(1), make_settings(f'[copies]\npreset = "{preset}"\n')))
    extra = fields.get("extra")
    every = {**fields, **extra} if isinstance(extra, dict) else fields
    assert fields["title"] == "Rare earths, part 1"
    assert every["lang"] == "en"
    assert every["ref"] == "2025-01-06-post-1"
    assert ("layout" in every) == (preset == "jekyll")
    assert fields["pubDate" if preset == "astro" else "date"] == (
        "2025-01-06 08:30:00 +0000" if preset == "jekyll" else "2025-01-06T08:30:00+00:00"
    )
    assert (fields.get("translationKey") == fields.get("ref")) == (preset in ("hugo", "zola"))


@pytest.mark.parametrize(
    ("preset", "key"), [("hugo", "translationKey"), ("jekyll", "page_id"), ("astro", "page_id")]
)
def test_a_key_of_the_author_stays(preset: str, key: str) -> None:
    """The copy is tied to its original by the key that the original has."""
    settings = make_settings(f'[copies]\npreset = "{preset}"\n')
    article = make_article(1, front_matter=((key, "walk-7"),))
    assert dict(copy_fields(article, settings))[key] == "walk-7"


def test_zola_gets_only_the_fields_it_knows() -> None:
    """Its templates see an unknown field only in `extra`; one author in no list stops a build."""
    own = (("tags", ("a",)), ("my_field", 1), ("authors", "Anna"), ("render", False))
    article = make_article(1, front_matter=own)
    fields = dict(copy_fields(article, make_settings('[copies]\npreset = "zola"\n')))
    assert set(fields) <= PRESETS["zola"].known
    assert fields["taxonomies"] == {"tags": ["a"]}
    assert (fields["authors"], fields["render"]) == (["Anna"], False)
    assert isinstance(fields["extra"], dict)
    assert fields["extra"]["my_field"] == 1


ZOLA = """\
+++
title = "希土類" # mine
date = 2025-01-06

[taxonomies]
authors = ["Anna"]

[extra]
wide = true
+++
"""


def test_a_head_of_zola_keeps_its_tables_and_comments() -> None:
    """Our fields go into its `extra`; its other taxonomies stay, a day stays without quotes."""
    fields = parse_front_matter(ZOLA, "a.md")
    article = make_article(1, head=ZOLA, front_matter=fields)
    copy = render_copy(article, make_settings('[copies]\npreset = "zola"\n'))
    head, _ = split_front_matter(copy.content.decode())
    start, _, extra = head.partition("[extra]\nwide = true\n")
    assert start == ZOLA.replace("希土類", "Rare earths, part 1").partition("[extra]")[0].replace(
        "date = 2025-01-06\n", 'date = 2025-01-06\ndescription = "China holds refining."\n'
    )
    assert 'lang = "en"\n' in extra


def test_a_head_in_json_stays_json_for_hugo() -> None:
    """Hugo reads it; Zola does not, and gets YAML."""
    head = '{\n  "title": "希土類",\n  "weight": 3\n}\n'
    article = make_article(1, head=head, front_matter=parse_front_matter(head, "a.md"))
    hugo = render_copy(article, make_settings('[copies]\npreset = "hugo"\n')).content.decode()
    zola = render_copy(article, make_settings('[copies]\npreset = "zola"\n')).content.decode()
    assert hugo.startswith('{\n  "title": "Rare earths, part 1",\n  "weight": 3,\n  "')
    assert zola.startswith("---\ntitle: ")


def test_pelican_gets_lines_without_quotes() -> None:
    """Python-Markdown keeps quotes as part of a title and knows no nested values."""
    article = make_article(1, title='A: "b"', front_matter=(("tags", ("c", "d")),))
    copy = render_copy(article, make_settings('[copies]\npreset = "pelican"\n'))
    head = copy.content.decode().partition("\n\n")[0].split("\n")
    assert 'Title: A: "b"' in head
    assert "Tags: c, d" in head
    assert "Lang: en" in head
    assert all(": " in line for line in head)


# Markdown, what a copy for a generator that runs Liquid has.
RAW = [
    ("`{{ x }}`", "{% raw %}`{{ x }}`{% endraw %}"),
    ("```\n{% if a %}\n```", "```\n{% raw %}\n{% if a %}\n{% endraw %}\n```"),
    ("    {{ x }}", "    {% raw %}{{ x }}{% endraw %}"),
    (
        "A loop begins with {% for x in y %} and ends.",
        "A loop begins with {% raw %}{% for x in y %}{% endraw %} and ends.",
    ),
    # must not change
    ("A {% if page.draft %}draft{% endif %} of mine.", None),
    ("{% for x in y %}\n\ntext\n\n{% endfor %}", None),
    ("Text {% include a.html %} text.", None),
    ("`x` and {{ site.title }}", None),
    ("{% raw %}`{{ x }}`{% endraw %}", None),
    ("`{{ site.title }}`", None),
    ("{% assign r = 1 %}\n\n    {{ r.size }}", None),
    ("{% highlight liquid %}{{ x }}{% endhighlight %}", None),
    ("text { % } }}", None),
]


@pytest.mark.parametrize(("body", "expected"), RAW)
def test_code_that_names_a_tag_stands_in_raw(body: str, expected: str | None) -> None:
    """A tag in code is text; one that the author means to run, or has put in `raw`, stays."""
    assert put_named_tags_in_raw(body) == (expected or body)


DIALECTS = [
    '{{< figure src="a.png" >}}\n\n{.wide}\n\n## A {#a}',
    ":::note\nText.\n:::\n\n> [!TIP]\n> Text.\n\n- [x] done, ==marked==, [[Page|words]], $x$",
    "import A from 'b'\n\n<A b={c} />\n\n<video src='a.mp4'></video>",
]


@pytest.mark.parametrize("body", DIALECTS)
@pytest.mark.parametrize("preset", sorted(PRESETS))
def test_a_copy_stays_in_its_dialect(preset: str, body: str) -> None:
    """What no generator mistakes for something else comes out byte for byte."""
    article = make_article(1, full_body=body)
    copy = render_copy(article, make_settings(f'[copies]\npreset = "{preset}"\n'))
    assert copy.content.decode().endswith(f"\n{body}\n")


def test_hostile_values_stay_values() -> None:
    """A title cannot break out of the front matter."""
    title = 'x"\n---\nlayout: evil\n---\n{{ site }} \x00\udc80'
    head, _ = split_front_matter(
        render_copy(make_article(1, title=title), make_settings()).content.decode()
    )
    fields = dict(parse_front_matter(head, "x"))
    assert fields["layout"] == "post"
    assert str(fields["title"]).startswith('x"\n---\nlayout: evil')


def test_the_name_keeps_the_day_the_post_names() -> None:
    """Late evening in UTC is the next day in Tokyo.

    The file name, like the address, keeps the author's day.
    """
    late = datetime(2025, 3, 1, 22, 0, tzinfo=UTC)
    settings = make_settings()
    tokyo = replace(settings, publication=replace(settings.publication, timezone="Asia/Tokyo"))
    assert render_copy(make_article(1, date=late), tokyo).path == "en/posts/2025-03-01-post-1.md"


def test_a_description_without_summary_stays() -> None:
    """Without a summary the post's own description is kept."""
    article = make_article(1, summary="", front_matter=(("description", "its own"),))
    assert dict(copy_fields(article, make_settings()))["description"] == "its own"


def test_share_is_rounded() -> None:
    """The share a person reviewed is written with two digits: no noise in a diff."""
    article = make_article(1, machine_translation=MachineTranslation(("a",), 1 / 3))
    assert dict(copy_fields(article, make_settings()))["machine_translated"] == {
        "engines": ["a"],
        "reviewed": 0.33,
    }


def test_the_abridged_copy_has_its_own_reading_time() -> None:
    """`copies.content = "abridged"` writes the short text and its minutes."""
    settings = make_settings('[copies]\ncontent = "abridged"\n')
    assert dict(copy_fields(make_article(1), settings))["reading_time"] == 2
    assert b"curtain" not in render_copy(make_article(1), settings).content


@pytest.mark.parametrize("preset", sorted(PRESETS))
def test_liquid_stays_where_it_is_run(preset: str) -> None:
    """Jekyll gets its own tags byte for byte; elsewhere they would be text.

    Code is code everywhere.
    """
    body = "One.\n\n{% include ad.html %}\n\n`{% raw %}`\n"
    settings = make_settings(f'[copies]\npreset = "{preset}"\n')
    text = render_copy(make_article(1, full_body=body), settings).content.decode()
    assert ("{% include ad.html %}" in text) == PRESETS[preset].tags
    assert "`{% raw %}`" in text
