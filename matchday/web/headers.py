"""Headers of every answer, pages and static files alike. ``tests/web/test_headers.py`` pins them literally."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import Flask, Response
from werkzeug.wrappers import Response as AnyResponse
from whitenoise import WhiteNoise

from matchday.config import ROOT, Config

if TYPE_CHECKING:
    from wsgiref.headers import Headers

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
PERMISSIONS = "camera=(), geolocation=(), microphone=(), interest-cohort=()"
CAMERA_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY.replace(
        "script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'"
    ),
    "Permissions-Policy": PERMISSIONS.replace("camera=()", "camera=(self)"),
}
"""The one exception: the page that scans tickets uses the camera and a decoder in WebAssembly."""
STILL = {"Content-Security-Policy": f"{CONTENT_SECURITY_POLICY}; sandbox allow-same-origin"}
"""A page to look at: no form, no script, no way out of it."""
HOST = re.compile(r"(([A-Za-z0-9_-]{1,63}\.)*[A-Za-z0-9_-]{1,63}\.?|\[[0-9A-Fa-f:.]{2,45}\])(:[0-9]{1,5})?")
"""What a host can be called. What no name server knows would break routing, and the page that says so."""
YEAR_S = 365 * 24 * 3600
KEPT = "/participant/ticket/kept/"
"""All that the service worker of a kept ticket looks after."""


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
        "Permissions-Policy": PERMISSIONS,
    }
    if config.is_https:
        headers["Strict-Transport-Security"] = f"max-age={2 * YEAR_S}; includeSubDomains"
    return headers


def open_camera(page: Response) -> Response:
    """Let this page use the camera and decode what it sees: only for the one that scans tickets."""
    page.headers.update(CAMERA_HEADERS)
    return page


def show_only(page: Response, *, style: str = "") -> Response:
    """Let nothing on this page act: it is there to be looked at. ``style``: a sheet that stands in it, as in a mail."""
    page.headers.update(STILL)
    if style:
        digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
        own = STILL["Content-Security-Policy"].replace("style-src 'self'", f"style-src 'self' 'sha256-{digest}'")
        page.headers["Content-Security-Policy"] = own
    return page


def give_way(page: AnyResponse, *, after: timedelta, to: str) -> None:
    """Let the browser leave an open page after a while, without a script: what it shows does not hold any longer."""
    page.headers["Refresh"] = f"{int(after.total_seconds())}; url={to}"


def serve_static(app: Flask) -> None:
    """Serve static files compressed and cached; put the headers on every answer.

    Addresses of static files carry the hash of their content (:func:`matchday.web.filters.asset`), so a file with a
    hash may be kept for good.
    """
    config: Config = app.extensions["matchday.config"]
    app.after_request(keep_nowhere)
    files = WhiteNoise(app.wsgi_app, max_age=YEAR_S, add_headers_function=allow_kept)
    files.add_files(str(ROOT / "static"), prefix="static/")
    app.wsgi_app = SafeAnswers(files, security_headers(config))  # type: ignore[method-assign]


def allow_kept(headers: Headers, path: str, url: str) -> None:
    """Let one script, the service worker of a kept ticket, look after pages that lie elsewhere than itself."""
    if url == "/static/js/kept-worker.js":
        headers["Service-Worker-Allowed"] = KEPT


def keep_nowhere(response: Response) -> Response:
    """Let no browser keep a page; a style sheet and the organiser's picture say otherwise themselves."""
    if not response.headers.get("Cache-Control", "").startswith("max-age"):
        response.headers["Cache-Control"] = "no-store"
    return response


class SafeAnswers:
    """Put the headers on every answer, whoever gave it; only the page that scans brings two of its own."""

    def __init__(self, application: WSGIApplication, headers: Mapping[str, str]) -> None:
        self.application, self.headers = application, tuple(headers.items())

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Pass the request on and complete the answer."""

        def start(status: str, headers: list[tuple[str, str]], *failure: Any) -> Any:
            own = {name for name, _ in headers if name in CAMERA_HEADERS}
            return start_response(status, [*headers, *(pair for pair in self.headers if pair[0] not in own)], *failure)

        if not HOST.fullmatch(environ.get("HTTP_HOST", "localhost")):
            start("400 Bad Request", [("Content-Type", "text/plain")])
            return [b"This host has no such name.\n"]
        return self.application(environ, start)
