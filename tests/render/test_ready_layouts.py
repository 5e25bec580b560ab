"""The shipped layouts are known as MJML compiles them, and no other layout is taken for one."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from newsletter.render import ready_layouts
from newsletter.render.layout import (
    LayoutLine,
    compile_layout,
    compile_with_mjml,
    join_includes,
    join_lines,
)
from newsletter.render.ready_layouts import find_ready, pack_ready
from newsletter.render.templates import LAYOUT_SUFFIX, load_templates

FILE = Path(ready_layouts.__file__).with_name(ready_layouts.FILE)


def read_shipped() -> dict[str, tuple[LayoutLine, ...]]:
    """The shipped layouts by name, their includes put in."""
    files = load_templates().files
    texts = {name: (file.path, file.text) for name, file in files.items()}
    names = [name for name in texts if name.endswith(LAYOUT_SUFFIX)]
    whole = [name for name in sorted(names) if not name.rpartition("/")[2].startswith("_")]
    return {name: join_includes(name, texts) for name in whole}


def test_the_file_holds_what_mjml_makes() -> None:
    """Whoever changes a shipped layout, or MJML, is told to renew the file."""
    layouts = read_shipped()
    compiled = {join_lines(lines): compile_with_mjml(lines) for lines in layouts.values()}
    if os.environ.get("NEWSLETTER_RENEW_GOLDEN"):
        FILE.write_text(pack_ready(compiled), encoding="utf-8")
    assert FILE.read_text(encoding="utf-8") == pack_ready(compiled)
    assert len(compiled) == len(layouts) >= 2


def test_a_shipped_layout_needs_no_compiler() -> None:
    """A run with the shipped layouts never imports MJML."""
    code = (
        "import sys\n"
        "from newsletter.render.templates import load_templates\n"
        "load_templates().compile()\n"
        "assert 'mjml' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_changed_layout_is_compiled() -> None:
    """One other number is another layout: what is shipped is not given for it."""
    lines = read_shipped()["email/post.mjml.j2"]
    changed = tuple(
        replace(line, text=line.text.replace('padding="0"', 'padding="37px"')) for line in lines
    )
    assert find_ready(join_lines(lines))
    assert find_ready(join_lines(changed)) == ""
    assert "37px" in compile_layout(changed)
    assert "37px" not in compile_layout(lines)
