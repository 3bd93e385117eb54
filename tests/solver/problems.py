"""Problems for the tests: written by hand in one line each, or drawn by a seeded dice."""

import random

from matchday.solver import Problem, ProblemError, read_problem

MINIMISED = {"ranks:generous", "ranks:total", "travel"}


def a_slot(slot_id, capacity=1, **more):
    return {"id": slot_id, "capacity": capacity, **more}


def a_participant(participant_id, *tiers, **more):
    """Each tier is a slot id, several in one text ("s1 s2" are wished alike), or "" for an empty tier."""
    return {"id": participant_id, "wishes": [tier.split() for tier in tiers], **more}


def a_file(slots, participants, **more):
    return {"format": "matchday-problem/1", "slots": slots, "participants": participants, **more}


def a_problem(slots, participants, **more) -> Problem:
    return read_problem(a_file(slots, participants, **more))


def level_values(solution):
    return [entry["value"] for entry in solution["levels"]]


def shuffled(file, seed):
    """The same problem with every list that has no order of its own written in another order."""
    dice = random.Random(seed)

    def shuffle(values):
        return dice.sample(values, len(values))

    copy = {**file, "slots": shuffle(file["slots"]), "participants": []}
    for participant in shuffle(file["participants"]):
        tiers = [shuffle(tier) for tier in participant["wishes"]]
        acceptable = shuffle(participant.get("acceptable", []))
        copy["participants"].append({**participant, "wishes": tiers, "acceptable": acceptable})
    for key in ("ineligible", "pins", "bars", "previous", "home_minutes"):
        if key in file:
            copy[key] = shuffle(file[key])
    if "groups" in file:
        copy["groups"] = [{**group, "members": shuffle(group["members"])} for group in shuffle(file["groups"])]
    return copy


def a_drawn_file(seed, *, people=4, slots=4, placements=1, with_minimums=True, with_groups=True):
    """A small random problem that uses everything the format knows; its pins do not contradict the rest."""
    for attempt in range(1000):
        dice = random.Random(f"{seed}/{attempt}")
        file = _draw(dice, people=people, slots=slots, placements=placements)
        if with_minimums:
            for slot in file["slots"]:
                slot["min_group"] = min(slot["capacity"], dice.randint(1, 3))
        if with_groups and dice.random() < 0.7:
            file["groups"] = _draw_groups(dice, file["participants"])
        try:
            read_problem(file)
        except ProblemError:
            continue
        return file
    raise AssertionError("no valid problem was drawn")


def _draw(dice, *, people, slots, placements):
    slot_ids = [f"s{number}" for number in range(slots)]
    file = a_file(
        [_draw_slot(dice, slot_id, slots) for slot_id in slot_ids],
        [_draw_participant(dice, f"p{number}", slot_ids, placements=placements) for number in range(people)],
        objective=_draw_objective(dice),
        seed=str(dice.random()),
    )
    pairs = [(person["id"], slot) for person in file["participants"] for slot in slot_ids]
    for key, share in (("ineligible", 0.08), ("bars", 0.05), ("pins", 0.03), ("previous", 0.2)):
        file[key] = [list(pair) for pair in pairs if dice.random() < share]
    file["home_minutes"] = [[*pair, dice.randint(0, 30)] for pair in pairs if dice.random() < 0.8]
    sites = ["x0", "x1", "x2"]
    file["site_minutes"] = {
        "sites": sites,
        "minutes": [[0 if a == b else dice.choice([5, 25, 60]) for b in sites] for a in sites],
    }
    return file


def _draw_slot(dice, slot_id, slots):
    slot = a_slot(slot_id, dice.choice([1, 1, 2, 2, 3, 9]))
    if dice.random() < 0.6:
        slot["employer"] = f"e{dice.randrange(max(1, slots // 2))}"
    if dice.random() < 0.7:
        start = dice.randrange(8, 14)
        slot |= {"start": f"2027-04-22T{start:02}:00+02:00", "end": f"2027-04-22T{start + 2:02}:00+02:00"}
    if dice.random() < 0.7:
        slot["site"] = dice.choice(["x0", "x1", "x2", "elsewhere"])
    return slot


def _draw_participant(dice, participant_id, slot_ids, *, placements):
    named = dice.sample(slot_ids, dice.randint(1, len(slot_ids)))
    tiers = [[]]
    for slot_id in named[: dice.randint(0, len(named))]:
        tiers[-1].append(slot_id)
        if dice.random() < 0.7:
            tiers.append([])
    acceptable = [slot_id for slot_id in named if not any(slot_id in tier for tier in tiers)]
    most = dice.randint(1, placements)
    return {"id": participant_id, "wishes": tiers, "acceptable": acceptable, "max_placements": most}


def _draw_groups(dice, participants):
    ids = [participant["id"] for participant in participants]
    members = dice.sample(ids, dice.randint(1, min(3, len(ids))))
    for participant in participants:
        if participant["id"] in members[1:] and dice.random() < 0.7:
            leader = next(each for each in participants if each["id"] == members[0])
            participant |= {"wishes": leader["wishes"], "acceptable": leader["acceptable"]}
    return [{"id": "g1", "members": members}]


def _draw_objective(dice):
    first = dice.choice(["placed", "placements"])
    others = ["placed", "placements", "kept", "employers", "running", "ranks:generous", "ranks:first"]
    others += ["ranks:total", "travel"]
    others.remove(first)
    rest = dice.sample(others, dice.randint(0, 5))
    before = ["kept"] if "kept" in rest and dice.random() < 0.5 else []
    return [*before, first, *(name for name in rest if name not in before)]
