"""A second opinion: the plainest mixed-integer program, one placement each, straight from the JSON value to SciPy.

A column for each person and slot named, one for each slot that runs, one for each employer who receives somebody;
groups are rows "as her, so him". No striking, no reduction, no code of ours.
"""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

LEVELS = ("placed", "ranks:generous", "employers", "travel")


class PlainMip:
    """Rows and columns of one problem with the default objective."""

    def __init__(self, file):
        self.file = file
        self.ranks = max(len(each["wishes"]) for each in file["participants"])
        self.pairs = {}
        for person in file["participants"]:
            for rank, tier in enumerate([*person["wishes"], person.get("acceptable", [])], 1):
                is_acceptable = rank == len(person["wishes"]) + 1
                for slot in tier:
                    self.pairs[person["id"], slot] = self.ranks + 1 if is_acceptable else rank
        self.column = {key: number for number, key in enumerate(self.pairs)}
        for slot in file["slots"]:
            self.column["runs", slot["id"]] = len(self.column)
        self.employer = {slot["id"]: slot.get("employer", slot["id"]) for slot in file["slots"]}
        for employer in sorted(set(self.employer.values())):
            self.column["receives", employer] = len(self.column)
        self.rows, self.low, self.high = [], [], []
        self._state_limits()

    def values(self):
        """Return the best value of each level, one after the other."""
        return [self._close(costs) for costs in self._levels()]

    def _row(self, amounts, low, high):
        row = np.zeros(len(self.column))
        for key, amount in amounts:
            row[self.column[key]] += amount
        self.rows.append(row)
        self.low.append(low)
        self.high.append(high)

    def _state_limits(self):
        for person in self.file["participants"]:
            self._row([(pair, 1) for pair in self.pairs if pair[0] == person["id"]], 0, 1)
        for slot in self.file["slots"]:
            people = [(pair, 1) for pair in self.pairs if pair[1] == slot["id"]]
            runs = ("runs", slot["id"])
            self._row([*people, (runs, -slot["capacity"])], -np.inf, 0)
            self._row([*people, (runs, -slot.get("min_group", 1))], 0, np.inf)
        for employer in set(self.employer.values()):
            slots = [(("runs", slot), -1) for slot, each in self.employer.items() if each == employer]
            self._row([*slots, (("receives", employer), 1)], -np.inf, 0)
        for group in self.file.get("groups", []):
            first, *others = group["members"]
            for slot in self.employer:
                for other in others:
                    ends = [((name, slot), sign) for name, sign in ((first, 1), (other, -1))]
                    self._row([end for end in ends if end[0] in self.pairs], 0, 0)

    def _levels(self):
        def costs(chosen):
            return np.array([float(chosen(key)) for key in self.column])

        yield costs(lambda key: -(key in self.pairs))
        for rank in range(self.ranks + 1, 1, -1):
            yield costs(lambda key, rank=rank: self.pairs.get(key) == rank)
        yield costs(lambda key: -(key[0] == "receives" and key not in self.pairs))
        minutes = {(name, slot): value for name, slot, value in self.file.get("home_minutes", [])}
        yield costs(lambda key: minutes.get(key, 0))

    def _close(self, costs):
        answer = milp(
            costs,
            integrality=np.ones(len(costs)),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(csr_array(np.array(self.rows)), self.low, self.high),
            options={"mip_rel_gap": 0.0},
        )
        assert answer.status == 0, answer.message
        value = round(answer.fun)
        self.rows.append(costs)
        self.low.append(-np.inf)
        self.high.append(value)
        return abs(value)
