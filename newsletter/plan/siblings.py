"""Find posts that are one post in several languages, each written by a person.

A site that has translations already says so in its paths or by a key that they share. Such posts
are known as each other's, and a language that a person has written is not made again by an engine.
The others are made from one of them: the one in the language of the publication.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from newsletter.plan.page_actions import Found
from newsletter.source.path_language import path_language, without_language


def find_groups(
    found: Mapping[str, Found], languages: Sequence[str]
) -> tuple[tuple[str, ...], ...]:
    """Return the refs of each group, the one that others are made from first.

    Args:
        found: Posts by ref; the first language of each is its own.
        languages: Of the publication, the one that its posts are written in first.
    """
    groups: dict[str, dict[str, str]] = {}
    for ref in sorted(found):
        own = found[ref].languages[0]
        for key in _keys(ref, found, languages):
            groups.setdefault(key, {}).setdefault(own, ref)
    several = [members for members in groups.values() if len(members) > 1]
    ordered = {_in_order(members, languages) for members in several}
    return _without_overlaps(
        sorted(ordered, key=lambda refs: (-len(refs), refs))
    )


def _keys(
    ref: str, found: Mapping[str, Found], languages: Sequence[str]
) -> Iterable[str]:
    """What all languages of a post have in common: a path, the key of the first or a shared one."""
    post = found[ref]
    own = post.languages[0]
    first = ref.removesuffix(f"-{own}")
    yield f"ref:{first if first in found else ref}"
    if post.translation_key:
        yield f"key:{post.translation_key}"
    if path_language(post.path, languages) or own != languages[0]:
        yield f"path:{without_language(post.path, languages)}"
    elif own == languages[0]:
        yield f"path:{without_language(post.path, ())}"


def _in_order(
    members: Mapping[str, str], languages: Sequence[str]
) -> tuple[str, ...]:
    """The posts in the order of the languages of the publication, other languages behind."""
    rank = {language: number for number, language in enumerate(languages)}
    own = sorted(members, key=lambda tag: (rank.get(tag, len(rank)), tag))
    return tuple(members[language] for language in own)


def _without_overlaps(
    groups: Iterable[tuple[str, ...]],
) -> tuple[tuple[str, ...], ...]:
    """A post belongs to one group: the largest that names it."""
    taken: set[str] = set()
    kept: list[tuple[str, ...]] = []
    for group in groups:
        if taken.isdisjoint(group):
            taken.update(group)
            kept.append(group)
    return tuple(kept)
