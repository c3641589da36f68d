"""Ranges of beliefs under which a pure profile is an equilibrium.

Sources: krepswilson1982 (sequential rationality); nash1951, filarvrieze1997.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from gametheory_paradox.conditions.condition import condition
from gametheory_paradox.conditions.feasibility import Feasibility
from gametheory_paradox.conditions.proofs.statements import Factor, every, positive
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.exact.factors import Factoring, cancel
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.formulas.branches import Branch
from gametheory_paradox.forms.states.formulas.state_branches import supports_left
from gametheory_paradox.forms.states.formulas.state_tests import StateTests, certain
from gametheory_paradox.forms.trees.formulas.assessment_branches import AssessmentBranch
from gametheory_paradox.forms.trees.proofs.patterns import View, Ways
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.table import Record

# The beliefs off the path that support an equilibrium, as inequalities in the parameters
#
# At an information set to which play does not come, what its player does is best for a range of beliefs: with
# α_n for what the action in use gains over another at node n, those μ for which Σ α_n μ(n) ≥ 0.  Where the
# set has two nodes and the sign of α_1 − α_2 is the same in the whole box, that is a bound of μ(1).
# ----------------------------------------------------------------------------

ZERO = RationalFunction.constant(0)


@dataclass(frozen=True, repr=False)
class BeliefRange(Record):
    """The choice at an information set off the path, and the beliefs that support it.

    Parameters
    ----------
    player, information_set
        Whose, and where.
    does
        What is done there.
    believing
        Inequalities that the beliefs satisfy; none where any will do.
    """

    player: str
    information_set: str
    does: str
    believing: tuple[str, ...]

    def to_data(self) -> dict[str, object]:
        """As JSON, in the shape the command line prints."""
        return {
            "player": self.player,
            "at": self.information_set,
            "does": self.does,
            "believing": list(self.believing),
        }


def belief_ranges(
    ways: Ways[RationalFunction], branches: Sequence[AssessmentBranch], feasibility: Feasibility
) -> tuple[BeliefRange, ...]:
    """The ranges of beliefs off the path of equilibria with the same play, each once.

    Parameters
    ----------
    ways
        The tree.
    branches
        The equilibria.
    feasibility
        What is known of the signs of polynomials in the box of the parameters.
    """
    found: dict[BeliefRange, None] = {}
    for branch in branches:
        for number, members in enumerate(ways.game.members):
            if number not in branch.reached and len(members) > 1:
                info = ways.game.information_sets[number]
                odds = zip(info.actions, branch.odds[number], strict=True)
                does = " and ".join(weighted(action, p) for action, p in odds if p)
                believing = tuple(dict.fromkeys(_inequalities(ways, branch, number, feasibility)))
                found[BeliefRange(info.player, info.name, does, believing)] = None
    return tuple(found)


def weighted(action: str, probability: RationalFunction) -> str:
    """An action, with its probability unless it is certain."""
    return action if probability == RationalFunction.constant(1) else f"{action} [{probability}]"


def _inequalities(
    ways: Ways[RationalFunction], branch: AssessmentBranch, number: int, feasibility: Feasibility
) -> Iterator[str]:
    """The inequalities at a set, in the order of the other actions."""
    view, members = View(ways, branch.pattern.supports), ways.game.members[number]
    zero, nonnegative = view.optimality(number, view.beliefs(number, members, free=True))
    for sense, forms in (("=", zero), (">=", nonnegative)):
        for form in forms:
            gains = dict.fromkeys(members, ZERO)
            for monomial, c in form.items():
                place = next(node for kind, node in monomial if kind < 0)
                for s, a in (symbol for symbol in monomial if symbol[0] >= 0):
                    c = c * branch.odds[s][a]
                gains[place] = gains[place] + c
            if any(gains.values()):
                yield from _written(ways, gains, sense, feasibility)


def _written(
    ways: Ways[RationalFunction], gains: dict[int, RationalFunction], sense: str, feasibility: Feasibility
) -> Iterator[str]:
    """One inequality; nothing where it goes without saying."""
    signs = [_sign(gain, feasibility) for gain in gains.values()]
    if sense == ">=" and all(sign is not None and sign >= 0 for sign in signs):
        return

    order = tuple(feasibility.box)
    names = {place: f"μ({', '.join(ways.game.history(place))})" for place in gains}
    if len(gains) == 2:
        (first, one), (_, other) = gains.items()
        slope = _sign(one - other, feasibility)
        if slope:
            word = sense if sense == "=" or slope > 0 else "<="
            yield f"{names[first]} {word} {cancel(other / (other - one), feasibility.sign_of).text(order)}"
            return
    terms = [
        f"({cancel(gain, feasibility.sign_of).text(order)})*{names[place]}"
        for place, gain in gains.items()
        if gain
    ]
    yield f"{' + '.join(terms)} {sense} 0"


def _sign(function: RationalFunction, feasibility: Feasibility) -> int | None:
    """The sign of a function in the whole box, off its zero set; 0 if it is zero, None if it changes."""
    if not function:
        return 0
    statement = positive([function.numerator, function.denominator], Factoring())
    where = condition(statement, feasibility.box, (), feasibility)
    return 1 if () in where.cases else -1 if where.is_never else None


# The equilibria in pure strategies of a table or a stochastic game with parameters, as formulas
#
# One profile after another, for any number of players: it is an equilibrium where no player gains by another
# action, once in some state.  Where another action gives the same for all parameters there is nothing to gain
# by it, so the list leaves nothing open off the zero sets.  It is one of pure profiles alone: what mixed
# equilibria there are besides it does not say, and no statement about all equilibria may rest on it.
# ----------------------------------------------------------------------------

MOST_PROFILES = 10_000


def pure_branches(form: NormalForm[RationalFunction], factor: Factor) -> list[Branch]:
    """The pure profiles that may be equilibria, each with its payoffs and where it is one.

    Raises
    ------
    Unsupported
        If there are too many profiles.
    """
    if (profiles := prod(form.shape)) > MOST_PROFILES:
        raise Unsupported(
            f"a game with {profiles:,} pure profiles is too large for formulas, "
            f"which stop at {MOST_PROFILES:,}"
        )

    sure, found = (RationalFunction.constant(1),), []
    for profile in product(*map(range, form.shape)):
        own = form.cell(profile)
        gains = [
            own[who] - form.cell((*profile[:who], other, *profile[who + 1 :]))[who]
            for who, size in enumerate(form.shape)
            for other in range(size)
            if other != profile[who]
        ]
        exists = every(positive([gain.numerator, gain.denominator], factor) for gain in gains if gain)
        if exists is not False:
            chosen = tuple((names[n],) for names, n in zip(form.actions, profile, strict=True))
            found.append(Branch(own, exists, supports=chosen, mixtures=(sure,) * len(chosen)))
    return found


def pure_stationary_branches(tests: StateTests) -> list[Branch]:
    """The pure profiles that may be Markov perfect equilibria, each with its payoffs and where it is one.

    Raises
    ------
    Unsupported
        If there are too many profiles.
    """
    holding = ((profile, tests.holds(profile)) for profile in supports_left(tests, _single))
    return [tests.branch(certain(profile), holds) for profile, holds in holding if holds is not False]


def _single(size: int) -> list[tuple[int, ...]]:
    return [(action,) for action in range(size)]
