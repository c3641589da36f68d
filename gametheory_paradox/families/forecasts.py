"""Forecasts: what a model by itself expects of a series of figures."""

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.table import Record

Sign: TypeAlias = Literal["up", "down", "unchanged"]
SIGNS: tuple[Sign, ...] = get_args(Sign)


@dataclass(frozen=True, repr=False)
class Forecast(Record):
    """What a model expects of a series of figures.

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

    Raises
    ------
    InvalidGame
        If the sign is none of these, or the series or the window is not said.
    """

    series: str
    window: str
    sign: Sign
    because: str = ""

    def __post_init__(self) -> None:
        if self.sign not in SIGNS:
            raise InvalidGame(f"a forecast's sign is one of {', '.join(SIGNS)}; got {self.sign!r:.60}")
        if not self.series or not self.window:
            raise InvalidGame("a forecast says which series, and in which window")

    def __str__(self) -> str:
        return f"{self.series}, {self.window}: {self.sign}{f', {self.because}' if self.because else ''}"
