"""Translate a post unit by unit; what fails a check is held, never published."""
