"""SMS: written from ``mail/<kind>/sms.txt`` and handed to a gateway by HTTP, or put into a folder.

The gateway gets one JSON object by POST: ``to`` (E.164), ``from``, ``text`` and ``id``. The id also stands in the
header ``Idempotency-Key``: a gateway that knows the header sends what is handed over twice only once.
docs/operations.md tells whoever runs the gateway.
"""

from __future__ import annotations

import http.client
import json
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from matchday.core.phone import dialled_phone
from matchday.core.sms import sender_of
from matchday.extensions import config
from matchday.sender.folder import put_into_folder
from matchday.sender.refusal import Refusal
from matchday.services.message import MessageFacts
from matchday.web.message import in_language_of, message_values, render_message

TIMEOUT_S = 20
NOT_US = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.PAYMENT_REQUIRED, HTTPStatus.FORBIDDEN})
"""The gateway does not know us, or is not paid: every other SMS would fare the same."""
LATER = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS})
NO_NUMBER = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE, HTTPStatus.UNPROCESSABLE_ENTITY})
TAKEN = frozenset({*range(200, 300), HTTPStatus.CONFLICT})
"""Conflict: it has had this id before."""
OF_GATEWAY = range(500, 600)


@dataclass(frozen=True)
class Sms:
    """Hold an SMS as the gateway gets it."""

    id: str
    to: str
    sender: str
    text: str = field(repr=False)

    def as_json(self) -> bytes:
        """Return what is posted."""
        told = asdict(self)
        told["from"] = told.pop("sender")
        return json.dumps(told, ensure_ascii=False).encode()


def write_sms(facts: MessageFacts) -> Sms:
    """Write an SMS in the reader's language: names, places and times stay behind its link."""
    with in_language_of(facts) as language:
        text = " ".join(render_message(facts, "sms.txt", message_values(facts, language)).split())
    header_id = facts.message.header_id.strip("<>").partition("@")[0]
    return Sms(header_id, dialled_phone(facts.address), config().sms_sender or sender_of(facts.organiser.name), text)


class Gateway:
    """Hand SMS to the gateway of the settings over one connection, or put them into a folder."""

    def __init__(self, url: str, token: str) -> None:
        self._scheme, _, self._rest = url.partition(":")
        self._address, self._token = urlsplit(url), token
        self._line: http.client.HTTPConnection | None = None

    def take(self, sms: Sms) -> Refusal | None:
        """Hand an SMS over. Return why it was not taken, if so."""
        if not sms.to:
            return Refusal("number_dead", is_final=True)
        if not self._scheme:
            return Refusal("no_gateway", is_final=True)
        try:
            if self._scheme == "file":
                put_into_folder(sms.as_json(), Path(self._rest), name=f"{sms.id}.sms")
                return None
            return _refusal_of(self._post(sms))
        except (http.client.HTTPException, OSError):
            self.leave()
            return Refusal("gateway_away")

    def leave(self) -> None:
        """Hang up."""
        line, self._line = self._line, None
        if line is not None:
            line.close()

    def _post(self, sms: Sms) -> int:
        """Return the status of the answer."""
        line = self._line = self._line or _connect(self._address)
        headers = {
            "Content-Type": "application/json",
            "Authorization": f"Bearer {self._token}",
            "Idempotency-Key": sms.id,
        }
        path = f"{self._address.path or '/'}{'?' if self._address.query else ''}{self._address.query}"
        line.request("POST", path, sms.as_json(), headers)
        answer = line.getresponse()
        answer.read()
        return answer.status


def _connect(address: SplitResult) -> http.client.HTTPConnection:
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    return kind(address.hostname or "localhost", address.port, timeout=TIMEOUT_S)


def _refusal_of(status: int) -> Refusal | None:
    if status in TAKEN:
        return None
    if status in NOT_US:
        return Refusal("gateway_login")
    if status in LATER or status in OF_GATEWAY:
        return Refusal("gateway_away")
    return Refusal("number_dead" if status in NO_NUMBER else "sms_refused", is_final=True)
