"""newsletter.toml → Settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsletter.config import parse_settings, read_settings
from newsletter.errors import ConfigError
from newsletter.model import Budget, BudgetUnit
from newsletter.render.templates import shipped_folder

MINIMAL = '[publication]\ntitle = "T"\nurl = "https://example.com"\nlanguage = "ja"\n'
PERMALINK = 'e.g. "/{language}/posts/{date}-{slug}.html"'
PARTS = (
    "it knows {language}, {slug}, {date}, {year}, {month}, {day}, {short_year}, {i_month}, "
    "{i_day}, {y_day}, {month_name}, {categories}, {folders}, {title_slug}"
)

# What somebody wrote → the key that is named, why, and what to do.
WRONG_KINDS = {
    "nothing": (
        "",
        "publication",
        "it has no default",
        "write a table [publication] with title, url and language",
    ),
    "no title": (
        '[publication]\nurl = "https://x.com"\nlanguage = "ja"',
        "publication.title",
        "it has no default",
        'write title = "…" below [publication]',
    ),
    "text for a number": (
        MINIMAL + '[feeds]\nn_entries = "many"',
        "feeds.n_entries",
        'it is "many"; it must be a whole number',
        "write it without quotes: n_entries = 20",
    ),
    "a number for text": (
        MINIMAL + "author = 3",
        "publication.author",
        "it is 3; it must be text in quotes",
        'e.g. author = "…"',
    ),
    "true for a number": (
        MINIMAL + "[feeds]\nn_entries = true",
        "feeds.n_entries",
        "it is true; it must be a whole number",
        "e.g. n_entries = 20",
    ),
    "true for a share": (
        MINIMAL + "[abridge]\nshare = true",
        "abridge.share",
        "it is true; it must be a number",
        "e.g. share = 2.5",
    ),
    "a fraction for a whole number": (
        MINIMAL + "[email]\nmax_posts = 2.5",
        "email.max_posts",
        "it is 2.5; it must be a whole number",
        "e.g. max_posts = 20",
    ),
    "text for true": (
        MINIMAL + '[clean]\nboxes = "yes"',
        "clean.boxes",
        'it is "yes"; it must be true or false',
        "write it without quotes: boxes = true",
    ),
    "one text for a list": (
        MINIMAL + '[translate]\nengines = "google"',
        "translate.engines",
        'it is "google"; it must be a list',
        'write a list: engines = ["google"]',
    ),
    "one number for a list of numbers": (
        MINIMAL + "[campaign.kit.lists]\nja = 7",
        "campaign.kit.lists.ja",
        "it is 7; it must be a list",
        "write a list: ja = [7]",
    ),
    "a number for a list of texts": (
        MINIMAL + "[email]\nprofiles = 1",
        "email.profiles",
        "it is 1; it must be a list",
        'write a list: profiles = ["…"]',
    ),
    "numbers in a list of texts": (
        MINIMAL + "[translate]\nengines = [1]",
        "translate.engines",
        "it is 1; it must be text in quotes",
        'e.g. engines = "…"',
    ),
    "text for a table": (
        MINIMAL + "[languages]\nen = true",
        "languages.en",
        "it is true; it must be a table",
        "write [languages.en] on a line of its own, and its keys below it",
    ),
    "a list for a table": (
        "publication = []",
        "publication",
        "it is a list; it must be a table",
        "write [publication] on a line of its own, and its keys below it",
    ),
    "a table for text": (
        MINIMAL + "[publication.author]",
        "publication.author",
        "it is a table; it must be text in quotes",
        'e.g. author = "…"',
    ),
    "wrong choice": (
        MINIMAL + '[copies]\npreset = "wordpress"',
        "copies.preset",
        'it is "wordpress"; it may be "jekyll", "hugo", "astro", "eleventy", "hexo", "zola", '
        '"pelican", "quarto"',
        "choose one of them",
    ),
    "a near choice": (
        MINIMAL + '[email]\nedition = "Weakly"',
        "email.edition",
        'it is "Weakly"; it may be "post", "daily", "weekly", "monthly"',
        'did you mean "weekly"?',
    ),
    "a choice that may be empty": (
        MINIMAL + '[abridge]\nwriter = "gpt"',
        "abridge.writer",
        'it is "gpt"; it may be "openai"',
        "choose one of them",
    ),
}

UNKNOWN = {
    "table": ("[emial]\n", "emial", 'did you mean "email"?'),
    "key": ('[email]\nfrom_adress = "a@b.c"', "email.from_adress", 'did you mean "from_address"?'),
    "of a language": ('[languages.en]\ntitel = "x"', "languages.en.titel", 'did you mean "title"?'),
    "of an engine": (
        '[translate.options.libre]\nuri = "x"',
        "translate.options.libre.uri",
        'did you mean "url"?',
    ),
    "of a tool": (
        "[campaign.listmonk]\nlist = {}",
        "campaign.listmonk.list",
        'did you mean "lists"?',
    ),
    "nothing like it": ("[brand]\nqqqq = 1", "brand.qqqq", "take the key out"),
}

WRONG_VALUES = {
    "no url": (
        MINIMAL.replace("https://example.com", "example.com"),
        "publication.url",
        '"example.com" is no web address',
        "write the address of the site, e.g. https://example.com",
    ),
    "an address with a password": (
        MINIMAL.replace("https://example.com", "https://me:secret@example.com"),
        "publication.url",
        '"https://me:secret@example.com" is no web address',
        "write the address of the site, e.g. https://example.com",
    ),
    "an empty title": (
        MINIMAL.replace('"T"', '" "'),
        "publication.title",
        "it is empty",
        "name the publication",
    ),
    "no language tag": (
        MINIMAL.replace('"ja"', '"japanese"'),
        "publication.language",
        '"japanese" is no language tag',
        'did you mean "ja"?',
    ),
    "no target tag": (
        MINIMAL + "[languages.EN_us]\n",
        "languages.EN_us",
        '"EN_us" is not the usual form of the tag',
        'write "en-US"',
    ),
    "no tag at all": (
        MINIMAL.replace('"ja"', '"my language"'),
        "publication.language",
        '"my language" is no language tag',
        'write a BCP 47 tag: "ja", "en", "zh-Hant"',
    ),
    "a country for a language": (
        MINIMAL.replace('"ja"', '"jp"'),
        "publication.language",
        '"jp" is no language tag',
        'did you mean "ja"?',
    ),
    "no zone": (
        MINIMAL + 'timezone = "Tokyo"',
        "publication.timezone",
        'there is no such time zone as "Tokyo"',
        'write a name of the IANA list, e.g. "Asia/Tokyo"',
    ),
    "unknown part of a permalink": (
        MINIMAL + '[posts]\npermalink = "/{lang}/{slug}"',
        "posts.permalink",
        f'{PARTS}, not "lang"',
        PERMALINK,
    ),
    "open bracket in a permalink": (
        MINIMAL + '[posts]\npermalink = "/{slug"',
        "posts.permalink",
        f'{PARTS}, not "/{{slug"',
        PERMALINK,
    ),
    "permalink that is no path": (
        MINIMAL + '[posts]\npermalink = "{language}/{slug}"',
        "posts.permalink",
        "it is no path from the root of the site",
        PERMALINK,
    ),
    "permalink without a slug": (
        MINIMAL + '[posts]\npermalink = "/{language}/{date}"',
        "posts.permalink",
        "without {slug} all posts of a day have one address",
        PERMALINK,
    ),
    "one permalink for two languages": (
        MINIMAL + '[languages.en]\n[posts]\npermalink = { ja = "/{slug}/", en = "/{slug}/" }',
        "posts.permalink.en",
        'posts in "en" have the addresses of those in "ja"',
        "give each language a path of its own",
    ),
    "a permalink in whose path a language stands": (
        MINIMAL + '[languages.en]\n[posts]\npermalink = "/content/{date}"',
        "posts.permalink",
        "without {slug} all posts of a day have one address",
        PERMALINK,
    ),
    "an address that is none": (
        MINIMAL.replace("https://example.com", "https://[example"),
        "publication.url",
        '"https://[example" is no web address',
        "write the address of the site, e.g. https://example.com",
    ),
    "a permalink of no language": (
        MINIMAL + '[posts]\npermalink = { ja = "/{slug}/", fr = "/fr/{slug}/" }',
        "posts.permalink.fr",
        "the publication has no such language",
        "one of: ja",
    ),
    "no permalink for the originals": (
        MINIMAL + '[languages.en]\n[posts]\npermalink = { en = "/{slug}/" }',
        "posts.permalink",
        'it names no path for "ja"',
        'e.g. ja = "/{slug}/"',
    ),
    "a permalink that is a number": (
        MINIMAL + "[posts]\npermalink = 3",
        "posts.permalink",
        "it is 3; it must be text in quotes",
        'e.g. permalink = "…"',
    ),
    "a permalink of a language that is a number": (
        MINIMAL + "[posts]\npermalink = { ja = 3 }",
        "posts.permalink.ja",
        "it is 3; it must be text in quotes",
        'e.g. ja = "…"',
    ),
    "two lengths": (
        MINIMAL + "[abridge]\nminutes = 4\nshare = 0.2",
        "abridge",
        "more than one budget: share, minutes",
        "keep one",
    ),
    "no length": (
        MINIMAL + "[abridge]\nminutes = 0",
        "abridge.minutes",
        "it must be above 0",
        "e.g. minutes = 4",
    ),
    "a length that is no number": (
        MINIMAL + "[abridge]\nminutes = nan",
        "abridge.minutes",
        "it must be above 0",
        "e.g. minutes = 4",
    ),
    "too much share": (
        MINIMAL + "[abridge]\nshare = 1.5",
        "abridge.share",
        "a share is at most 1",
        "e.g. share = 0.25",
    ),
    "no posts in a digest": (
        MINIMAL + "[email]\nmax_posts = 0",
        "email.max_posts",
        "it must be above 0",
        "e.g. max_posts = 5",
    ),
    "no bytes in an email": (
        MINIMAL + "[email]\nmax_html_bytes = -1",
        "email.max_html_bytes",
        "it must be at least 5,000: an empty mail is longer",
        "e.g. max_html_bytes = 90000",
    ),
    "an email without room for a sentence": (
        MINIMAL + "[email]\nmax_html_bytes = 4999",
        "email.max_html_bytes",
        "it must be at least 5,000: an empty mail is longer",
        "e.g. max_html_bytes = 90000",
    ),
    "no entries in a feed": (
        MINIMAL + "[feeds]\nn_entries = 0",
        "feeds.n_entries",
        "it must be above 0",
        "e.g. n_entries = 20",
    ),
    "no time for a request": (
        MINIMAL + "[translate]\ndeadline_s = 0",
        "translate.deadline_s",
        "it must be above 0",
        "e.g. deadline_s = 30",
    ),
    "endless time for a request": (
        MINIMAL + "[translate]\ndeadline_s = inf",
        "translate.deadline_s",
        "it must be above 0",
        "e.g. deadline_s = 30",
    ),
    "no requests in a minute": (
        MINIMAL + "[translate.options.google]\nrequests_per_minute = 0",
        "translate.options.google.requests_per_minute",
        "it must be above 0",
        "e.g. requests_per_minute = 20",
    ),
    "no sender": (
        MINIMAL + '[email]\nfrom_address = "me"',
        "email.from_address",
        '"me" is no email address',
        "e.g. editor@example.com",
    ),
    "half a sender": (
        MINIMAL + '[email]\nreply_to = "@example.com"',
        "email.reply_to",
        '"@example.com" is no email address',
        "e.g. editor@example.com",
    ),
    "no place to subscribe": (
        MINIMAL.replace("[publication]", '[publication]\nsubscribe = "our form"'),
        "publication.subscribe",
        '"our form" is neither a web address nor an email address',
        "e.g. https://lists.example.com/subscribe or letter@example.com",
    ),
    "no server": (
        MINIMAL + '[campaign.listmonk]\nurl = "lists.example.com"',
        "campaign.listmonk.url",
        '"lists.example.com" is no web address',
        "e.g. https://lists.example.com",
    ),
    "a server with a password": (
        MINIMAL + '[campaign.listmonk]\nurl = "https://a:b@example.com"',
        "campaign.listmonk.url",
        "it holds a name or a password",
        "e.g. https://lists.example.com",
    ),
    "no hub": (
        MINIMAL + '[feeds]\nhub = "hub"',
        "feeds.hub",
        '"hub" is no web address',
        "e.g. https://pubsubhubbub.appspot.com/",
    ),
    "no link": (
        MINIMAL + '[brand.links]\nAbout = "/about"',
        "brand.links.About",
        '"/about" is no web address',
        "e.g. https://example.com/about",
    ),
    "readers of a foreign language": (
        MINIMAL + "[campaign.brevo]\nlists = { fr = [1] }",
        "campaign.brevo.lists.fr",
        "the publication has no such language",
        "one of: ja",
    ),
    "no font": (
        MINIMAL + '[brand]\nfont = "x;}"',
        "brand.font",
        "no names of fonts",
        'without quotes: "Inter, Noto Sans JP"',
    ),
    "no colour": (
        MINIMAL + '[brand]\naccent = "red"',
        "brand.accent",
        'no colour: "red"',
        'write six digits: "#9a3412"',
    ),
    "a longer colour": (
        MINIMAL + '[brand]\naccent = "#9a34120"',
        "brand.accent",
        'no colour: "#9a34120"',
        'write six digits: "#9a3412"',
    ),
}

SOUND = {
    "a whole number for a number": "[abridge]\nminutes = 3",
    "a link by mail": '[brand.links]\nWrite = "mailto:me@example.com"',
    "one language without {language}": '[posts]\npermalink = "/{slug}/"',
    "two languages without {language}": '[languages.en]\n[posts]\npermalink = "/{slug}/"',
    "a permalink by language": (
        '[languages.en]\n[posts]\npermalink = { ja = "/{slug}/", en = "/e/{slug}/" }'
    ),
    "a language of three letters": "[languages.fil]",
    "a script": "[languages.zh-Hant]",
    "a region": "[languages.pt-BR]",
    "a number of a region": "[languages.es-419]",
    "the whole article": "[abridge]\nshare = 1.0",
    "an unlimited engine": '[translate.options.google]\nurl = ""',
    "readers of the source language": "[campaign.kit]\nlists = { ja = [1] }",
    "one entry": "[feeds]\nn_entries = 1",
    "no lists": "[campaign.kit]\nlists = {}",
}


def refuse(text: str) -> ConfigError:
    """Return the error that a newsletter.toml meets."""
    with pytest.raises(ConfigError) as caught:
        parse_settings(text, "here/newsletter.toml")
    return caught.value


def test_defaults_are_complete() -> None:
    """Title, url and language are enough for a publication."""
    settings = parse_settings(MINIMAL)
    assert settings.all_languages == ("ja",)
    assert settings.abridge.budget == Budget(BudgetUnit.MINUTES, 4)
    assert settings.words("en").title == "T"


@pytest.mark.parametrize(
    ("text", "key", "why", "fix"),
    [*WRONG_KINDS.values(), *WRONG_VALUES.values()],
    ids=[*WRONG_KINDS, *WRONG_VALUES],
)
def test_a_wrong_value_is_explained(text: str, key: str, why: str, fix: str) -> None:
    """A fault names file and key, says what was written and what may stand there."""
    error = refuse(text)
    assert (error.at, error.why, error.fix) == (f"here/newsletter.toml, {key}", why, fix)


@pytest.mark.parametrize(("text", "key", "fix"), UNKNOWN.values(), ids=UNKNOWN)
def test_an_unknown_key_is_named_with_the_nearest(text: str, key: str, fix: str) -> None:
    """A key that nobody knows is refused; its neighbours are listed and the nearest is offered."""
    error = refuse(MINIMAL + text)
    assert (error.at, error.fix) == (f"here/newsletter.toml, {key}", fix)
    parent = key.rpartition(".")[0]
    known = f"[{parent}] knows: " if parent else "the tables are: publication, languages, "
    assert error.why.startswith(known)


@pytest.mark.parametrize("text", SOUND.values(), ids=SOUND)
def test_a_sound_value_is_taken(text: str) -> None:
    """What is allowed is not doubted."""
    parse_settings(MINIMAL + text)


def test_text_that_is_no_toml_is_named_with_its_line() -> None:
    """The parser's line and column are in the message."""
    error = refuse(MINIMAL + "[publication\n")
    assert error.at == "here/newsletter.toml"
    assert "line 5" in error.why


