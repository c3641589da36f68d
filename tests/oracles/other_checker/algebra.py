"""Computer algebra, put in from outside; what needs it is not judged without."""

from __future__ import annotations

from typing import Any

from .reading import Unjudged

PUT_IN: list[Any] = []  # a module with on_edges, order, by_chain and is_on


def algebra() -> Any:
    if not PUT_IN:
        raise Unjudged("roots of forms need computer algebra")
    return PUT_IN[0]
