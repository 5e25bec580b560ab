from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from newsletter.errors import TemplateError
from newsletter.render.templates import TemplateFile, Templates, as_markup, load_templates

HEAD = '<mjml lang="{{ lang }}"><mj-head><mj-attributes><mj-all font-family="serif" /></mj-attributes></mj-head><mj-body>'
FOOT = "</mj-body></mjml>"


def layout(body: str) -> Templates:
    """Templates with one layout whose body begins on line 2."""
    return Templates({"a.mjml.j2": TemplateFile("mine/a.mjml.j2", f"{HEAD}\n{body}\n{FOOT}")})


def test_every_shipped_template_compiles() -> None:
    """A release carries no broken template."""
    load_templates().compile()


def test_values_are_escaped_in_markup_and_not_in_text() -> None:
    """Only sanitised HTML goes in unescaped; plain text has nothing to escape."""
    templates = Templates(
        {
            "a.html.j2": TemplateFile("a", "{{ x }}"),
            "a.xml.j2": TemplateFile("a", "{{ x }}"),
            "a.txt.j2": TemplateFile("a", "{{ x }}"),
        }
    )
    assert (
        templates.render("a.html.j2", x="<b>")
        == templates.render("a.xml.j2", x="<b>")
        == "&lt;b&gt;"
    )
    assert (
        templates.render("a.html.j2", x=as_markup("<b>"))
        == templates.render("a.txt.j2", x="<b>")
        == "<b>"
    )


def test_a_crafted_link_stays_inside_its_attribute() -> None:
    """The layout is compiled first: quotes of a value cannot open an event handler."""
    templates = layout(
        '<mj-section><mj-column><mj-button href="{{ url }}">{{ x }}</mj-button></mj-column></mj-section>'
    )
    html = templates.render(
        "a.mjml.j2", lang="en", url='https://e.com/" onmouseover="alert(1)', x="<script>"
    )
    assert 'onmouseover="' not in html
    assert "<script>" not in html


def test_a_publication_replaces_single_files(tmp_path: Path) -> None:
    """An override takes the place of the shipped file of the same name; the others stay."""
    (tmp_path / "strings").mkdir()
    (tmp_path / "strings" / "en.toml").write_text('read_on_web = "Go"', encoding="utf-8")
    assert load_templates(tmp_path).strings("en")("read_on_web") == "Go"
    assert load_templates(tmp_path).strings("ja")("read_on_web") == "ウェブで読む"


# What a publication's own file of words says, and what is said then: key, language, text.
OWN_WORDS = (
    ("en", "in_this_issue", "In this issue"),  # the others stay as they are shipped
    ("en", "read_on_web", "Go"),
    ("en-GB", "read_on_web", "Go"),
    ("en-GB", "in_this_issue", "In this issue"),
    ("ja", "read_on_web", "ウェブで読む"),
    ("eo", "read_on_web", "Go"),
)


@pytest.mark.parametrize(("language", "key", "text"), OWN_WORDS)
def test_a_file_of_words_needs_only_those_it_changes(
    tmp_path: Path, language: str, key: str, text: str
) -> None:
    """One word in a file of one's own takes no other word away, in a worker as well."""
    (tmp_path / "strings").mkdir()
    (tmp_path / "strings/en.toml").write_text('read_on_web = "Go"\n', "utf-8")
    templates = load_templates(tmp_path)
    for each in (templates, pickle.loads(pickle.dumps(templates))):
        words = each.strings(language)
        assert words(key) == text
        assert set(words.texts) == set(load_templates().strings(language).texts)


def test_only_files_with_plain_names_are_templates(tmp_path: Path) -> None:
    """What an editor puts beside a template changes nothing; a link to nothing is a fault."""
    before = load_templates(tmp_path).files
    (tmp_path / ".#post.html.j2").symlink_to("me@nowhere.1")
    (tmp_path / ".post.html.j2").write_text("x", encoding="utf-8")
    (tmp_path / "old.j2").mkdir()
    assert load_templates(tmp_path).files == before
    (tmp_path / "_post.html.j2").write_text("x", encoding="utf-8")
    (tmp_path / "post.html.j2").symlink_to("me@nowhere.1")
    files = load_templates(tmp_path).files
    assert set(files) - set(before) == {"_post.html.j2", "post.html.j2"}
    assert files["post.html.j2"].fault


