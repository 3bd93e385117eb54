"""Reading a problem: defaults, and the JSON path of everything that can be wrong."""

import math

import numpy as np
import pytest

from matchday.solver import ProblemError, read_problem
from tests.solver.problems import a_file, a_participant, a_problem, a_slot


def test_what_is_left_out_has_its_default():
    problem = a_problem([a_slot("s1", 2), a_slot("s2")], [a_participant("p1", "s1")])

    assert problem.slots.min_group.tolist() == [1, 1]
    assert problem.participants.max_placements.tolist() == [1]
    assert problem.slots.employer_count == 2
    assert not problem.slots.is_timed.any()
    assert problem.pairs.home_min.tolist() == [0]
    assert problem.seed == ""


def test_a_slot_without_employer_is_its_own_even_beside_one_of_the_same_name():
    problem = a_problem([a_slot("s1"), a_slot("s2", employer="s1")], [])

    assert problem.slots.employer_count == 2


def test_ids_are_numbered_by_code_points_not_by_the_order_of_the_file():
    problem = a_problem([a_slot("ä"), a_slot("b"), a_slot("B")], [])

    assert problem.slots.ids == ("B", "b", "ä")


def test_an_empty_tier_still_counts_as_a_place():
    problem = a_problem([a_slot("s1"), a_slot("s2")], [a_participant("p1", "", "s1", "", acceptable=["s2"])])

    assert problem.rank_count == 3
    assert problem.pairs.rank.tolist() == [2, 4]


def test_minutes_may_stand_with_the_participant_or_in_a_list():
    slots = [a_slot("s1"), a_slot("s2")]
    person = a_participant("p1", "s1", "s2", minutes={"s1": 35})

    problem = a_problem(slots, [person], home_minutes=[["p1", "s2", 20]])

    assert problem.pairs.home_min.tolist() == [35, 20]


def test_a_previous_plan_may_name_what_is_gone():
    previous = [["p1", "s1"], ["p1", "gone"], ["gone", "s1"], ["gone", "gone"]]

    problem = a_problem([a_slot("s1")], [a_participant("p1", "s1")], previous=previous)

    assert problem.pairs.is_previous.tolist() == [True]


def test_the_default_objective_depends_on_how_many_placements_there_may_be():
    one = a_problem([], [a_participant("p1")])
    two = a_problem([], [a_participant("p1", max_placements=2)], objective=[])

    assert one.objective == ("placed", "ranks:generous", "employers", "travel")
    assert two.objective == ("placed", "placements", "ranks:generous", "travel")


def test_the_lottery_is_last_whether_written_or_not():
    problem = a_problem([], [], objective=["placed", "lottery"])

    assert [level.name for level in problem.levels] == ["placed"]


def test_moments_are_compared_across_offsets():
    times = {"start": "2027-03-28T01:30+01:00", "end": "2027-03-28T03:30:00+02:00"}

    problem = a_problem([a_slot("s1", **times)], [])

    assert np.diff([problem.slots.start_us[0], problem.slots.end_us[0]]).tolist() == [3600 * 10**6]


SLOT, PERSON = a_slot("s1"), a_participant("p1", "s1")

