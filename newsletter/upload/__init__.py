"""Bring editions into campaign tools as drafts, and ask what has become of them there."""

from newsletter.upload.carry_out import upload_editions
from newsletter.upload.comparison import Difference, compare_editions
from newsletter.upload.draft_action import Decision, DraftAction, decide
from newsletter.upload.edition_names import find_editions
from newsletter.upload.reopen import reopen_editions
from newsletter.upload.send_test import send_test
from newsletter.upload.upload_context import open_upload
from newsletter.upload.upload_report import Uploaded, UploadReport

__all__ = [
    "Decision",
    "Difference",
    "DraftAction",
    "UploadReport",
    "Uploaded",
    "compare_editions",
    "decide",
    "find_editions",
    "open_upload",
    "reopen_editions",
    "send_test",
    "upload_editions",
]