def test_missing_file_says_how_to_begin(tmp_path: Path) -> None:
    """A folder without newsletter.toml is told of `newsletter init`."""
    with pytest.raises(ConfigError, match="newsletter init"):
        read_settings(tmp_path)


def test_the_file_may_be_named_instead_of_its_folder(tmp_path: Path) -> None:
    """`newsletter run letter/newsletter.toml` means the folder of that file."""
    (tmp_path / "newsletter.toml").write_text(MINIMAL, encoding="utf-8")
    assert read_settings(tmp_path / "newsletter.toml") == read_settings(tmp_path)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    """A file that is not UTF-8 is an error that says so."""
    (tmp_path / "newsletter.toml").write_bytes('title = "朝"'.encode("shift_jis"))
    with pytest.raises(ConfigError, match="not UTF-8"):
        read_settings(tmp_path)


def test_a_language_has_its_own_words() -> None:
    """What [languages.xx] does not say falls back to [publication]."""
    settings = parse_settings(MINIMAL + 'author = "A"\n[languages.en]\ntitle = "English"')
    assert (settings.words("en").title, settings.words("en").author) == ("English", "A")
    assert settings.target_languages == ("en",)


PERMALINKS = {
    '"/{language}/{slug}"': ("/{language}/{slug}", "/{language}/{slug}"),
    '"/{year}/{slug}/"': ("/{year}/{slug}/", "/{language}/{year}/{slug}/"),
    '{ ja = "/a/{slug}", en = "/b/{slug}" }': ("/a/{slug}", "/b/{slug}"),
    '{ ja = "/a/{slug}" }': ("/a/{slug}", "/{language}/a/{slug}"),
}


