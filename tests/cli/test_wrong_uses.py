"""Every command and option, used wrongly: one clear error, no traceback, the right exit code."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

import pytest

from newsletter import __version__
from newsletter.cli.output import has_colour
from tests.cli.conftest import CONFIG, POST, Run

REF = "2025-11-01-morning-market"
NOW = ("--now", "2025-11-03T09:00:00+09:00")

# The command line → exit code, and words that the message must have.
USES: dict[str, tuple[int, str]] = {
    # ---- no such command or option
    "--nope": (2, "there is no option --nope"),
    "--versoin": (2, "did you mean --version?"),
    "rnu": (2, "did you mean run?"),
    "statu": (2, "did you mean status?"),
    "help": (2, "the commands are: init, run"),
    "Run letter": (2, 'there is no command "Run"'),
    "init --nope": (2, "there is no option --nope"),
    "run --offlin letter": (2, "did you mean --offline?"),
    "run --ouput x letter": (2, "did you mean --output?"),
    "run --dryrun letter": (2, "did you mean --dry-run?"),
    "run -x letter": (2, "there is no option -x"),
    "status --jsn letter": (2, "did you mean --json?"),
    "check --fix letter": (2, "there is no option --fix"),
    "clean --explian post.md": (2, "did you mean --explain?"),
    "abridge --minute 3 post.md": (2, "did you mean --minutes?"),
    "translate --too en post.md": (2, "did you mean --to?"),
    "desk --prot 1 letter": (2, "did you mean --port?"),
    "upload --dry listmonk x": (2, "did you mean --dry-run?"),
    "send-test --fold x": (2, "did you mean --folder?"),
    "memory stast": (2, "did you mean stats?"),
    "memory exprot": (2, "did you mean export?"),
    "templates ejct": (2, "did you mean eject?"),
    "stats --yb month letter": (2, "did you mean --by?"),
    "backup --flie x letter": (2, "did you mean --file?"),
    "cleanup letter": (2, "did you mean clean-up?"),
    "clean-up --dryrun letter": (2, "did you mean --dry-run?"),
    "restor x y": (2, "did you mean restore?"),
    # ---- too much, too little
    "stats a b": (2, "cannot use b"),
    "backup a b": (2, "cannot use b"),
    "clean-up a b": (2, "cannot use b"),
    "restore": (2, "FILE is missing"),
    "restore letter.tar.gz": (2, "FOLDER is missing"),
    "restore a b c": (2, "cannot use c"),
    "stats --by": (2, "--by needs a value"),
    "backup letter --file": (2, "--file needs a value"),
    "clean-up --older-than": (2, "--older-than needs a value"),
    # ---- statistics and upkeep
    "stats nowhere": (2, 'no publication in "nowhere"'),
    "stats --by week letter": (2, "it may be month, year, run"),
    "stats --svg --json letter": (2, "cannot print two forms at once"),
    "backup nowhere": (2, 'no publication in "nowhere"'),
    "backup letter --file letter": (2, "it is a folder"),
    "restore no-such.tar.gz new": (2, "no such file"),
    "restore post.md new": (2, "no archive"),
    "restore post.md letter": (2, "it is not empty"),
    "clean-up nowhere": (2, 'no publication in "nowhere"'),
    "clean-up --older-than soon letter": (2, "it must be a whole number"),
    "clean-up --older-than -1 letter": (2, "it must be at least 0"),
    "run a b": (2, "cannot use b"),
    "init a b": (2, "cannot use b"),
    "status a b": (2, "cannot use b"),
    "check a b": (2, "cannot use b"),
    "desk a b": (2, "cannot use b"),
    "memory stats extra": (2, "cannot use extra"),
    "templates eject a b": (2, "cannot use b"),
    "clean": (2, "PATH is missing"),
    "abridge": (2, "PATH is missing"),
    "translate": (2, "PATH is missing"),
    "translate post.md": (2, "--to is missing"),
    "upload": (2, "TOOL is missing"),
    "upload listmonk": (2, "no edition is named"),
    "send-test": (2, "ADDRESS is missing"),
    "send-test me@example.com": (2, "EDITION is missing"),
    "memory import": (2, "FILE is missing"),
    "run letter --only": (2, "--only needs a value"),
    "run letter --since": (2, "--since needs a value"),
    "run letter --jobs": (2, "--jobs needs a value"),
    "run letter --now": (2, "--now needs a value"),
    "run letter --output": (2, "--output needs a value"),
    "run letter --healthcheck": (2, "--healthcheck needs a value"),
    "run letter --cluster": (2, "--cluster needs a value"),
    "run letter --log-format": (2, "--log-format needs a value"),
    "clean post.md --report": (2, "--report needs a value"),
    "abridge post.md --chars": (2, "--chars needs a value"),
    "translate post.md --to": (2, "--to needs a value"),
    "memory prune --before": (2, "--before needs a value"),
    # ---- a publication that is none
    "run missing": (2, "there is no newsletter.toml"),
    "run missing/newsletter.toml": (2, 'no publication in "missing"'),
    "run post.md": (2, "there is no newsletter.toml"),
    "status missing": (2, "there is no newsletter.toml"),
    "check missing": (2, "there is no newsletter.toml"),
    "desk missing": (2, "there is no newsletter.toml"),
    "upload listmonk a/en": (2, 'no publication in "."'),
    "upload listmonk a/en --folder missing": (2, "there is no newsletter.toml"),
    "send-test me@example.com a/en --folder missing": (2, "there is no newsletter.toml"),
    "memory stats --folder missing": (2, "there is no newsletter.toml"),
    "memory export --folder missing": (2, "there is no newsletter.toml"),
    "memory import words.tmx --folder missing": (2, "there is no newsletter.toml"),
    "memory prune --folder missing": (2, "there is no newsletter.toml"),
    "init letter": (2, "is a publication already"),
    "init post.md": (2, "it is a file"),
    "run empty": (1, "no posts in"),
    # ---- values that are none
    "run letter --since yesterday": (2, '"yesterday" is no day'),
    "run letter --since 2025-13-01": (2, "is no day"),
    "run letter --since 2025-02-30": (2, "is no day"),
    "run letter --now noon": (2, '"noon" is no ISO time'),
    "run letter --now 2025-11-02T25:00": (2, "is no ISO time"),
    "run letter --retire-after": (2, "--retire-after needs a value"),
    "run letter --retire-after -1": (2, "it must be at least 0"),
    "run letter --retire-after soon": (2, "it must be a whole number"),
    "run letter --retire-after 1.5": (2, "it must be a whole number"),
    "run letter --retire-after 36501": (2, "it must be at most 36500"),
    "run letter --jobs 0": (2, "it must be at least 1"),
    "run letter --jobs -2": (2, "it must be at least 1"),
    "run letter --jobs two": (2, "it must be a whole number"),
    "run letter --jobs 1.5": (2, "it must be a whole number"),
    "run letter --log-format xml": (2, "it may be text, json"),
    "run letter --ping": (2, "there is no hub to ping"),
    "run letter --only=": (2, 'there is no post ""'),
    "run letter --only nothing-like-it": (2, 'there is no post "nothing-like-it"'),
    "run letter --only morning-markt": (2, 'did you mean "morning-market"?'),
    "run letter --healthcheck nowhere": (2, '"nowhere" is no web address'),
    "run letter --healthcheck ftp://x.example": (2, "is no web address"),
    "run letter --cluster nowhere": (2, "is no address of a scheduler"),
    "run letter --output a-file": (1, "cannot write into"),
    "check letter": (1, "run first: newsletter run letter"),
    "check letter --output missing": (1, "nothing to check"),
    "desk letter --port 99999": (2, "it must be at most 65535"),
    "desk letter --port -1": (2, "it must be at least 0"),
    "desk letter --port x": (2, "it must be a whole number"),
    "abridge post.md --share 2": (2, "it must be at most 1"),
    "abridge post.md --share 0": (2, "nothing would be left"),
    "abridge post.md --share -1": (2, "it must be at least 0"),
    "abridge post.md --share half": (2, "it must be a number"),
    "abridge post.md --chars 0": (2, "it must be at least 1"),
    "abridge post.md --chars 1e3": (2, "it must be a whole number"),
    "abridge post.md --words ten": (2, "it must be a whole number"),
    "abridge post.md --words -5": (2, "it must be at least 1"),
    "abridge post.md --minutes 0": (2, "it must be at least 0.1"),
    "abridge post.md --minutes nan": (2, "it must be at least 0.1"),
    "abridge post.md --chars 100 --words 10": (2, "exclude each other"),
    "abridge post.md --share 0.5 --minutes 1": (2, "exclude each other"),
    "memory prune --before never --folder letter": (2, '"never" is no day'),
    # ---- documents that are none
    "clean missing.md": (1, "there is no such file"),
    "abridge missing.md": (1, "there is no such file"),
    "translate missing.md --to en --engine pseudo": (1, "there is no such file"),
    "clean binary.md": (1, "binary data"),
    "abridge binary.md": (1, "binary data"),
    "clean letter": (2, "add --output DIR"),
    "abridge letter": (2, "add --output DIR"),
    "translate letter --to en --engine pseudo": (2, "add --output DIR"),
    "clean post.md other.md": (2, "add --output DIR"),
    "abridge post.md other.md": (2, "add --output DIR"),
    "clean post.md --output post.md": (1, "cannot write into"),
    # ---- engines
    "translate post.md --to en --engine gogle": (2, 'did you mean "google"?'),
    "translate post.md --to en --engine nobody": (2, "the engines are: google"),
    "translate post.md --to en --engine deepl": (2, "set DEEPL_API_KEY"),
    "translate post.md --to en --engine microsoft": (2, "set MICROSOFT_API_KEY"),
    "translate post.md --to en --engine libretranslate": (2, "set LIBRE_API_KEY"),
    "translate post.md --to en --engine openai": (2, "set OPENAI_API_KEY"),
    "translate post.md --to english --engine pseudo": (2, 'did you mean "en"?'),
    "translate post.md --to jp --engine pseudo": (2, 'did you mean "ja"?'),
    "translate post.md --to en --from japanese": (2, 'did you mean "ja"?'),
    "translate post.md --to ja --from ja": (2, "there is nothing to translate"),
    "translate other.md --to en --engine pseudo": (1, 'taken for a text in "en"'),
    "translate german.md --to de --engine pseudo": (1, 'taken for a text in "de"'),
    "translate odd.md --to en --engine pseudo": (1, '"english" is no language tag'),
    "abridge odd.md": (1, '"english" is no language tag'),
    "init new --to english": (2, 'did you mean "en"?'),
    "init new --language jp": (2, 'did you mean "ja"?'),
    "init new --engine gogle": (2, "the engines are: google"),
    # ---- editions and campaign tools
    f"upload listmnk {REF}/en --folder letter": (2, 'did you mean "listmonk"?'),
    f"upload listmonk {REF}/en --folder letter": (2, "[email] profiles are: plain"),
    f"upload plain {REF}/en --folder letter": (2, "knows no API of it"),
    f"upload mailchimp {REF}/en --folder letter": (2, "[email] profiles are: plain"),
    "upload listmonk ../../x --folder letter": (2, "[email] profiles are: plain"),
    f"send-test nobody {REF}/en --folder letter": (2, "it is no email address"),
    f"send-test @example.com {REF}/en --folder letter": (2, "it is no email address"),
    "send-test me@example.com nothing/en --folder letter": (2, "there is no edition"),
    "send-test me@example.com ../../etc --folder letter": (2, "there is no edition"),
    # ---- translation memories
    "memory import missing.tmx --folder letter": (1, "No such file"),
    "memory import post.md --folder letter": (2, "it is no XML"),
    "memory import binary.md --folder letter": (2, "it is no XML"),
    "memory import bad.tmx --folder letter": (2, "it is no XML"),
    "memory import bad.po --folder letter": (1, "bad.po"),
    "templates eject post.md": (1, "cannot write into"),
}

# A setting that leads nowhere → words of the message; found by a dry run, before any work.
SETUPS: dict[str, tuple[str, str]] = {
    "an engine": ('engines = ["gogle"]', 'did you mean "google"?'),
    "an engine with a capital": ('engines = ["Google"]', 'did you mean "google"?'),
    "options of an engine": ('engines = ["pseudo"]\n[translate.options.deepL]', '"deepl"'),
    "a glossary": ('engines = ["pseudo"]\nglossary = "words.csv"', "translate.glossary"),
    "a near glossary": (
        'engines = ["pseudo"]\nglossary = "terms.csv"',
        'did you mean "term.csv"?',
    ),
    "a glossary that is a folder": ('engines = ["pseudo"]\nglossary = "sub"', "is a folder"),
    "a profile": ('engines = ["pseudo"]\n[email]\nprofiles = ["listmnk"]', "listmonk"),
    "a folder of posts": ('engines = ["pseudo"]\n[posts]\nfolder = "psts"', "posts.folder"),
    "a file of posts": ('engines = ["pseudo"]\n[posts]\nfolder = "term.csv"', "is a file"),
    "a folder of assets": ('engines = ["pseudo"]\n[posts]\nassets = "static"', "posts.assets"),
    "a logo": ('engines = ["pseudo"]\n[brand]\nlogo = "/logo.png"', "brand.logo"),
}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a publication, posts, and files that are not what they seem."""
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.endswith("_API_KEY") or name.startswith("NEWSLETTER_"):
            monkeypatch.delenv(name)
    for folder in ("letter", "letter/sub", "empty"):
        (tmp_path / folder).mkdir()
    (tmp_path / "letter/newsletter.toml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "letter/term.csv").write_text("ja,en\n", encoding="utf-8")
    (tmp_path / "empty/newsletter.toml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / f"letter/{REF}.md").write_text(POST.replace("{day}", "1"), encoding="utf-8")
    (tmp_path / "post.md").write_text(POST.replace("{day}", "1"), encoding="utf-8")
    (tmp_path / "other.md").write_text("# A\n\nOther text.\n", encoding="utf-8")
    for name, tag in (("german", "DE"), ("odd", "english")):
        text = f"---\nlanguage: {tag}\n---\n\nOther text.\n"
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    (tmp_path / "binary.md").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "bad.tmx").write_text("<tmx", encoding="utf-8")
    (tmp_path / "bad.po").write_text("msgid\n", encoding="utf-8")
    (tmp_path / "words.tmx").write_text("<tmx/>", encoding="utf-8")
    (tmp_path / "a-file").write_text("", encoding="utf-8")
    return tmp_path


def read_error(text: str) -> str:
    """Return the one error of a message; it must have its shape and nothing else."""
    assert "Traceback" not in text
    errors = re.findall(r"^error: .*(?:\n  \w+: .*)*", text, re.MULTILINE)
    assert len(errors) == 1, text
    assert "\n  fix: " in errors[0], text
    assert not re.search(r"`?(?:str|int|float|bool|list|dict|array|object)`|Errno|<class", text)
    return str(errors[0])


@pytest.mark.parametrize(("line", "expected"), USES.items(), ids=list(USES))
def test_a_wrong_use_is_one_clear_error(
    newsletter: Run, place: Path, line: str, expected: tuple[int, str]
) -> None:
    """A command line that cannot be meant says what is wrong and what to type; nothing is made."""
    before = sorted(place.rglob("*"))
    result = newsletter(*line.split())
    code, words = expected
    assert result.code == code
    assert words in read_error(result.err)
    if code == 2:
        assert result.out == ""
        made = set(place.rglob("*")) - set(before)
        assert not {path for path in made if ".newsletter" not in str(path)}


def test_the_table_is_long_enough() -> None:
    """Every command is used wrongly, and the table has the length it was promised to have."""
    assert len(USES) >= 120
    commands = {line.split()[0] for line in USES}
    assert commands >= {"init", "run", "status", "check", "clean", "abridge", "translate", "desk"}
    assert commands >= {"upload", "send-test", "memory", "templates"}
    assert commands >= {"stats", "backup", "restore", "clean-up"}


@pytest.mark.parametrize(("text", "words"), SETUPS.values(), ids=SETUPS)
def test_a_setting_that_leads_nowhere_is_found_by_a_dry_run(
    newsletter: Run, place: Path, text: str, words: str
) -> None:
    """Names are looked up before any work: an hour of translating is not lost to a typing error."""
    settings = place / "letter/newsletter.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8")
        .split("[email]")[0]
        .replace('engines = ["pseudo"]', text),
        encoding="utf-8",
    )
    result = newsletter("run", "letter", "--dry-run", *NOW)
    assert (result.code, result.out) == (2, "")
    assert words in read_error(result.err)
    assert not (place / "letter/_newsletter").exists()


