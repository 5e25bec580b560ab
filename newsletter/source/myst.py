"""Know what MyST adds to Markdown: directives in fences of code or colons, and roles.

    ```{note} Mind the step            See {ref}`the harbour <harbour>`.
    :class: dropdown
    It is *high*.
    ```

A directive whose content is text is a box, though a fence encloses it. Only names that no program
has for a language count, and only where the fence is closed: `{r}` of R Markdown stays code.

Specification: https://mystmd.org/guide/directives and https://mystmd.org/guide/roles.
"""

from __future__ import annotations

import re

# What a fence of such a name encloses is text.
_TEXTS = (
    "note|tip|hint|important|warning|caution|attention|danger|error|seealso|admonition|dropdown"
    "|card|tab-set|tab-item|sidebar|margin|aside|topic|epigraph|pull-quote|figure"
)
# Options stand below the first line, one a line.
_OPTIONS = r"(?:\n[ \t>]*:[a-z][\w-]*:(?:[ \t][^\n]*)?(?=\n))*"
TEXT_FENCE = re.compile(
    rf"[ \t]*\{{(?:{_TEXTS})\}}(?:[ \t][^\n`]*)?(?=\n){_OPTIONS}"
)
TITLED = (
    r"(?::{3,}|`{3,}|~{3,})[ \t]*"
    rf"\{{(?!figure\b)(?:{_TEXTS})\}}[ \t]+(?P<argument>\S[^\n]*)"
)
COLON_DIRECTIVE = rf":{{3,}}[ ]?\{{[a-z][\w:-]*\}}[^\n]*{_OPTIONS}"
DIRECTIVE = re.compile(
    r"(?::{3,}|`{3,}|~{3,})[ \t]*\{(?P<name>[a-z][\w:-]*)\}[ \t]*(?P<words>[^\n]*)"
    r"(?P<options>.*)",
    re.S,
)
CODE_FENCE = re.compile(
    rf"(?P<marks>`{{3,}}|~{{3,}})[ \t]*\{{(?P<name>[a-z][\w-]*)\}}(?P<words>[^\n]*){_OPTIONS}"
)
CODE_NAMES = frozenset({"code", "code-block", "code-cell", "sourcecode"})
# What the site makes: contents and registers.
LISTS = frozenset(
    {"toctree", "contents", "tableofcontents", "index", "bibliography"}
)
OPTION = re.compile(
    r"^[ \t>]*:(?P<name>[a-z][\w-]*):[ \t]*(?P<value>.*)$", re.M
)
PICTURES = frozenset({"figure", "image"})

# Roles that are links: `{ref}`words <label>``. In others the words are code, or nearly so.
_LINKS = "ref|doc|term|numref|any|download|eq|std:[a-z]+"
_OTHERS = (
    "math|kbd|code|command|file|guilabel|menuselection|option|envvar|program|samp|index|abbr|sub|sup"
    "|cite(?::[a-z]+)?|footcite|(?:py|c|cpp|js|rst):[a-z]+|class|func|meth|mod|attr|data|exc"
)
LINK_ROLE = re.compile(rf"\{{(?:{_LINKS})\}}(?P<marks>`+)")
CODE_ROLE = re.compile(rf"\{{(?:{_OTHERS})\}}(?=`)")
_NAMED = re.compile(r"(?P<words>[^<]+)<[^<>]*>")
# The words that a reader sees, where the link has a target beside them and they hold no mark.
ROLE_WORDS = re.compile(
    r"\{[a-z:]+\}`(?P<words>(?=[\W\d_]*[^\W\d_])[^|\n*_~`<&\\\ufdd0-\ufdef]+)<[^<>`\n]*>`"
)


def find_role_words(role: str) -> str:
    """Return what a reader sees of a role that is a link.

    >>> find_role_words("{ref}`the harbour <port>`"), find_role_words("{doc}`../guides/walk`")
    ('the harbour', 'walk')
    """
    inside = role.partition("}")[2].strip("`").strip()
    named = _NAMED.fullmatch(inside)
    if named and named["words"].strip():
        return named["words"].strip()
    return inside.strip("<>").rpartition("/")[2]
