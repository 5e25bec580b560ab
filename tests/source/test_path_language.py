"""The language in the path of a post, and the path without it."""

from __future__ import annotations

import pytest

from newsletter.source.path_language import path_language, without_language

LANGUAGES = ("ja", "en", "zh-Hant", "pt-BR")
# Path, its language, what all languages of it have in common.
NAMED = {
    "a file of Hugo": ("posts/walk.en.md", "en", "posts/walk"),
    "a bundle of Hugo": ("posts/walk/index.ja.md", "ja", "posts/walk/index"),
    "a folder in front": ("en/posts/walk.md", "en", "posts/walk"),
    "a folder behind": ("_posts/ja/newsletters/walk.md", "ja", "_posts/newsletters/walk"),
    "another spelling": ("content/zh_TW/walk.md", "zh-Hant", "content/walk"),
    "small letters": ("content/pt-br/walk.mdx", "pt-BR", "content/walk"),
}
NOT_NAMED = {
    "nothing": ("posts/walk.md", "posts/walk"),
    "a language of others": ("it/walk.md", "it/walk"),
    "a word": ("post/walk.md", "post/walk"),
    "a dot in a name": ("posts/v1.2.md", "posts/v1.2"),
    "a language that is no folder": ("posts/en.md", "posts/en"),
    "a hidden name": ("posts/.en", "posts/.en"),
}


@pytest.mark.parametrize(("path", "language", "common"), NAMED.values(), ids=NAMED)
def test_a_path_names_a_language(path: str, language: str, common: str) -> None:
    """In a folder or before the suffix, in whatever spelling."""
    assert path_language(path, LANGUAGES) == language
    assert without_language(path, LANGUAGES) == common


@pytest.mark.parametrize(("path", "common"), NOT_NAMED.values(), ids=NOT_NAMED)
def test_other_names_are_no_languages(path: str, common: str) -> None:
    """Only the languages of the publication count, and a post may be called by one."""
    assert path_language(path, LANGUAGES) == ""
    assert without_language(path, LANGUAGES) == common
