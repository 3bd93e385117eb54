"""Why somebody did not get what they wished more: each reason by hand, each effect by a plan forced with a pin."""

import pytest

from matchday.solver import CallError, ProblemError, explain, read_problem, solve
from matchday.solver.explain import Explainer
from matchday.solver.values import Change
from tests.solver.problems import a_drawn_file, a_participant, a_problem, a_slot, level_values
from tests.solver.test_solve import day

DECIDED = {"full", "lottery", "outweighed", "not_running", "group"}


def told(slots, people, participant="p1", **more):
    """Solve and explain to one participant: the codes of the slots."""
    problem = a_problem(slots, people, **more)
    explanation = explain(problem, solve(problem).solution, participant)
    return {reason.slot: reason.code for reason in explanation.reasons}


def test_who_has_the_first_wish_needs_no_explanation():
    assert told([a_slot("s1"), a_slot("s2")], [a_participant("p1", "s1", "s2")]) == {}


def test_a_wish_of_the_rank_held_needs_none_but_one_above_does():
    people = [a_participant("p1", "s1", "s2 s3"), a_participant("p2", "s1")]

    assert told([a_slot("s1"), a_slot("s2"), a_slot("s3")], people, pins=[["p2", "s1"]]) == {"s1": "pins"}


def test_the_unplaced_hear_about_everything_they_named():
    people = [a_participant("p1", "s1", acceptable=["s2"]), a_participant("p2", "s1"), a_participant("p3", "s2")]

    reasons = told([a_slot("s1"), a_slot("s2")], people, bars=[["p1", "s1"]], ineligible=[["p1", "s2"]])

    assert reasons == {"s1": "barred", "s2": "not_eligible"}


def test_a_pin_of_the_own_person_stands_before_every_other_wish():
    people = [a_participant("p1", "s1", "s2")]

    assert told([a_slot("s1"), a_slot("s2")], people, pins=[["p1", "s2"]]) == {"s1": "pinned_elsewhere"}


def test_a_pin_that_clashes_with_a_wish_stands_before_it_too():
    slots = [a_slot("s1", employer="e1"), a_slot("s2", employer="e1"), a_slot("s3")]
    person = a_participant("p1", "s1", "s2", "s3", max_placements=2)

    assert told(slots, [person], pins=[["p1", "s2"]]) == {"s1": "pinned_elsewhere"}


@pytest.mark.parametrize(
    ("slot", "other", "reason"),
    [
        (a_slot("s1"), "s1", "full"),
        (a_slot("s1", 2), "s1", "kept"),
        (a_slot("s1", 3, min_group=2), "s2", "not_running"),
    ],
)
def test_a_pin_that_only_keeps_a_place_is_no_reason(slot, other, reason):
    pins = [["p1", "s2"], ["p2", other]]
    people = [a_participant("p1", "s1", "s2"), a_participant("p2", other)]
    problem = a_problem([slot, a_slot("s2", 2)], people, pins=pins)
    solution = solve(problem).solution

    codes = [
        Explainer(problem, solution, kept=kept).explain("p1").reasons[0].code
        for kept in ((), {tuple(pin) for pin in pins})
    ]

    assert codes == ["pinned_elsewhere", reason]


def test_a_slot_that_those_kept_elsewhere_left_short_was_not_closed_to_all():
    people = [a_participant("p1", "s1"), a_participant("p2", "s1", "s2")]
    pins = [["p2", "s2"]]
    problem = a_problem([a_slot("s1", 2, min_group=2), a_slot("s2")], people, pins=pins)
    solution = solve(problem).solution

    codes = [Explainer(problem, solution, kept=kept).explain("p1").reasons[0].code for kept in ((), {("p2", "s2")})]

    assert codes == ["closed", "not_running"]


