"""Who may enter which route: the one reviewed table. A route that is missing here fails the test beside it.

Each line is an endpoint. Its list says who enters; what its address names must be theirs, else it is not there.
"""

from __future__ import annotations

EVERYBODY = (
    "checkin.start",
    "checkin.take",
    "public.access",
    "public.access_known",
    "public.accessibility",
    "public.attestation",
    "public.brand",
    "public.home",
    "public.home_of_role",
    "public.imprint",
    "public.language",
    "public.link",
    "public.login",
    "public.logo",
    "public.logout",
    "public.new_link",
    "public.privacy",
    "public.ready",
    "public.readyz",
    "public.ticket",
    "static",
)
"""No person is shown. ``home_of_role`` and ``logout`` only lead on."""

SIGNED_IN = (
    "account.authenticator",
    "account.authenticator_remove",
    "account.confirm",
    "account.home",
    "account.login_end",
    "account.logins_end",
    "account.passkey_new",
    "account.passkey_remove",
    "account.password",
    "account.recovery_codes",
    "account.second_factor",
    "account.second_factor_new",
)
"""Anybody with an account, about their own account only."""

PARTICIPANT = (
    "participant.accept",
    "participant.acceptable",
    "participant.attestation",
    "participant.consent",
    "participant.consents",
    "participant.decline",
    "participant.guardian_paper",
    "participant.keep",
    "participant.kept",
    "participant.kept_manifest",
    "participant.login_end",
    "participant.login_second",
    "participant.logins",
    "participant.logins_end",
    "participant.other_place",
    "participant.privacy",
    "participant.profile",
    "participant.profile_paper",
    "participant.profile_parts",
    "participant.profile_step",
    "participant.profile_trade",
    "participant.record",
    "participant.sign_out",
    "participant.slot",
    "participant.summary",
    "participant.ticket",
    "participant.ticket_entry",
    "participant.ticket_paper",
    "participant.ticket_picture",
    "participant.ticket_sheet",
    "participant.ticket_version",
    "participant.welcome",
    "participant.wishlist",
)
"""By an access link; the address names nobody, the session does."""

COACH = (
    "coach.accept",
    "coach.access",
    "coach.attestation",
    "coach.attestations",
    "coach.consent",
    "coach.decline",
    "coach.guardian",
    "coach.guardian_paper",
    "coach.guardian_withdraw",
    "coach.letter",
    "coach.login_end",
    "coach.other_place",
    "coach.papers",
    "coach.papers_file",
    "coach.papers_new",
    "coach.papers_remove",
    "coach.people",
    "coach.participant",
    "coach.privacy",
    "coach.profile",
    "coach.profile_paper",
    "coach.profile_parts",
    "coach.profile_step",
    "coach.profile_trade",
    "coach.revoke",
    "coach.slot",
    "coach.ticket",
    "coach.todo_finish",
    "coach.wishlist",
    "coach.wishlist_form",
)
"""Own people only."""

EMPLOYER = (
    "employer.change",
    "employer.door_issue",
    "employer.door_release",
    "employer.home",
    "employer.offer",
    "employer.roster",
    "employer.roster_paper",
    "employer.roster_profiles",
    "employer.withdraw",
)
"""Own slots only."""

STAFF = (
    "staff.absence",
    "staff.absence_remove",
    "staff.accept",
    "staff.access",
    "staff.access_revoke",
    "staff.account_change",
    "staff.account_close",
    "staff.account_link",
    "staff.account_reset",
    "staff.accounts",
    "staff.assignment",
    "staff.assignment_new",
    "staff.assignment_publish",
    "staff.assignment_take",
    "staff.assignments",
    "staff.attestation",
    "staff.attestations",
    "staff.audit",
    "staff.bar_remove",
    "staff.comparison",
    "staff.comparison_new",
    "staff.day",
    "staff.day_slot",
    "staff.decline",
    "staff.departure",
    "staff.door_issue",
    "staff.door_release",
    "staff.departure_remove",
    "staff.employer",
    "staff.employer_change",
    "staff.employer_link",
    "staff.employer_link_send",
    "staff.employer_new",
    "staff.employer_restore",
    "staff.employer_withdraw",
    "staff.employers",
    "staff.event",
    "staff.event_erase",
    "staff.event_settings",
    "staff.events",
    "staff.group",
    "staff.group_dissolve",
    "staff.group_put_in",
    "staff.group_take_out",
    "staff.groups",
    "staff.guardian",
    "staff.guardian_paper",
    "staff.guardian_withdraw",
    "staff.guest_here",
    "staff.guest_here_later",
    "staff.guest_here_remove",
    "staff.language",
    "staff.language_catalogue",
    "staff.language_picture",
    "staff.language_sentences",
    "staff.languages",
    "staff.login_end",
    "staff.message_bounce",
    "staff.message_invite",
    "staff.message_remind",
    "staff.message_resend",
    "staff.messages",
    "staff.move",
    "staff.new_event",
    "staff.organiser",
    "staff.other_place",
    "staff.papers",
    "staff.papers_file",
    "staff.papers_new",
    "staff.papers_remove",
    "staff.participant",
    "staff.participant_answer",
    "staff.participant_change",
    "staff.participant_erase",
    "staff.participant_letter",
    "staff.participant_new",
    "staff.participant_privacy",
    "staff.participant_profile",
    "staff.participant_protect",
    "staff.participant_record",
    "staff.participant_restrict",
    "staff.participant_return",
    "staff.participant_ticket",
    "staff.participant_withdraw",
    "staff.participants",
    "staff.pin_remove",
    "staff.pins",
    "staff.privacy",
    "staff.repair_new",
    "staff.sheet",
    "staff.sheet_preview",
    "staff.sheet_template",
    "staff.site_change",
    "staff.site_new",
    "staff.slot",
    "staff.slot_approve",
    "staff.slot_change",
    "staff.slot_new",
    "staff.slot_reopen",
    "staff.slot_return",
    "staff.slot_text",
    "staff.slot_text_draft",
    "staff.slot_texts",
    "staff.slot_roster",
    "staff.slot_whose",
    "staff.slot_withdraw",
    "staff.slots",
    "staff.step",
    "staff.todo_finish",
    "staff.todos",
    "staff.walk_in",
    "staff.walk_in_ask",
    "staff.walk_in_cover",
    "staff.walk_in_refuse",
    "staff.walk_in_uncover",
    "staff.avoidance_remove",
    "staff.avoidances",
    "staff.way_remove",
    "staff.ways",
    "staff.wishlist",
)
"""All of their own organiser, nothing of another."""

