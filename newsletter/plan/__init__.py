"""Decide what a run does, before it does anything: pages, editions by schedule, near-identical posts."""
