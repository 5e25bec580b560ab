"""See which site generator a folder belongs to, and read what its own settings say.

Settings that are programs (`eleventy.config.js`, `astro.config.mjs`, `pelicanconf.py`) are never
run: what stands in them as a plain text is read, the rest is left unsaid. What is not found is not
guessed; `newsletter init` writes the default and says so.
"""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product, starmap
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from newsletter.language.scripts import guess_language
from newsletter.language.tags import UnknownLanguage, parse_tag
from newsletter.setup.permalinks import convert_permalink
from newsletter.source.front_matter import split_front_matter

MAX_POSTS_READ = 10  # posts whose language is looked at
SUFFIXES = (".md", ".markdown", ".mdx", ".qmd")
SOURCE_FOLDERS = (
    "",
    "src/",
    "content/",
    "src/content/",
    "src/data/",
    "source/",
)
_DAY_NAME = re.compile(r"\d{4}-\d{2}-\d{2}-")
POST_FOLDERS = ("_posts", "posts", "post", "blog", "articles", "news")


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What is known of the site that a publication stands beside; "" is not known.

    Attributes:
        generator: jekyll, hugo, zola, eleventy, astro, hexo, pelican, quarto, obsidian, or "".
        config: The file that was read, seen from the folder.
        title, url, language, timezone, author, description: As the site says; `url` with its path.
        posts: The folder of the posts, seen from the folder of the site.
        assets: The folder that the site serves as it is.
        line_breaks: Whether its pages show the ends of lines in a paragraph: kept, or "".
        permalink: Addresses of posts, in our words.
        unknown: Placeholders of the site's permalink that we cannot fill.
        n_posts: The posts that were found.
        n_beside: Markdown files in the folder above that one: other sections of the site.
    """

    generator: str
    config: str = ""
    title: str = ""
    url: str = ""
    language: str = ""
    timezone: str = ""
    author: str = ""
    description: str = ""
    posts: str = ""
    assets: str = "."
    line_breaks: str = ""
    permalink: str = ""
    unknown: tuple[str, ...] = ()
    n_posts: int = 0
    n_beside: int = 0


def find_site(folder: Path) -> SiteFacts | None:
    """Return what is known of the site in a folder; None where no generator is at home."""
    for reader in _READERS:
        site = reader(folder)
        if site is not None:
            return _complete(site, folder)
    return None


def find_plain_posts(folder: Path) -> SiteFacts | None:
    """Return what is known of posts that no generator builds; None where there are none."""
    plain = SiteFacts("", posts=_find_plain_folder(folder))
    return _complete(plain, folder) if plain.posts else None


def _find_plain_folder(folder: Path) -> str:
    """Return where posts lie that no generator builds; "" where none does.

    A Markdown file counts whose name begins with a day, or that has front matter: a README and
    notes are no posts.
    """
    if any(map(_looks_like_post, _list_markdown(folder))):
        return "."
    usual = (name for name in POST_FOLDERS if (folder / name).is_dir())
    for name in usual:
        if any(map(_looks_like_post, _find_posts(folder / name))):
            return name
    return ""


def _list_markdown(folder: Path) -> Iterator[Path]:
    """The Markdown files that lie in a folder itself; none where it is missing."""
    for path in folder.glob("*"):
        if path.suffix in SUFFIXES and path.name[0] not in "._":
            yield path


def _looks_like_post(path: Path) -> bool:
    """Tell a post from any other Markdown file."""
    if _DAY_NAME.match(path.name):
        return True
    text = path.read_text(encoding="utf-8", errors="replace")
    return bool(split_front_matter(text)[0])


def _complete(site: SiteFacts, folder: Path) -> SiteFacts:
    """Find the posts where the generator keeps them, and their language when nobody says it."""
    posts = site.posts or _find_posts_folder(folder)
    files = _find_posts(folder / posts) if posts else ()
    language = _parse_language(site.language) or _guess_language(files)
    assets = site.assets if (folder / site.assets).is_dir() else "."
    return replace(
        site,
        posts=posts,
        n_posts=len(files),
        n_beside=_count_beside(folder, posts, len(files)),
        language=language,
        assets=assets,
    )


def _count_beside(folder: Path, posts: str, n_posts: int) -> int:
    """How many Markdown files lie beside the folder of the posts, where that is a section."""
    above = posts.rpartition("/")[0]
    is_section = f"{above}/" in SOURCE_FOLDERS
    return len(_find_posts(folder / above)) - n_posts if is_section else 0


def _find_posts_folder(folder: Path) -> str:
    """Return the folder that holds most posts among the usual ones; "" when none holds any."""
    names = list(starmap("{}{}".format, product(SOURCE_FOLDERS, POST_FOLDERS)))
    counts = {name: len(_find_posts(folder / name)) for name in names}
    best = max(names, key=lambda name: counts[name])
    return best if counts[best] else ""


def _find_posts(folder: Path) -> tuple[Path, ...]:
    """The Markdown files below a folder, without drafts and hidden ones."""
    files = (
        path for path in sorted(folder.rglob("*")) if path.suffix in SUFFIXES
    )
    return tuple(path for path in files if path.name[0] not in "._")


def _guess_language(files: tuple[Path, ...]) -> str:
    """Return the language of the first posts by their script; "" when there are none."""
    texts = [
        path.read_text(encoding="utf-8", errors="replace")
        for path in files[:MAX_POSTS_READ]
    ]
    return guess_language("\n".join(texts)) if texts else ""


def _parse_language(tag: str) -> str:
    """Return a language tag in its usual form; "" for what is none."""
    try:
        return parse_tag(tag) if tag else ""
    except UnknownLanguage as unknown:
        return unknown.suggestion


# ---------------------------------------------------------------- one reader for each generator


def _read_jekyll(folder: Path) -> SiteFacts | None:
    """What the settings of a Jekyll site say; None where the folder is none."""
    config = _first(folder, "_config.yml", "_config.yaml")
    if config is None or _is_hexo(folder):
        return None
    values = _read_any(config)
    link = convert_permalink(_text(values, "permalink") or "date", "jekyll")
    return SiteFacts(
        "jekyll",
        config.name,
        title=_text(values, "title"),
        url=_text(values, "url").rstrip("/") + _path(_text(values, "baseurl")),
        language=_text(values, "lang", "locale", "language"),
        timezone=_text(values, "timezone"),
        author=_text(values, "author"),
        description=_text(values, "description"),
        posts="_posts" if (folder / "_posts").is_dir() else "",
        permalink=link.path,
        unknown=link.unknown,
    )


def _is_hexo(folder: Path) -> bool:
    """Hexo and Jekyll share the name of their settings; Hexo's posts lie in `source/`."""
    package = folder / "package.json"
    says_hexo = package.is_file() and '"hexo"' in package.read_text(
        "utf-8", errors="replace"
    )
    return says_hexo or (folder / "source" / "_posts").is_dir()


