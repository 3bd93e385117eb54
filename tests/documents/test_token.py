import json
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from matchday.core.shortcode import ALPHABET, read_code, show_code
from matchday.documents.token import (
    SigningKey,
    TicketToken,
    TokenError,
    new_short_code,
    new_signing_key,
    new_ticket_code,
    new_ticket_number,
    read_token,
    sign_token,
    ticket_address,
)

VECTORS = json.loads(Path(__file__).with_name("token_vectors.json").read_text("utf-8"))
PRIVATE_KEYS = {int(key_id): bytes.fromhex(key) for key_id, key in VECTORS["private_keys"].items()}
PUBLIC_KEYS = {int(key_id): bytes.fromhex(key) for key_id, key in VECTORS["public_keys"].items()}
BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
ORGANISER = "lk-birkenried"


def a_token(**changes: object) -> TicketToken:
    token = TicketToken(
        key_id=1,
        event=17,
        slot=4711,
        number=b"0123456789",
        revision=1,
        valid_from_at=datetime(2027, 4, 20, 4, 30, tzinfo=UTC),
        valid_min=450,
    )
    return replace(token, **changes)


def signed(token: TicketToken, key: SigningKey) -> str:
    return sign_token(token, private_key=key.private, organiser_code=ORGANISER)


def refusal(text: str, *, public_keys: dict[int, bytes], organiser_code: str = ORGANISER) -> str:
    with pytest.raises(TokenError) as refused:
        read_token(text, public_keys=public_keys, organiser_code=organiser_code)
    return refused.value.code


def from_vector(vector: dict) -> TicketToken:
    return TicketToken(
        number=bytes.fromhex(vector["number"]),
        valid_from_at=datetime.fromtimestamp(vector["valid_from_s"], UTC),
        **{name: vector[name] for name in ("key_id", "event", "slot", "revision", "valid_min")},
    )


def bits_flipped(text: str) -> list[str]:
    """Give all texts that differ in one bit of the 92 bytes."""
    flipped = []
    for bit in range(736):
        place, mask = bit // 5, 16 >> bit % 5
        flipped.append(text[:place] + BASE32[BASE32.index(text[place]) ^ mask] + text[place + 1 :])
    return flipped


def test_a_signed_token_is_read_as_it_was_written():
    key = new_signing_key()

    text = signed(a_token(), key)

    assert read_token(text, public_keys={1: key.public}, organiser_code=ORGANISER) == a_token()


def test_a_token_has_148_letters_of_upper_case_base32():
    text = signed(a_token(number=new_ticket_number()), new_signing_key())

    assert len(text) == 148
    assert set(text) <= set(BASE32)


def test_a_moment_of_any_zone_is_given_back_in_utc():
    key = new_signing_key()
    summer_time = timezone(timedelta(hours=2))

    text = signed(a_token(valid_from_at=datetime(2027, 4, 20, 6, 30, tzinfo=summer_time)), key)

    token = read_token(text, public_keys={1: key.public}, organiser_code=ORGANISER)
    assert token.valid_from_at.isoformat() == "2027-04-20T04:30:00+00:00"
    assert token.valid_until_at.isoformat() == "2027-04-20T12:00:00+00:00"


def test_an_old_key_still_verifies_after_a_new_one_came():
    old, new = new_signing_key(), new_signing_key()

    text = signed(a_token(key_id=1), old)

    keys = {1: old.public, 2: new.public}
    assert read_token(text, public_keys=keys, organiser_code=ORGANISER).key_id == 1


@pytest.mark.parametrize("vector", VECTORS["accepted"], ids=lambda vector: vector["what"])
def test_the_vectors_are_signed_and_read_alike(vector):
    token, code = from_vector(vector), vector["organiser_code"]

    text = sign_token(token, private_key=PRIVATE_KEYS[token.key_id], organiser_code=code)

    assert text == vector["text"]
    assert read_token(text, public_keys=PUBLIC_KEYS, organiser_code=code) == token


