"""All rules, in the order in which they are asked; the first two are those of `STRUCTURE`."""

from __future__ import annotations

from newsletter.translate.checks import STRUCTURE, Check
from newsletter.translate.checks.actors import check_actors
from newsletter.translate.checks.amounts import check_numbers
from newsletter.translate.checks.chatter import check_chatter
from newsletter.translate.checks.contradiction import check_direction
from newsletter.translate.checks.designations import check_designations
from newsletter.translate.checks.sense import check_negation, check_plans
from newsletter.translate.checks.service import check_service
from newsletter.translate.checks.structure import (
    check_links,
    check_markup,
    check_pairs,
)
from newsletter.translate.checks.surface import (
    check_case,
    check_length,
    check_mojibake,
    check_repetition,
    check_script,
    check_sentences,
    check_unchanged,
    check_width,
)
from newsletter.translate.checks.terms import check_glossary, check_names
from newsletter.translate.checks.whole import (
    check_cut,
    check_doubled,
    check_language,
)

CHECKS: tuple[Check, ...] = (
    *STRUCTURE,
    check_markup,
    check_links,
    check_numbers,
    check_designations,
    check_glossary,
    check_names,
    check_script,
    check_width,
    check_case,
    check_unchanged,
    check_length,
    check_repetition,
    check_mojibake,
    check_service,
    check_chatter,
    check_doubled,
    check_cut,
    check_language,
    check_direction,
    check_negation,
    check_plans,
    check_actors,
    check_pairs,
    check_sentences,
)
