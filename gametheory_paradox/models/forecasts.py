"""Forecasts: what a model by itself expects of a series of figures, and what came of it."""

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.table import Record

Sign: TypeAlias = Literal["up", "down", "unchanged"]
SIGNS: tuple[Sign, ...] = get_args(Sign)
Outcome: TypeAlias = Literal["miss", "cannot tell", "fit", "hit"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


@dataclass(frozen=True, repr=False)
class Forecast(Record):
    """The expectation of a model about a series of figures.

    Parameters
    ----------
    series
        What is counted, where, and by whom.
    window
        The span of time, and the one that it is compared with.
    sign
        "up", "down" or "unchanged".
    because
        The move of the model from which that follows.
    outcome
        What came of it, written when the figures were looked at: "hit" where it came true and nothing of the
        figures was known, "fit" where some were, "miss", or "cannot tell"; empty until then.

    Raises
    ------
    InvalidGame
        If sign or outcome is none of these, or the series or the window is not said.
    """

    series: str
    window: str
    sign: Sign
    because: str = ""
    outcome: Outcome | Literal[""] = ""

    def __post_init__(self) -> None:
        if self.sign not in SIGNS:
            raise InvalidGame(f"a forecast's sign is one of {', '.join(SIGNS)}; got {self.sign!r:.60}")
        if self.outcome and self.outcome not in OUTCOMES:
            raise InvalidGame(
                f"a forecast's outcome is one of {', '.join(OUTCOMES)}; got {self.outcome!r:.60}"
            )
        if not self.series or not self.window:
            raise InvalidGame("a forecast says which series, and in which window")

    def __str__(self) -> str:
        return f"{self.series}, {self.window}: {self.sign}{f', {self.because}' if self.because else ''}"
