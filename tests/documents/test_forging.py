"""No forged ticket is accepted: every rule of the vectors, every key that could be meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from matchday.documents import token
from matchday.documents.token import TokenError, read_token
from tests.documents.forging import VECTORS, digest, forged

GENUINE = VECTORS["accepted"][0]
ORGANISER = GENUINE["organiser_code"]
PUBLIC_KEYS = {int(key_id): bytes.fromhex(key) for key_id, key in VECTORS["public_keys"].items()}
EVERY_ID = dict.fromkeys(range(2**16), PUBLIC_KEYS[GENUINE["key_id"]])


def accepted(texts: Iterable[str], *, organiser_code: str = ORGANISER) -> list[str]:
    """Return the texts that pass for a ticket, whatever key they claim."""
    passed = []
    for text in texts:
        try:
            read_token(text, public_keys=EVERY_ID, organiser_code=organiser_code)
        except TokenError:
            continue
        passed.append(text)
    return passed


@pytest.mark.parametrize("rule", ["flipped", "mutated", "spelled_otherwise", "cut", "swapped"])
def test_the_rules_give_what_the_vectors_say(rule: str) -> None:
    texts, said = forged(GENUINE["text"])[rule], VECTORS["rules"][rule]

    assert (len(texts), digest(texts)) == (said["count"], said["sha256"])
    assert GENUINE["text"] not in texts


@pytest.mark.parametrize("rule", ["flipped", "mutated", "spelled_otherwise", "cut", "swapped"])
def test_no_forged_ticket_is_accepted(rule: str) -> None:
    assert accepted(forged(GENUINE["text"])[rule]) == []


def test_no_ticket_is_accepted_by_another_organiser_or_with_only_other_keys() -> None:
    texts = [vector["text"] for vector in VECTORS["accepted"] if vector["organiser_code"] == ORGANISER]

    assert len(accepted(texts[:1])) == 1
    assert accepted(texts, organiser_code="lk-sonnenau") == []
    for text in texts:
        with pytest.raises(TokenError):
            read_token(text, public_keys={}, organiser_code=ORGANISER)


def test_without_the_signature_forged_tickets_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    class Careless:
        @staticmethod
        def from_public_bytes(_: bytes) -> Careless:
            return Careless()

        def verify(self, *_: bytes) -> None:
            """Believe everything."""

    monkeypatch.setattr(token, "Ed25519PublicKey", Careless)

    assert len(accepted(forged(GENUINE["text"])["flipped"])) == 736 - 8


def test_without_the_one_spelling_the_same_ticket_has_sixteen(monkeypatch: pytest.MonkeyPatch) -> None:
    unspell: Callable[[str], bytes] = token._unspell
    monkeypatch.setattr(token, "_unspell", lambda text: unspell(text[:-1] + GENUINE["text"][-1]))

    assert len(accepted(forged(GENUINE["text"])["spelled_otherwise"])) >= 15
