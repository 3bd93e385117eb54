"""Employers: who offers slots, and whether their insurer covers a guest."""

from __future__ import annotations

from enum import StrEnum


class HospitationCover(StrEnum):
    """Say whether the employer's accident insurance carrier covers a Hospitation by its statute.

    **Source** By law a Hospitation is not insured; some carriers cover it (BGHM yes; BGW, Unfallkasse Saarland
    no; BSG 31.03.2022, B 2 U 13/20 R).
    """

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
