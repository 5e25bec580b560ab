"""Find, install and start the counterparts that the tests of this folder speak to.

What comes from npm is installed once, into `.real/` of the checkout (or the folder that
NEWSLETTER_REAL names), and stays there. What Debian has is only looked for: the tests that need it
say its package when they are skipped.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import tarfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

PLACE = Path(os.environ.get("NEWSLETTER_REAL", Path(__file__).parents[2] / ".real"))
NODE = "22.23.5"  # the first that Ghost 6.65 takes is 22.23.1
GHOST = "6.65.0"
HOUR_S = 3600
_ARCHITECTURES = {"x86_64": "x64", "aarch64": "arm64"}


def needs(program: str, package: str) -> pytest.MarkDecorator:
    """Skip where a program is missing, naming the Debian package that has it."""
    return pytest.mark.skipif(find_program(program) is None, reason=f"needs {package} (Debian)")


def find_program(name: str) -> str | None:
    """Return the path of a program; those of servers are not on everybody's path."""
    return shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin:/usr/games")


def call(command: Sequence[str | Path], folder: Path, env: Mapping[str, str] | None = None) -> None:
    """Run a command, and show the end of what it said when it fails."""
    done = subprocess.run(
        command, cwd=folder, env=env, capture_output=True, text=True, timeout=HOUR_S, check=False
    )
    if done.returncode:
        pytest.fail(f"{command[0]} failed: {(done.stdout + done.stderr)[-2000:]}")


def wait_for(is_ready: Callable[[], bool], what: str, seconds: float = 120) -> None:
    """Ask again and again until something is there."""
    ends = time.monotonic() + seconds
    while not is_ready():
        if time.monotonic() > ends:
            pytest.fail(f"{what} did not come within {seconds:g} s")
        time.sleep(0.25)


def unpack_npm(name: str, version: str) -> Path:
    """Return the folder of an npm package as it was published, nothing of it run."""
    folder = PLACE / f"{name}-{version}"
    if not folder.is_dir():
        PLACE.mkdir(parents=True, exist_ok=True)
        call(["npm", "pack", "--silent", f"{name}@{version}"], PLACE)
        archive = PLACE / f"{name}-{version}.tgz"
        with tarfile.open(archive) as packed:
            packed.extractall(PLACE / f"{name}.unpacking", filter="data")
        (PLACE / f"{name}.unpacking" / "package").rename(folder)
        shutil.rmtree(PLACE / f"{name}.unpacking")
        archive.unlink()
    return folder


def install_node() -> Path:
    """Return the folder of a Node that Ghost takes: its npm package has the headers too."""
    kind = _ARCHITECTURES.get(platform.machine())
    if kind is None or platform.system() != "Linux":
        pytest.skip("npm has a Node for Linux on x86_64 and aarch64")
    return unpack_npm(f"node-linux-{kind}", NODE)


def install_ghost() -> Path:
    """Return the folder of a Ghost, with SQLite built for the Node it runs on.

    `npm install ghost` fails on components that lie inside the package: it is unpacked, and what it
    needs is installed there. No script of a package is run but the build of better-sqlite3, whose
    ready-made binary is on no registry.
    """
    node = install_node()
    ghost = unpack_npm("ghost", GHOST)
    if not (ghost / "ready").is_file():
        path = f"{node / 'bin'}:{os.environ['PATH']}"
        env = {**os.environ, "PATH": path}
        options = ["--omit=dev", "--ignore-scripts", "--legacy-peer-deps", "--no-audit"]
        call(["npm", "install", "--silent", *options], ghost, env)
        modules = ghost / "node_modules"
        gyp = [node / "bin" / "node", modules / "node-gyp" / "bin" / "node-gyp.js"]
        # What npm's configuration says of headers would win over the option.
        env = {name: value for name, value in env.items() if not name.startswith("npm_")}
        build = ["rebuild", "--release", f"--nodedir={node}"]
        call([*gyp, *build], modules / "better-sqlite3", env)
        (ghost / "ready").touch()
    return ghost
