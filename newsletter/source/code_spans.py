"""Hold the one pattern of a code span, for texts that are read line by line or block by block.

`nonprose` finds code spans exactly, in a whole document. Where a single line or sentence is at hand
and nothing but its marks is wanted, this pattern serves.

Source: CommonMark 6.1, a run of backticks to the next run of the same length.
"""

from __future__ import annotations

import re

# So far is a closing run looked for: the work on unclosed ones grows with the text and no faster.
MAX_CODE_CHARS = 2_000

CODE_SPAN = re.compile(
    r"(?<!`)(?P<ticks>`++)"
    rf"(?P<code>(?s:.){{1,{MAX_CODE_CHARS}}}?)"
    r"(?<!`)(?P=ticks)(?!`)"
)
