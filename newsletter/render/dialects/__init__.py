"""Show what a reader can be shown of the dialect that a post is written in.

Site generators and note programs know things that plain Markdown does not: tags of templates,
alerts, directives, wiki links, task boxes, formulas, films. In a mail or a feed none of them is
run. Here each becomes plain Markdown or HTML that says the same, or is taken out:

    addresses      {{ site.url }}, relative_url, {{< ref >}}, {% link %}: the path they name
    code           {% highlight %}, {% codeblock %}, {{< highlight >}}: a code block
    pictures       {{< figure >}}: the picture and its caption; ![[a.png]]
    films, sounds  {{< youtube >}}, {% vimeo %}, <iframe>, <video>, <audio>: a link with its name
    boxes          > [!NOTE], :::note, !!! note, {{< notice >}}, <Aside>: a quotation with its word
    words          [[Page|words]], ==marked==, - [x], formulas, :emoji:: as text
    nothing        includes, modules, attribute lists, comments: taken out

`find_hidden` says what was taken out although a reader of the site sees something there: a
finding of the post, since nothing may vanish without a word. What is code stays code. It also
says which outputs of templates ({{ page.views }}) are shown as they stand, since nobody fills them
in: in a post about templates that is right.

A tag that steers (`{% for %}`) inside a line of prose is text: a post about templates names it, and
a post that runs it hardly does so inside a sentence.
"""

from __future__ import annotations

from newsletter.render.dialects.show import (
    Hidden,
    find_hidden,
    show_dialect,
    show_liquid,
)
from newsletter.render.dialects.template_tags import HiddenMarkup, is_steering
from newsletter.render.dialects.words import (
    ENGLISH_WORDS,
    SITE_PATH,
    DialectWords,
    dialect_words,
)

__all__ = [
    "ENGLISH_WORDS",
    "SITE_PATH",
    "DialectWords",
    "Hidden",
    "HiddenMarkup",
    "dialect_words",
    "find_hidden",
    "is_steering",
    "show_dialect",
    "show_liquid",
]
