"""newsletter init: the site it stands in is seen, from the site's own settings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from newsletter.config import parse_settings
from newsletter.render.templates import shipped_folder
from newsletter.setup.generators import SiteFacts, find_site
from newsletter.setup.ignoring import plan_ignores
from newsletter.setup.permalinks import convert_permalink
from newsletter.setup.scaffold import choose, fill_scaffold

POST = "---\ntitle: 一つ目\n---\n\n港の朝市が今年で三十年を迎えた。\n"
ENGLISH = "---\ntitle: One\n---\n\nThe market by the harbour is thirty years old.\n"

# A site: its files → what is known of it.
SITES: dict[str, tuple[dict[str, str], SiteFacts]] = {
    "jekyll": (
        {
            "_config.yml": (
                "title: 朝の手紙\nurl: https://letter.example.com\nbaseurl: /blog\nlang: ja\n"
                "timezone: Asia/Tokyo\nauthor:\n  name: 編集部\n"
                "permalink: /:year/:month/:day/:title/\ndescription: >\n  町の\n  手紙\n"
            ),
            "_posts/2025-01-01-a.md": POST,
        },
        SiteFacts(
            "jekyll",
            "_config.yml",
            title="朝の手紙",
            url="https://letter.example.com/blog",
            language="ja",
            timezone="Asia/Tokyo",
            author="編集部",
            description="町の 手紙",
            posts="_posts",
            permalink="/{year}/{month}/{day}/{slug}/",
            n_posts=1,
        ),
    ),
    "jekyll that says nothing": (
        {"_config.yml": "", "_posts/2025-01-01-a.md": POST},
        SiteFacts(
            "jekyll",
            "_config.yml",
            language="ja",
            posts="_posts",
            permalink="/{categories}/{year}/{month}/{day}/{slug}.html",
            n_posts=1,
        ),
    ),
    "hugo, keys in any case": (
        {
            "hugo.toml": (
                'baseURL = "https://example.org/"\ntitle = "Notes"\nLanguageCode = "en-gb"\n'
                '[params.author]\nname = "Ada"\n[permalinks]\nposts = "/:year/:slug/"\n'
            ),
            "content/posts/a.md": ENGLISH,
            "content/posts/b/index.md": ENGLISH,
            "content/posts/_index.md": "---\ntitle: Posts\n---\n",
            "static/logo.svg": "",
        },
        SiteFacts(
            "hugo",
            "hugo.toml",
            title="Notes",
            url="https://example.org",
            language="en-GB",
            author="Ada",
            posts="content/posts",
            assets="static",
            permalink="/{year}/{title_slug}/",
            n_posts=2,
        ),
    ),
    "hugo in YAML, another section": (
        {"config.yaml": "baseURL: https://example.org/x/\n", "content/blog/a.md": ENGLISH},
        SiteFacts(
            "hugo",
            "config.yaml",
            url="https://example.org/x",
            language="en",
            posts="content/blog",
            permalink="/blog/{folders}/{slug}/",
            n_posts=1,
        ),
    ),
    "zola": (
        {
            "config.toml": 'base_url = "https://z.example"\ntitle = "Z"\n',
            "content/blog/a.md": ENGLISH,
        },
        SiteFacts(
            "zola",
            "config.toml",
            title="Z",
            url="https://z.example",
            language="en",
            posts="content/blog",
            permalink="/blog/{slug}/",
            n_posts=1,
        ),
    ),
    "eleventy": (
        {
            "eleventy.config.js": "export default function (config) {}\n",
            "_data/metadata.js": 'export default {\n\ttitle: "E",\n\turl: "https://e.example/",\n'
            '\tlanguage: "en",\n}\n',
            "content/blog/a.md": ENGLISH,
            "public/logo.svg": "",
        },
        SiteFacts(
            "eleventy",
            "eleventy.config.js",
            title="E",
            url="https://e.example",
            language="en",
            posts="content/blog",
            assets="public",
            n_posts=1,
        ),
    ),
    "astro": (
        {
            "astro.config.mjs": "export default defineConfig({\n  site: 'https://a.example',\n"
            "  base: '/docs',\n})\n",
            "src/consts.ts": "export const SITE_TITLE = 'A';\n",
            "src/content/blog/a.md": POST,
        },
        SiteFacts(
            "astro",
            "astro.config.mjs",
            title="A",
            url="https://a.example/docs",
            language="ja",
            posts="src/content/blog",
            permalink="/blog/{slug}/",
            n_posts=1,
        ),
    ),
    "hexo": (
        {
            "_config.yml": "title: H\nurl: https://h.example\nlanguage: zh-TW\n"
            "permalink: :year/:title/\n",
            "package.json": '{"dependencies": {"hexo": "7"}}',
            "source/_posts/a.md": POST,
        },
        SiteFacts(
            "hexo",
            "_config.yml",
            title="H",
            url="https://h.example",
            language="zh-TW",
            posts="source/_posts",
            assets="source",
            line_breaks="kept",
            permalink="/{year}/{slug}/",
            n_posts=1,
        ),
    ),
    "pelican": (
        {
            "pelicanconf.py": "AUTHOR = 'P'\nSITENAME = 'Pel'\nTIMEZONE = 'Europe/Rome'\n"
            "raise SystemExit('never run')\n",
            "publishconf.py": "SITEURL = 'https://p.example'\n",
            "content/a.md": "Title: A\n\nText in plain English.\n",
        },
        SiteFacts(
            "pelican",
            "pelicanconf.py",
            title="Pel",
            url="https://p.example",
            language="en",
            timezone="Europe/Rome",
            author="P",
            posts="content",
            assets="content",
            permalink="/{slug}.html",
            n_posts=1,
        ),
    ),
    "quarto": (
        {
            "_quarto.yml": "project:\n  type: website\nwebsite:\n  title: Q\n"
            "  site-url: https://q.example/\nlang: de\n",
            "posts/a.qmd": ENGLISH,
        },
        SiteFacts(
            "quarto",
            "_quarto.yml",
            title="Q",
            url="https://q.example",
            language="de",
            posts="posts",
            permalink="/posts/{slug}.html",
            n_posts=1,
        ),
    ),
    "obsidian": (
        {".obsidian/app.json": "{}", "posts/a.md": POST},
        SiteFacts(
            "obsidian",
            ".obsidian",
            title="vault",
            language="ja",
            posts="posts",
            line_breaks="kept",
            n_posts=1,
        ),
    ),
    "obsidian, strict about lines": (
        {".obsidian/app.json": '{"strictLineBreaks": true}', "posts/a.md": POST},
        SiteFacts("obsidian", ".obsidian", title="vault", language="ja", posts="posts", n_posts=1),
    ),
}

PERMALINKS = {
    ("pretty", "jekyll"): ("/{categories}/{year}/{month}/{day}/{slug}/", ()),
    ("none", "jekyll"): ("/{categories}/{slug}.html", ()),
    ("/blog/:year/:i_month/:title", "jekyll"): ("/blog/{year}/{i_month}/{slug}", ()),
    (":year/:month/:day/:title/", "hexo"): ("/{year}/{month}/{day}/{slug}/", ()),
    ("/:year/:weekday/:slug/", "hugo"): ("/{year}/weekday/{title_slug}/", ("weekday",)),
    ("/:year/:contentbasename/", "hugo"): ("/{year}/{slug}/", ()),
    ("/:monthname/:title/", "hugo"): ("/{month_name}/{title_slug}/", ()),
    ("{date:%Y}/{slug}.html", "pelican"): ("/{year}/{slug}.html", ()),
    ("{date:%B}/{category}/{slug}.html", "pelican"): ("/{month_name}/{categories}/{slug}.html", ()),
    ("{date:%b}/{slug}.html", "pelican"): ("/date:%b/{slug}.html", ("date:%b",)),
    ("{author}/{slug}.html", "pelican"): ("/author/{slug}.html", ("author",)),
}

CONFIGS = {
    "no list": "title: T\n",
    "nothing at all": "",
    "no line end": "title: T",
    "a block": "exclude:\n  - vendor\n  - README.md\nplugins: [a]\n",
    "a block at the margin": "exclude:\n- vendor\nplugins: [a]\n",
    "a block with comments": "exclude: # ours\n  # the gems\n  - vendor\n\nplugins: [a]\n",
    "a block at the end": "title: T\nexclude:\n  - vendor",
    "in brackets": "exclude: [vendor, README.md]\ntitle: T\n",
    "in brackets over lines": "exclude: [\n  vendor,\n  README.md,\n]\ntitle: T\n",
    "an empty list": "exclude: []\n",
}


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write files below a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(("files", "expected"), SITES.values(), ids=SITES)
def test_a_site_is_read_from_its_own_settings(
    tmp_path: Path, files: dict[str, str], expected: SiteFacts
) -> None:
    """Generator, title, address, language, posts and permalink are those of the site."""
    assert find_site(write(tmp_path / "vault", files)) == expected


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"a.md": POST},
        {"config.toml": 'name = "a program"\n'},
        {"package.json": '{"dependencies": {"react": "19"}}'},
        {"posts/2025-01-01-a.md": POST},
    ],
    ids=["nothing", "a post", "another program", "a package", "a folder of posts"],
)
def test_what_is_no_site_is_none(tmp_path: Path, files: dict[str, str]) -> None:
    """A folder without a generator's settings is not taken for a site."""
    assert find_site(write(tmp_path, files)) is None


