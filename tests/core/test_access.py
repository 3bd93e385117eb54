"""Tokens and short codes of access links."""

from __future__ import annotations

from matchday.core.access import Keyring, code_from, digest_code, digest_token, token_from
from matchday.core.shortcode import ALPHABET, read_code, show_code

KEYRING = Keyring(b"a" * 32)


def test_a_token_has_130_bits_and_a_code_50() -> None:
    token, code = token_from("nonce", KEYRING), code_from("nonce", KEYRING)

    assert (len(token) * 5, len(code) * 5) == (130, 50)


def test_another_installation_makes_other_secrets_from_the_same_row() -> None:
    other = Keyring(b"b" * 32)

    assert token_from("nonce", KEYRING) != token_from("nonce", other)
    assert code_from("nonce", KEYRING) != code_from("nonce", other)
    assert digest_code("ABCDEFGH12", KEYRING) != digest_code("ABCDEFGH12", other)


def test_the_database_keeps_digests_only() -> None:
    token, code = token_from("nonce", KEYRING), code_from("nonce", KEYRING)

    assert token not in digest_token(token)
    assert code not in digest_code(code, KEYRING)


def test_the_keyring_does_not_show_its_key() -> None:
    assert "aaaa" not in repr(KEYRING)


def test_a_code_is_read_however_it_is_typed() -> None:
    assert read_code(" wq3h8–tnR2o ") == "WQ3H8TNR20"


def test_a_code_is_shown_in_two_groups() -> None:
    assert (show_code("WQ3H8TNR2X"), show_code("K7MQ4X2P")) == ("WQ3H8 TNR2X", "K7MQ 4X2P")


def test_no_letter_of_a_code_looks_like_another() -> None:
    assert len(ALPHABET) == 32
    assert not set("ILOU") & set(ALPHABET)
