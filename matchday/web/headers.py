"""Headers of every answer, pages and static files alike. ``tests/web/test_headers.py`` pins them literally."""

from __future__ import annotations

from wsgiref.headers import Headers

from flask import Flask, Response, request
from whitenoise import WhiteNoise

from matchday.config import ROOT, Config

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
YEAR_S = 365 * 24 * 3600


def security_headers(config: Config) -> dict[str, str]:
    """Return what every answer carries.

    ``Referrer-Policy`` is not ``no-referrer``: Flask-WTF compares the Referer of posts over https.
    """
    headers = {
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    }
    if config.is_https:
        headers["Strict-Transport-Security"] = f"max-age={2 * YEAR_S}; includeSubDomains"
    return headers


def serve_static(app: Flask) -> None:
    """Serve static files compressed and cached; put the headers on every answer.

    Addresses of static files carry the hash of their content (:func:`matchday.web.filters.asset`), so a file with a
    hash may be kept for good.
    """
    config: Config = app.extensions["matchday.config"]
    fixed = security_headers(config)

    @app.after_request
    def add(response: Response) -> Response:
        for name, value in fixed.items():
            response.headers.setdefault(name, value)
        if request.endpoint != "static":
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def add_to_static(headers: Headers, path: str, url: str) -> None:
        for name, value in fixed.items():
            headers[name] = value

    files = WhiteNoise(app.wsgi_app, max_age=YEAR_S, add_headers_function=add_to_static)
    files.add_files(str(ROOT / "static"), prefix="static/")
    app.wsgi_app = files  # type: ignore[method-assign]
