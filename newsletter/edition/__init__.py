"""Decide which posts make which edition, and under which subject."""
