"""Say how sensitive a column is; export, erasure, log filter and the canary test are driven by it."""

from __future__ import annotations

from enum import StrEnum


class DataClass(StrEnum):
    """Tell what a value says about a person.

    ``NONE`` nothing; ``PSEUDONYM`` an id that leads to a person only with another table; ``PERSONAL`` says
    something about a person; ``SPECIAL`` touches health, belief or residence (Art. 9 DSGVO, or as sensitive).
    """

    NONE = "none"
    PSEUDONYM = "pseudonym"
    PERSONAL = "personal"
    SPECIAL = "special"
