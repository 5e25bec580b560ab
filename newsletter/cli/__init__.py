"""Turn the command line into calls, and their results into text and exit codes.

Results go to stdout, everything else to stderr. Rooms that are slow to import are imported inside
the commands, so that `--help` is quick.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys

import typer

from newsletter.cli.app import app
from newsletter.cli.output import print_error
from newsletter.cli.usage import explain_usage
from newsletter.errors import EXIT_INTERRUPTED, NewsletterError

# The commands register themselves with the app; their order here is their order in --help.
from newsletter.cli import init_command  # isort: skip
from newsletter.cli import publication_commands, stage_commands  # isort: skip
from newsletter.cli import stats_command, engine_commands  # isort: skip
from newsletter.cli import desk_command, send_test_command  # isort: skip
from newsletter.cli import memory_commands, template_commands  # isort: skip
from newsletter.cli import upkeep_commands  # isort: skip
from newsletter.cli import upload_command, doctor_command  # isort: skip

__all__ = [
    "app",
    "desk_command",
    "doctor_command",
    "engine_commands",
    "init_command",
    "main",
    "memory_commands",
    "publication_commands",
    "send_test_command",
    "stage_commands",
    "stats_command",
    "template_commands",
    "upkeep_commands",
    "upload_command",
]


def main() -> None:
    """Run the command line; every known fault ends in one message and an honest exit code.

    At its end Python looks through all that is left for garbage in circles, a tenth of a second
    and more after a long run. The system takes the memory anyway: what is frozen is not looked at.
    """
    atexit.register(gc.freeze)
    try:
        code = app(prog_name="newsletter", standalone_mode=False)
    except NewsletterError as error:
        print_error(error)
        sys.exit(error.exit_code)
    except typer.TyperException as error:  # a wrong option, argument or command
        code = _report_usage(error)
    except (
        BrokenPipeError
    ):  # `newsletter clean … | head`: the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except (KeyboardInterrupt, typer.Abort):
        code = EXIT_INTERRUPTED
    if code == EXIT_INTERRUPTED:  # typer takes Ctrl-C itself, and says nothing
        print(
            "interrupted; what was written is whole, and the same command does the rest",
            file=sys.stderr,
        )
    sys.exit(code)


def _report_usage(error: typer.TyperException) -> int:
    explained = explain_usage(error)
    if isinstance(explained, NewsletterError):
        print_error(explained)
    else:
        print(explained, file=sys.stderr)
    return error.exit_code
