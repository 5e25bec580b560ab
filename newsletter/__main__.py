"""Run the command line with `python -m newsletter`."""

from newsletter.cli import main

main()
