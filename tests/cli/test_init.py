"""newsletter init: settings that fit, questions on a terminal, and nothing overwritten."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from newsletter.config import read_settings
from tests.cli.conftest import POST, Run, snapshot

JEKYLL = "title: 朝の手紙\nurl: https://letter.example.com\nlang: ja\npermalink: pretty\n"


class Terminal(io.StringIO):
    """A standard input that a person types into."""

    def isatty(self) -> bool:
        """Say that it is a terminal."""
        return True


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A Jekyll site with one post, in git."""
    (tmp_path / "_posts").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "_config.yml").write_text(JEKYLL, encoding="utf-8")
    (tmp_path / "_posts/2025-11-01-morning-market.md").write_text(
        POST.replace("{day}", "1"), encoding="utf-8"
    )
    return tmp_path


def test_a_folder_of_its_own_becomes_a_publication_that_runs(
    newsletter: Run, tmp_path: Path
) -> None:
    """Settings, glossary, ignore file and a first post; a run publishes it; again is refused."""
    folder = tmp_path / "letter"
    assert newsletter("init", folder, "--language", "ja", "--engine", "pseudo").code == 0
    made = snapshot(folder)
    (post,) = (name for name in made if name.startswith("posts/"))
    assert set(made) == {"newsletter.toml", "glossary.csv", ".gitignore", post}
    result = newsletter("run", folder)
    assert (result.code, result.err) == (0, "")
    assert (folder / "_newsletter/site/en/feed.xml").is_file()
    assert newsletter("init", folder).code == 2
    assert made.items() <= snapshot(folder).items()


def test_beside_a_site_nothing_of_it_is_touched(newsletter: Run, site: Path) -> None:
    """The settings say what the site says; what belongs into ignore lists is named, not written."""
    before = snapshot(site)
    result = newsletter("init", site)
    assert result.code == 0
    assert "found: a Jekyll site (_config.yml)" in result.err
    assert "found: 1 post in _posts/" in result.err
    assert f"keep out of the site, in {site / '_config.yml'}: newsletter.toml" in result.err
    made = set(snapshot(site)) - set(before)
    assert made == {"newsletter.toml", "glossary.csv"}
    assert before.items() <= snapshot(site).items()
    settings = read_settings(site)
    assert settings.publication.title == "朝の手紙"
    assert settings.posts.folder == "_posts"
    assert settings.target_languages == ("en",)


def test_ignore_lists_are_written_when_asked(newsletter: Run, site: Path) -> None:
    """--write-ignore adds our files to _config.yml and .gitignore."""
    assert newsletter("init", site, "--write-ignore").code == 0
    assert "  - newsletter.toml\n" in (site / "_config.yml").read_text(encoding="utf-8")
    assert "/_newsletter/\n" in (site / ".gitignore").read_text(encoding="utf-8")


def test_a_person_is_asked_what_nobody_can_see(
    newsletter: Run, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal: target languages, engine, and whether the ignore lists may be written."""
    monkeypatch.setattr(sys, "stdin", Terminal("en, fr\npseudo\ny\n"))
    assert newsletter("init", site).code == 0
    settings = read_settings(site)
    assert settings.target_languages == ("en", "fr")
    assert settings.translate.engines == ("pseudo",)
    assert (site / ".gitignore").is_file()


def test_a_wrong_engine_is_asked_for_again(
    newsletter: Run, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engines are named before the question; a typing error costs one more line."""
    monkeypatch.setattr(sys, "stdin", Terminal("en\ngogle\npseudo\nn\n"))
    result = newsletter("init", site)
    assert result.code == 0
    assert "engines: google, libretranslate" in result.err
    assert 'there is no engine "gogle"' in result.err
    assert read_settings(site).translate.engines == ("pseudo",)


def test_without_translation_no_engine_is_asked_for(
    newsletter: Run, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`-` for the languages ends the questions about translating."""
    monkeypatch.setattr(sys, "stdin", Terminal("-\nn\n"))
    result = newsletter("init", site)
    assert (result.code, "engines:" in result.err) == (0, False)
    assert read_settings(site).target_languages == ()


def test_nobody_is_asked_with_yes(
    newsletter: Run, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """--yes takes the defaults, also on a terminal."""
    monkeypatch.setattr(sys, "stdin", Terminal(""))
    assert newsletter("init", site, "--yes", "--to", "-").code == 0
    assert read_settings(site).target_languages == ()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), "engine: google"),
        (("--engine", "deepl"), "engine: deepl"),
        (("--to", "-"), ""),
    ],
    ids=["default", "chosen", "no translation"],
)
def test_the_engine_is_named(
    newsletter: Run, tmp_path: Path, words: tuple[str, ...], expected: str
) -> None:
    """Who translates is never a surprise, and what asks for no key says what it is."""
    result = newsletter("init", tmp_path / "letter", "--language", "ja", "--yes", *words)
    assert result.code == 0
    assert expected in result.err
    assert ("engine:" in result.err) is bool(expected)
    assert ("public page of Google Translate" in result.err) is (expected == "engine: google")


# Files of a folder without a site, and the folder that `init` takes its posts from; "" makes one.
PLAIN = {
    "posts beside the settings": (("2025-11-01-a.md", "2025-11-02-b.md"), "."),
    "one with front matter": (("letter.md", "README.md"), "."),
    "posts in a folder of theirs": (("README.md", "posts/2025-11-01-a.md"), "posts"),
    "in another usual folder": (("blog/letter.md",), "blog"),
    "notes and no posts": (("README.md", "notes.md"), ""),
    "a folder that is no posts": (("docs/2025-11-01-a.md",), ""),
    "nothing": ((), ""),
}


@pytest.mark.parametrize(("files", "posts"), PLAIN.values(), ids=PLAIN)
def test_posts_without_a_site_are_taken(
    newsletter: Run, tmp_path: Path, files: tuple[str, ...], posts: str
) -> None:
    """Whoever has posts gets no first post beside them; the run publishes what is there."""
    for number, name in enumerate(files):
        is_post = "letter" in name or "2025" in name
        text = POST.replace("{day}", str(number + 1)).replace("三十年", f"{number}十年")
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text if is_post else "Words.\n", "utf-8")
    result = newsletter("init", tmp_path, "--to", "en", "--engine", "pseudo")
    settings = read_settings(tmp_path)
    assert settings.posts.folder == (posts or "posts")
    assert (tmp_path / ".gitignore").is_file()
    assert bool(list(tmp_path.glob("posts/*-hello.md"))) is not bool(posts)
    if posts:
        assert settings.source_language == "ja"
        assert f"in {posts}/" in result.err
        assert "found: a" not in result.err


def test_another_section_of_a_site_is_told(newsletter: Run, tmp_path: Path) -> None:
    """A site has one folder of posts here; what lies beside it is counted, with what takes it."""
    (tmp_path / "hugo.toml").write_text('title = "a"\nbaseURL = "https://e.com/"\n', "utf-8")
    for name in ("posts/a.md", "posts/b.md", "notes/c.md"):
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(POST.replace("{day}", "1"), "utf-8")
    told = newsletter("init", tmp_path).err
    assert "found: 2 posts in content/posts/" in told
    assert 'not taken: 1 Markdown file elsewhere in content/; with them: folder = "content"' in told
    text = (tmp_path / "newsletter.toml").read_text("utf-8")
    assert '# title = "a"' in text


def test_an_engine_that_is_not_there_is_guessed(newsletter: Run, tmp_path: Path) -> None:
    """As in the settings, the nearest name is offered."""
    assert 'did you mean "google"?' in newsletter("init", tmp_path, "--engine", "gogle").err
