"""The solver on the command line: `python -m matchday.solver solve|check|explain|price|info|generate|import`.

Exit codes: 0 done · 1 `check` found a claim false · 2 broken problem, unreadable file or wrong call · 3 the
limit ended before any plan was found. With 2 and 3 nothing was written, and one line says why.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn

from matchday.solver import sentences
from matchday.solver.check import check
from matchday.solver.errors import CallError, NoPlanError, ProblemError, UnreadableError
from matchday.solver.explain import explain
from matchday.solver.files import STANDARD, read_certificate, read_json, write_certificate, write_json
from matchday.solver.generate import generate
from matchday.solver.importers.preflib import import_preflib
from matchday.solver.importers.sdu import LEFT_OUT, import_sdu
from matchday.solver.price import price
from matchday.solver.problem import Problem
from matchday.solver.reading import read_problem
from matchday.solver.solve import ENGINES, choose_engine, solve
from matchday.solver.terminal import show_progress

DONE, FALSE, BROKEN, NO_PLAN = 0, 1, 2, 3


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = _parser().parse_args(words)
    try:
        return int(arguments.run(arguments))
    except ProblemError as error:
        return _refuse(f"{_name(arguments)}: {error}", BROKEN)
    except (UnreadableError, CallError) as error:
        return _refuse(str(error), BROKEN)
    except NoPlanError as error:
        return _refuse(f"{_name(arguments)}: {error}", NO_PLAN)


class _Parser(argparse.ArgumentParser):
    """Refuses a wrong call in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(BROKEN, f"{self.prog}: {message}; see --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m matchday.solver", description="Plans with a proof.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = _add_command(commands, _solve, "find the best plan of a problem")
    command.add_argument("problem", metavar="PROBLEM", help='a file, or "-" for standard input')
    command.add_argument("--out", default=STANDARD, metavar="F", help="where the plan goes (standard output)")
    command.add_argument("--certificate", metavar="F", help="where the proof goes (the plan's name + .npz)")
    command.add_argument("--limit-s", type=_seconds, default=60.0, metavar="S", help="seconds allowed (60)")
    command.add_argument("--engine", choices=ENGINES, default="auto", help="which engine (auto)")
    _add_json(command)

    command = _add_command(commands, _check, "tell whether every claim of a plan is true")
    command.add_argument("problem", metavar="PROBLEM")
    command.add_argument("solution", metavar="SOLUTION")
    command.add_argument("certificate", metavar="CERTIFICATE", nargs="?")
    _add_json(command)

    command = _add_command(commands, _explain, "say why somebody did not get what they wished more")
    command.add_argument("problem", metavar="PROBLEM")
    command.add_argument("solution", metavar="SOLUTION")
    command.add_argument("--participant", required=True, metavar="P", help="whose wishes are explained")
    command.add_argument("--limit-s", type=_seconds, default=10.0, metavar="S", help="seconds for solving anew (10)")
    _add_json(command)

    command = _add_command(commands, _price, "say what each level costs the others")
    command.add_argument("problem", metavar="PROBLEM")
    command.add_argument("solution", metavar="SOLUTION")
    command.add_argument("--limit-s", type=_seconds, default=60.0, metavar="S", help="seconds for each plan (60)")
    _add_json(command)

    command = _add_command(commands, _info, "say what a problem asks")
    command.add_argument("problem", metavar="PROBLEM")
    _add_json(command)

    command = _add_command(commands, _generate, "invent a problem of any size")
    command.add_argument("--participants", type=int, required=True, metavar="N")
    command.add_argument("--slots", type=int, required=True, metavar="M")
    command.add_argument("--seed", type=int, required=True, metavar="S")
    command.add_argument("--placements", type=int, default=1, metavar="K", help="most per person (1)")
    command.add_argument("--minimums", action="store_true", help="give slots minimum sizes")
    command.add_argument("--groups", type=int, default=0, metavar="G", help="how many groups (0)")
    command.add_argument("--tight", type=float, default=1.1, metavar="T", help="places for each needed (1.1)")
    command.add_argument("--out", default=STANDARD, metavar="F")

    _add_import(commands)
    return parser


def _add_import(commands: Any) -> None:
    sources = commands.add_parser("import", help="read real preferences").add_subparsers(
        required=True, metavar="SOURCE"
    )
    command = _add_command(sources, _import_preflib, "a PrefLib file (.soc .soi .toc .toi .cat)")
    command.add_argument("file", metavar="FILE")
    command.add_argument("--capacity", required=True, metavar="N|1.1x", help="of each slot, or a share")
    command.add_argument("--min-group", type=int, default=1, metavar="G")
    command.add_argument("--ranks", type=_ranks, metavar="N", help="how many tiers count (all)")
    command.add_argument("--transpose", action="store_true", help="alternatives wish voters")
    command.add_argument("--out", default=STANDARD, metavar="F")
    command = _add_command(sources, _import_sdu, "a folder with students.csv and teams.csv")
    command.add_argument("folder", metavar="FOLDER")
    command.add_argument("--out", default=STANDARD, metavar="F")


def _add_command(commands: Any, run: Any, help_text: str) -> argparse.ArgumentParser:
    """Add a command named by the last word of its function."""
    command: argparse.ArgumentParser = commands.add_parser(run.__name__.split("_")[-1], help=help_text)
    command.set_defaults(run=run)
    return command


def _add_json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="one JSON object instead of sentences")


