"""The table of detectors, and ``detect``, which asks one of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, overload

from gametheory_paradox.detectors.asked import Asked
from gametheory_paradox.detectors.comparative_statics import detect_comparative_statics
from gametheory_paradox.detectors.dominance_trap import detect_dominance_trap
from gametheory_paradox.detectors.information import detect_information
from gametheory_paradox.detectors.misperception import detect_misperception
from gametheory_paradox.detectors.null_coercion import detect_null_coercion
from gametheory_paradox.detectors.option import OptionVerdict, detect_option
from gametheory_paradox.detectors.realized import detect_realized
from gametheory_paradox.detectors.security_insecurity import detect_security_insecurity
from gametheory_paradox.detectors.third_party import detect_third_party
from gametheory_paradox.detectors.verdict import AnyVerdict
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import Game
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.paradoxes.null_coercion import SAYS as NULL_COERCION_SAYS


@dataclass(frozen=True)
class Detector:
    """A search for one paradox.

    Parameters
    ----------
    name
        What the paradox is called.
    function
        Takes a game or a family and what is asked.
    says
        The paradox in a sentence.
    needs, takes
        The names of what must be said, and of what may be said besides.
    """

    name: str
    function: Callable[[Game | GameFamily, Asked], AnyVerdict]
    says: str
    needs: tuple[str, ...]
    takes: tuple[str, ...] = ()

    def check(self, given: Sequence[str]) -> None:
        """InvalidGame if something is missing, or something is said that the paradox does not ask about."""
        missing = [name for name in self.needs if name not in given]
        more = [name for name in given if name not in (*self.needs, *self.takes)]
        if missing or more:
            wanted = ", ".join(self.needs) + (f", and perhaps {', '.join(self.takes)}" if self.takes else "")
            problem = f"missing: {', '.join(missing)}" if missing else f"not asked for: {', '.join(more)}"
            raise InvalidGame(f"the {self.name} paradox asks for {wanted}; {problem}")


DETECTORS: tuple[Detector, ...] = (
    Detector(
        "option",
        detect_option,
        "having an action leaves its owner worse off than not having it",
        ("action",),
        ("at", "coalition"),
    ),
    Detector(
        "dominance-trap", detect_dominance_trap, DEFINITIONS["dominance-trap"].says, ("action", "coalition")
    ),
    Detector(
        "comparative-statics",
        detect_comparative_statics,
        DEFINITIONS["comparative-statics"].says,
        ("parameter", "low", "high"),
        ("at",),
    ),
    Detector("information", detect_information, DEFINITIONS["information"].says, ("at", "parts")),
    Detector(
        "third-party",
        detect_third_party,
        DEFINITIONS["third-party"].says,
        ("action", "third", "target"),
        ("at",),
    ),
    Detector("realized", detect_realized, DEFINITIONS["realized"].says, ("action", "benchmark"), ("at",)),
    Detector(
        "misperception", detect_misperception, DEFINITIONS["misperception"].says, ("model",), ("inaction",)
    ),
    Detector(
        "security-insecurity",
        detect_security_insecurity,
        DEFINITIONS["security-insecurity"].says,
        ("action", "index"),
    ),
    Detector(
        "null-coercion",
        detect_null_coercion,
        NULL_COERCION_SAYS,
        ("parameter", "low", "high", "target"),
        ("action", "at"),
    ),
)


@overload
def detect(
    game: Game | GameFamily,
    paradox: Literal["option"] = "option",
    *,
    mover: str,
    action: str | None = None,
    at: str | Sequence[str] = (),
    coalition: Sequence[str] = (),
    quantifier: str = "strong",
    concept: str | None = None,
    budget: float | None = None,
) -> OptionVerdict: ...
@overload
def detect(
    game: Game | GameFamily,
    paradox: str = "option",
    *,
    mover: str,
    action: str | None = None,
    at: str | Sequence[str] | Mapping[str, object] = (),
    coalition: Sequence[str] = (),
    quantifier: str = "strong",
    concept: str | None = None,
    budget: float | None = None,
    **details: object,
) -> AnyVerdict: ...
def detect(
    game: Game | GameFamily,
    paradox: str = "option",
    *,
    mover: str,
    action: str | None = None,
    at: str | Sequence[str] | Mapping[str, object] = (),
    coalition: Sequence[str] = (),
    quantifier: str = "strong",
    concept: str | None = None,
    budget: float | None = None,
    **details: object,
) -> AnyVerdict:
    """Decides whether a game holds a paradox.

    Parameters
    ----------
    game
        A game, or a family taken at its baseline.
    paradox
        The name of a row of DETECTORS.
    mover, action
        Whose payoff is measured, and which of its actions is taken away (option, dominance-trap,
        third-party), is used (realized) or is the measure (security-insecurity).
    at
        The information sets that lose the action, by default all of the mover's that have it (option,
        third-party), or at which it is used (realized); the one that is split (information); the values of
        other parameters by name (comparative-statics, null-coercion).
    coalition
        Players, the mover among them, who all lose the action (option, dominance-trap).
    quantifier
        Which equilibria are compared: strong, best, worst or possible.
    concept
        The solution concept; by default subgame-perfect for trees and nash for tables.
    budget
        Seconds for each game that is solved.
    details
        What else a paradox asks for: ``parts``, the histories in each part of the set that is split
        (information); ``parameter``, ``low`` and ``high``, what changes and from which value to which
        (comparative-statics); ``third`` and ``target``, the players whose reaction is looked at
        (third-party); ``benchmark``, "no-coercion", "complete-information" or a number (realized); ``index``,
        a number for each cell or the meanings of terms (security-insecurity); ``model``, the game that the
        mover believes to be played, and ``inaction``, the action that means doing nothing (misperception);
        ``parameter``, ``low``, ``high`` and ``target``, a penalty, its range, and whose it is (null-coercion,
        where ``action`` is what the target is penalized for).

    Returns
    -------
    Present, Absent or Impossible with a certificate, or Undecided with the reason.

    Raises
    ------
    InvalidGame
        If a name does not exist, something is missing or not asked for, or nothing would be left to choose.
    Unsupported
        If the paradox or the concept is not offered for this form of game.

    Examples
    --------
    >>> from gametheory_paradox.games import NormalForm
    >>> game = NormalForm.from_tables(["L", "F"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [0, 2]])
    >>> verdict = detect(game, mover="L", action="a")
    >>> verdict.name, verdict.comparison.gap
    ('present', Fraction(1, 1))
    >>> dilemma = NormalForm.from_tables(["A", "B"], [["arm", "not"]] * 2, [[1, 3], [0, 2]], [[1, 0], [3, 2]])
    >>> trap = detect(dilemma, "dominance-trap", mover="A", action="arm", coalition=["A", "B"])
    >>> trap.name, trap.comparison.gap
    ('present', Fraction(1, 1))
    """
    row = detector_named(paradox)
    said: dict[str, object] = {"action": action, "at": at, "coalition": coalition, **details}
    given = {name: value for name, value in said.items() if value is not None and (name in details or value)}
    row.check(list(given))
    return row.function(game, Asked(mover, quantifier, concept, budget, given))


def detector_named(paradox: str) -> Detector:
    """The row of that name; InvalidGame lists those that exist."""
    for row in DETECTORS:
        if row.name == paradox:
            return row
    raise InvalidGame(
        f"there is no detector for {paradox!r}; there are {', '.join(row.name for row in DETECTORS)}"
    )
