"""Know the tags that say something of the text they enclose: boxes, quotations, tabs, folds.

"Lower the sails" under the tab "Sailing boats" is advice for sailing boats only, and what stands in
a quotation is somebody else's word. So such a text is shown, kept or left out with its tag.
"""

from __future__ import annotations

from newsletter.source.tag_arguments import Arguments

# What the types of alerts and directives of GitHub, Obsidian, Docusaurus, Starlight, MkDocs and
# Quarto mean; a type that is not here is its own word.
BOX_TYPES = {
    **dict.fromkeys(
        ("note", "info", "todo", "abstract", "summary", "tldr"),
        "box_note",
    ),
    **dict.fromkeys(("tip", "hint", "success", "check", "done"), "box_tip"),
    **dict.fromkeys(("important", "question", "help", "faq"), "box_important"),
    **dict.fromkeys(("warning", "attention", "warn"), "box_warning"),
    **dict.fromkeys(
        ("caution", "danger", "error", "bug", "failure", "fail"),
        "box_caution",
    ),
    **dict.fromkeys(("example", "quote", "cite"), "box_example"),
}

# What themes call the look of a box, which says nothing to a reader in another frame.
BOX_LOOKS = {
    **dict.fromkeys(
        (
            *("default", "primary", "secondary", "light", "message"),
            *("admonition", "callout", "notice", "aside", "box"),
        ),
        "box_note",
    ),
    "alert": "box_warning",
}

BOX_TAGS = frozenset(
    {
        "notice",
        "callout",
        "admonition",
        "alert",
        "hint",
        "aside",
        "note",
    }
)

# Of a box between two tags of Liquid; other names are those of includes and plugins.
LIQUID_BOXES = frozenset({"note", "callout"})

ASIDES = frozenset(
    {
        "Aside",
        "Callout",
        "Note",
        "Tip",
        "Warning",
        "Caution",
        "Admonition",
        "Box",
    }
)

QUOTING_TAGS = frozenset({"blockquote", "quote", "pullquote"})

_TITLES = ("title", "label", "summary", "heading", "header")
# Of a tab any name will do: without a label, generators write its value.
_OF_TABS = ("name", "tabname", "value")
_TABS = frozenset({"tab", "tabitem", "tab-item", "tab_item", "tabs.tab"})
# Their first word, without a name, is the title.
_FOLDS = frozenset(
    {
        "accordion",
        "accordion-item",
        "collapse",
        "details",
        "expand",
        "fold",
        "folding",
        "hidetoggle",
        "spoiler",
        "toggle",
    }
)
# All their words are: `{% details Click to see %}` of DEV.
_WORDY_FOLDS = frozenset({"details", "spoiler", "collapsible"})
_STATES = frozenset({"open", "closed", "true", "false"})
_COMPUTED = "{"  # begins what a template or a component computes


def find_box_title(name: str, arguments: Arguments) -> str:
    """Return what stands over the text that a tag encloses; "" for nothing.

    Args:
        name: Of the tag, component or shortcode.
        arguments: Its arguments.

    >>> find_box_title("TabItem", (("value", "sail"), ("label", "Sailing boats")))
    'Sailing boats'
    """
    kind = name.lower()
    is_tab = kind in _TABS
    named = {key.lower(): value for key, value in arguments if key}
    keys = (*_TITLES, *_OF_TABS) if is_tab else _TITLES
    title = next(filter(None, map(named.get, keys)), "")
    plain = [value for key, value in arguments if not key]
    if not title and plain and kind in _WORDY_FOLDS:
        return " ".join(word for word in plain if word not in _STATES)
    if not title and plain and (is_tab or kind in _FOLDS):
        # jekyll-tabs names the group before the tab.
        title = plain[-1] if is_tab else plain[0]
    return "" if title.startswith(_COMPUTED) else title.strip()


def is_box_type(name: str) -> bool:
    """Tell whether a name is one that alerts and directives have in some program."""
    return name.lower() in BOX_TYPES


def is_box_look(name: str) -> bool:
    """Tell whether a name says how a box looks, and not what it is."""
    return name.lower() in BOX_LOOKS
