"""Values that a script sends in place of a form."""

from __future__ import annotations

from typing import Any

from flask.json.provider import DefaultJSONProvider


class Body(DefaultJSONProvider):
    """Read JSON; what is nested beyond all measure is as wrong as what is no JSON at all."""

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """Return the values. **Errors** ValueError."""
        try:
            return super().loads(s, **kwargs)
        except RecursionError:
            raise ValueError("nested too deep") from None
