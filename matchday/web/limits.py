"""Limits against guessing: only tries that failed count, so nobody waits because many people share one Wi-Fi.

Each kind of secret is limited where it is guessed: by the network somebody comes from, by the beginning of what they
guess, and by all tries together. Counts live in the memory of the web process.
"""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from typing import Any

from flask import Flask, Response, request

from matchday.core.access import is_token
from matchday.core.shortcode import read_code
from matchday.extensions import limiter

LINK_TRIES = "20 per 5 minutes"
"""From one network: a link's token is never mistyped."""
CODE_TRIES = "150 per 10 minutes"
"""From one network: sixty people of one hostel may each mistype twice."""
BEGINNING_TRIES = "10 per hour"
"""For one beginning of a code: who saw half of a code cannot try the rest."""
ALL_CODE_TRIES = "2000 per hour"
SIGN_IN_TRIES = "10 per 5 minutes"
"""For one address from one network, so that nobody shuts out somebody else."""
NETWORK_SIGN_IN_TRIES = "60 per 5 minutes"
ALL_SIGN_IN_TRIES = "1000 per 5 minutes"
NEW_LINKS = "5 per day"
"""For one address from one network."""
ALL_NEW_LINKS = "20 per day"
"""For one address from everywhere."""
NETWORK_NEW_LINKS = "60 per hour"
BEGINNING_LETTERS = 4

View = Callable[..., Any]


def init_app(app: Flask) -> None:
    """Limit the sign-in page of Flask-Security, which is not a view of ours."""
    view = app.view_functions["security.login"]
    for tries, key in (
        (ALL_SIGN_IN_TRIES, everybody),
        (NETWORK_SIGN_IN_TRIES, network),
        (SIGN_IN_TRIES, network_and_mail),
    ):
        view = limiter.limit(tries, methods=["POST"], key_func=key, deduct_when=shown_again)(view)
    app.view_functions["security.login"] = view


def limit_code_tries(view: View) -> View:
    """Limit how often a short code may be guessed; links pass."""
    for tries, key in (
        (ALL_CODE_TRIES, everybody),
        (BEGINNING_TRIES, beginning_of_code),
        (CODE_TRIES, network),
    ):
        view = limiter.limit(tries, methods=["POST"], key_func=key, deduct_when=was_refused, exempt_when=came_by_link)(
            view
        )
    return view


def limit_link_tries(view: View) -> View:
    """Limit how often a one-time link may be guessed."""
    return limiter.limit(LINK_TRIES, methods=["POST"], key_func=network, deduct_when=was_refused)(view)


def limit_new_links(view: View) -> View:
    """Limit how often links are asked for by mail: nobody's mailbox is filled, nobody uses up another's tries."""
    for tries, key in ((NETWORK_NEW_LINKS, network), (ALL_NEW_LINKS, mail), (NEW_LINKS, network_and_mail)):
        view = limiter.limit(tries, methods=["POST"], key_func=key)(view)
    return view


def was_refused(response: Response) -> bool:
    """Tell whether a form of ours was refused."""
    return response.status_code == 422


def shown_again(response: Response) -> bool:
    """Tell whether the sign-in page came back instead of leading on."""
    return response.status_code == 200


def came_by_link() -> bool:
    """Tell whether only a link's token was sent: 130 bits cannot be guessed, so nobody is made to wait for it."""
    return is_token(request.form.get("token", "")) and not request.form.get("short_code")


def network() -> str:
    """Return where the request comes from: an IPv4 address, or the /64 that one household has of IPv6."""
    address = ip_address(request.remote_addr or "127.0.0.1")
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or IPv6Address(int(address) >> 64 << 64))
    return str(address)


def beginning_of_code() -> str:
    """Return how the code that was typed begins."""
    typed = request.form.get("short_code") or request.form.get("token") or ""
    return read_code(typed)[:BEGINNING_LETTERS]


def network_and_mail() -> str:
    """Return who wants to sign in from where."""
    return f"{network()} {mail()}"


def mail() -> str:
    """Return the address that was typed."""
    return (request.form.get("email") or request.form.get("mail") or "").strip().lower()


def everybody() -> str:
    """Count the tries of all together."""
    return "everybody"
