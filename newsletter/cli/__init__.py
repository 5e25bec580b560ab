"""Show the house its face: typer commands that turn arguments into calls and results into exit codes.

Results go to stdout, everything else to stderr. Heavy rooms are imported inside the commands, so that `--help` is quick.
"""

from __future__ import annotations

import os
import sys

from newsletter.cli.app import app
from newsletter.cli.output import print_error
from newsletter.errors import NewsletterError

# The commands register themselves with the app; their order here is their order in --help.
from newsletter.cli import publication_commands, stage_commands, upkeep_commands  # isort: skip

__all__ = ["app", "main", "publication_commands", "stage_commands", "upkeep_commands"]


def main() -> None:
    """Run the command line; every known fault ends in one message and an honest exit code."""
    try:
        app()
    except NewsletterError as error:
        print_error(error)
        sys.exit(error.exit_code)
    except BrokenPipeError:  # `newsletter clean … | head`: the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        print("interrupted; the next run picks up where this one stopped", file=sys.stderr)
        sys.exit(130)
