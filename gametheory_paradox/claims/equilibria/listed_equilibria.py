"""The equilibria of a set one by one: those that are listed, and those that are known by a box alone."""

from gametheory_paradox.claims.equilibria.enclosed_numbers import Number
from gametheory_paradox.claims.equilibria.equilibrium_cover import cover_of
from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet
from gametheory_paradox.games import Profile, expected_payoffs


def has_ties(found: EquilibriumSet) -> bool:
    """True of infinitely many equilibria by backward induction, of which it is known what they never do."""
    return found.infinite and found.ties is not None


def is_never_taken(found: EquilibriumSet, number: int, action: int) -> bool:
    """True if no equilibrium takes an action at an information set, as far as pieces of payoffs say."""
    return found.ties is not None and (number, action) in found.ties.never


def outcomes(found: EquilibriumSet) -> tuple[tuple[Number, ...], ...]:
    """Everybody's payoffs, and what follows of a measure, by each profile and enclosed equilibrium."""
    listed = (expected_payoffs(found.game, profile) for profile in dict.fromkeys(found.profiles))
    return (*listed, *(tuple(own.payoffs(found.game)) for own in cover_of(found).in_boxes))


def patterns(found: EquilibriumSet) -> tuple[Profile, ...]:
    """The profiles, and for each enclosed equilibrium a profile that uses the same actions."""
    return (*found.profiles, *(own.similar for own in cover_of(found).in_boxes))
