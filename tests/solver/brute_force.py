"""The best plan by trying every plan: straight from the JSON value, in words of the format, sharing nothing."""

import hashlib
from datetime import datetime, timedelta
from itertools import combinations, product


def best_plan(file):
    """Return (level values, placements) of the best plan; None when pins make every plan impossible."""
    levels = _levels(file)
    best = None
    for plan in _plans(file):
        reached = [_value(file, plan, level) for level in levels]
        key = [-value if _is_maximised(level) else value for value, level in zip(reached, levels, strict=True)]
        key.append(sum(_lot(file, *pair) for pair in plan))
        if best is None or key < best[0]:
            best = key, reached, sorted(map(list, plan))
    return best and best[1:]


def _plans(file):
    members = [group["members"] for group in file.get("groups", [])]
    together = {name for group in members for name in group}
    units = members + [[each["id"]] for each in file["participants"] if each["id"] not in together]
    for chosen in product(*(_choices(file, unit) for unit in units)):
        plan = [(name, slot) for unit, slots in zip(units, chosen, strict=True) for name in unit for slot in slots]
        people = [sum(slot["id"] == held for _, held in plan) for slot in file["slots"]]
        if all(
            load == 0 or slot.get("min_group", 1) <= load <= slot["capacity"]
            for load, slot in zip(people, file["slots"], strict=True)
        ):
            yield plan


def _choices(file, unit):
    people = [each for each in file["participants"] if each["id"] in unit]
    most = min(each.get("max_placements", 1) for each in people)
    pins = {slot for name, slot in file.get("pins", []) if name in unit}
    slots = [slot for slot in file["slots"] if all(_is_allowed(file, each, slot["id"]) for each in people)]
    for count in range(min(most, len(slots)) + 1):
        for chosen in combinations(slots, count):
            ids = [slot["id"] for slot in chosen]
            if pins <= set(ids) and not any(_clash(file, a, b) for a, b in combinations(chosen, 2)):
                yield ids


def _rank(file, person, slot_id):
    for rank, tier in enumerate(person["wishes"], 1):
        if slot_id in tier:
            return rank
    return max(len(each["wishes"]) for each in file["participants"]) + 1


def _is_allowed(file, person, slot_id):
    pair = [person["id"], slot_id]
    named = any(slot_id in tier for tier in person["wishes"]) or slot_id in person.get("acceptable", [])
    struck = pair in file.get("ineligible", []) or pair in file.get("bars", [])
    return (named or pair in file.get("pins", [])) and not struck


def _clash(file, one, other):
    if "employer" in one and one.get("employer") == other.get("employer"):
        return True
    if "start" not in one or "start" not in other:
        return False
    return not (_reaches(file, one, other) or _reaches(file, other, one))


def _reaches(file, one, other):
    matrix = file.get("site_minutes", {"sites": [], "minutes": []})
    way = 0
    if one.get("site") in matrix["sites"] and other.get("site") in matrix["sites"]:
        way = matrix["minutes"][matrix["sites"].index(one["site"])][matrix["sites"].index(other["site"])]
    return datetime.fromisoformat(one["end"]) + timedelta(minutes=way) <= datetime.fromisoformat(other["start"])


def _levels(file):
    rank_count = max(len(each["wishes"]) for each in file["participants"])
    unfold = {
        "ranks:generous": [("ranks:generous", rank) for rank in range(rank_count + 1, 1, -1)],
        "ranks:first": [("ranks:first", rank) for rank in range(1, rank_count + 1)],
    }
    return [level for name in file["objective"] for level in unfold.get(name, [(name, None)])]


def _is_maximised(level):
    return level[0] not in {"ranks:generous", "ranks:total", "travel"}


def _value(file, plan, level):
    people = {each["id"]: each for each in file["participants"]}
    employers = {slot["id"]: slot.get("employer", ("own", slot["id"])) for slot in file["slots"]}
    ranks = [_rank(file, people[name], slot) for name, slot in plan]
    minutes = {(name, slot): value for name, slot, value in file.get("home_minutes", [])}
    return {
        "placed": lambda: len({name for name, _ in plan}),
        "kept": lambda: sum([name, slot] in file.get("previous", []) for name, slot in plan),
        "employers": lambda: len({employers[slot] for _, slot in plan}),
        "running": lambda: len({slot for _, slot in plan}),
        "placements": lambda: len(plan),
        "ranks:generous": lambda: ranks.count(level[1]),
        "ranks:first": lambda: ranks.count(level[1]),
        "ranks:total": lambda: sum(rank - 1 for rank in ranks),
        "travel": lambda: sum(minutes.get(pair, 0) for pair in plan),
    }[level[0]]()


def _lot(file, name, slot):
    digest = hashlib.sha256("\n".join([file.get("seed", ""), name, slot]).encode()).hexdigest()
    return int(bin(int("1" + digest, 16))[3 : 3 + 30], 2)
