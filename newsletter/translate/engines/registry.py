"""Build the engines that `newsletter.toml` names, with keys from the environment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.util import find_spec
from urllib.parse import urlsplit

import msgspec

from newsletter.config import EngineOptions, Settings, TranslateSettings
from newsletter.errors import ConfigError, advise_extra, quote
from newsletter.translate.engines.deep import DeepTranslated
from newsletter.translate.engines.engine import Engine
from newsletter.translate.engines.guard import Guarded
from newsletter.translate.engines.preview import Identity, Pseudo
from newsletter.translate.glossary import EMPTY, Glossary

# Name → environment variable of its key; deep-translator's names where it has one, the
# vendors' own otherwise.
KEYS = {
    "google": "",
    "libretranslate": "LIBRE_API_KEY",
    "mymemory": "",
    "microsoft": "MICROSOFT_API_KEY",
    "deepl": "DEEPL_API_KEY",
    "openai": "OPENAI_API_KEY",
    "pseudo": "",
    "identity": "",
}
ENGINE_NAMES = tuple(KEYS)
_NEED_KEY = frozenset({"microsoft", "deepl"})


def build_engines(
    settings: TranslateSettings,
    environ: Mapping[str, str],
    glossary: Glossary = EMPTY,
) -> tuple[Engine, ...]:
    """Build the engines in the order in which they are asked.

    Args:
        settings: Names, options and the deadline of a request.
        environ: Where the keys are.
        glossary: For engines that have glossaries of their own or take terms in a prompt.

    Raises:
        ConfigError: An unknown name, options for an engine that is not there, a missing
            key, extra or model.
    """
    for name in (*settings.engines, *settings.options):
        if name not in KEYS:
            near = get_close_matches(name, KEYS, n=1, cutoff=0.4)
            raise ConfigError(
                f"unknown engine {quote(name)}",
                at="newsletter.toml, translate.engines"
                if name in settings.engines
                else f"newsletter.toml, translate.options.{name}",
                why=f"the engines are: {', '.join(KEYS)}",
                fix=f'did you mean "{near[0]}"?'
                if near
                else "choose one of them",
            )
    return tuple(
        _build(name, settings, environ, glossary)
        for name in dict.fromkeys(settings.engines)
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
) -> tuple[EngineState, ...]:
    """Return what each engine has and lacks: those that are asked, then the others."""
    asked = list(dict.fromkeys(settings.engines))
    others = [name for name in ENGINE_NAMES if name not in asked]
    return tuple(
        _describe(name, asked, settings, environ) for name in (*asked, *others)
    )


def _describe(
    name: str,
    asked: list[str],
    settings: TranslateSettings,
    environ: Mapping[str, str],
) -> EngineState:
    place = asked.index(name) + 1 if name in asked else 0
    key = KEYS.get(name, "")
    host = urlsplit(settings.options.get(name, EngineOptions()).url).netloc
    problem = ""
    try:
        build_engines(replace_engines(settings, name), environ)
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


def _build(
    name: str,
    settings: TranslateSettings,
    environ: Mapping[str, str],
    glossary: Glossary,
) -> Engine:
    options = settings.options.get(name, EngineOptions())
    key = environ.get(KEYS[name], "") if KEYS[name] else ""
    if name == "identity":
        return Identity()
    if name == "pseudo":
        return Pseudo()
    _require_key(name, key, options)
    engine: Engine
    if name == "deepl":
        _require_extra(name)
        from newsletter.translate.engines.deepl_api import DeepL

        engine = DeepL(
            key,
            url=options.url,
            deadline_s=settings.deadline_s,
            glossary=glossary,
        )
    elif name == "openai":
        _require_extra(name)
        _require_model(options)
        from newsletter.translate.engines.openai_api import OpenAI

        engine = OpenAI(
            key,
            model=options.model,
            url=options.url,
            style=options.style,
            deadline_s=settings.deadline_s,
            glossary=glossary,
        )
    else:
        engine = DeepTranslated(
            name,
            deadline_s=settings.deadline_s,
            key=key,
            url=options.url,
            email=options.email,
            region=options.region,
        )
    return Guarded(engine, options.requests_per_minute)


def _require_key(name: str, key: str, options: EngineOptions) -> None:
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


def _require_extra(name: str) -> None:
    if find_spec(name) is None:
        raise ConfigError(
            f"cannot use the engine {name}",
            why=f"the package {name} is not installed",
            fix=advise_extra(name),
        )


def _require_model(options: EngineOptions) -> None:
    if not options.model:
        raise ConfigError(
            "cannot use the engine openai",
            at="newsletter.toml, translate.options.openai.model",
            why="no model is named",
            fix='name the model of your endpoint, e.g. model = "gpt-4.1-mini"',
        )
