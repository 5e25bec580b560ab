"""Read the templates once and fill them.

They are those of the shipped folder; a publication may replace single files by its own.

    email/*.mjml.j2 ─▶ layout.compile_layout ─▶ HTML with Jinja2 in it ─┐
    **/*.html.j2, *.xml.j2, *.txt.j2 ───────────────────────────────────┴▶ Jinja2 ─▶ text

Values are escaped (text templates have nothing to escape), and a name that no value has is
an error, never a blank. A `Templates` travels to another process with its layouts already
compiled.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsletter.errors import TemplateError, quote
from newsletter.regular_files import explain_os_error, read_text_file
from newsletter.render.strings import Strings, build_strings

if TYPE_CHECKING:
    from jinja2 import Environment

    from newsletter.render.layout import LayoutLine

SUFFIXES = (".j2", ".toml")
LAYOUT_SUFFIX = ".mjml.j2"
STRINGS_FOLDER = "strings"


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """One file: the path a person knows it by, and its text.

    Attributes:
        content: "" for a file that cannot be read.
        fault: Why it cannot be read; what is made with it fails, and nothing else.
    """

    path: str
    content: str
    fault: TemplateError | None = None

    @property
    def text(self) -> str:
        """The content.

        Raises:
            TemplateError: The file cannot be read.
        """
        if self.fault:
            raise self.fault
        return self.content


class _Texts(Mapping[str, tuple[str, str]]):
    """Path and text of files by name, each looked at when it is asked for."""

    def __init__(self, files: Mapping[str, TemplateFile]) -> None:
        self._files = files

    def __getitem__(self, name: str) -> tuple[str, str]:
        file = self._files[name]
        return file.path, file.text

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


class Templates:
    """All templates of a publication, read once.

    Args:
        files: Text by name; a name is the path below the templates folder, with forward
            slashes.
        shipped_strings: The shipped words of the frame, by name: what a file of the publication
            does not say stays as it is shipped.
    """

    def __init__(
        self,
        files: Mapping[str, TemplateFile],
        shipped_strings: Mapping[str, TemplateFile] | None = None,
    ) -> None:
        self.files = dict(files)
        self._shipped_strings = dict(shipped_strings or {})
        self._compiled: dict[str, str] = {}
        self._environment: Environment | None = None
        self._strings: dict[str, Strings] = {}

    def __getstate__(
        self,
    ) -> tuple[
        dict[str, TemplateFile], dict[str, TemplateFile], dict[str, str]
    ]:
        return self.files, self._shipped_strings, self._compiled

    def __setstate__(
        self,
        state: tuple[
            dict[str, TemplateFile], dict[str, TemplateFile], dict[str, str]
        ],
    ) -> None:
        self.files, self._shipped_strings, self._compiled = state
        self._environment = None
        self._strings = {}

    def render(self, name: str, **values: object) -> str:
        """Fill one template; everything that is not `markupsafe.Markup` is escaped.

        Raises:
            TemplateError: No such template, broken syntax, or a value that nobody gave;
                with file and line.
        """
        return "".join(self.render_pieces(name, **values))

    def render_pieces(self, name: str, **values: object) -> Iterator[str]:
        """Fill one template piece by piece, where the whole is large; faults as in `render`."""
        import jinja2

        try:
            yield from self.environment.get_template(name).generate(values)
        except (
            jinja2.TemplateError,
            TypeError,
            ValueError,
            AttributeError,
        ) as error:
            raise self._explain(error, name) from None

    def compile(self) -> None:
        """Compile every template, so that a broken one is known before anything is written.

        Raises:
            TemplateError: The first broken template, with file and line.
        """
        import jinja2

        for name in sorted(self.files):
            if not name.endswith(".j2") or _is_layout_part(name):
                continue
            try:
                self.environment.get_template(name)
            except jinja2.TemplateError as error:
                raise self._explain(error, name) from None

    def strings(self, language: str) -> Strings:
        """Return the words of the frame in one language.

        Raises:
            TemplateError: A file of strings is broken.
        """
        if language in self._strings:
            return self._strings[language]
        self._strings[language] = build_strings(
            language,
            _Texts(_find_tables(self.files)),
            _Texts(_find_tables(self._shipped_strings)),
        )
        return self._strings[language]

    def compile_layouts(self) -> None:
        """Compile the layouts of mails, so that no other process has to.

        A broken one is left as it is: what is rendered with it fails, and nothing else.
        """
        import jinja2

        for name in sorted(self.files):
            if name.endswith(LAYOUT_SUFFIX) and not _is_layout_part(name):
                with suppress(jinja2.TemplateError, TemplateError):
                    self._source(name)

    @property
    def environment(self) -> Environment:
        """The one Jinja2 environment, made at its first use."""
        if self._environment is None:
            import jinja2

            self._environment = jinja2.Environment(
                loader=jinja2.FunctionLoader(self._source),
                autoescape=_needs_escaping,
                undefined=jinja2.StrictUndefined,
                trim_blocks=True,
                lstrip_blocks=True,
                keep_trailing_newline=True,
                auto_reload=False,
            )
        return self._environment

    def _source(self, name: str) -> tuple[str, str, None] | None:
        """Give Jinja2 what it compiles: for a layout the HTML that MJML makes of it."""
        file = self.files.get(name)
        if file is None:
            return None
        if not name.endswith(LAYOUT_SUFFIX):
            return file.text, file.path, None
        if name not in self._compiled:
            from newsletter.render.layout import compile_layout

            lines = self._join_includes(name)
            self.environment.parse(
                "\n".join(line.text for line in lines), name, name
            )
            self._compiled[name] = compile_layout(lines)
        return self._compiled[name], name, None

    def _join_includes(self, name: str) -> tuple[LayoutLine, ...]:
        """The lines of a layout with those of its parts in place, each knowing its file."""
        from newsletter.render.layout import join_includes

        return join_includes(name, _Texts(self.files))

    def _explain(self, error: Exception, name: str) -> TemplateError:
        """Say where a template is broken.

        A line of a compiled layout is traced back to the file it was written in.
        """
        import jinja2

        if isinstance(error, jinja2.TemplateNotFound):
            return self._no_template(error.name, name)
        if isinstance(error, jinja2.TemplateSyntaxError):
            where, line = error.name or name, error.lineno
        else:
            where, line = _raised_at(error, name)
        return TemplateError(
            f"cannot use the template {quote(name)}",
            at=self._place(where, line, error),
            why=str(error) or type(error).__name__,
            fix="correct it there; what a template is given stands in the shipped one",
        )

    def _no_template(self, missing: object, name: str) -> TemplateError:
        """The error of a template that is named and is not there."""
        known = sorted(known for known in self.files if known.endswith(".j2"))
        return TemplateError(
            f"no template {quote(missing)}",
            at=self._path(name),
            why="the file is missing",
            fix=f"one of: {', '.join(known)}",
        )

    def _path(self, name: str) -> str:
        """The path a person knows a template by; the name where there is no file."""
        return self.files[name].path if name in self.files else name

    def _place(self, where: str, line: int, error: Exception) -> str:
        """Where an error stands in the file that a person wrote, not in what was compiled of it."""
        if not where.endswith(LAYOUT_SUFFIX) or where not in self.files:
            return f"{self._path(where)}:{line}"
        import jinja2

        from newsletter.render.layout import find_place

        lines = self._join_includes(where)
        if isinstance(error, jinja2.TemplateSyntaxError):
            found = lines[min(line, len(lines)) - 1]
            return f"{found.path}:{found.number}"
        return find_place(
            lines,
            self._compiled.get(where, "").split("\n")[line - 1 : line],
            str(error),
        )


def _raised_at(error: Exception, name: str) -> tuple[str, int]:
    """The template and line an error came from.

    Raises:
        Exception: The error itself, where no template is to blame: a bug stops the run with its
            own traceback.
    """
    import jinja2

    trace = traceback.extract_tb(error.__traceback__)
    frames = [frame for frame in trace if frame.filename.endswith(".j2")]
    if frames:
        return frames[-1].filename, frames[-1].lineno or 1
    if not isinstance(error, jinja2.TemplateError):
        raise error
    return name, 1


def _find_tables(
    files: Mapping[str, TemplateFile],
) -> dict[str, TemplateFile]:
    """The files of words, by language."""
    tables: dict[str, TemplateFile] = {}
    for name, file in files.items():
        folder, _, table = name.partition("/")
        if folder == STRINGS_FOLDER and table.endswith(".toml"):
            tables[table.removesuffix(".toml")] = file
    return tables


def _is_layout_part(name: str) -> bool:
    """A file that is compiled with the layouts that include it."""
    return name.endswith(LAYOUT_SUFFIX) and name.rpartition("/")[2].startswith(
        "_"
    )


def _needs_escaping(name: str | None) -> bool:
    """Plain text is the one kind of template in which `<` is only a sign."""
    return not (name or "").endswith(".txt.j2")


def load_templates(
    override: Path | None = None,
    added: Mapping[str, TemplateFile] | None = None,
) -> Templates:
    """Read every template.

    Args:
        added: Templates of other packages, by name; a shipped one of the same name stays.
        override: A publication's own templates folder; a file there replaces the shipped
            one of the same name, and a file of words the words it has.

    A file that cannot be read is there with its fault.

    Raises:
        TemplateError: A folder cannot be read: without it all would look as if it were not there.
    """
    folder = shipped_folder()
    shipped = _read_folder(folder, folder.name)
    files = {**(added or {}), **shipped}
    if override is None or not override.is_dir():
        return Templates(files)
    _require_readable(override)
    own = _read_folder(override, str(override))
    strings = {
        name: file
        for name, file in shipped.items()
        if name in own and name.startswith(f"{STRINGS_FOLDER}/")
    }
    return Templates(files | own, strings)


def shipped_folder() -> Path:
    """Return the shipped templates: beside the package in a checkout, inside it in a wheel."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def _read_folder(folder: Path, shown: str) -> dict[str, TemplateFile]:
    """The templates below a folder, by their name in it; also what is no file and should be."""
    paths = sorted(filter(_is_template, folder.rglob("*")))
    read = partial(_read_file, folder=folder, shown=shown)
    return {path.relative_to(folder).as_posix(): read(path) for path in paths}


