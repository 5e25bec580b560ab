"""Bring editions into campaign tools as drafts, and ask what has become of them there."""

from newsletter.upload.carry_out import (
    Decision,
    DraftAction,
    Uploaded,
    UploadReport,
    decide,
    upload_editions,
)
from newsletter.upload.comparison import Difference, compare_editions
from newsletter.upload.edition_names import find_editions
from newsletter.upload.reopen import reopen_editions
from newsletter.upload.test_mail import send_test

__all__ = [
    "Decision",
    "Difference",
    "DraftAction",
    "UploadReport",
    "Uploaded",
    "compare_editions",
    "decide",
    "find_editions",
    "reopen_editions",
    "send_test",
    "upload_editions",
]