def _read_hexo(folder: Path) -> SiteFacts | None:
    """What the settings of a Hexo site say; None where the folder is none."""
    config = _first(folder, "_config.yml", "_config.yaml")
    if config is None or not _is_hexo(folder):
        return None
    values = _read_any(config)
    source = _text(values, "source_dir") or "source"
    link = convert_permalink(
        _text(values, "permalink") or ":year/:month/:day/:title/", "hexo"
    )
    root = _text(values, "root")
    url = _text(values, "url").rstrip("/")
    return SiteFacts(
        "hexo",
        config.name,
        title=_text(values, "title"),
        url=url if urlsplit(url).path else url + _path(root),
        language=_text(values, "language"),
        timezone=_text(values, "timezone"),
        author=_text(values, "author"),
        description=_text(values, "description"),
        posts=f"{source}/_posts",
        assets=source,
        line_breaks="" if _joins_lines(values) else "kept",
        permalink=link.path,
        unknown=link.unknown,
    )


def _joins_lines(values: Mapping[str, object]) -> bool:
    """Tell whether a renderer of Hexo is told not to show the ends of lines, which they do."""
    marked, other = values.get("marked"), values.get("markdown")
    render = other.get("render") if isinstance(other, Mapping) else None
    told = [part for part in (marked, render) if isinstance(part, Mapping)]
    return any(part.get("breaks") is False for part in told)


def _read_hugo(folder: Path) -> SiteFacts | None:
    """What the settings of a Hugo site say; None where the folder is none."""
    names = list(
        starmap(
            "{}.{}".format,
            product(("hugo", "config"), ("toml", "yaml", "json")),
        )
    )
    places = (*names, *(f"config/_default/{name}" for name in names))
    config = _first(folder, *places)
    if config is None:
        return None
    values = _lower_keys(_read_any(config))
    if "baseurl" not in values and not config.name.startswith("hugo"):
        return None  # Zola's config.toml says base_url
    content = _text(values, "contentdir") or "content"
    posts = next(
        (name for name in POST_FOLDERS if (folder / content / name).is_dir()),
        POST_FOLDERS[1],
    )
    params = values.get("params")
    author = _text({**values, **_as_table(params)}, "author")
    link = convert_permalink(_find_hugo_permalink(values, posts), "hugo", posts)
    return SiteFacts(
        "hugo",
        config.relative_to(folder).as_posix(),
        title=_text(values, "title"),
        url=_text(values, "baseurl").rstrip("/"),
        language=_text(values, "languagecode", "defaultcontentlanguage"),
        timezone=_text(values, "timezone"),
        author=author,
        description=_text(params, "description"),
        posts=f"{content}/{posts}",
        assets="static",
        permalink=link.path,
        unknown=link.unknown,
    )


