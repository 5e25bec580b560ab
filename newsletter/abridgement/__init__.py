"""Choose the sentences of the newsletter version and the one-line summary."""

from newsletter.abridgement.abridge import abridge_body
from newsletter.abridgement.reasons import explain
from newsletter.abridgement.summary import summarize

__all__ = ["abridge_body", "explain", "summarize"]
