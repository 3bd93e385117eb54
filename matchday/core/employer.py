"""Employers: who offers slots, and whether their insurer covers a guest."""

from __future__ import annotations

from enum import StrEnum

from matchday.core.slot import ActivityKind


class HospitationCover(StrEnum):
    """Say whether the employer's accident insurance carrier covers a Hospitation by its statute.

    **Source** By law a Hospitation is not insured; some carriers cover it (BGHM yes; BGW, Unfallkasse Saarland
    no; BSG 31.03.2022, B 2 U 13/20 R).
    """

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


def lacks_cover(kind: ActivityKind, cover: HospitationCover, *, group_cover: bool) -> bool:
    """Tell whether nobody is known to insure the guests of a slot.

    A Praktikum is covered by the employer's carrier; a Hospitation only where the carrier says so or the organiser
    has a group insurance of its own.
    """
    return kind is ActivityKind.HOSPITATION and cover is not HospitationCover.YES and not group_cover