def _find_hugo_permalink(values: Mapping[str, Any], section: str) -> str:
    """Return the permalink of a section; Hugo's default is the section and the slug."""
    permalinks = values.get("permalinks")
    if isinstance(permalinks, dict):
        pages = permalinks.get("page", permalinks)
        if isinstance(pages, dict) and isinstance(pages.get(section), str):
            return str(pages[section])
    return "/:sections/:contentbasename/"


def _read_zola(folder: Path) -> SiteFacts | None:
    """What the settings of a Zola site say; None where the folder is none."""
    config = _first(folder, "config.toml", "zola.toml")
    values = _read_any(config) if config else {}
    if config is None or "base_url" not in values:
        return None
    section = next(
        (name for name in POST_FOLDERS if (folder / "content" / name).is_dir()),
        "",
    )
    return SiteFacts(
        "zola",
        config.name,
        title=_text(values, "title"),
        url=_text(values, "base_url").rstrip("/"),
        language=_text(values, "default_language") or "en",
        author=_text(values, "author"),
        description=_text(values, "description"),
        posts=f"content/{section}".rstrip("/"),
        assets="static",
        permalink=f"/{section}/{{slug}}/".replace("//", "/"),
    )


def _read_eleventy(folder: Path, config: Path) -> SiteFacts:
    """What the data files of an Eleventy site say; its own settings are a program."""
    values: dict[str, Any] = {}
    for name in ("metadata", "site", "meta"):
        for place in ("_data", "src/_data", "content/_data"):
            values |= _read_data(folder / place / name)
    return SiteFacts(
        "eleventy",
        config.name,
        title=_text(values, "title", "name"),
        url=_text(values, "url").rstrip("/"),
        language=_text(values, "language", "lang"),
        author=_text(values, "author"),
        description=_text(values, "description"),
        assets="public" if (folder / "public").is_dir() else ".",
    )


def _read_data(stem: Path) -> dict[str, Any]:
    """Read a data file of Eleventy: JSON and YAML whole, of JavaScript the plain texts."""
    for suffix in (".json", ".yaml", ".yml"):
        if (path := stem.with_suffix(suffix)).is_file():
            return _read_any(path)
    script = stem.with_suffix(".js")
    return _read_script(script) if script.is_file() else {}


def _read_astro(folder: Path, config: Path) -> SiteFacts:
    values = _read_script(config)
    constants = folder / "src" / "consts.ts"
    words = _read_script(constants) if constants.is_file() else {}
    return SiteFacts(
        "astro",
        config.name,
        title=_text(words, "SITE_TITLE"),
        url=_text(values, "site").rstrip("/") + _path(_text(values, "base")),
        language=_text(values, "defaultLocale"),
        description=_text(words, "SITE_DESCRIPTION"),
        assets="public",
        permalink="/blog/{slug}/",
    )


def _read_pelican(folder: Path, config: Path) -> SiteFacts:
    """What the settings of a Pelican site say, those for publishing before the others."""
    values = _read_assignments(config) | _read_assignments(
        folder / "publishconf.py"
    )
    link = convert_permalink(
        _text(values, "ARTICLE_URL") or "{slug}.html", "pelican"
    )
    content = _text(values, "PATH") or "content"
    return SiteFacts(
        "pelican",
        config.name,
        title=_text(values, "SITENAME"),
        url=_text(values, "SITEURL").rstrip("/"),
        language=_text(values, "DEFAULT_LANG") or "en",
        timezone=_text(values, "TIMEZONE"),
        author=_text(values, "AUTHOR"),
        posts=content,
        assets=content,
        permalink=link.path,
        unknown=link.unknown,
    )


def _read_quarto(folder: Path, config: Path) -> SiteFacts:
    values = _read_any(config)
    website = values.get("website")
    return SiteFacts(
        "quarto",
        config.name,
        title=_text(website, "title"),
        url=_text(website, "site-url").rstrip("/"),
        language=_text(values, "lang"),
        author=_text(values, "author"),
        description=_text(website, "description"),
        permalink="/posts/{slug}.html",
    )