@pytest.mark.parametrize("text", ["a: [", "\t", "- list", "*a", "a: &a [*a]", "\x00"])
def test_settings_that_are_broken_say_nothing(tmp_path: Path, text: str) -> None:
    """A broken _config.yml is the site's own trouble: we find nothing in it, and no traceback."""
    site = find_site(write(tmp_path, {"_config.yml": text}))
    assert site is not None
    assert (site.generator, site.title, site.url) == ("jekyll", "", "")


def test_sections_of_hugo_are_folders() -> None:
    """The section that the posts lie in is a word; those below it are the folders of the post."""
    assert convert_permalink("/:sections/:slug/", "hugo", "posts").path == (
        "/posts/{folders}/{title_slug}/"
    )
    assert convert_permalink("/:section/:slug/", "hugo", "blog").path == "/blog/{title_slug}/"


@pytest.mark.parametrize(("written", "expected"), PERMALINKS.items(), ids=str)
def test_a_permalink_is_put_in_our_words(
    written: tuple[str, str], expected: tuple[str, tuple[str, ...]]
) -> None:
    """Placeholders of Jekyll, Hugo, Hexo and Pelican become ours; those we lack are named."""
    assert convert_permalink(*written) == expected


@pytest.mark.parametrize("name", SITES)
def test_the_settings_that_come_out_are_accepted(tmp_path: Path, name: str) -> None:
    """What is written for a site is a valid newsletter.toml that says what the site says."""
    files, site = SITES[name]
    write(tmp_path, files)
    scaffold = (shipped_folder() / "publication/newsletter.toml").read_text(encoding="utf-8")
    language = site.language or "ja"
    targets = ("en",) if language != "en" else ("ja", "fr")
    text = fill_scaffold(scaffold, choose(site, language, "pseudo"), targets)
    settings = parse_settings(text)
    assert settings.publication.language == language
    assert settings.target_languages == targets
    assert settings.translate.engines == ("pseudo",)
    assert settings.posts.folder == site.posts
    assert settings.publication.title == (site.title or "My newsletter")
    assert settings.publication.url == (site.url or "https://example.com")
    assert (f"# from {site.config}" in text) is bool(site.title or site.url)


