"""Settings: each has a default that works on one machine; those that contradict each other are refused."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from matchday.config import Config, ConfigError, from_environment

DEMO = {"MATCHDAY_DEMO": "1", "HOST": "127.0.0.1", "DATABASE_URL": "sqlite:////somewhere/demo.sqlite"}


def read(folder: Path, **environ: str) -> Config:
    return from_environment(environ, instance=folder)


def test_without_any_setting_everything_has_a_value(tmp_path: Path) -> None:
    config = read(tmp_path)

    assert (config.host, config.port, config.public_url) == ("127.0.0.1", 8000, "http://127.0.0.1:8000")
    assert config.database_url == f"sqlite:///{tmp_path}/matchday.sqlite"
    assert (config.is_demo, config.is_https, config.is_database_file) == (False, False, True)


def test_secrets_are_made_once_and_only_the_owner_reads_them(tmp_path: Path) -> None:
    first, second = read(tmp_path), read(tmp_path)

    assert (first.secret_key, first.installation_key) == (second.secret_key, second.installation_key)
    assert len(first.installation_key) == 32
    modes = {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("secret_key", "installation_key")}
    assert modes == {0o600}


def test_secrets_do_not_show_when_a_config_is_printed(tmp_path: Path) -> None:
    config = read(tmp_path)

    assert config.secret_key not in repr(config)
    assert config.installation_key.hex() not in repr(config)


def test_the_demo_starts_alone_on_this_machine(tmp_path: Path) -> None:
    assert read(tmp_path, **DEMO).is_demo


OTHERS = {
    "another host": {"HOST": "192.0.2.1"},
    "every host": {"HOST": "0.0.0.0"},  # noqa: S104  (the wrong setting)
    "another database": {"DATABASE_URL": "sqlite:////somewhere/matchday.sqlite"},
    "a database server": {"DATABASE_URL": "postgresql://localhost/demo.sqlite"},
    "a database in memory": {"DATABASE_URL": "sqlite://"},
    "https": {"PUBLIC_URL": "https://tag.birkenried.example"},
    "a mail server": {"MAIL_URL": "smtp://mail.birkenried.example"},
    "a mailbox": {"RETURNS_URL": "imaps://tag:secret@mail.birkenried.example"},
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS.keys())
def test_the_demo_refuses_to_start_beside_anything_real(tmp_path: Path, other: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match="make serve"):
        read(tmp_path, **{**DEMO, **other})


def test_a_mail_server_without_encryption_is_on_this_machine(tmp_path: Path) -> None:
    assert read(tmp_path, MAIL_URL="smtp+plain://127.0.0.1:2525").mail_url == "smtp+plain://127.0.0.1:2525"
    with pytest.raises(ConfigError, match="MAIL_URL with smtp\\+plain"):
        read(tmp_path, MAIL_URL="smtp+plain://mail.birkenried.example")


def test_a_port_that_is_no_number_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="PORT=many is not a whole number"):
        read(tmp_path, PORT="many")


def test_postgresql_is_reached_by_its_driver_however_it_is_written(tmp_path: Path) -> None:
    urls = [read(tmp_path, DATABASE_URL=f"{name}://localhost/day").database_url for name in ("postgres", "postgresql")]

    assert urls == ["postgresql+psycopg://localhost/day"] * 2


def test_no_password_of_a_server_stands_in_what_a_config_prints(tmp_path: Path) -> None:
    named = {"DATABASE_URL": "postgresql", "MAIL_URL": "smtps", "SMS_URL": "https", "RETURNS_URL": "imaps"}

    config = read(tmp_path, **{name: f"{scheme}://day:hidden@host.example/x" for name, scheme in named.items()})

    assert "hidden" not in repr(config)


def test_a_translator_is_asked_only_where_there_is_one(tmp_path: Path) -> None:
    assert read(tmp_path).translator_url == ""
    config = read(tmp_path, TRANSLATOR_URL="http://127.0.0.1:5000/", TRANSLATOR_KEY="secret-key")
    assert config.translator_url == "http://127.0.0.1:5000"
    assert "secret-key" not in repr(config)
    with pytest.raises(ConfigError, match="begins with http"):
        read(tmp_path, TRANSLATOR_URL="file:///etc/passwd")
