"""Hold the patterns of marks that Markdown does not have: `==marked==`, `H~2~O`, `x^2^`, `^[note]`.

Pandoc, Obsidian, Quarto and plugins of markdown-it write them.
"""

from __future__ import annotations

import re

MARKED = re.compile(r"(?<![=\w\\])==(?=[^\s=])([^=\n]*[^\s=\\])==(?![=\w])")
# Behind a digit it is a range: 10~20~30.
LOWERED = re.compile(r"(?<=[A-Za-z)])~([A-Za-z0-9+-]{1,5})~(?!~)")
RAISED = re.compile(r"(?<=[A-Za-z0-9)])\^([A-Za-z0-9+-]{1,5})\^")
NOTE = re.compile(r"(?<!\\)\^\[[^\[\]]*\]")
