"""Start Postfix, OpenDKIM and Dovecot with settings of their own, on loopback, in a folder.

Postfix takes mail, OpenDKIM signs it, Dovecot keeps it and hands it out by IMAP. All three change
their user, so they are started by root, as on a server.
"""

from __future__ import annotations

import base64
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.fakes.server import free_port
from tests.real.programs import find_program, wait_for

DOMAIN, SELECTOR = "example.com", "letter"
MAILBOX_USER = "nobody"
POSTFIX = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/postfix.log
maillog_file_prefixes = {folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.example.com
mydestination = example.com
local_recipient_maps =
alias_maps =
mailbox_transport = lmtp:inet:127.0.0.1:{lmtp}
mynetworks = 127.0.0.0/8
smtpd_milters = inet:127.0.0.1:{milter}
milter_default_action = tempfail
"""
POSTFIX_SERVICES = """
127.0.0.1:{smtp} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
local unix - n n - - local
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""
DOVECOT = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap lmtp
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%u
passdb {{
  driver = static
  args = password=letter
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u allow_all_users=yes
}}
auth_username_format = %n
service imap-login {{
  inet_listener imap {{
    address = 127.0.0.1
    port = {imap}
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
"""
OPENDKIM = f"""
Mode s
Domain {DOMAIN}
Selector {SELECTOR}
KeyFile {{private}}
RequireSafeKeys false
Canonicalization relaxed/relaxed
Socket inet:{{port}}@127.0.0.1
"""


@dataclass(frozen=True)
class MailServers:
    """Three running servers.

    Attributes:
        smtp: The port of Postfix.
        imap: The port of Dovecot.
        key: The public DKIM key as its DNS record has it.
    """

    smtp: int
    imap: int
    key: bytes

    def fetch(self, user: str, n: int = 1) -> list[bytes]:
        """Wait for so many messages in a mailbox, and return them as IMAP gives them."""
        wait_for(lambda: len(self._fetch(user)) >= n, f"mail for {user}", 60)
        return self._fetch(user)

    def _fetch(self, user: str) -> list[bytes]:
        box = imaplib.IMAP4("127.0.0.1", self.imap, timeout=20)
        try:
            box.login(user, "letter")
            _, found = box.select("INBOX", readonly=True)
            numbers = range(1, int(found[0] or b"0") + 1)
            answers = [box.fetch(str(number), "(BODY.PEEK[])")[1][0] for number in numbers]
            return [answer[1] for answer in answers if isinstance(answer, tuple)]
        finally:
            box.logout()


@contextmanager
def running_mail_servers() -> Iterator[MailServers]:
    """Start all three; stop all three. Their folder is one that all their users may enter."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        folder.chmod(0o755)
        yield _start_all(folder, stack)


def _start_all(folder: Path, stack: ExitStack) -> MailServers:
    ports = {name: free_port() for name in ("smtp", "lmtp", "imap", "milter")}
    user = pwd.getpwnam(MAILBOX_USER)
    values = {**ports, "folder": str(folder), "uid": user.pw_uid, "gid": user.pw_gid}
    for name in ("mail", "run", "state"):
        (folder / name).mkdir()
    shutil.chown(folder / "mail", MAILBOX_USER)
    _start_dovecot(folder, values, stack)
    key = _start_opendkim(folder, ports["milter"], stack)
    _start_postfix(folder, values, stack)
    for port in ports.values():
        wait_for(partial(_listens, port), f"a server at {port}, see {folder}")
    return MailServers(ports["smtp"], ports["imap"], key)


def _start_dovecot(folder: Path, values: dict[str, object], stack: ExitStack) -> None:
    settings = folder / "dovecot.conf"
    settings.write_text(DOVECOT.format(**values))
    _start(stack, find_program("dovecot") or "", "-F", "-c", str(settings))


def _start_opendkim(folder: Path, port: int, stack: ExitStack) -> bytes:
    """Sign with a new key; its DNS record is returned."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = folder / "dkim.pem"
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.TraditionalOpenSSL,
            serialization.NoEncryption(),
        )
    )
    private.chmod(0o600)
    settings = folder / "opendkim.conf"
    settings.write_text(OPENDKIM.format(port=port, private=private))
    _start(stack, find_program("opendkim") or "", "-f", "-x", str(settings))
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)


def _start_postfix(folder: Path, values: dict[str, object], stack: ExitStack) -> None:
    settings = folder / "postfix"
    for name in ("postfix", "queue", "data"):
        (folder / name).mkdir()
    shutil.chown(folder / "data", "postfix")
    (settings / "main.cf").write_text(POSTFIX.format(**values))
    (settings / "master.cf").write_text(POSTFIX_SERVICES.format(**values))
    postfix = [find_program("postfix") or "", "-c", str(settings)]
    subprocess.run([*postfix, "start"], check=True, timeout=60, capture_output=True)
    stack.callback(subprocess.run, [*postfix, "stop"], timeout=60, capture_output=True)


def _start(stack: ExitStack, *command: str) -> None:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    stack.callback(process.wait, 30)
    stack.callback(process.terminate)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def is_root() -> bool:
    """Servers that change their user need root."""
    return hasattr(os, "geteuid") and os.geteuid() == 0
