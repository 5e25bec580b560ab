"""Translate a post unit by unit; what fails a check is held, never published."""

from __future__ import annotations

from newsletter.translate.markdown import translate_markdown

__all__ = ["translate_markdown"]