@pytest.mark.parametrize(("written", "expected"), PERMALINKS.items())
def test_originals_need_no_language_in_their_address(
    written: str, expected: tuple[str, str]
) -> None:
    """A path without a language is that of the originals; translations have theirs in front."""
    settings = parse_settings(f"{MINIMAL}[languages.en]\n[posts]\npermalink = {written}")
    assert (settings.permalink("ja"), settings.permalink("en")) == expected
    assert settings.permalink("") == expected[0]


def test_shipped_publications_are_valid(seeds: Path) -> None:
    """The sample and the scaffold of `init` are valid; the scaffold shows the real defaults."""
    read_settings(seeds)
    scaffold = (shipped_folder() / "publication" / "newsletter.toml").read_text(encoding="utf-8")
    shown = "\n".join(
        line
        for line in scaffold.replace("\n# ", "\n").splitlines()
        if " = " in line or line.startswith("[")
    )
    for budget in ("chars = 2000", "words = 900", "share = 0.25"):  # alternatives to minutes
        shown = shown.replace(budget, "")
    plain, uncommented = parse_settings(scaffold), parse_settings(shown)
    assert uncommented.abridge.budget == plain.abridge.budget
    for section in ("posts", "clean", "feeds", "copies"):
        assert getattr(uncommented, section) == getattr(plain, section)
    assert uncommented.email.max_html_bytes == plain.email.max_html_bytes


PLACES_TO_SUBSCRIBE = (
    "https://lists.example.com/subscribe?a=b#c",
    "letter@example.com",
    "mailto:letter@example.com",
    "/subscribe/",
    "",
)


@pytest.mark.parametrize("place", PLACES_TO_SUBSCRIBE)
def test_readers_subscribe_by_a_form_or_a_mail(place: str) -> None:
    """A form on this site or another, an address to write to, or nothing."""
    text = MINIMAL.replace("[publication]", f'[publication]\nsubscribe = "{place}"')
    assert parse_settings(text).publication.subscribe == place
