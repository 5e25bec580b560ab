"""Plugins of other packages: found, used, refused in one error; and the examples, installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsletter.campaign.interface import CampaignTool
from newsletter.campaign.open_tool import open_tool
from newsletter.config import EngineOptions, TranslateSettings, parse_settings
from newsletter.errors import ConfigError
from newsletter.plugins import PluginKind, find_plugins, forget_plugins, load_plugin
from newsletter.render.dialects import show_dialect
from newsletter.source.dialect_plugins import get_dialects
from newsletter.source.inline import plain_text
from newsletter.source.nonprose import NonproseKind, find_nonprose, mask_nonprose
from newsletter.testing import CampaignToolContract, EngineContract
from newsletter.translate.engines.engine import Engine
from newsletter.translate.engines.preview import Identity, Pseudo
from newsletter.translate.engines.registry import build_engines, describe_engines
from tests.campaign.drafts import open_fake
from tests.cli.conftest import CONFIG
from tests.fakes.server import serving
from tests.fakes.tools import FakeButtondown

ROOT = Path(__file__).resolve().parent.parent
Install = Callable[..., None]
CODE = """
class Engine:
    name = "mine"
    from newsletter.translate.engines.engine import Limits
    limits = Limits(10, 1000, 4000)
    def __init__(self, setup): self.setup = setup
    def translate(self, texts, source, target, context=None):
        return [f"{self.setup.key} {self.setup.options.extra['tone']} {text}" for text in texts]
class Marks:
    def find(self, text):
        import re
        return [found.span() for found in re.finditer(r"@@[a-z]+@@", text)]
    def show(self, markup): return markup.strip("@").upper() if markup != "@@gone@@" else ""
class Backwards(Marks):
    def find(self, text): return [(3, 5), (0, 2)]
class Broken(Marks):
    def find(self, text): raise ValueError("a secret of the text")
def fail(setup): raise RuntimeError("no such server")
def lack(setup): return object()
from newsletter.campaign.interface import ToolPlugin
def open_mine(setup): return (setup.options.url, setup.keys)
TOOL = ToolPlugin("Mine", open_mine, ("MINE_KEY",), 'title = "Mine"\\n')
"""


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Install a package that adds one plugin, by its metadata alone."""
    place = tmp_path / "site-packages"
    place.mkdir()
    (place / "plugin_of_a_test.py").write_text(CODE, encoding="utf-8")
    monkeypatch.syspath_prepend(str(place))

    def install(group: str, line: str, package: str = "addition") -> None:
        folder = place / f"{package}-1.2.dist-info"
        folder.mkdir(exist_ok=True)
        (folder / "METADATA").write_text(f"Name: {package}\nVersion: 1.2\n", encoding="utf-8")
        (folder / "entry_points.txt").write_text(f"[{group}]\n{line}\n", encoding="utf-8")
        forget()

    yield install
    sys.modules.pop("plugin_of_a_test", None)
    monkeypatch.undo()
    forget()


def forget() -> None:
    """Look again at what is installed."""
    forget_plugins()
    get_dialects.cache_clear()


def test_without_plugins_there_is_nothing() -> None:
    """A fresh installation has our engines, tools and dialects only."""
    assert [find_plugins(kind) for kind in PluginKind] == [(), (), ()]


def test_an_engine_is_built_from_settings_and_key(installed: Install) -> None:
    """It is asked like one of ours, and stands in the list of engines."""
    installed("newsletter.engines", "mine = plugin_of_a_test:Engine")
    options = {"mine": EngineOptions(extra={"tone": "kind"})}
    settings = TranslateSettings(engines=("mine",), options=options)
    (engine,) = build_engines(settings, {"MINE_API_KEY": "k"})
    assert list(engine.translate(["text"], "ja", "en")) == ["k kind text"]
    assert "mine" in [state.name for state in describe_engines(settings, {})]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("mine = no_such_module:Engine", "ModuleNotFoundError"),
        ("mine = plugin_of_a_test:NoSuch", "AttributeError"),
        ("mine = plugin_of_a_test:CODE", "AttributeError"),
        ("mine = plugin_of_a_test:TOOL", "no function that builds an engine"),
        ("mine = plugin_of_a_test:fail", "RuntimeError: no such server"),
        ("mine = plugin_of_a_test:lack", "has no name, no limits, no translate"),
    ],
)
def test_an_engine_that_fails_is_one_error(installed: Install, line: str, why: str) -> None:
    """It names the package, the reason and what to do."""
    installed("newsletter.engines", line)
    with pytest.raises(ConfigError) as caught:
        build_engines(TranslateSettings(engines=("mine",)), {})
    assert why in caught.value.why
    assert "addition 1.2" in caught.value.what
    assert "uninstall it" in caught.value.fix


