"""Measure: scripts that print figures, never tests."""
