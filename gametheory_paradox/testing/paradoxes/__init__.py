"""Strategies that build games with a paradox, a file for each paradox, and ``instances``, which picks one."""

from collections.abc import Callable

from hypothesis.strategies import SearchStrategy

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.testing.paradoxes.comparative_statics import comparative_statics
from gametheory_paradox.testing.paradoxes.dominance_trap import dominance_trap
from gametheory_paradox.testing.paradoxes.dynamic_backfire import dynamic_backfire
from gametheory_paradox.testing.paradoxes.information import information
from gametheory_paradox.testing.paradoxes.misperception import misperception
from gametheory_paradox.testing.paradoxes.null_coercion import null_coercion
from gametheory_paradox.testing.paradoxes.option import option
from gametheory_paradox.testing.paradoxes.realized import realized
from gametheory_paradox.testing.paradoxes.security_insecurity import security_insecurity
from gametheory_paradox.testing.paradoxes.third_party import third_party
from gametheory_paradox.testing.paradoxes.variation import Case

__all__ = ["INSTANCES", "instances"]

INSTANCES: dict[str, Callable[[], SearchStrategy[Case]]] = {
    "option": option,
    "dominance-trap": dominance_trap,
    "comparative-statics": comparative_statics,
    "information": information,
    "third-party": third_party,
    "realized": realized,
    "misperception": misperception,
    "security-insecurity": security_insecurity,
    "dynamic-backfire": dynamic_backfire,
    "null-coercion": null_coercion,
}


def instances(paradox: str) -> SearchStrategy[Case]:
    """Draws games that hold a paradox, each with the question about it.

    Each is built so that the paradox is there under the strong quantifier, whatever numbers are drawn, and
    then varied in what does not matter: the players' units and zeros, their order and that of their actions,
    a bystander, actions that nobody would take.  They shrink to the plain game with small numbers.

    Parameters
    ----------
    paradox
        Its name.

    Returns
    -------
    A strategy of pairs: a game (a family for comparative-statics and null-coercion) and a Question.

    Raises
    ------
    InvalidGame
        If no instances of that paradox are built.

    Examples
    --------
    >>> from hypothesis import given
    >>> from gametheory_paradox import detect
    >>> from gametheory_paradox.testing import profile
    >>> @profile("quick")
    ... @given(instances("option"))
    ... def test_having_the_option_hurts(case):
    ...     game, question = case
    ...     assert detect(game, question).name == "present"
    >>> test_having_the_option_hurts()
    """
    if paradox not in INSTANCES:
        raise InvalidGame(f"no instances of {paradox!r:.60} are built; there are {', '.join(INSTANCES)}")
    return INSTANCES[paradox]()