def test_places_that_staff_gave_are_told_beside_the_lot():
    people = [a_participant("p1", "s1"), a_participant("p2", "s1"), a_participant("p3", "s1")]
    problem = a_problem([a_slot("s1", 2)], people, pins=[["p3", "s1"]])
    solution = solve(problem).solution
    (left,) = solution["unplaced"]

    assert [one.code for one in explain(problem, solution, left).reasons] == ["left_by_pins"]


def test_a_group_hears_that_one_of_it_may_not_go_or_that_it_does_not_fit():
    slots = [a_slot("s1", 2), a_slot("s2"), a_slot("s3", 3)]
    people = [a_participant("p1", "s1", "s2", "s3"), a_participant("p2", "s1", "s2", "s3")]
    groups = [{"id": "g1", "members": ["p1", "p2"]}]

    assert told(slots, people, groups=groups, bars=[["p2", "s1"]]) == {"s1": "group", "s2": "group"}


def test_a_group_hears_that_the_places_left_are_too_few_for_it():
    slots = [a_slot("s1", 2), a_slot("s2", 2)]
    people = [a_participant("p1", "s1", "s2"), a_participant("p2", "s1", "s2"), a_participant("p3", "s1")]

    assert told(slots, people, groups=[{"id": "g1", "members": ["p1", "p2"]}]) == {"s1": "group"}


def test_a_slot_that_too_few_could_ever_enter_is_closed():
    slots = [a_slot("s1", 2, min_group=2), a_slot("s2")]

    assert told(slots, [a_participant("p1", "s1", "s2")]) == {"s1": "closed"}


def test_a_slot_that_too_few_came_to_does_not_run():
    slots = [a_slot("s1", 2, min_group=2), a_slot("s2"), a_slot("s3")]
    people = [a_participant("p1", "s1", "s2"), a_participant("p2", "s3", "", "s1")]

    assert told(slots, people, objective=["placed", "ranks:first"]) == {"s1": "not_running"}


def test_a_wish_that_clashes_with_a_better_one_held_says_so():
    slots = [a_slot("s1", **day("08:00", "10:00")), a_slot("s2", **day("09:00", "11:00"))]
    problem = a_problem(slots, [a_participant("p1", "s1", "s2", max_placements=2)])

    explanation = explain(problem, solve(problem).solution, "p1")

    assert [(reason.code, reason.held) for reason in explanation.reasons] == [("clash", "s1")]


def test_a_place_is_lost_in_the_lottery_when_nothing_else_would_change():
    people = [a_participant("p1", "s1"), a_participant("p2", "s1")]
    problem = a_problem([a_slot("s1")], people)
    solution = solve(problem).solution

    (reason,) = explain(problem, solution, solution["unplaced"][0]).reasons

    assert (reason.code, reason.effect) == ("lottery", ())


def test_a_free_place_can_be_outweighed_by_a_level():
    people = [a_participant("p1", "s1", "s2")]
    more = {"objective": ["placed", "travel"], "home_minutes": [["p1", "s1", 40], ["p1", "s2", 10]]}

    assert told([a_slot("s1"), a_slot("s2")], people, **more) == {"s1": "outweighed"}


def test_a_full_slot_says_what_giving_it_would_change_and_nothing_about_anybody():
    people = [a_participant("p1", "s1", "s2"), a_participant("p2", "s1")]
    problem = a_problem([a_slot("s1"), a_slot("s2")], people)

    explanation = explain(problem, solve(problem).solution, "p1")

    (reason,) = explanation.reasons
    assert (reason.slot, reason.rank, reason.code) == ("s1", 1, "full")
    assert reason.effect[0] == Change("placed", None, before=2, after=1)
    assert "p2" not in repr(explanation)


def test_pins_of_others_leave_no_place():
    people = [a_participant("p1", "s1"), a_participant("p2", "s2")]

    assert told([a_slot("s1"), a_slot("s2")], people, pins=[["p2", "s1"]]) == {"s1": "pins"}


