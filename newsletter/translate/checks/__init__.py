"""Judge a translated unit by rules with names; what cannot be trusted is held.

    check_unit(unit, target, …)  →  findings
                                    errors hold the unit, warnings are listed

Principles. The worst outcome is a wrong amount, link or name in print; the second
worst an editor who has learnt to ignore alarms. So an error needs proof (a
placeholder twice, an amount that equals nothing in the source), a suspicion is a
warning, and style is nobody's business here. Every rule is a function of unit and
target alone; none knows the engine.

| rule | severity | holds or lists when |
|---|---|---|
| empty | error | there is nothing, or nothing to read |
| placeholders | error | a mark is lost, doubled, invented, or crosses another |
| markup | error | HTML, entities or Markdown that the source does not have |
| links | error | a bare URL, address or @handle is lost, changed or new |
| numbers | error, warning | an amount equals none on the other side; small ones warn |
| designations | error, warning | a name with digits, a size or a code became another one |
| glossary | error | a term has no rendering, a forbidden one, or lost its kept form |
| order | warning | amounts stand in another order, or count something else |
| measure | error | the same number in another unit: metres for feet, days for hours |
| bound | warning | at least on the one side, less than on the other |
| negation | warning | not on the one side, and nothing like it on the other |
| plans | warning | the source speaks of a plan, the translation of the past |
| actors | warning | two names have changed places as who acts and on whom |
| names | warning | a Latin name is only on the one side of two scripts |
| script | error | letters of the source script are left |
| width | warning | full-width letters or digits in a language without them |
| case | warning | a sentence without a capital letter |
| unchanged | error, warning | the answer is the source; names may be |
| length | error, warning | far longer or shorter than translations are |
| repetition | error | words repeat in a loop |
| mojibake | error | letters were decoded wrongly, or control characters stand there |
| service | error | the words of an error page, quota notice or captcha |
| chatter | error | a refusal, heading, note or offer of a language model |
| doubled | error | a sentence twice that the source has once |
| cut | warning | the source ends its sentence, the translation does not |
| language | error, warning | no word of the target language |
| direction | error, warning | last month for last year; up for down, sold for bought |
| pairs | warning | a bracket or quotation mark without its partner |
| sentences | warning | more or fewer sentences than the source |
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newsletter.model import Finding, Severity, Unit
from newsletter.translate.checks.pair import Pair, build_pair
from newsletter.translate.checks.readable import check_empty, is_absurdly_long
from newsletter.translate.checks.structure import check_placeholders
from newsletter.translate.glossary import EMPTY, Glossary

Check = Callable[[Pair], Iterator[Finding]]

# Markup alone: all that can be asked of a preview engine, whose words are no translation.
STRUCTURE: tuple[Check, ...] = (check_empty, check_placeholders)


def check_unit(
    unit: Unit,
    target: str,
    *,
    target_language: str,
    glossary: Glossary = EMPTY,
    checks: tuple[Check, ...] | None = None,
) -> tuple[Finding, ...]:
    """Return what the rules say of a translation, errors first.

    Args:
        unit: The source.
        target: The translation with placeholders.
        target_language: BCP 47 tag of the translation.
        glossary: The publication's terms.
        checks: The rules; all when none are given, `STRUCTURE` for preview engines.
    """
    pair = build_pair(unit, target, target_language, glossary)
    if not target.strip():
        return tuple(check_empty(pair))
    if is_absurdly_long(pair):
        from newsletter.translate.checks.surface import check_length

        return tuple(check_length(pair))
    found: list[Finding] = []
    for check in _get_rules() if checks is None else checks:
        found.extend(check(pair))
    return tuple(sorted(found, key=_is_mild))


def _get_rules() -> tuple[Check, ...]:
    """All rules: a run without an answer to judge does without their tables."""
    from newsletter.translate.checks.all_checks import CHECKS

    return CHECKS


def _is_mild(finding: Finding) -> bool:
    return finding.severity is not Severity.ERROR


# Warnings that are worth a second answer: alone, then of the next engine. What stays is
# listed. None of them proves an error, and each was measured on right translations.
DOUBTS = frozenset(
    {
        "actors",
        "bound",
        "case",
        "cut",
        "designations",
        "direction",
        "language",
        "length",
        "names",
        "negation",
        "order",
        "plans",
    },
)


def is_doubtful(findings: tuple[Finding, ...]) -> bool:
    """Tell whether another answer may be better."""
    return any(finding.rule in DOUBTS for finding in findings)


def is_acceptable(findings: tuple[Finding, ...]) -> bool:
    """Tell whether nothing holds the unit."""
    return all(map(_is_mild, findings))
