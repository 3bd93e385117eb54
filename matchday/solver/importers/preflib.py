"""PrefLib: orders (.soc .soi .toc .toi) and categories (.cat) as wishes.

1. The head has lines "# KEY: value"; what follows is one preference per line, "how often:
   first,{tied,tied},last".
2. Voters become participants and alternatives slots; transposed, the other way round: a voter who puts a
   paper into the first tier becomes a first wish of the paper.
3. The first `ranks` tiers count, the rest is nobody's wish.

**Source.** N. Mattei, T. Walsh, *PrefLib: A Library for Preferences*, ADT 2013; the format is described on
preflib.github.io.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from matchday.solver.errors import CallError, UnreadableError
from matchday.solver.reading import FORMAT

SUFFIXES = (".soc", ".soi", ".toc", ".toi", ".cat")

_HEAD = re.compile(r"#\s*NUMBER ALTERNATIVES:\s*(\d+)\s*")
_TIER = re.compile(r"\{([\d,\s]*)\}|(\d+)")
_LINE = re.compile(r"\s*(\d+)\s*:\s*((?:\{[\d,\s]*\}|\d+)(?:\s*,\s*(?:\{[\d,\s]*\}|\d+))*)?\s*")

Tiers = list[list[int]]


def import_preflib(
    path: str | Path,
    *,
    capacity: str,
    min_group: int = 1,
    ranks: int | None = None,
    is_transposed: bool = False,
) -> dict[str, Any]:
    """Read a PrefLib file and return it as the JSON value of a `matchday-problem/1` file.

    `capacity` is the same for every slot: a whole number ("4"), or a share of what is needed ("1.1x" is
    ⌈1.1 × participants / slots⌉).

    **Errors.** `UnreadableError` for a file that is not PrefLib's; `CallError` for a capacity that is
    neither.
    """
    alternative_count, voters = _read(Path(path))
    tiers_of = [tiers[:ranks] for tiers in voters]
    slot_count = alternative_count
    if is_transposed:
        tiers_of, slot_count = _transpose(tiers_of, alternative_count), len(voters)
    places = read_capacity(capacity, participants=len(tiers_of), slots=slot_count)
    return {
        "format": FORMAT,
        "slots": [
            {"id": f"s{number}", "capacity": places, "min_group": min_group} for number in range(1, slot_count + 1)
        ],
        "participants": [
            {"id": f"p{number}", "wishes": [[f"s{slot}" for slot in tier] for tier in tiers]}
            for number, tiers in enumerate(tiers_of, 1)
        ],
        "seed": Path(path).name,
    }


def read_capacity(text: str, *, participants: int, slots: int) -> int:
    """Return the capacity of every slot from "4" or "1.1x".

    **Errors.** `CallError` for a text that is neither, or gives less than 1.
    """
    try:
        amount = Decimal(text.removesuffix("x"))
    except InvalidOperation:
        raise CallError(f"{text!a} is neither a capacity like 4 nor a share like 1.1x") from None
    if not amount.is_finite() or amount <= 0 or (not text.endswith("x") and amount != int(amount)):
        raise CallError(f"{text!a} is neither a capacity like 4 nor a share like 1.1x")
    if not text.endswith("x"):
        return int(amount)
    numerator, denominator = amount.as_integer_ratio()
    return -(-numerator * participants // (denominator * max(1, slots)))


def _read(path: Path) -> tuple[int, list[Tiers]]:
    """Return the number of alternatives and the tiers of every voter."""
    if path.suffix not in SUFFIXES:
        raise UnreadableError(f"{path}: is none of {', '.join(SUFFIXES)}")
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableError(f"{path}: cannot be read: {error}") from error
    counts = [int(found.group(1)) for line in lines if (found := _HEAD.fullmatch(line))]
    if len(counts) != 1:
        raise UnreadableError(f"{path}: does not say how many alternatives there are")
    voters: list[Tiers] = []
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            found = _LINE.fullmatch(line)
            if not found:
                raise UnreadableError(f"{path}: line {number} is no preference")
            tiers = _read_tiers(found.group(2) or "")
            named = [alternative for tier in tiers for alternative in tier]
            if len(set(named)) != len(named) or not all(1 <= each <= counts[0] for each in named):
                raise UnreadableError(f"{path}: line {number} names an alternative twice or one that is not there")
            voters += [tiers] * int(found.group(1))
    return counts[0], voters


def _read_tiers(text: str) -> Tiers:
    return [[int(number) for number in re.findall(r"\d+", tied or single)] for tied, single in _TIER.findall(text)]


def _transpose(voters: list[Tiers], alternative_count: int) -> list[Tiers]:
    """Turn what voters think of alternatives into what alternatives may wish of voters."""
    tier_count = max((len(tiers) for tiers in voters), default=0)
    wishes: list[Tiers] = [[[] for _ in range(tier_count)] for _ in range(alternative_count)]
    for voter, tiers in enumerate(voters, 1):
        for rank, tier in enumerate(tiers):
            for alternative in tier:
                wishes[alternative - 1][rank].append(voter)
    return wishes
