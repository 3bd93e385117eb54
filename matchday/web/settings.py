"""Turn our settings into those of Flask and its extensions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from matchday.config import Config
from matchday.web.catalogue import OURS, theirs


def flask_settings(config: Config) -> dict[str, Any]:
    """Return the mapping for ``app.config``."""
    prefix = "__Host-" if config.is_https else ""
    return {
        "SECRET_KEY": config.secret_key,
        "SQLALCHEMY_DATABASE_URI": config.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": _engine(config),
        "MAX_CONTENT_LENGTH": 11 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
        "SESSION_COOKIE_NAME": f"{prefix}matchday",
        "DEVICE_COOKIE_NAME": f"{prefix}matchday-device",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": config.is_https,
        "PERMANENT_SESSION_LIFETIME": timedelta(days=30),
        "PREFERRED_URL_SCHEME": "https" if config.is_https else "http",
        "WTF_CSRF_TIME_LIMIT": None,
        "BABEL_DEFAULT_LOCALE": "de",
        "BABEL_TRANSLATION_DIRECTORIES": ";".join((str(OURS), str(theirs(config)))),  # what is read later wins
        "RATELIMIT_ENABLED": True,
        # Only pages: files are compressed at set-up. A page asked for from elsewhere carries no cookie (SameSite), so
        # nobody can make it hold a secret and a guess of theirs at once (BREACH).
        "COMPRESS_MIMETYPES": ["text/html"],
        "COMPRESS_ALGORITHM": ["br", "gzip"],
    }


def _engine(config: Config) -> dict[str, Any]:
    """Keep values out of errors; notice a connection that was cut, and wait for a lost database for seconds only."""
    options: dict[str, Any] = {"hide_parameters": True, "pool_pre_ping": True}
    if config.database_url.startswith("postgresql"):
        options["connect_args"] = {"connect_timeout": 5, "tcp_user_timeout": 15_000}
    return options
