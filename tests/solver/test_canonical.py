"""The fingerprint of a problem."""

import hashlib

from matchday.solver import read_problem
from tests.solver.problems import a_drawn_file, a_file, a_participant, a_slot, shuffled


def sha256_of(file):
    return read_problem(file).sha256


def test_it_is_the_sha256_of_the_json_with_sorted_keys_and_no_spaces():
    file = a_file([a_slot("s2"), a_slot("Ä")], [a_participant("p1", "s2 Ä")])

    told = (
        '{"format":"matchday-problem/1","participants":[{"id":"p1","wishes":[["s2","Ä"]]}],'
        '"slots":[{"capacity":1,"id":"s2"},{"capacity":1,"id":"Ä"}]}'
    )

    assert sha256_of(file) == hashlib.sha256(told.encode()).hexdigest()


def test_no_default_is_filled_in():
    bare = a_file([a_slot("s1")], [])

    assert sha256_of(bare) != sha256_of(a_file([a_slot("s1", min_group=1)], []))
    assert sha256_of(bare) != sha256_of(bare | {"seed": ""})


def test_the_order_of_lists_that_have_none_does_not_matter():
    file = a_drawn_file(3, people=6, slots=6)

    assert {sha256_of(shuffled(file, seed)) for seed in range(5)} == {sha256_of(file)}


def test_the_order_of_tiers_of_levels_and_of_sites_matters():
    slots, sites = [a_slot("s1"), a_slot("s2")], {"sites": ["x1", "x2"], "minutes": [[0, 0], [0, 0]]}
    file = a_file(slots, [a_participant("p1", "s1", "s2")], objective=["placed", "kept"], site_minutes=sites)
    other_sites = {**sites, "sites": ["x2", "x1"]}

    changed = [
        file | {"participants": [a_participant("p1", "s2", "s1")]},
        file | {"objective": ["kept", "placed"]},
        file | {"site_minutes": other_sites},
    ]

    assert len({sha256_of(each) for each in [file, *changed]}) == 4