def test_templates_travel_to_another_process_compiled() -> None:
    """A worker does not compile the layouts again."""
    templates = layout("<mj-section><mj-column><mj-text>{{ x }}</mj-text></mj-column></mj-section>")
    expected = templates.render("a.mjml.j2", lang="en", x="1")
    copy = pickle.loads(pickle.dumps(templates))
    assert copy._compiled
    assert copy.render("a.mjml.j2", lang="en", x="1") == expected


def test_layouts_that_travel_are_compiled_and_a_broken_one_hinders_none() -> None:
    """Only layouts take another program; whatever else is compiled where it is used."""
    body = "<mj-section><mj-column><mj-text>{{ x }}</mj-text></mj-column></mj-section>"
    templates = Templates(
        {
            "a.mjml.j2": TemplateFile("a", f"{HEAD}{{{{ {FOOT}"),
            "b.mjml.j2": TemplateFile("b", f"{HEAD}\n{body}\n{FOOT}"),
            "_part.mjml.j2": TemplateFile("c", "<mj-text>"),
            "c.html.j2": TemplateFile("d", "{{ x }}"),
        }
    )
    templates.compile_layouts()
    assert list(templates._compiled) == ["b.mjml.j2"]
    with pytest.raises(TemplateError):
        templates.render("a.mjml.j2")


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("a\n{{ x", 2, "unexpected end"),
        ("a\nb\n{% endfor %}", 3, "endfor"),
        ("a\n\n{{ nobody }}", 3, "'nobody' is undefined"),
        ("{{ x.y.z }}", 1, "no attribute 'y'"),
    ],
)
def test_a_broken_template_is_named_with_file_and_line(text: str, line: int, why: str) -> None:
    """Whoever changed a template finds the place."""
    templates = Templates({"a.html.j2": TemplateFile("mine/a.html.j2", text)})
    with pytest.raises(TemplateError) as caught:
        templates.render("a.html.j2", x="1")
    assert caught.value.at == f"mine/a.html.j2:{line}"
    assert why in caught.value.why


def test_a_missing_template_offers_the_known_ones() -> None:
    """A wrong name is an error that helps."""
    with pytest.raises(TemplateError, match="no template") as caught:
        Templates({"a.html.j2": TemplateFile("a", "")}).render("b.html.j2")
    assert "a.html.j2" in caught.value.fix


BROKEN = [
    (
        "<mj-section>\n<mj-column>\n<mj-blink>x</mj-blink>\n</mj-column></mj-section>",
        4,
        "no MJML element",
    ),
    ("<mj-section><mj-column>\n<p>x</p></mj-column></mj-section>", 3, "no MJML element"),
    ("<mj-section><mj-column>\nwords</mj-column></mj-section>", 2, "text stands directly"),
    ("<mj-column></mj-column>", 2, "cannot stand in <mj-body>"),
    (
        "<mj-section>\n{% for x in y %}\n<mj-column></mj-column>{% endfor %}</mj-section>",
        3,
        "drops {% %}",
    ),
    ('<mj-section background-color="#fff"></mj-section>', 2, "no colour"),
    ('<mj-section padding="{{ p }}"></mj-section>', 2, "is an expression"),
    ('<mj-section paddding="0"></mj-section>', 2, "no attribute"),
    (
        "<mj-section><mj-column><mj-text>{{ a > b }}</mj-text></mj-column></mj-section>",
        2,
        "holds <, > or &",
    ),
    ('<mj-section><mj-column><mj-image src="x" /></mj-column></mj-section>', 2, "no alt"),
    ("<mj-hero></mj-hero>", 2, "cannot be used"),
    ('<mj-section>\n<mj-include path="/etc/passwd" />\n</mj-section>', 3, "there is no template"),
    ('<mj-section>\n<mj-include path="a.mjml.j2" />\n</mj-section>', 3, "circle"),
    ("<mj-section><mj-column></mj-section>", 2, "closes nothing"),
    ("<mj-raw>\n<div></mj-raw>", 3, "is not closed"),
    ("<mj-raw>\n</div></mj-raw>", 3, "closes nothing"),
    ("<mj-wrapper><mj-section></mj-section>", 3, "closes nothing"),
    ("<mj-section><mj-column><mj-text>{{ x </mj-text></mj-column></mj-section>", 2, "unexpected"),
]