FAULTS = {
    "$": [],
    "$.format": {**a_file([], []), "format": "matchday-problem/2"},
    "$.slots": {"format": "matchday-problem/1", "participants": []},
    "$.wishes": a_file([], [], wishes=[]),
    "$.slots[0]": a_file(["s1"], []),
    "$.slots[0].id": a_file([a_slot("")], []),
    "$.slots[1].id": a_file([SLOT, SLOT], []),
    "$.slots[0].capacity": a_file([a_slot("s1", 0)], []),
    "$.slots[1].capacity": a_file([SLOT, a_slot("s2", 2.0)], []),
    "$.slots[0].min_group": a_file([a_slot("s1", 2, min_group=3)], []),
    "$.slots[0].min_gruop": a_file([a_slot("s1", min_gruop=1)], []),
    "$.slots[0].employer": a_file([a_slot("s1", employer="\ud800")], []),
    "$.slots[0].site": a_file([a_slot("s1", site=7)], []),
    "$.slots[0].end": a_file([a_slot("s1", start="2027-04-22T08:00+02:00")], []),
    "$.slots[0].start": a_file([a_slot("s1", start="2027-04-22T08:00", end="2027-04-22T09:00+02:00")], []),
    "$.participants[0].wishes": a_file([], [{"id": "p1"}]),
    "$.participants[0].wishes[0]": a_file([SLOT], [{"id": "p1", "wishes": ["s1"]}]),
    "$.participants[0].wishes[1][1]": a_file([SLOT, a_slot("s2")], [a_participant("p1", "s1", "s2 s9")]),
    "$.participants[0].acceptable[0]": a_file([SLOT], [a_participant("p1", "s1", acceptable=["s1"])]),
    "$.participants[0].max_placements": a_file([], [a_participant("p1", max_placements=True)]),
    "$.participants[0].minutes": a_file([], [a_participant("p1", minutes={"s9": 1})]),
    "$.participants[0].minutes.s1": a_file([SLOT], [a_participant("p1", minutes={"s1": -1})]),
    "$.ineligible[0][1]": a_file([SLOT], [PERSON], ineligible=[["p1", "s9"]]),
    "$.bars[0][0]": a_file([SLOT], [PERSON], bars=[["p9", "s1"]]),
    "$.bars[0]": a_file([SLOT], [PERSON], bars=[["p1"]]),
    "$.pins[0][0]": a_file([SLOT], [PERSON], pins=[["p9", "s1"]]),
    "$.previous[0][1]": a_file([SLOT], [PERSON], previous=[["p1", 1]]),
    "$.home_minutes[0][2]": a_file([SLOT], [PERSON], home_minutes=[["p1", "s1", 1.5]]),
    "$.home_minutes[1][2]": a_file([SLOT], [PERSON], home_minutes=[["p1", "s1", 1], ["p1", "s1", 1]]),
    "$.home_minutes[0][1]": a_file([SLOT], [PERSON], home_minutes=[["p1", "s9", 1]]),
    "$.groups[0].members": a_file([], [PERSON | {"wishes": []}], groups=[{"id": "g1", "members": []}]),
    "$.groups[0].members[1]": a_file([SLOT], [PERSON], groups=[{"id": "g1", "members": ["p1", "p1"]}]),
    "$.groups[0].members[0]": a_file([SLOT], [PERSON], groups=[{"id": "g1", "members": ["p9"]}]),
    "$.site_minutes.minutes": a_file([], [], site_minutes={"sites": ["x1"], "minutes": []}),
    "$.site_minutes.minutes[0]": a_file([], [], site_minutes={"sites": ["x1"], "minutes": [[0, 1]]}),
    "$.site_minutes.minutes[0][0]": a_file([], [], site_minutes={"sites": ["x1"], "minutes": [[math.inf]]}),
    "$.site_minutes.sites[1]": a_file([], [], site_minutes={"sites": ["x1", "x1"], "minutes": []}),
    "$.objective[0]": a_file([], [], objective=["fairness"]),
    "$.objective[1]": a_file([], [], objective=["placed", "placed"]),
    "$.objective[1] ": a_file([], [], objective=["kept", "travel", "placed"]),
    "$.seed": a_file([], [], seed=7),
}


@pytest.mark.parametrize("path", FAULTS)
def test_a_fault_is_named_by_its_json_path(path):
    with pytest.raises(ProblemError) as caught:
        read_problem(FAULTS[path])

    assert caught.value.path == path.strip()
    assert str(caught.value).startswith(f"{path.strip()}: ")
    assert "\n" not in str(caught.value)


def test_ranks_and_travel_stand_after_placed_or_placements():
    for level in ("ranks:generous", "ranks:first", "ranks:total", "travel"):
        with pytest.raises(ProblemError, match="must stand after placed"):
            a_problem([], [], objective=[level, "placed"])


def test_an_end_before_the_start_is_a_fault():
    with pytest.raises(ProblemError, match=r"\$\.slots\[0\]\.end"):
        a_problem([a_slot("s1", start="2027-04-22T08:00+02:00", end="2027-04-22T08:00+03:00")], [])