def test_an_unknown_engine_names_the_added_ones_too(installed: Install) -> None:
    """What is near is offered, also when another package brings it."""
    installed("newsletter.engines", "mine = plugin_of_a_test:Engine")
    with pytest.raises(ConfigError, match='did you mean "mine"'):
        build_engines(TranslateSettings(engines=("mein",)), {})


def test_our_own_names_stay_ours(installed: Install) -> None:
    """A package cannot take the name of an engine of ours."""
    installed("newsletter.engines", "pseudo = no_such_module:Engine")
    (engine,) = build_engines(TranslateSettings(engines=("pseudo",)), {})
    assert isinstance(engine, Pseudo)


def test_two_packages_of_one_name_are_refused(installed: Install) -> None:
    """Which of them answered would be chance."""
    installed("newsletter.engines", "mine = plugin_of_a_test:Engine")
    installed("newsletter.engines", "mine = plugin_of_a_test:Engine", "other")
    with pytest.raises(ConfigError, match="several packages"):
        load_plugin(PluginKind.ENGINE, "mine")


SETTINGS = """
[publication]
title = "T"
url = "https://example.com"
language = "en"
[campaign.plugins.mine]
url = "here"
"""


def test_a_tool_is_opened_with_settings_and_keys(installed: Install) -> None:
    """Its table is [campaign.plugins.NAME]; a missing key is named."""
    installed("newsletter.campaign_tools", "mine = plugin_of_a_test:TOOL")
    campaign = parse_settings(SETTINGS).campaign
    opened: object = open_tool("mine", campaign, {"MINE_KEY": "k"})
    assert opened == ("here", ("k",))
    with pytest.raises(ConfigError, match="no key for Mine"):
        open_tool("mine", campaign, {})


def test_a_tool_that_is_none_is_one_error(installed: Install) -> None:
    """An entry point may name anything; only a ToolPlugin is one."""
    installed("newsletter.campaign_tools", "mine = plugin_of_a_test:Engine")
    with pytest.raises(ConfigError, match="no ToolPlugin"):
        open_tool("mine", parse_settings(SETTINGS).campaign, {})


def test_marks_of_a_dialect_are_no_prose(installed: Install) -> None:
    """They are covered for every stage, shown as the dialect says, and code stays code."""
    text = "Plugin words @@here@@ and `@@code@@` @@gone@@ end."
    assert NonproseKind.PLUGIN not in {part.kind for part in find_nonprose(text + " ")}
    installed("newsletter.dialects", "marks = plugin_of_a_test:Marks")
    found = [part for part in find_nonprose(text) if part.kind is NonproseKind.PLUGIN]
    assert [text[part.start : part.end] for part in found] == ["@@here@@", "@@gone@@"]
    assert "here" not in mask_nonprose(text)
    assert show_dialect(text) == "Plugin words HERE and `@@code@@`  end."
    assert "@@here@@" not in plain_text(text)


@pytest.mark.parametrize(
    ("name", "why"),
    [("Backwards", "out of order"), ("Broken", "ValueError"), ("Engine", "TypeError")],
)
def test_a_dialect_that_fails_is_one_error(installed: Install, name: str, why: str) -> None:
    """Nothing of the text is told: it may be a draft."""
    installed("newsletter.dialects", f"marks = plugin_of_a_test:{name}")
    with pytest.raises(ConfigError, match=why) as caught:
        find_nonprose(f"A text for the dialect {name}.")
    assert "secret" not in str(caught.value)


class TestIdentity(EngineContract):
    """The contract on an engine of ours."""

    def build_engine(self) -> Engine:
        """The engine that changes nothing."""
        return Identity()


class TestPseudo(EngineContract):
    """The contract on another one."""

    def build_engine(self) -> Engine:
        """The engine that puts texts into brackets."""
        return Pseudo()


