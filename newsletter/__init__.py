"""Publish Markdown posts as clean, abridged, translated copies, email campaigns and feeds."""
