"""The settings: frozen, typed, read once from environment variables."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import make_url

ROOT = Path(__file__).resolve().parent.parent
DEMO_DATABASE = "demo.sqlite"
LOOPBACK = frozenset({"127.0.0.1", "localhost"})


class ConfigError(RuntimeError):
    """Say which setting cannot be, and how to mend it."""


@dataclass(frozen=True)
class Config:
    """Hold every setting. Each has a default that works on one machine; the README lists them.

    **Errors** ConfigError where settings contradict each other.
    """

    database_url: str = field(repr=False)
    """SQLAlchemy's address of the database. Default: ``instance/matchday.sqlite``."""
    secret_key: str = field(repr=False)
    """Signs sessions. Default: made once under ``instance/``, mode 600."""
    installation_key: bytes = field(repr=False)
    """Seals signing keys and makes access links; back it up apart from the database."""
    mail_url: str = field(repr=False)
    """``file:FOLDER``, ``smtp://name:password@host:port`` (STARTTLS), ``smtps://…``, on loopback ``smtp+plain://…``."""
    mail_sender: str
    host: str
    port: int
    public_url: str
    """The address people type, without a slash at the end. ``https`` makes cookies secure and switches HSTS on."""
    proxy_count: int
    """How many reverse proxies stand in front and set X-Forwarded-For and -Proto."""
    is_demo: bool
    instance: Path
    sms_url: str = field(default="", repr=False)
    """``https://…`` of an SMS gateway, ``file:FOLDER``, or nothing: then no SMS goes out. See docs/operations.md."""
    sms_token: str = field(default="", repr=False)
    """What the gateway knows us by, and we the gateway."""
    sms_sender: str = ""
    """Whom an SMS is from: a number, or up to 11 letters. Default: the organiser, as ``core/sms.py`` says."""
    returns_url: str = field(default="", repr=False)
    """Where mails come back to: ``imaps://name:password@host:port/FOLDER``, or ``imap+plain://…`` on this machine.
    Default: none, nothing is read."""
    postgres_programs: str = ""
    """The folder of pg_dump and pg_restore for backups of PostgreSQL. Default: searched for as any program."""
    translator_url: str = ""
    """A LibreTranslate of the organiser's own, for drafts of slots' texts. Default: none, nothing is asked."""
    translator_key: str = field(default="", repr=False)
    """What the translator wants to see, if anything."""

    def __post_init__(self) -> None:
        self._require_sealed_mail()
        self._require_sealed_sms()
        self._require_sealed_returns()
        if self.is_demo:
            self._require_demo_alone()
        if self.translator_url and urlsplit(self.translator_url).scheme not in ("http", "https"):
            raise ConfigError(
                f"TRANSLATOR_URL={self.translator_url} is no address. It begins with http:// or https://."
            )

    @property
    def is_https(self) -> bool:
        """Tell whether people come by https."""
        return self.public_url.startswith("https://")

    @property
    def public_host(self) -> str:
        """Return host and port as people type them."""
        return urlsplit(self.public_url).netloc

    @property
    def passkey_host(self) -> str | None:
        """Return the host that passkeys are made for, or None where people come by a number: there are none then."""
        host = urlsplit(self.public_url).hostname or ""
        return None if not host or re.fullmatch(r"[0-9.]+|.*:.*", host) else host

    @property
    def is_database_file(self) -> bool:
        """Tell whether the database is an SQLite file."""
        address = make_url(self.database_url)
        return address.get_backend_name() == "sqlite" and address.database not in (None, "", ":memory:")

    def _require_sealed_mail(self) -> None:
        server = urlsplit(self.mail_url)
        if server.scheme == "smtp+plain" and server.hostname not in LOOPBACK:
            raise ConfigError(
                "MAIL_URL with smtp+plain:// is for a mail server on this machine alone. Take smtp:// (STARTTLS) or "
                "smtps://, so that nobody reads along."
            )

    def _require_sealed_sms(self) -> None:
        gateway = urlsplit(self.sms_url)
        is_sealed = gateway.scheme in ("", "file", "https") or gateway.hostname in LOOPBACK
        if not is_sealed or gateway.scheme not in ("", "file", "https", "http"):
            raise ConfigError(
                "SMS_URL must begin with https:// or file:, so that nobody reads along. Leave it out to send no SMS."
            )

    def _require_sealed_returns(self) -> None:
        address = urlsplit(self.returns_url)
        is_sealed = address.scheme == "imaps" or (address.scheme == "imap+plain" and address.hostname in LOOPBACK)
        if self.returns_url and not (is_sealed and address.username):
            raise ConfigError(
                "RETURNS_URL must look like imaps://name:password@host/FOLDER, so that nobody reads along. Leave it "
                "out to read no returned mails."
            )

    def _require_demo_alone(self) -> None:
        database = make_url(self.database_url).database or ""
        alone = self.host in LOOPBACK and not self.is_https and self.is_database_file
        alone = alone and self.mail_url.startswith("file:") and urlsplit(self.sms_url).scheme in ("", "file")
        alone = alone and not self.returns_url
        if not alone or Path(database).name != DEMO_DATABASE:
            raise ConfigError(
                "MATCHDAY_DEMO=1 is for trying matchday out on one machine. It needs HOST=127.0.0.1, "
                f"a DATABASE_URL that ends in {DEMO_DATABASE}, no https, no mail server and no SMS gateway. Use "
                "`make run` for the demo and `make serve` for everything else."
            )


