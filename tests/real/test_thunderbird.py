"""The sample's mails in Thunderbird, photographed: they show, in their colours and at their width."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.real.programs import needs, wait_for

pytestmark = [
    pytest.mark.real,
    needs("thunderbird", "thunderbird"),
    needs("Xvfb", "xvfb"),
    needs("import", "imagemagick"),
]
ROOT = Path(__file__).resolve().parents[2]
POST = "2025-11-02-ai-rare-earth"
NOW = "2025-11-03T09:00:00+09:00"
ACCENT = "#9a3412"  # of the sample: the bar on top is of it
BAR_PIXELS = 600 * 4
START_S = 150
PREFERENCES = """
user_pref("mail.provider.suppress_dialog_on_startup", true);
user_pref("mail.spotlight.firstRunDone", true);
user_pref("mailnews.start_page.enabled", false);
user_pref("app.donation.eoy.version.viewed", 999);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("datareporting.policy.dataSubmissionPolicyBypassNotification", true);
user_pref("app.update.enabled", false);
user_pref("mail.shell.checkDefaultClient", false);
user_pref("mail.accountmanager.accounts", "account1");
user_pref("mail.accountmanager.localfoldersserver", "server1");
user_pref("mail.account.account1.server", "server1");
user_pref("mail.server.server1.type", "none");
user_pref("mail.server.server1.hostname", "Local Folders");
user_pref("mail.server.server1.userName", "nobody");
user_pref("mail.server.server1.name", "Local Folders");
"""


@pytest.fixture(scope="module")
def mails(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The campaigns of the sample."""
    folder = tmp_path_factory.mktemp("sample") / "letter"
    shutil.copytree(ROOT / "seeds", folder, ignore=shutil.ignore_patterns("_*", ".*"))
    run = [sys.executable, "-m", "newsletter", "run", str(folder), "--now", NOW]
    subprocess.run(run, check=True, timeout=300)
    return folder / "_newsletter" / "desk" / "campaigns" / POST


@pytest.fixture
def display() -> Iterator[str]:
    """A screen that nobody sees, of its own."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1000x1400x24", "-nolisten", "tcp"]
    screen = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as number:
        yield f":{number.readline().strip()}"
    screen.terminate()
    screen.wait(20)


def count_pixels(picture: Path, colour: str) -> int:
    """Return how many pixels of a picture have a colour, or nearly."""
    select = [
        "-fuzz",
        "2%",
        "-fill",
        "black",
        "+opaque",
        colour,
        "-fill",
        "white",
        "-opaque",
        colour,
    ]
    count = ["-format", "%[fx:int(mean*w*h+.5)]", "info:"]
    done = subprocess.run(
        ["convert", str(picture), *select, *count], capture_output=True, text=True, timeout=60
    )
    return int(done.stdout or 0)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_mail_shows_in_thunderbird(
    language: str, mails: Path, display: str, tmp_path: Path
) -> None:
    """The bar under the masthead in the accent, as wide as the mail; the picture is kept."""
    profile, picture = tmp_path / "profile", tmp_path / f"{language}.png"
    profile.mkdir()
    (profile / "user.js").write_text(PREFERENCES)
    mail = shutil.copy(mails / language / "email.eml", tmp_path / f"{language}.eml")
    client = subprocess.Popen(
        ["thunderbird", "--no-remote", "--profile", str(profile), str(mail)],
        env={**os.environ, "DISPLAY": display, "HOME": str(tmp_path), "GDK_BACKEND": "x11"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )

    def shows() -> bool:
        time.sleep(3)
        shot = ["import", "-display", display, "-window", "root", str(picture)]
        subprocess.run(shot, check=True, timeout=60)
        return count_pixels(picture, ACCENT) >= BAR_PIXELS

    try:
        wait_for(shows, f"the mail in Thunderbird, see {picture}", START_S)
    finally:
        os.killpg(client.pid, signal.SIGTERM)
        client.wait(30)