@pytest.mark.parametrize("vector", VECTORS["refused"], ids=lambda vector: vector["what"])
def test_the_forged_vectors_are_refused(vector):
    code = refusal(vector["text"], public_keys=PUBLIC_KEYS, organiser_code=vector["organiser_code"])

    assert code == vector["code"]


def test_every_flipped_bit_is_noticed():
    key = new_signing_key()
    text = signed(a_token(), key)

    flipped = bits_flipped(text)

    assert len(set(flipped) - {text}) == 736
    # The version has 8 bits and the key id 16; all the rest only the signature can tell.
    codes = [refusal(forged, public_keys={1: key.public}) for forged in flipped]
    assert codes == ["version"] * 8 + ["unknown_key"] * 16 + ["forged"] * 712


def test_every_flipped_bit_is_noticed_even_if_all_keys_are_known():
    key = new_signing_key()
    every_key = dict.fromkeys(range(2**16), key.public)

    codes = {refusal(forged, public_keys=every_key) for forged in bits_flipped(signed(a_token(), key))[8:]}

    assert codes == {"forged"}


def test_the_fifteen_other_spellings_of_the_same_bytes_are_refused():
    key = new_signing_key()
    text = signed(a_token(), key)
    last = BASE32.index(text[-1])

    others = [text[:-1] + BASE32[last ^ spare] for spare in range(1, 16)]

    assert {refusal(other, public_keys={1: key.public}) for other in others} == {"spelling"}


def test_ten_thousand_random_changes_are_refused():
    key, dice = new_signing_key(), random.Random(1)
    text = signed(a_token(), key)

    for _ in range(10_000):
        letters = list(text)
        for place in dice.sample(range(148), dice.randint(1, 4)):
            letters[place] = dice.choice(BASE32.replace(letters[place], ""))
        assert refusal("".join(letters), public_keys={1: key.public})


def test_a_ticket_of_another_organiser_is_refused():
    key = new_signing_key()
    text = signed(a_token(), key)

    assert refusal(text, public_keys={1: key.public}, organiser_code="lk-sonnenau") == "forged"


def test_what_does_not_fit_the_layout_is_an_error():
    for changes in (
        {"key_id": 2**16},
        {"event": -1},
        {"slot": 2**32},
        {"number": b"short"},
        {"revision": 256},
        {"valid_min": 2**16},
        {"valid_from_at": datetime(2027, 4, 20, 6)},  # noqa: DTZ001 - naive on purpose
        {"valid_from_at": datetime(2027, 4, 20, 6, 0, 0, 1, tzinfo=UTC)},
    ):
        with pytest.raises(ValueError, match=r"token|ticket number|aware moment"):
            a_token(**changes)


def test_a_private_key_does_not_show_itself():
    key = new_signing_key()

    assert key.private.hex() not in repr(key)
    assert repr(key.private) not in repr(key)


def test_the_address_is_upper_case_with_the_token_behind_the_hash():
    assert ticket_address("tag.kreis-beispiel.de", "ABC") == "HTTPS://TAG.KREIS-BEISPIEL.DE/T#ABC"
    assert ticket_address("127.0.0.1:8000", "ABC") == "HTTPS://127.0.0.1:8000/T#ABC"


@pytest.mark.parametrize("host", ["", "tag.müller.de", "a/b", "a#b", "a.de ", "a.de:http"])
def test_a_host_that_cannot_stand_in_an_address_is_an_error(host):
    with pytest.raises(ValueError, match="host"):
        ticket_address(host, "ABC")


def test_short_codes_are_typed_back_as_they_were_shown():
    for _ in range(500):
        code = new_short_code()

        assert len(code) == 8
        assert set(code) <= set(ALPHABET)
        assert read_code(show_code(code).lower()) == code


def test_random_numbers_fit_their_columns_and_differ():
    assert len({new_ticket_number() for _ in range(500)}) == 500
    assert {len(new_ticket_number()) for _ in range(50)} == {10}
    assert all(0 <= new_ticket_code() < 2**31 for _ in range(500))
