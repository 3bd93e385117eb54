"""Which personal columns everybody reads, in pages, papers, files and mails: the one reviewed table.

``participant`` agreed that the employer may know the first name and the whole profile; ``protected`` is somebody whom
nobody may find.
Whoever adds a column here answers why that reader needs it.
"""

PUBLIC = ("organiser.protection_officer",)
CONTACT = (*PUBLIC, "event.contact_name", "event.contact_phone")
"""Whom to call on the day."""

OFFICE = (
    *CONTACT,
    *(
        f"{who}.{column}"
        for who in ("participant", "protected")
        for column in (
            "born_on", "can_do", "first_name", "guardian_name", "last_name", "mail", "phone", "postcode", "school",
            "town", "wants", "work_done",
        )
    ),
    "avoidance.reason", "avoidance.town",
    "bar.reason", "known_way.reason", "pin.reason", "privacy_request.text", "walk_in.first_name",
    "coach.name", "coach.phone", "coach.email", "colleague.name", "colleague.email",
    "employer.contact_mail", "employer.contact_name", "employer.contact_phone",
    "slot.foreman_name", "slot.foreman_phone",
)  # fmt: skip
"""The organiser's own people see their organiser whole; only how somebody signs in is nobody's to see."""

PROFILE = ("can_do", "school", "wants", "work_done")
"""What people write of themselves."""

AT_THE_DOOR = (*CONTACT, "participant.first_name", "walk_in.first_name")

SEEN: dict[str, tuple[str, ...]] = {
    "nobody": PUBLIC,
    "expired": PUBLIC,
    "revoked": PUBLIC,
    "owner": OFFICE,
    "staff": OFFICE,
    "reader": OFFICE,
    "door": AT_THE_DOOR,
    "device": AT_THE_DOOR,
    "coach": (
        *CONTACT,
        "coach.name", "coach.phone",
        "participant.first_name", "participant.last_name", "participant.mail", "participant.phone",
        "protected.first_name", "protected.last_name", "protected.mail", "protected.phone",
        *(f"{who}.{column}" for who in ("participant", "protected") for column in (*PROFILE, "guardian_name")),
        "privacy_request.text", "slot.foreman_name", "slot.foreman_phone",
    ),
    "other_coach": PUBLIC,
    "employer": (
        *AT_THE_DOOR,
        *(f"participant.{column}" for column in PROFILE),
        "employer.contact_mail", "employer.contact_name", "employer.contact_phone",
        "slot.foreman_name", "slot.foreman_phone",
    ),
    "other_employer": CONTACT,
    "participant": (
        *CONTACT,
        "coach.name", "coach.phone", "slot.foreman_name", "slot.foreman_phone",
        *(column for column in OFFICE if column.startswith("participant.")),
        "privacy_request.text",
    ),
    "mail to participant": (*CONTACT, "participant.first_name", "coach.name", "coach.phone"),
    "mail to coach": (*CONTACT, "coach.name"),
    "mail to employer": CONTACT,
    "mail to staff": CONTACT,
}  # fmt: skip
