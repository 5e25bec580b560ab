"""Word the errors of the survey: what is wrong with a file, or with the folder of posts."""

from __future__ import annotations

import os
from pathlib import Path

from newsletter.config import CONFIG_NAME
from newsletter.errors import PostError, quote
from newsletter.pipeline.tasks import Examined
from newsletter.plan.page_actions import Found


def same_key_error(examined: Examined, ref: str, holder: str) -> PostError:
    """Return the error of two posts that ask for one ref.

    Args:
        examined: The post that comes second.
        ref: The ref that both ask for.
        holder: Path of the post that has it.
    """
    return PostError(
        f"cannot use {quote(examined.name)}",
        at=str(examined.path),
        why=f"{quote(holder)} has the same key, {ref}",
        fix="rename one of them, or give it another ref: in the front matter",
    )


def same_address_error(post: Found, path: Path, why: str) -> PostError:
    """Return the error of a post whose address another post has."""
    return PostError(
        f"cannot use {quote(post.path)}",
        at=str(path),
        why=why,
        fix="give one of them another slug: in the front matter, or rename it",
    )


def odd_name_error(name: str) -> PostError:
    """Return the error of a file whose name no text can hold."""
    shown = name.encode("utf-8", "backslashreplace").decode()
    return PostError(
        f"cannot use {quote(shown)}",
        at=shown,
        why="its name is not UTF-8",
        fix="rename the file",
    )


def no_posts_error(root: Path) -> PostError:
    """Return the error of an archive without a post."""
    return PostError(
        f"no posts in {quote(root)}",
        at=os.fspath(root),
        why="there is no .md file",
        fix=f"add a post, or set posts.folder in {CONFIG_NAME}",
    )
