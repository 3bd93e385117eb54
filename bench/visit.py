"""Visits: a client of our application for each role of the demo day, signed in as people are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient

from tests.journeys.served import Served

LINK = re.compile(r"^\s+(\w+)\s.*(/link|/access)#([A-Za-z0-9_-]+)$", re.MULTILINE)
HOMES = {"owner": "/staff/", "staff": "/staff/", "coach": "/coach/", "employer": "/employer/"}
COOKIE = "matchday"


@dataclass(frozen=True)
class Visit:
    """A role, where it begins, and the client that is signed in."""

    role: str
    start: str
    client: FlaskClient

    @property
    def cookie(self) -> str:
        """Return the session as a browser would send it; a server with the same secret takes it."""
        cookie = self.client.get_cookie(COOKIE)
        return f"{COOKIE}={cookie.value}" if cookie else ""


def visit_all(app: Flask, served: Served) -> list[Visit]:
    """Return a visit of nobody in particular and one of each role the demo prints a link for."""
    visits = [Visit("anybody", "/", app.test_client())]
    for role, door, token in LINK.findall(served.flask("demo", "links")):
        client = app.test_client()
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(door).get_data(as_text=True))
        form = {"token": token, "csrf_token": found.group(1) if found else ""}
        answer = client.post(door, data=form, headers={"Referer": served.address + door})
        if answer.status_code != 302:
            raise RuntimeError(f"the link of {role} did not open: {answer.status_code}")
        visits.append(Visit(role, HOMES.get(role, "/participant/"), client))
    return visits
