"""The layouts under the official MJML, a development lint.

`npm install mjml@4.18.0`, and NEWSLETTER_MJML names its command.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from newsletter.render.layout import join_includes
from newsletter.render.templates import load_templates

pytestmark = pytest.mark.slow

MJML = os.environ.get(
    "NEWSLETTER_MJML"
)  # not the path: the Python package has a command of that name
FILES = {name: (file.path, file.text) for name, file in load_templates().files.items()}


def filled(name: str) -> str:
    """The layout with every expression in an attribute replaced by a value of its kind.

    The validator knows no Jinja2.
    """
    source = "\n".join(line.text for line in join_includes(name, FILES))
    samples = {"color": "#123456", "align": "left", "direction": "ltr", "dir": "ltr", "lang": "ja"}

    def sample(found: re.Match[str]) -> str:
        kind = next(
            (value for key, value in samples.items() if found[1].endswith(key)),
            "https://example.com/",
        )
        return f'{found[1]}="{kind}"'

    return re.sub(r'([a-z-]+)="\{\{[^"]*\}\}"', sample, source)


def validate(source: str, folder: Path) -> tuple[int, str]:
    """Exit code and complaints of the validator."""
    path = folder / "layout.mjml"
    path.write_text(source, encoding="utf-8")
    done = subprocess.run(
        [str(MJML), "--validate", str(path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, (done.stdout + done.stderr).strip()


@pytest.mark.skipif(
    MJML is None, reason="NEWSLETTER_MJML does not name the command of the npm package mjml"
)
@pytest.mark.parametrize("name", ["email/post.mjml.j2", "email/digest.mjml.j2"])
def test_the_official_validator_has_no_complaint(tmp_path: Path, name: str) -> None:
    """What our own lint lets through is MJML to its makers too."""
    assert validate(filled(name), tmp_path) == (0, "")
    code, said = validate(filled(name).replace('text-align="', 'text-aline="', 1), tmp_path)
    assert (code != 0, "text-aline" in said) == (True, True)