def _solve(arguments: argparse.Namespace) -> int:
    certificate_path = arguments.certificate
    if certificate_path is None and arguments.out != STANDARD:
        certificate_path = f"{arguments.out}.npz"
    for path in (arguments.out, certificate_path):
        _require_folder(path)
    problem = _read_problem(arguments.problem)
    with show_progress() as listener:
        solved = solve(problem, limit_s=arguments.limit_s, engine=arguments.engine, progress=listener)
    if certificate_path and solved.certificate:
        write_certificate(certificate_path, solved.certificate)
    write_json(arguments.out, solved.solution)
    # where the plan itself goes to standard output, the sentences about it do not
    stream = sys.stderr if arguments.out == STANDARD else sys.stdout
    if not arguments.json:
        print("\n".join(sentences.tell_solution(solved.solution)), file=stream)
    elif arguments.out != STANDARD:
        print(json.dumps({key: each for key, each in solved.solution.items() if key not in _LONG}))
    return DONE


_LONG = ("placements", "unplaced", "closed_slots")
"""What `solve --json` leaves to the file it writes."""


def _check(arguments: argparse.Namespace) -> int:
    problem = _read_problem(arguments.problem)
    solution = read_json(arguments.solution)
    certificate = read_certificate(arguments.certificate) if arguments.certificate else None
    faults = check(problem, solution, certificate)
    if arguments.json:
        bounds = "checked" if certificate else "not checked"
        told = [{"code": fault.code, "sentence": fault.sentence} for fault in faults]
        print(json.dumps({"faults": told, "bounds": bounds}))
    else:
        print("\n".join(sentences.tell_check(solution, faults, has_certificate=certificate is not None)))
    return FALSE if faults else DONE


def _explain(arguments: argparse.Namespace) -> int:
    problem = _read_problem(arguments.problem)
    solution = read_json(arguments.solution)
    explanation = explain(problem, solution, arguments.participant, limit_s=arguments.limit_s)
    if arguments.json:
        print(json.dumps(asdict(explanation)))
    else:
        print("\n".join(sentences.tell_explanation(explanation)))
    return DONE


def _price(arguments: argparse.Namespace) -> int:
    problem = _read_problem(arguments.problem)
    prices = price(problem, read_json(arguments.solution), limit_s=arguments.limit_s)
    if arguments.json:
        print(json.dumps({"prices": [asdict(each) for each in prices]}))
    else:
        print("\n".join(sentences.tell_prices(prices)))
    return DONE


def _info(arguments: argparse.Namespace) -> int:
    problem = _read_problem(arguments.problem)
    if arguments.json:
        print(json.dumps(sentences.count_problem(problem, engine=choose_engine(problem))))
    else:
        print("\n".join(sentences.tell_problem(problem, engine=choose_engine(problem))))
    return DONE


def _generate(arguments: argparse.Namespace) -> int:
    _require_folder(arguments.out)
    problem = generate(
        participants=arguments.participants,
        slots=arguments.slots,
        seed=arguments.seed,
        placements=arguments.placements,
        has_minimums=arguments.minimums,
        groups=arguments.groups,
        tight=arguments.tight,
    )
    return _write_problem(arguments.out, problem)


def _import_preflib(arguments: argparse.Namespace) -> int:
    problem = import_preflib(
        arguments.file,
        capacity=arguments.capacity,
        min_group=arguments.min_group,
        ranks=arguments.ranks,
        is_transposed=arguments.transpose,
    )
    return _write_problem(arguments.out, problem)


def _import_sdu(arguments: argparse.Namespace) -> int:
    code = _write_problem(arguments.out, import_sdu(arguments.folder))
    print(LEFT_OUT, file=sys.stderr)
    return code


def _write_problem(path: str, value: dict[str, Any]) -> int:
    """Write a problem that reads back: a number that makes no sense is refused before anything is written."""
    read_problem(value)
    write_json(path, value)
    return DONE


def _read_problem(path: str) -> Problem:
    return read_problem(read_json(path))


def _require_folder(path: str | None) -> None:
    """Refuse a place that does not exist before the work is done, not after."""
    if path and path != STANDARD and not Path(path).parent.is_dir():
        raise UnreadableError(f"{path}: cannot be written: its folder does not exist")


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not math.isfinite(seconds) or seconds < 0:
        raise argparse.ArgumentTypeError(f"{text!a} is no number of seconds")
    return seconds


def _ranks(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!a} is no number of ranks")
    return int(text)


def _name(arguments: argparse.Namespace) -> str:
    """Name what a fault is about: the problem that was read, or the one that was made."""
    return str(getattr(arguments, "problem", None) or "the problem")


def _refuse(line: str, code: int) -> int:
    print(line, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
