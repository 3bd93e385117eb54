"""Why a message was not taken, by whatever carries it."""

from __future__ import annotations

from dataclasses import dataclass

OF_SERVER = frozenset({"server_away", "server_login", "gateway_away", "gateway_login"})


@dataclass(frozen=True)
class Refusal:
    """Say why a message was not taken: a code for staff, and whether trying again is of no use."""

    failure: str
    is_final: bool = False

    @property
    def is_of_server(self) -> bool:
        """Tell whether the next message would fare no better now."""
        return self.failure in OF_SERVER
