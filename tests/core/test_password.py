"""Passwords: known by their hash, and by nothing else."""

from __future__ import annotations

import pytest

from matchday.core.password import hash_password, is_password

SENTENCE = "ein ganzer Satz im Mai"


def test_a_password_is_known_again() -> None:
    assert is_password(SENTENCE, hash_password(SENTENCE))


@pytest.mark.parametrize("typed", ["", "ein ganzer satz im mai", f"{SENTENCE} "])
def test_another_text_is_not_the_password(typed: str) -> None:
    assert not is_password(typed, hash_password(SENTENCE))


@pytest.mark.parametrize("kept", [None, "", "not a hash"])
def test_where_no_password_is_kept_none_is_right(kept: str | None) -> None:
    assert not is_password("nobody has this password", kept)


def test_the_same_password_is_kept_differently_each_time() -> None:
    assert hash_password(SENTENCE) != hash_password(SENTENCE)


def test_a_password_is_hashed_slowly_by_argon2id() -> None:
    assert hash_password(SENTENCE).startswith("$argon2id$v=19$m=19456,t=2,p=1$")