def from_environment(environ: Mapping[str, str] | None = None, *, instance: Path | None = None) -> Config:
    """Read the settings from environment variables.

    **Errors** ConfigError where a value cannot be read.
    """
    environ = os.environ if environ is None else environ
    instance = instance or Path(environ.get("MATCHDAY_INSTANCE", ROOT / "instance"))
    host, port = environ.get("HOST", "127.0.0.1"), _whole_number(environ, "PORT", 8000)
    return Config(
        database_url=_with_driver(environ.get("DATABASE_URL") or f"sqlite:///{instance / 'matchday.sqlite'}"),
        secret_key=environ.get("SECRET_KEY") or _made_once(instance / "secret_key"),
        installation_key=bytes.fromhex(environ.get("INSTALLATION_KEY") or _made_once(instance / "installation_key")),
        mail_url=environ.get("MAIL_URL") or f"file:{instance / 'outbox'}",
        mail_sender=environ.get("MAIL_SENDER", "matchday@localhost"),
        host=host,
        port=port,
        public_url=environ.get("PUBLIC_URL", f"http://{host}:{port}").rstrip("/"),
        proxy_count=_whole_number(environ, "PROXY_COUNT", 0),
        is_demo=environ.get("MATCHDAY_DEMO") == "1",
        instance=instance,
        sms_url=environ.get("SMS_URL", ""),
        sms_token=environ.get("SMS_TOKEN", ""),
        sms_sender=environ.get("SMS_SENDER", ""),
        returns_url=environ.get("RETURNS_URL", ""),
        postgres_programs=environ.get("POSTGRES_PROGRAMS", ""),
        translator_url=environ.get("TRANSLATOR_URL", "").rstrip("/"),
        translator_key=environ.get("TRANSLATOR_KEY", ""),
    )


def _with_driver(url: str) -> str:
    return re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", url)


def _whole_number(environ: Mapping[str, str], name: str, default: int) -> int:
    text = environ.get(name) or str(default)
    if not text.isdecimal():
        raise ConfigError(f"{name}={text} is not a whole number. Set it to one, or leave it out for {default}.")
    return int(text)


def _made_once(path: Path) -> str:
    """Return the secret in ``path``; make it first where there is none. Two that start at once get the same."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent) as draft:  # mode 600
            draft.write(secrets.token_hex(32))
            draft.flush()
            with contextlib.suppress(FileExistsError):
                os.link(draft.name, path)
    return path.read_text().strip()
