"""Choose the sentences of the newsletter version and the one-line summary."""

from newsletter.abridge.abridgement import abridge_body
from newsletter.abridge.explanation import explain
from newsletter.abridge.model_writer import write_abridgement
from newsletter.abridge.summary import summarize

__all__ = ["abridge_body", "explain", "summarize", "write_abridgement"]
