"""Make findings, one check a statement: `yield from error_if(bad, rule, message)`."""

from __future__ import annotations

from newsletter.model import Finding, Severity


def error(rule: str, message: str) -> Finding:
    """Return a finding that makes an output unfit."""
    return Finding(rule, Severity.ERROR, message)


def warning(rule: str, message: str) -> Finding:
    """Return a finding that some readers stumble over."""
    return Finding(rule, Severity.WARNING, message)


def error_if(bad: object, rule: str, message: str) -> tuple[Finding, ...]:
    """Return one error, or nothing when all is well."""
    return (error(rule, message),) if bad else ()


def warning_if(bad: object, rule: str, message: str) -> tuple[Finding, ...]:
    """Return one warning, or nothing when all is well."""
    return (warning(rule, message),) if bad else ()
