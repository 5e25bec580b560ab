"""Find what stands over a block of code: the name of a file, or of a tab.

```js title="app.js"     Docusaurus, Hugo, Quarto (`filename`)
```yml:compose.yml       Zenn, Qiita
```sh [npm]              VitePress
"""

from __future__ import annotations

import re

_INFO = re.compile(r"(?:`{3,}|~{3,})[ \t]*(?P<info>[^\n]*)")
_NAMED = re.compile(
    r"\b(?:title|filename|caption)[ \t]*=[ \t]*(?P<mark>[\"'])(?P<title>[^\"'\n]+)(?P=mark)"
)
_BEHIND_COLON = re.compile(
    r"[A-Za-z][\w+#-]*:(?!(?:no-)?line-numbers)(?P<title>[^\s:{}]+)"
)
_IN_BRACKETS = re.compile(
    r"[A-Za-z][\w+#-]*(?:\{[^{}]*\}|:[\w-]+)?[ \t]+\[(?P<title>[^\[\]\n]+)\]"
)


def find_code_title(fence: str) -> str:
    """Return what a reader sees over a block of code; "" for nothing.

    Args:
        fence: The block, its fences included.

    >>> find_code_title('```js title="app.js"\\nx\\n```'), find_code_title("```js\\nx\\n```")
    ('app.js', '')
    """
    info = _INFO.match(fence)
    if info is None:
        return ""
    written = info["info"].strip()
    found = (
        _NAMED.search(written)
        or _BEHIND_COLON.match(written)
        or _IN_BRACKETS.match(written)
    )
    return found["title"].strip() if found else ""
