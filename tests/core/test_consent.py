"""Who may read a name."""

from __future__ import annotations

import pytest

from matchday.core.consent import may_show_name


@pytest.mark.parametrize(
    ("is_given", "is_protected", "expected"),
    [(True, False, True), (False, False, False), (True, True, False), (False, True, False)],
)
def test_a_name_is_shown_with_consent_and_never_of_a_protected_person(
    is_given: bool, is_protected: bool, expected: bool
) -> None:
    assert may_show_name(is_given=is_given, is_protected=is_protected) is expected
