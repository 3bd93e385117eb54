"""Whom to call."""

from __future__ import annotations

from matchday.core.contact import Contact, first_reachable

COACH, LANDKREIS = Contact("Frau Yıldız", "+49 5550 000233"), Contact("Landkreis", "")


def test_the_first_with_a_number_is_called() -> None:
    assert first_reachable(COACH, Contact("Frau Hansen", "+49 5550 000210")) == COACH
    assert first_reachable(None, Contact("Frau Hansen", ""), COACH, LANDKREIS) == COACH


def test_where_nobody_has_a_number_no_person_is_named() -> None:
    assert first_reachable(Contact("Frau Hansen", ""), LANDKREIS) == LANDKREIS