def test_a_path_to_the_settings_means_their_folder(newsletter: Run, place: Path) -> None:
    """`newsletter run letter/newsletter.toml` is understood."""
    assert newsletter("run", "letter/newsletter.toml", *NOW, "--quiet").code == 0
    assert newsletter("status", "letter/newsletter.toml").code == 0
    assert newsletter("memory", "stats", "--folder", "letter/newsletter.toml").code == 0


@pytest.mark.parametrize("words", [("-h",), ("run", "-h"), ("memory", "stats", "--help")])
def test_help_is_on_standard_output(newsletter: Run, words: tuple[str, ...]) -> None:
    """-h and --help print the help, with usage lines that can be read, and exit 0."""
    result = newsletter(*words)
    assert (result.code, result.err) == (0, "")
    assert "Usage: newsletter" in result.out
    assert "[[" not in result.out


def test_no_line_of_the_help_is_cut(newsletter: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a command does is said whole in the list, on a terminal of 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")
    for words in (("--help",), ("memory", "--help"), ("templates", "--help")):
        assert "..." not in newsletter(*words).out.replace("[ARGS]...", "")


def test_the_version_is_that_of_the_package(newsletter: Run) -> None:
    """--version prints one line."""
    assert newsletter("--version").out == f"newsletter {__version__}\n"


@pytest.mark.parametrize(
    ("no_color", "term", "is_terminal", "expected"),
    [
        ("", "xterm", True, True),
        ("1", "xterm", True, False),
        ("", "dumb", True, False),
        ("", "xterm", False, False),
    ],
)
def test_colour_is_for_people_who_want_it(
    monkeypatch: pytest.MonkeyPatch, no_color: str, term: str, is_terminal: bool, expected: bool
) -> None:
    """Errors are red on a terminal; not in a pipe, with NO_COLOR, or on a terminal without."""
    stream = io.StringIO()
    monkeypatch.setattr(stream, "isatty", lambda: is_terminal)
    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setenv("TERM", term)
    assert has_colour(stream) is expected
