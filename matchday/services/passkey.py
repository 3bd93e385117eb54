"""Passkeys: let a device show who is there. **Source** WebAuthn Level 3, by the library ``webauthn``.

A challenge is good for one answer; whoever asks keeps it meanwhile. The library is loaded at the first passkey: most
visits need none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.errors import NotFound, RuleError
from matchday.models import Account, Passkey
from matchday.models.row_security import see_organiser
from matchday.services.audit import write_audit
from matchday.services.second_factor import require_another

BY_CREDENTIAL = {"across_organisers": "found by the name of one passkey"}
VERIFIED = "required"
"""The device asks for a finger, a face or a PIN: a passkey alone is two factors."""


@dataclass(frozen=True)
class Place:
    """Where a passkey is used: it works nowhere else, so nobody can fish it."""

    host: str
    origin: str


@dataclass(frozen=True)
class Question:
    """What the browser asks the device, as JSON, and the challenge to compare the answer with."""

    options: str
    challenge: bytes


def list_passkeys(session: Session, account: Account) -> list[Passkey]:
    """Return the passkeys of ``account``, the oldest first."""
    return list(
        session.scalars(
            select(Passkey)
            .where(Passkey.organiser_id == account.organiser_id, Passkey.account_id == account.id)
            .order_by(Passkey.id)
        )
    )


def offer_passkey(session: Session, account: Account, *, place: Place, name: str) -> Question:
    """Return what a device needs to make a passkey for ``account``; ``name`` is shown beside it."""
    import webauthn
    from webauthn.helpers import structs

    known = [structs.PublicKeyCredentialDescriptor(id=one.credential) for one in list_passkeys(session, account)]
    options = webauthn.generate_registration_options(
        rp_id=place.host,
        rp_name=name,
        user_id=account.key.encode(),
        user_name=account.email,
        user_display_name=account.name,
        exclude_credentials=known,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.PREFERRED,
            user_verification=structs.UserVerificationRequirement(VERIFIED),
        ),
    )
    return Question(webauthn.options_to_json(options), options.challenge)


def keep_passkey(
    session: Session, account: Account, answer: str, *, challenge: bytes, place: Place, device: str, now: datetime
) -> Passkey:
    """Keep the public half of a passkey that a device just made. **Errors** RuleError ``passkey_refused``."""
    import webauthn
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=place.host,
            expected_origin=place.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, RecursionError):
        raise RuleError("passkey_refused") from None
    if find_passkey(session, made.credential_id) is not None:
        raise RuleError("passkey_refused")
    passkey = Passkey(
        organiser_id=account.organiser_id,
        account_id=account.id,
        credential=made.credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        device=device,
        made_at=now,
    )
    session.add(passkey)
    write_audit(session, "passkey.add", organiser_id=account.organiser_id, by=account, now=now, account=account.id)
    return passkey


def ask_for_passkey(*, place: Place, passkeys: list[Passkey]) -> Question:
    """Return what a device needs to show a passkey: one of ``passkeys``, or any it has where there are none."""
    import webauthn
    from webauthn.helpers import structs

    options = webauthn.generate_authentication_options(
        rp_id=place.host,
        allow_credentials=[structs.PublicKeyCredentialDescriptor(id=one.credential) for one in passkeys],
        user_verification=structs.UserVerificationRequirement(VERIFIED),
    )
    return Question(webauthn.options_to_json(options), options.challenge)


def check_passkey(session: Session, answer: str, *, challenge: bytes, place: Place, now: datetime) -> Account:
    """Return the account whose passkey answered the challenge. **Errors** RuleError ``passkey_refused``."""
    import webauthn
    from webauthn.helpers import parse_authentication_credential_json
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        passkey = find_passkey(session, parse_authentication_credential_json(answer).raw_id)
        if passkey is None:
            raise RuleError("passkey_refused")
        shown = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=place.host,
            expected_origin=place.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, RecursionError):
        raise RuleError("passkey_refused") from None
    see_organiser(passkey.organiser_id)
    passkey.sign_count, passkey.used_at = shown.new_sign_count, now
    return passkey.account


def find_passkey(session: Session, credential: bytes) -> Passkey | None:
    """Return the passkey a device names, while its account is open, whatever the organiser."""
    return session.scalar(
        select(Passkey)
        .join(Account, Account.id == Passkey.account_id)
        .where(Passkey.credential == credential, Account.active)
        .execution_options(**BY_CREDENTIAL)
    )


def remove_passkey(session: Session, account: Account, *, key: str, now: datetime) -> None:
    """Forget one passkey. **Errors** NotFound; RuleError ``second_factor_last``."""
    passkeys = list_passkeys(session, account)
    passkey = next((one for one in passkeys if one.key == key), None)
    if passkey is None:
        raise NotFound
    require_another(account, left=len(passkeys) - 1 + (account.authenticator_secret is not None))
    session.delete(passkey)
    write_audit(session, "passkey.remove", organiser_id=account.organiser_id, by=account, now=now, account=account.id)
