"""Serve the editor's web page on loopback: previews, removals, source beside translation."""
