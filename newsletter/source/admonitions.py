"""Tell the boxes of Python-Markdown from lines that only begin as one of them does.

Under `!!! note` text is indented, after a blank line too. Elsewhere the same lines are a paragraph
and code (CommonMark, kramdown, Goldmark), and code must stay as it is. Nobody says which Markdown a
text is written in, so the text has to: it is Python-Markdown's when one of its boxes has a title in
quotes, or text right below its mark, indented and no blank line between. A writer of code leaves
that line blank. In a text without such a box the mark stays as it is, and so does what stands
indented below it.

Rejected: to ask the settings. A text is read in many places, each would have to know them, and the
presets of `[copies]` say what copies are made for, not how the posts are written.

Source: https://python-markdown.github.io/extensions/admonition/ and
https://facelessuser.github.io/pymdown-extensions/extensions/{details,tabbed}/.
"""

from __future__ import annotations

import re

# Under a box text is indented by so much.
BOX_INDENT = 4

_CLASSES = r"(?:!!!|\?\?\?\+?) ?[\w-]+(?: +[\w-]+)*"
_TITLE = r" +\"[^\"\n]*\""
# The line that opens an admonition, or a tab of pymdownx.
ADMONITION = re.compile(
    rf"{_CLASSES}(?:{_TITLE})? *$"
    rf"|(?:!!!|===[!+]?|\?\?\?\+?){_TITLE} *$",
    re.M,
)
_TITLED = rf"(?:{_CLASSES}|!!!|===[!+]?|\?\?\?\+?){_TITLE} *$"
_FILLED = rf"{_CLASSES} *\n(?P=indent)(?: {{{BOX_INDENT},}}|\t)\S"
_PROOF = re.compile(
    rf"^(?P<indent>[ \t]*)(?:{_TITLED}|{_FILLED})",
    re.M,
)


def has_boxes(text: str) -> bool:
    """Tell whether a text is proved to have boxes of Python-Markdown.

    Args:
        text: Markdown with LF line ends; code and tags of templates are covered.

    >>> has_boxes("!!! note\\n    Mind the step."), has_boxes("!!! note\\n\\n    rm -r build")
    (True, False)
    """
    return _PROOF.search(text) is not None
