"""Start the command line, `newsletter` or `python -m newsletter`, so that Ctrl-C is heard at once.

To import the commands takes a quarter of a second. Python would answer Ctrl-C there by a page of
what it was importing.
"""

from __future__ import annotations

import gc
import os
import signal
from types import FrameType

EXIT_INTERRUPTED = 130  # as `errors` has it, which is not imported yet
# For the life of the command: to import makes a hundred thousand values and no garbage, and Python
# looks for some after every 700, which takes a twelfth of a start.
N_VALUES = 20_000
_SAID = b"interrupted before anything was begun\n"


def main() -> None:
    """Import the command line and run it; whoever ignores Ctrl-C (nohup) goes on doing so."""
    is_heard = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if is_heard:
        signal.signal(signal.SIGINT, _leave)
    gc.set_threshold(N_VALUES)
    from newsletter.cli import main as run_command

    try:
        if is_heard:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        run_command()
    except KeyboardInterrupt:  # a second one, while the first is told
        raise SystemExit(EXIT_INTERRUPTED) from None
    finally:
        if is_heard:  # all is done: from here on it may end without a word
            signal.signal(signal.SIGINT, signal.SIG_DFL)


def _leave(_signal: int = 0, _frame: FrameType | None = None) -> None:
    """End at once: there is nothing to put in order yet."""
    os.write(2, _SAID)
    os._exit(EXIT_INTERRUPTED)


if __name__ == "__main__":
    main()
