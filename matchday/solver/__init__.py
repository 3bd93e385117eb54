"""The workshop of plans: a problem in, a plan with its proof out.

A problem and a solution are JSON values (`matchday-problem/1`, `matchday-solution/1`); inside are flat
arrays.

    problem = read_problem(json_value)          # reading    → problem, canonical, pins
    solved = solve(problem, limit_s=60)         # solve      → reduce, then one engine or two
    faults = check(problem, solved.solution)    # check      → values, certify
    reached = values(problem, placements)       # values
    why = explain(problem, solution, "p1")      # explain    → forced: residual, or solved with a pin
    prices = price(problem, solution)           # price      → solve without each level

`check` shares no arithmetic with `solve`. Importing this package loads no engine: OR-Tools and SciPy are
loaded by the function that needs them, HiGHS by a process of its own. On the command line: `python -m matchday.solver`.
"""

from matchday.solver.certificate import Certificate
from matchday.solver.check import Fault, check
from matchday.solver.errors import CallError, NoPlanError, ProblemError, UnreadableError
from matchday.solver.explain import Explainer, Explanation, explain
from matchday.solver.files import (
    pack_certificate,
    read_certificate,
    read_json,
    unpack_certificate,
    write_certificate,
    write_json,
)
from matchday.solver.price import Price, price
from matchday.solver.problem import Problem
from matchday.solver.reading import read_problem
from matchday.solver.search import Progress
from matchday.solver.solve import Solved, solve
from matchday.solver.values import LevelValue, values

__all__ = [
    "CallError",
    "Certificate",
    "Explainer",
    "Explanation",
    "Fault",
    "LevelValue",
    "NoPlanError",
    "Price",
    "Problem",
    "ProblemError",
    "Progress",
    "Solved",
    "UnreadableError",
    "check",
    "explain",
    "pack_certificate",
    "price",
    "read_certificate",
    "read_json",
    "read_problem",
    "solve",
    "unpack_certificate",
    "values",
    "write_certificate",
    "write_json",
]