def _require_readable(folder: Path) -> None:
    """Refuse a folder, or one in it, that this account may not look into."""

    def refuse(error: OSError) -> None:
        raise TemplateError(
            f"cannot read the folder {quote(error.filename)}",
            at=str(error.filename),
            why=(error.strerror or type(error).__name__).lower(),
            fix="give this account the right to read it, or move it out of the templates",
        )

    for place, _, names in os.walk(folder, onerror=refuse):
        for name in names[:1]:  # a folder that may be listed, but not entered
            try:
                Path(place, name).lstat()
            except FileNotFoundError:
                continue
            except OSError as error:
                refuse(error)


def _is_template(path: Path) -> bool:
    """Tell a template from folders and from what editors put beside one (`.#post.html.j2`)."""
    is_seen = path.suffix in SUFFIXES and path.name[0] != "."
    return is_seen and not path.is_dir()


def _read_file(path: Path, folder: Path, shown: str) -> TemplateFile:
    """A template with the name it is shown by."""
    name = f"{shown}/{path.relative_to(folder).as_posix()}"
    try:
        text = read_text_file(path)
    except (OSError, UnicodeDecodeError) as error:
        why = "it is not UTF-8"
        if isinstance(error, OSError):
            why = explain_os_error(error)
        fault = TemplateError(
            f"cannot read the template {quote(name)}",
            at=name,
            why=why,
            fix="save it as UTF-8 text",
        )
        return TemplateFile(name, "", fault)
    return TemplateFile(name, text.replace("\r\n", "\n").replace("\r", "\n"))


def as_markup(html: str) -> Any:
    """Mark HTML that is already sanitised, so that a template puts it in as it is."""
    from markupsafe import Markup

    return Markup(html)