def test_values_of_a_site_are_quoted(tmp_path: Path) -> None:
    """A title with quotes and backslashes stays the title."""
    title = 'A "quoted" \\ title'
    scaffold = (shipped_folder() / "publication/newsletter.toml").read_text(encoding="utf-8")
    site = SiteFacts("jekyll", "_config.yml", title=title)
    text = fill_scaffold(scaffold, choose(site, "ja", ""), ("en",))
    assert parse_settings(text).publication.title == title


@pytest.mark.parametrize("text", CONFIGS.values(), ids=CONFIGS)
def test_jekyll_is_told_what_to_leave_out(tmp_path: Path, text: str) -> None:
    """Our files join `exclude`, whatever form it has; nothing else changes; again adds nothing."""
    path = tmp_path / "_config.yml"
    path.write_text(text, encoding="utf-8")
    (change,) = plan_ignores(tmp_path, "jekyll")
    before, after = yaml.safe_load(text) or {}, yaml.safe_load(change.text)
    assert after.pop("exclude") == [*(before.pop("exclude", None) or []), *change.lines]
    assert after == before
    assert set(re.findall(r"[\w.]+", text)) <= set(re.findall(r"[\w.]+", change.text))
    path.write_text(change.text, encoding="utf-8")
    assert plan_ignores(tmp_path, "jekyll") == ()


@pytest.mark.parametrize("text", ["exclude: vendor\n", "exclude: !x [a]\n", "a: b\nexclude:\n"])
def test_a_form_we_cannot_write_is_left_alone(tmp_path: Path, text: str) -> None:
    """Where adding a line would change something else, nothing is written."""
    (tmp_path / "_config.yml").write_text(text, encoding="utf-8")
    for change in plan_ignores(tmp_path, "jekyll"):
        assert yaml.safe_load(change.text)["exclude"] == list(change.lines)


def test_git_passes_over_state_and_outputs(tmp_path: Path) -> None:
    """In a repository the ignore file gets two lines, behind a line end of its own; once."""
    assert plan_ignores(tmp_path, "") == ()
    path = tmp_path / ".gitignore"
    path.write_text("_site", encoding="utf-8")
    (change,) = plan_ignores(tmp_path, "hugo")
    assert change.text == "_site\n/.newsletter/\n/_newsletter/\n"
    path.write_text(change.text, encoding="utf-8")
    assert plan_ignores(tmp_path, "hugo") == ()


def test_eleventy_and_obsidian_pass_over_our_copies(tmp_path: Path) -> None:
    """Both read every Markdown file below their folder: copies are no posts of theirs."""
    (eleventy,) = plan_ignores(tmp_path, "eleventy")
    assert eleventy.path.name == ".eleventyignore"
    assert "_newsletter/" in eleventy.text
    (tmp_path / ".obsidian").mkdir()
    (tmp_path / ".obsidian/app.json").write_text('{"spellcheck": true}', encoding="utf-8")
    (obsidian,) = plan_ignores(tmp_path, "obsidian")
    assert '"spellcheck": true' in obsidian.text
    assert "_newsletter/" in obsidian.text
