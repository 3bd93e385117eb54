"""Limits against guessing: only tries that failed count, so nobody waits because many people share one Wi-Fi.

Each kind of secret is limited where it is guessed: by the network somebody comes from, by the beginning of what they
guess, and by all tries together. Counts live in the memory of the web process.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from ipaddress import IPv6Address, ip_address
from typing import Any

from flask import Response, g, request

from matchday.core.access import is_token
from matchday.core.checkin import Way
from matchday.core.shortcode import read_code
from matchday.extensions import limiter
from matchday.web.login import find_signed_in

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
OWN_TRIES = "5 per 5 minutes"
OWN_TRIES_A_DAY = "50 per day"
"""For one account, wherever it comes from: six digits are few."""
NEW_LINKS = "5 per day"
"""For one address from one network."""
ALL_NEW_LINKS = "20 per day"
"""For one address from everywhere."""
NETWORK_NEW_LINKS = "60 per hour"
TICKET_CODE_TRIES = "10 per 5 minutes"
"""At one door: codes of tickets that are not for it. Scans and ticked names never count."""
BEGINNING_LETTERS = 4
EVEN_S = 0.5
"""How long asking for a link by mail takes, whether or not one is sent."""

View = Callable[..., Any]


def limit_sign_in_tries(view: View) -> View:
    """Limit how often a password may be guessed; nobody shuts out somebody else."""
    for tries, key in (
        (ALL_SIGN_IN_TRIES, everybody),
        (NETWORK_SIGN_IN_TRIES, network),
        (SIGN_IN_TRIES, network_and_mail),
    ):
        view = limiter.limit(tries, methods=["POST"], key_func=key, deduct_when=was_refused)(view)
    return view


def limit_own_tries(view: View) -> View:
    """Limit how often somebody who is signed in may guess their password or a code of the second factor."""
    for tries in (OWN_TRIES, OWN_TRIES_A_DAY):
        view = limiter.limit(tries, methods=["POST"], key_func=account, deduct_when=was_refused)(view)
    return view


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


def limit_report_tries(view: View) -> View:
    """Limit how often the gateway's token may be guessed."""
    return limiter.limit(LINK_TRIES, key_func=network, deduct_when=was_stranger)(view)


def limit_new_links(view: View) -> View:
    """Limit how often links are asked for by mail: nobody's mailbox is filled, nobody uses up another's tries."""
    for tries, key in ((NETWORK_NEW_LINKS, network), (ALL_NEW_LINKS, mail), (NEW_LINKS, network_and_mail)):
        view = limiter.limit(tries, methods=["POST"], key_func=key)(view)
    return view


def limit_ticket_codes(view: View) -> View:
    """Limit how often the short code of a ticket may be guessed at one door."""
    return limiter.limit(TICKET_CODE_TRIES, key_func=door, deduct_when=was_guess, exempt_when=shows_no_code)(view)


def even_pace(view: View) -> View:
    """Answer a post no sooner than others would: the time taken does not tell whether an address is known."""

    @wraps(view)
    def paced(*args: object, **kwargs: object) -> object:
        until = time.monotonic() + EVEN_S
        answer = view(*args, **kwargs)
        if request.method == "POST":
            time.sleep(max(0, until - time.monotonic()))
        return answer

    return paced


def was_refused(response: Response) -> bool:
    """Tell whether a form of ours was refused."""
    return response.status_code == 422


def was_stranger(response: Response) -> bool:
    """Tell whether somebody without the right token asked."""
    return response.status_code == 401


def came_by_link() -> bool:
    """Tell whether only a link's token was sent: 130 bits cannot be guessed, so nobody is made to wait for it."""
    return is_token(request.form.get("token", "")) and not request.form.get("short_code")


def was_guess(response: Response) -> bool:
    """Tell whether the code that was typed belongs to no guest of this door."""
    return bool(g.get("is_guess"))


def shows_no_code() -> bool:
    """Tell whether a ticket was shown otherwise than by typing its code."""
    asked = request.get_json(silent=True) if request.is_json else request.form
    return not isinstance(asked, dict) or asked.get("way") != Way.CODE


def door() -> str:
    """Return whose phone asks at a door."""
    keeper = g.keeper
    return f"link {keeper.link.id}" if keeper.link else f"account {keeper.account.id}"


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


def account() -> str:
    """Return whose second factor is tried."""
    signed_in = find_signed_in()
    return f"account {signed_in.id if signed_in else network()}"


def everybody() -> str:
    """Count the tries of all together."""
    return "everybody"
