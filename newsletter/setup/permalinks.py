"""Turn the permalink of a site generator into ours.

Jekyll and Hexo write `:year/:month/:title`, Hugo `:year/:slug`, Pelican `{date:%Y}/{slug}.html`.
Ours is `/{year}/{month}/{slug}/`. A placeholder that we cannot fill is named, not guessed.

Sources: Jekyll, "Permalinks"; Hugo, "URL management: permalinks"; Hexo, "Permalinks"; Pelican,
"Settings: URL settings".
"""

from __future__ import annotations

import re
from typing import NamedTuple

# Jekyll's built-in styles.
JEKYLL_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}

# A placeholder of Jekyll, Hugo or Hexo → ours.
_COLON = {
    "year": "{year}",
    "month": "{month}",
    "i_month": "{i_month}",
    "short_year": "{short_year}",
    "day": "{day}",
    "i_day": "{i_day}",
    "y_day": "{y_day}",
    "yearday": "{y_day}",
    "monthname": "{month_name}",
    "long_month": "{month_name}",
    "title": "{slug}",
    "post_title": "{slug}",
    "name": "{slug}",
    "slug": "{slug}",
    "slugorfilename": "{slug}",
    "slugorcontentbasename": "{slug}",
    "filename": "{slug}",
    "contentbasename": "{slug}",
    "output_ext": ".html",
    "collection": "posts",
    "categories": "{categories}",
}
# Hugo fills these from the title where the post names no slug; Jekyll from the name of the file.
_OF_GENERATOR = {"hugo": {":slug": "{title_slug}", ":title": "{title_slug}"}}
_BRACES = {
    "slug": "{slug}",
    "lang": "{language}",
    "date:%Y": "{year}",
    "date:%m": "{month}",
    "date:%d": "{day}",
    "date:%B": "{month_name}",
    "category": "{categories}",
}
# As they stand in the settings of a site.
_PLACEHOLDERS = {
    **{f":{name}": ours for name, ours in _COLON.items()},
    **{f"{{{name}}}": ours for name, ours in _BRACES.items()},
}


class Permalink(NamedTuple):
    """A permalink in our words, and the placeholders of the site that we cannot fill."""

    path: str
    unknown: tuple[str, ...] = ()


def convert_permalink(
    written: str, generator: str, section: str = ""
) -> Permalink:
    """Return our form of a permalink.

    Args:
        written: As it stands in the settings of the site.
        generator: The site generator: its styles and its kind of placeholder.
        section: The section of Hugo that the posts lie in.
    """
    names = {**_PLACEHOLDERS, **_OF_GENERATOR.get(generator, {})}
    if section:
        names[":section"] = section
        names[":sections"] = f"{section}/{{folders}}"
    if generator == "jekyll":
        written = JEKYLL_STYLES.get(written, written)
    unknown: list[str] = []

    def replace(found: re.Match[str]) -> str:
        name = found.group().strip(":{}")
        if found.group() not in names:
            unknown.append(name)
        return names.get(found.group(), name)

    path = re.sub(r":[a-z_]+|\{[^}]+\}", replace, written)
    path = "/" + path.lstrip("/")
    return Permalink(re.sub(r"(?<!:)/{2,}", "/", path), tuple(unknown))