def _read_obsidian(folder: Path) -> SiteFacts | None:
    if not (folder / ".obsidian").is_dir():
        return None
    settings = folder / ".obsidian" / "app.json"
    values = _read_any(settings) if settings.is_file() else {}
    is_strict = values.get("strictLineBreaks") is True
    return SiteFacts(
        "obsidian",
        ".obsidian",
        title=folder.resolve().name,
        line_breaks="" if is_strict else "kept",
    )


def _with_config(
    read: Callable[[Path, Path], SiteFacts], *names: str
) -> Callable[[Path], SiteFacts | None]:
    """Return a reader of a generator that is known by its settings file alone."""

    def read_there(folder: Path) -> SiteFacts | None:
        config = _first(folder, *names)
        return read(folder, config) if config else None

    return read_there


ELEVENTY_CONFIGS = (
    "eleventy.config.js",
    "eleventy.config.mjs",
    "eleventy.config.cjs",
    ".eleventy.js",
)
ASTRO_CONFIGS = (
    "astro.config.mjs",
    "astro.config.js",
    "astro.config.ts",
    "astro.config.mts",
    "astro.config.cjs",
)
# Hexo comes before Jekyll, and Hugo before Zola: they share the names of their settings.
_READERS: tuple[Callable[[Path], SiteFacts | None], ...] = (
    _read_hexo,
    _read_jekyll,
    _read_hugo,
    _read_zola,
    _with_config(_read_astro, *ASTRO_CONFIGS),
    _with_config(_read_eleventy, *ELEVENTY_CONFIGS),
    _with_config(_read_pelican, "pelicanconf.py"),
    _with_config(_read_quarto, "_quarto.yml", "_quarto.yaml"),
    _read_obsidian,
)


# ---------------------------------------------------------------- reading their files


def _first(folder: Path, *names: str) -> Path | None:
    """Return the first of the files that is there."""
    return next(
        (folder / name for name in names if (folder / name).is_file()), None
    )


def _read_any(path: Path) -> dict[str, Any]:
    """Read TOML, YAML or JSON; what cannot be read says nothing."""
    text = path.read_text(encoding="utf-8", errors="replace")
    parse = _PARSERS.get(path.suffix, _load_yaml)
    try:
        return _as_table(parse(text))
    except (ValueError, yaml.YAMLError, RecursionError):
        return {}


def _as_table(values: object) -> dict[str, Any]:
    """Return a table as it is, and an empty one for everything else."""
    return values if isinstance(values, dict) else {}


def _load_yaml(text: str) -> Any:
    return yaml.load(text, Loader=yaml.BaseLoader)  # texts only, no objects


_PARSERS: Mapping[str, Callable[[str], Any]] = {
    ".toml": tomllib.loads,
    ".json": json.loads,
}


def _read_script(path: Path) -> dict[str, Any]:
    """Return the plain texts that a script gives names to: `site: "…"`, `const TITLE = '…'`."""
    text = path.read_text(encoding="utf-8", errors="replace")
    pattern = r"""^\s*(?:export\s+)?(?:const\s+)?([\w-]+)\s*[:=]\s*(["'`])((?:(?!\2).)*)\2"""
    return {
        name: value
        for name, _, value in re.findall(pattern, text, re.MULTILINE)
    }


def _read_assignments(path: Path) -> dict[str, Any]:
    """Return the plain texts that a Python file gives names to; it is parsed and never run."""
    if not path.is_file():
        return {}
    try:
        tree = ast.parse(path.read_text(encoding="utf-8", errors="replace"))
    except (SyntaxError, ValueError):
        return {}
    found: dict[str, Any] = {}
    for node in tree.body:
        match node:
            case ast.Assign([ast.Name(name)], ast.Constant(value)):
                found[name] = value
    return found


def _lower_keys(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a table of Hugo, whose keys may be in any case, with keys in small letters."""
    return {
        key.lower(): _lower_keys(value) if isinstance(value, dict) else value
        for key, value in values.items()
    }


def _text(values: object, *keys: str) -> str:
    """Return the first of these keys of a table that holds text; "" when none does.

    Of a list its first entry counts, of the table of a person the name.
    """
    if not isinstance(values, Mapping):
        return ""
    texts = (_as_line(values.get(key)) for key in keys)
    return next(filter(None, texts), "")


def _as_line(value: object) -> str:
    """Return a value as one line of text; "" for what is none."""
    if isinstance(value, list):
        return _as_line(next(iter(value), ""))
    if isinstance(value, Mapping):
        return _as_line(value.get("name"))
    if isinstance(value, str):
        return " ".join(value.split())
    return ""


def _path(base: str) -> str:
    """Return the path of a base address with a slash in front and none behind; "" for the root."""
    bare = base.strip("/")
    return f"/{bare}" if bare else ""