DOOR = (
    "checkin.event_answer",
    "checkin.event_put",
    "checkin.event_scan",
    "checkin.event_take_back",
    "checkin.home",
    "checkin.slot_answer",
    "checkin.slot_put",
    "checkin.slot_scan",
    "checkin.slot_take_back",
    "checkin.slot_walk_in",
)
"""At every door of their own organiser, for those who help on the day."""

DEVICE = (
    "checkin.door_answer",
    "checkin.door_leave",
    "checkin.door_put",
    "checkin.door_scan",
    "checkin.door_take_back",
    "checkin.door_ticket",
    "checkin.door_walk_in",
)
"""By the phone that took a door over; the address names nobody."""

GATEWAY = ("public.sms_report",)
"""A program with a token of its own in place of a form's, and no browser: nobody comes in."""

TABLE = {
    **dict.fromkeys(EVERYBODY, "everybody"),
    **dict.fromkeys(SIGNED_IN, "signed_in"),
    **dict.fromkeys(PARTICIPANT, "participant"),
    **dict.fromkeys(COACH, "coach"),
    **dict.fromkeys(EMPLOYER, "employer"),
    **dict.fromkeys(STAFF, "staff"),
    **dict.fromkeys(DOOR, "door"),
    **dict.fromkeys(DEVICE, "device"),
    **dict.fromkeys(GATEWAY, "gateway"),
}

ENTERS = {
    "everybody": (
        "nobody", "participant", "expired", "revoked", "coach", "other_coach", "employer", "other_employer",
        "reader", "staff", "owner", "door", "device",
    ),
    "signed_in": ("coach", "other_coach", "employer", "other_employer", "reader", "staff", "owner", "door"),
    "participant": ("participant",),
    "coach": ("other_coach", "coach"),
    "employer": ("other_employer", "employer"),
    "staff": ("reader", "staff", "owner"),
    "door": ("door", "staff", "owner"),
    "device": ("device",),
    "gateway": (),
}  # fmt: skip
"""Who opens the routes of each list above, whoever may most last; the visitors are made in ``tests/house/world.py``."""

READS_ONLY = ("reader",)
"""Opens pages, sends no form; pages that are only there to change something stay shut, but for ``READ_TOO``."""

READ_TOO = ("staff.accounts", "staff.group", "staff.groups", "staff.pins", "staff.privacy")
"""Pages with a form on which more stands than the form."""

SKIPPED = frozenset({"public.logout", "participant.sign_out", "static", "public.home_of_role"})
"""Doors out, and files: tried by tests of their own."""

DEPENDS = {
    "public.logo": "an organiser without a picture has none",
    "account.login_end": "one's own only",
    "account.passkey_remove": "one's own only",
    "participant.guardian_paper": "only for who is not of age",
    "participant.login_end": "one's own only",
    "coach.login_end": "only a device of this person",
    "staff.login_end": "only a device of this person",
    "account.password": "an employer has no password: the link is the way in",
    "checkin.door_answer": "only a question of this door",
    "checkin.door_leave": "leads to the same start whoever asks",
    "checkin.door_take_back": "only a question of this door",
    "checkin.event_answer": "only one's own question",
    "checkin.event_take_back": "only one's own question",
    "checkin.slot_answer": "only one's own question",
    "checkin.slot_take_back": "only one's own question",
    "coach.attestations": "only where somebody of theirs was there",
    "coach.papers_file": "only the coach who asked for it",
    "coach.papers_remove": "only the coach who asked for it",
    "staff.papers_file": "only once it is made, and for a day",
    "staff.sheet_preview": "only whoever uploaded the sheet sees what it would change",
}
"""Routes whose answer to their own role depends on more than the role."""

NEEDS_OWNER: tuple[str, ...] = (
    "staff.account_change",
    "staff.account_close",
    "staff.account_reset",
    "staff.event_erase",
)
"""Who works here, and who may what: only an owner decides."""

NEEDS_FRESH: tuple[str, ...] = (
    "account.authenticator",
    "account.authenticator_remove",
    "account.passkey_new",
    "account.passkey_remove",
    "account.recovery_codes",
    "coach.attestations",
    "coach.papers_file",
    "coach.papers_new",
    "staff.account_change",
    "staff.account_close",
    "staff.account_reset",
    "staff.assignment_publish",
    "staff.attestations",
    "staff.event_erase",
    "staff.papers_file",
    "staff.papers_new",
    "staff.participant_erase",
    "staff.participant_record",
)
"""Within ten minutes of signing in: exports, deleting, publishing, roles, bulk papers."""


def who_enters(endpoint: str) -> tuple[str, ...]:
    """Return the visitors who open a route, whoever may most last; nobody does whose route is not in the table."""
    return ENTERS[TABLE[endpoint]] if endpoint in TABLE else ()