def test_the_limit_can_leave_an_effect_unknown():
    slots = [a_slot("s1", 2, min_group=2), a_slot("s2", 2, min_group=2)]
    people = [a_participant(f"p{number}", "s1", "s2") for number in range(1, 5)]
    problem = a_problem(slots, people)
    solution = solve(problem).solution
    name = next(name for name, slot in solution["placements"] if slot == "s2")

    (reason,) = explain(problem, solution, name, limit_s=0).reasons

    assert (reason.code, reason.effect) == ("full", None)


def test_nobody_is_explained_who_is_not_there_and_no_plan_that_is_false():
    problem = a_problem([a_slot("s1")], [a_participant("p1", "s1")])
    solution = solve(problem).solution

    with pytest.raises(CallError, match="no participant"):
        explain(problem, solution, "p2")
    with pytest.raises(CallError, match="not to be trusted"):
        explain(problem, solution | {"placements": []}, "p1")


def test_a_plan_that_claims_too_much_is_not_explained():
    problem = a_problem(
        [a_slot("s1"), a_slot("s2")], [a_participant("p1", "s1", "s2")], objective=["placed", "running"]
    )
    worse = solve(problem).solution | {"placements": [], "unplaced": ["p1"], "closed_slots": ["s1", "s2"]}
    for entry in worse["levels"]:
        entry |= {"value": 0, "bound": 0}

    with pytest.raises(CallError, match="not the best"):
        explain(problem, worse, "p1")


def test_a_plan_that_is_not_the_best_says_what_a_better_one_gives():
    problem = a_problem([a_slot("s1"), a_slot("s2")], [a_participant("p1", "s1", "s2")])
    solution = solve(problem).solution
    worse = solution | {"placements": [["p1", "s2"]], "closed_slots": ["s1"], "status": "bounded"}
    placed, third, second, *others = solution["levels"]
    worse["levels"] = [placed, third, second | {"value": 1, "grade": "C"}]
    worse["levels"] += [entry | {"bound": None, "grade": None} for entry in others]

    (reason,) = explain(problem, worse, "p1").reasons

    assert (reason.code, reason.effect) == ("not_best", (Change("ranks:generous", 2, before=1, after=0),))


@pytest.mark.parametrize("seed", range(60))
def test_every_effect_in_a_flow_is_that_of_the_plan_forced_with_a_pin(seed):
    file = a_drawn_file(seed, people=9, slots=5, with_minimums=False, with_groups=False)

    assert_effects(file | {"groups": [{"id": "g1", "members": ["p5"]}]})


@pytest.mark.parametrize("seed", range(10))
def test_every_effect_elsewhere_is_that_of_the_plan_forced_with_a_pin(seed):
    assert_effects(a_drawn_file(seed, people=5, placements=1 + seed % 3))


def assert_effects(file):
    problem = read_problem(file)
    try:
        solution = solve(problem).solution
    except ProblemError:
        return
    explainer = Explainer(problem, solution, limit_s=300)
    for participant in problem.participants.ids:
        for reason in explainer.explain(participant).reasons:
            best = forced(file, participant, reason.slot)
            if best is None:
                assert (reason.code not in DECIDED - {"not_running", "group"}, reason.effect) == (True, None)
            elif reason.code in DECIDED:
                assert reason.effect == difference(solution, best)
                assert (reason.code == "lottery") == (level_values(best) == level_values(solution))


def forced(file, participant, slot):
    """The best plan that gives a slot to somebody and all of the group; None when there is none."""
    company = next((group["members"] for group in file.get("groups", []) if participant in group["members"]), None)
    pins = file["pins"] + [[name, slot] for name in company or [participant]]
    try:
        return solve(read_problem({**file, "pins": pins})).solution
    except ProblemError:
        return None


def difference(solution, other):
    pairs = zip(solution["levels"], other["levels"], strict=True)
    return tuple(
        Change(one["level"], one.get("rank"), one["value"], two["value"])
        for one, two in pairs
        if one["value"] != two["value"]
    )
