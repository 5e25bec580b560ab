"""Know how campaign tools write merge tags, and what in an article must not look like one.

A profile is data, `templates/profiles/<name>.toml`; a publication adds its own there. What
is not known of a tool is left out, and then the publication's settings are used
(`email.unsubscribe_url`, `email.postal_address`).

A tool reads the whole HTML, the text part and the subject as a template. `live` lists, as
regular expressions, how its tags begin; after each such beginning a zero-width non-joiner
is put in, which no reader sees and no template language skips. Entities (`&#123;`) would do
only in HTML, and a tool whose editor parses and writes the HTML again would bring the tag
back to life. In addresses braces, bars and brackets are percent-encoded already.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache

import msgspec

from newsletter.errors import ConfigError, TemplateError, quote
from newsletter.render.templates import Templates

FOLDER = "profiles/"
PLAIN = "plain"
NON_JOINER = "\u200c"
SHOWN_CHARS = 40  # of a live tag


class Profile(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True
):
    """One campaign tool.

    Attributes:
        name: Name in the settings.
        title: Name for people.
        unsubscribe, view_in_browser: What stands in the `href`, or an element such as
            `<unsubscribe>` that makes the link.
        first_name, postal_address: Merge tags, for layouts that greet or for publications
            without an address of their own.
        adds_unsubscribe, adds_address: The tool puts its own footer under every campaign.
        live: Regular expressions of how the tool's tags begin.
        less_than: What must stand for each `<` of the text part, where the tool reads it as HTML.
        comment: How the tool is made to keep an HTML comment, `%s`; "" where it keeps each.
        seven_bits: It takes `email.eml` as raw content, in which each letter must be ASCII.
        article: The tool makes the email itself: it is given the article of a post alone.
        prefix: What must stand before the HTML.
        html_name: Name of the HTML file in the zip.
        zip: Which files its import takes (html, text, json).
        note: How the editor brings the bundle in.
    """

    name: str
    title: str
    unsubscribe: str = ""
    view_in_browser: str = ""
    first_name: str = ""
    postal_address: str = ""
    adds_unsubscribe: bool = False
    adds_address: bool = False
    live: tuple[str, ...] = ()
    less_than: str = ""
    comment: str = ""
    seven_bits: bool = False
    article: bool = False
    prefix: str = ""
    html_name: str = "email.html"
    zip: tuple[str, ...] = ("html", "text", "json")
    note: str = ""

    def neutralise(self, text: str) -> str:
        """Return text in which nothing is a merge tag of this tool; it reads the same."""
        if not self.live:
            return text
        return _live(self.live).sub(lambda found: found[0] + NON_JOINER, text)

    def find_live(self, text: str) -> tuple[str, ...]:
        """Return whatever still looks like the beginning of a merge tag, in order."""
        if not self.live:
            return ()
        starts = (found.start() for found in _live(self.live).finditer(text))
        return tuple(text[start : start + SHOWN_CHARS] for start in starts)

    def pack_text(self, text: str) -> str:
        """Return the text part as the tool has to be given it."""
        return text.replace("<", self.less_than) if self.less_than else text

    def pack_html(self, html: str) -> str:
        """Return the HTML as the tool has to be given it, so that Outlook finds its comments."""
        if not self.comment:
            return html
        return _CONDITIONAL.sub(
            lambda found: self.comment.replace("%s", found[0]), html
        )

    def unpack_html(self, html: str) -> str:
        """Return the HTML as a reader gets it: the reverse of `pack_html`."""
        before, _, after = self.comment.partition("%s")
        if not self.comment:
            return html
        kept = re.compile(
            f"{re.escape(before)}({_CONDITIONAL.pattern}){re.escape(after)}",
            re.S,
        )
        return kept.sub(r"\1", html)

    def find_lost_comments(self, html: str) -> tuple[str, ...]:
        """Return the conditional comments that the tool would strip."""
        if not self.comment:
            return ()
        before, _, after = self.comment.partition("%s")
        kept = re.compile(
            f"{re.escape(before)}{_CONDITIONAL.pattern}{re.escape(after)}", re.S
        )
        return tuple(_CONDITIONAL.findall(kept.sub("", html)))


# `<!--[if mso]>…<![endif]-->`, `<!--[if !mso]><!-->` and `<!--<![endif]-->`. One that holds a
# backtick stays as it is: it would end the string of the template.
_CONDITIONAL = re.compile(r"<!--(?=\[if|<!\[endif)(?:(?!-->)[^`])*-->", re.S)


@lru_cache(maxsize=32)
def _live(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for everything that a tool would read as a tag."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def get_profile(name: str, templates: Templates) -> Profile:
    """Return one profile.

    Raises:
        ConfigError: No such profile; the known ones are named.
        TemplateError: Its file is broken.
    """
    file = templates.files.get(f"{FOLDER}{name}.toml")
    if file is None:
        known = ", ".join(find_profiles(templates))
        raise ConfigError(
            f"no profile {quote(name)}",
            at="newsletter.toml, email.profiles",
            why="it has no file",
            fix=f"one of: {known}",
        )
    try:
        profile = msgspec.convert(
            {"name": name, **tomllib.loads(file.text)}, Profile
        )
        _live(profile.live)
    except (
        tomllib.TOMLDecodeError,
        msgspec.ValidationError,
        re.error,
    ) as error:
        raise TemplateError(
            f"cannot use the profile {quote(name)}",
            at=file.path,
            why=str(error),
            fix="mend that line",
        ) from None
    return profile


def find_profiles(templates: Templates) -> tuple[str, ...]:
    """Return the names of all profiles, sorted."""
    names = (
        name
        for name in templates.files
        if name.startswith(FOLDER) and name.endswith(".toml")
    )
    return tuple(
        sorted(
            name.removeprefix(FOLDER).removesuffix(".toml") for name in names
        )
    )
