"""What can go wrong between a file and a plan.

- `ProblemError`: the problem is broken, or its pins make every plan impossible.
- `UnreadableError`: a file is missing, damaged or not what it should be.
- `CallError`: what was asked for makes no sense, or the engine named cannot do this problem.
- `NoPlanError`: the limit ended before any plan was found.
"""


class ProblemError(Exception):
    """Say which value of a problem is wrong, where it stands and why.

    `path` is the JSON path of the value ("$.slots[3].capacity"), `code` a stable word for programs,
    `sentence` the reason in one line for people.
    """

    def __init__(self, code: str, path: str, sentence: str) -> None:
        super().__init__(f"{path}: {sentence}")
        self.code = code
        self.path = path
        self.sentence = sentence


class UnreadableError(Exception):
    """Say which file could not be read or written, and why."""


class CallError(Exception):
    """Say why what was asked for makes no sense or cannot be done."""


class NoPlanError(Exception):
    """Say that the limit ended before any plan was found."""
