"""Build the application."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from matchday import cli, logs, migration, web
from matchday.config import ROOT, Config
from matchday.core.access import Keyring
from matchday.extensions import assert_sqlite, babel, compress, csrf, db, limiter, prepare_database
from matchday.web import headers, language
from matchday.web.body import Body
from matchday.web.settings import flask_settings


def create_app(config: Config) -> Flask:
    """Return the application for ``config``.

    **Errors** RuntimeError where an SQLite file does not answer with the settings that trust rests on.
    """
    app = Flask("matchday", root_path=str(ROOT), instance_path=str(config.instance))
    app.config.from_mapping(flask_settings(config))
    app.json = Body(app)
    app.extensions["matchday.config"] = config
    app.extensions["matchday.keyring"] = Keyring(config.installation_key)
    if config.proxy_count:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=config.proxy_count, x_proto=config.proxy_count)  # type: ignore[method-assign]

    db.init_app(app)
    with app.app_context():
        prepare_database(db.engine)
        if config.is_database_file:
            assert_sqlite(db.engine)
    migration.init_app(app)
    babel.init_app(app, locale_selector=language.select_locale, default_domain="messages")
    limiter.init_app(app)
    compress.init_app(app)

    web.register(app)
    logs.init_app(app)
    csrf.init_app(app)  # after the guard: a refusal knows the moment too
    cli.register(app)
    headers.serve_static(app)
    return app
