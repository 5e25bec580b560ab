from __future__ import annotations

import subprocess
import sys

import pytest

USES = {
    "one after the other": "c = newsletter.clean(text)\nassert newsletter.abridge(c.text, chars=200).body",
    "abridge first": "assert newsletter.abridge(text, chars=200).body\nassert newsletter.clean(text).body",
    "by name": "from newsletter import abridge, clean, translate_markdown\nassert abridge(clean(text).text, chars=200).body",
}


@pytest.mark.parametrize("use", USES.values(), ids=list(USES))
def test_the_stages_are_functions_of_the_package(use: str) -> None:
    """`newsletter.abridge` is the function also after the package of the same name has been imported."""
    program = f"import newsletter\ntext = '# Title\\n\\nOne sentence stands here. Another one follows it.\\n'\n{use}\n"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60
    )
    assert (run.returncode, run.stderr) == (0, "")
