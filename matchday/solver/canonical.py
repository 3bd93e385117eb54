"""The fingerprint of a problem: the same for every order in which its lists may be written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

_PAIRS = ("ineligible", "pins", "bars", "previous", "home_minutes")


def fingerprint(problem: Mapping[str, Any]) -> str:
    """Return `problem_sha256` of a valid problem as it was read, no defaults filled in.

    Sorted are slots, participants and groups by id, every tier, `acceptable` and `members`, and the lists of
    pairs. The order of tiers, of `objective` and of `sites` says something and stays.

    **Shapes.** 64 hexadecimal digits.
    **Errors.** Expects a problem that `read_problem` accepts; others may raise anything.
    **Source.** The description of the file, §2.13.
    """
    ordered = dict(problem)
    if "slots" in problem:
        ordered["slots"] = sorted(problem["slots"], key=_id)
    if "participants" in problem:
        ordered["participants"] = sorted((_participant(each) for each in problem["participants"]), key=_id)
    if "groups" in problem:
        ordered["groups"] = sorted((_sorted_within(each, "members") for each in problem["groups"]), key=_id)
    for key in _PAIRS:
        if key in problem:
            ordered[key] = sorted(list(pair) for pair in problem[key])
    canonical = json.dumps(ordered, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=dict)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _participant(participant: Mapping[str, Any]) -> dict[str, Any]:
    ordered = _sorted_within(participant, "acceptable")
    ordered["wishes"] = [sorted(tier) for tier in participant["wishes"]]
    return ordered


def _sorted_within(record: Mapping[str, Any], key: str) -> dict[str, Any]:
    ordered = dict(record)
    if key in record:
        ordered[key] = sorted(record[key])
    return ordered


def _id(record: Mapping[str, Any]) -> str:
    return str(record["id"])