@pytest.mark.parametrize(("body", "line", "why"), BROKEN)
def test_a_broken_layout_is_named_with_file_and_line(body: str, line: int, why: str) -> None:
    """MJML neither validates nor numbers lines: our lint does, before anything is written."""
    with pytest.raises(TemplateError) as caught:
        layout(body).compile()
    assert why in caught.value.why
    assert caught.value.at == f"mine/a.mjml.j2:{line}"


def test_a_fault_in_an_included_layout_is_named_there() -> None:
    """Line numbers are those of the file the line was written in."""
    templates = Templates(
        {
            "a.mjml.j2": TemplateFile(
                "a.mjml.j2", f'{HEAD}\n<mj-include path="b.mjml.j2" />\n{FOOT}'
            ),
            "b.mjml.j2": TemplateFile(
                "b.mjml.j2",
                "<mj-section>\n<mj-column><mj-text>{{ nobody }}</mj-text></mj-column>\n</mj-section>",
            ),
        }
    )
    with pytest.raises(TemplateError) as caught:
        templates.render("a.mjml.j2", lang="en")
    assert caught.value.at == "b.mjml.j2:2"


# What an element says, and the line of the fault: the head has defaults of the same attributes.
MISSING = {
    "in the text": ("{{ title }}\n{{ nobody }}", "nobody", 5),
    "beside what the head says": ("{{ colour.ink }} {{ nobody.at_all }}", "nobody", 4),
    "in the head": ("{{ title }}", "colour", 2),
    "an attribute of what is there": ("{{ colour.ink }} {{ title.nothing }}", "nothing", 4),
}


@pytest.mark.parametrize(("text", "missing", "line"), MISSING.values(), ids=MISSING)
def test_a_name_that_is_missing_is_found_where_it_was_written(
    text: str, missing: str, line: int
) -> None:
    """MJML puts defaults of the head on the line of every element: they are not to blame."""
    head = (
        '<mjml lang="{{ lang }}" dir="{{ dir }}"><mj-head><mj-attributes>'
        '<mj-all font-family="serif" />\n<mj-text color="{{ colour.ink }}" align="{{ side }}" />'
        "</mj-attributes></mj-head><mj-body>\n<mj-section><mj-column>\n"
    )
    body = f'<mj-text color="{{{{ colour.ink }}}}">{text}</mj-text>'
    tail = "</mj-column></mj-section></mj-body></mjml>"
    file = TemplateFile("a.mjml.j2", f"{head}{body}{tail}")
    given: dict[str, object] = {
        "lang": "en",
        "dir": "ltr",
        "title": "a",
        "side": "left",
        "colour": {"ink": "#000000"},
    }
    given.pop(missing, None)
    with pytest.raises(TemplateError) as caught:
        Templates({"a.mjml.j2": file}).render("a.mjml.j2", **given)
    assert missing in caught.value.why
    assert caught.value.at == f"a.mjml.j2:{line}"


def test_a_font_from_another_site_is_refused() -> None:
    """Without a font for every element the package links to a font service.

    Which tells it who reads.
    """
    text = '<mjml lang="en"><mj-body><mj-section><mj-column><mj-text>x</mj-text></mj-column></mj-section></mj-body></mjml>'
    with pytest.raises(TemplateError) as caught:
        Templates({"a.mjml.j2": TemplateFile("a", text)}).compile()
    assert "another site" in caught.value.why
