"""Decide what a run does, before it does anything.

Pages, editions by schedule, near-identical posts.
"""
