"""Hold the patterns of whole tags that `nonprose` has found, to read their names and arguments."""

from __future__ import annotations

import re

# Markdoc closes tags by a slash, before the name or at the end.
LIQUID = re.compile(
    r"\{%-?\s*+(?P<end>/?)\s*+(?P<name>[\w-]++)\s*+(?P<rest>.*?)(?P<void>/?)-?%\}",
    re.S,
)
SHORTCODE = re.compile(
    r"\{\{[<%]\s*+(?P<end>/?)\s*+(?P<name>[\w./-]++)(?P<rest>.*?)(?P<void>/?)[>%]\}\}",
    re.S,
)
COMPONENT = re.compile(
    r"<(?P<end>/?)(?P<name>[A-Z][\w.]*+)(?P<rest>.*?)(?P<void>/?)>", re.S
)
# Of WordPress, where exporters escape the underscores.
BRACKET_CALL = re.compile(
    r"\[(?P<end>/?)(?P<name>(?:[\w-]|\\_)+)(?P<rest>[^\n]*?)(?P<void>/?)\]"
)