class TestButtondown(CampaignToolContract):
    """The contract on a tool of ours, before a server that speaks its protocol."""

    lists = ("english",)
    before = "<!-- buttondown-editor-mode: fancy -->\n"

    @pytest.fixture(autouse=True)
    def _serve(self) -> Iterator[None]:
        self.fake = FakeButtondown()
        with serving(self.fake) as server:
            self.tool = open_fake("buttondown", server.url)
            yield

    def open_tool(self) -> CampaignTool:
        """The tool before the fake."""
        return self.tool

    def count_sent(self) -> int:
        """What the fake was told to send."""
        return len(self.fake.sent)


# ---------------------------------------------------------------- the examples, installed


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that sees ours, with the three examples installed."""
    folder = tmp_path_factory.mktemp("plugins")
    subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True)
    python = folder / "venv/bin/python"
    find = "import sysconfig; print(sysconfig.get_path('purelib'))"
    found = subprocess.run([python, "-c", find], capture_output=True, text=True, check=True)
    paths = [str(ROOT), *(path for path in sys.path if path.endswith("site-packages"))]
    Path(found.stdout.strip(), "ours.pth").write_text("\n".join(paths), encoding="utf-8")
    for name in ("engine", "campaign-tool", "dialect"):
        copy = folder / name
        shutil.copytree(ROOT / "examples" / name, copy)
        install = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation"]
        done = subprocess.run(
            [str(python), *install, str(copy)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    return folder


def call(environment: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Call Python in the environment, as somebody without our settings."""
    return subprocess.run(
        [environment / "venv/bin/python", *words],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", ["engine", "campaign-tool", "dialect"])
def test_the_examples_keep_the_contracts(environment: Path, name: str) -> None:
    """Their own tests, with the suites of `newsletter.testing`, are green."""
    tests = environment / name / "tests"
    done = call(environment, tests, "-m", "pytest", "-q", "-p", "no:cacheprovider", ".")
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout


ANSWERS = {
    "港の朝市": "The harbour market",
    "朝市は今年で三十年を迎えた。": "The morning market turned thirty this year.",
    "魚の値段は十年前の1.5倍になった。": "Fish costs 1.5 times what it did ten years ago.",
    "編集部": "The editors",
}
PROGRAM = f"""\
import json, sys
answers = {ANSWERS}
json.dump([answers[text] for text in json.load(sys.stdin)["texts"]], sys.stdout)
"""
LOGSEQ_POST = """\
---
title: "港の朝市"
date: 2025-11-01 08:00:00 +0900
author: "編集部"
---

collapsed:: true

朝市は今年で三十年を迎えた。

魚の値段は十年前の1.5倍になった。
"""
MORE_SETTINGS = """
[translate.options.command.extra]
program = "{python} translate.py"

[campaign.plugins.maildir]
url = "drafts"
"""


@pytest.mark.slow
def test_the_examples_work_together(environment: Path, tmp_path: Path) -> None:
    """A post in Logseq's dialect is translated by a program and put into a Maildir, once."""
    letter = tmp_path / "letter"
    letter.mkdir()
    config = CONFIG.replace('["pseudo"]', '["command"]')
    config = config.replace("[email]", '[email]\nprofiles = ["maildir"]')
    assert '"command"' in config
    assert '"maildir"' in config
    more = MORE_SETTINGS.format(python=sys.executable)
    (letter / "newsletter.toml").write_text(config + more, encoding="utf-8")
    (letter / "translate.py").write_text(PROGRAM, encoding="utf-8")
    (letter / "2025-11-01-market.md").write_text(LOGSEQ_POST, encoding="utf-8")
    for _ in range(2):
        done = call(environment, letter, "-m", "newsletter", "run", ".")
        assert done.returncode == 0, done.stdout + done.stderr
    copies = letter / "_newsletter/site"
    copy = next(copies.glob("en/posts/*.md")).read_text(encoding="utf-8")
    assert "collapsed:: true" in copy
    assert "The morning market turned thirty this year." in copy
    for page in copies.rglob("*.html"):
        assert "collapsed::" not in page.read_text(encoding="utf-8")
    for _ in range(2):
        words = ("upload", "maildir", "2025-11-01-market/en", "--json")
        done = call(environment, letter, "-m", "newsletter", *words)
        assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)[0]["verb"] == "nothing"
    assert len(list((letter / "drafts/new").iterdir())) == 1
