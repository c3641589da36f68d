"""Equilibria of tables as formulas, support by support, and of tables in which some do not choose."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, combinations, permutations, product
from math import prod

from gametheory_paradox.conditions.proofs.statements import Factor, Statement, every, negation, positive, some
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms.formulas.branches import MOST_BRANCHES, Branch, Branches, Payoffs
from gametheory_paradox.forms.tables.formulas.table_branches import (
    ONE_FUNCTION,
    Mixture,
    Table,
    choosing,
    expected_columns,
    lone_branches,
    pair_branches,
    strategies_used,
)
from gametheory_paradox.interruption import look
from gametheory_paradox.polynomials import RationalFunction

# The equilibria, as formulas, of a table in which three players or more choose, and where others may be
#
# Where two mix at most, the others' actions are certain, and the mixtures are those of the table of the two;
# they are an equilibrium of the whole where nobody else gains by another action.  Mixtures of three and more
# are formulas where they follow one after another: whether a player is indifferent hangs on one mixture alone
# that is not known yet.  In general they are no formulas.  Their supports are such that nobody uses an action
# that another one strictly dominates against what the others use: where there are none there are no such
# mixtures, and elsewhere the list is open.  What iterated strict dominance takes away is in no such supports.
#
# Source: bernheim1984.
# ----------------------------------------------------------------------------

Supports = tuple[tuple[int, ...], ...]  # of each player the numbers of the actions that it uses
MOST_SUPPORTS = 10_000


def support_branches(table: Table, factor: Factor) -> Branches:
    """The branches that are formulas, and where there may be others.

    Raises
    ------
    Unsupported
        If there are too many supports or branches, or there may be others for all values of the parameters.
    """
    gains, found, pairs = _Gains(table, factor), list[Branch](), dict[Supports, None]()
    open_: list[Statement] = []
    for used in _all_supports(table):
        look()
        where = gains.undominated(used)
        mixing = sum(len(own) > 1 for own in used)
        if where is False:
            continue
        if mixing == 2:
            pairs[_others_fixed(table, used)] = None
        elif mixing != 1 and (mixtures := _one_after_another(table, used)) is not None:
            found += _branch(table, mixtures, where, factor)
        else:  # one alone mixes where it is indifferent for all values of the parameters
            open_.append(where)

    for used in pairs:
        two = pair_branches(_restricted(table, used), factor)
        found += _of_whole(table, used, two, factor)
        open_.append(every([two.degenerate, *(gains.best(who, used) for who in _certain(used))]))
    if len(found) > MOST_BRANCHES:
        raise Unsupported(f"the table has more than {MOST_BRANCHES} equilibria under some parameters")
    if (degenerate := some(open_)) is True:
        names = ", ".join(table.players[who] for who in choosing(table))
        raise Unsupported(
            "equilibria as formulas would not be all: whatever the parameters, more than two of those who "
            f"choose at once may mix, or somebody is indifferent; here {names} do"
        )
    return Branches(tuple(found), degenerate)


class _Gains:
    """The statements that one action of a table gives more than another, whatever the others use."""

    def __init__(self, table: Table, factor: Factor):
        self.table, self.factor = table, factor
        self.known: dict[tuple[int, tuple[int, ...], int], Statement] = {}

    def undominated(self, used: Supports) -> Statement:
        """The statement that nobody uses an action that another one dominates against what the others use."""
        return every(self.best(who, used) for who in range(len(used)))

    def best(self, who: int, used: Supports) -> Statement:
        """The statement that no action of a player's is dominated against what the others use."""
        return every(
            negation(self._dominates(who, other, own, used))
            for own in used[who]
            for other in range(self.table.shape[who])
            if other != own
        )

    def _dominates(self, who: int, better: int, worse: int, used: Supports) -> Statement:
        against = (*used[:who], (worse,), *used[who + 1 :])
        return every(self._exceeds(who, better, profile) for profile in product(*against))

    def _exceeds(self, who: int, better: int, profile: tuple[int, ...]) -> Statement:
        """The statement that a player gains by another action in a profile."""
        key = (who, profile, better)
        if key not in self.known:
            other = self.table.cell((*profile[:who], better, *profile[who + 1 :]))
            gain = other[who] - self.table.cell(profile)[who]
            self.known[key] = positive([gain.numerator, gain.denominator], self.factor)
        return self.known[key]


def _all_supports(table: Table) -> Iterator[Supports]:
    """Actions that may be used, player by player."""
    if (number := prod(2**size - 1 for size in table.shape)) > MOST_SUPPORTS:
        raise Unsupported(
            f"a table with {number} supports is too large for formulas: {MOST_SUPPORTS} at most"
        )
    own = [
        list(chain.from_iterable(combinations(range(size), k + 1) for k in range(size)))
        for size in table.shape
    ]
    return product(*own)


def _certain(used: Supports) -> list[int]:
    """The players who use one action."""
    return [who for who, own in enumerate(used) if len(own) == 1]


def _others_fixed(table: Table, used: Supports) -> Supports:
    """The supports in which those who mix may use everything."""
    both = zip(used, table.shape, strict=True)
    return tuple(own if len(own) == 1 else tuple(range(size)) for own, size in both)


def _restricted(table: Table, used: Supports) -> Table:
    """The table in which the players have what they use."""
    left = {
        who: [names[n] for n in own] for who, (names, own) in enumerate(zip(table.actions, used, strict=True))
    }
    return table.restricted(left)


def _of_whole(table: Table, used: Supports, two: Branches, factor: Factor) -> Iterator[Branch]:
    """The branches in which both of two players mix, where the others gain nothing by another action."""
    for branch in two.branches:
        mixtures = strategies_used(table, branch)
        if sum(len(own) > 1 for own in mixtures) == 2:
            exists = every(
                [branch.exists, *_no_gain(table, mixtures, branch.payoffs, _certain(used), factor)]
            )
            if exists is not False:
                yield replace(branch, exists=exists)


def _no_gain(
    table: Table, mixtures: Sequence[Mixture], payoffs: Payoffs, players: Iterable[int], factor: Factor
) -> Iterator[Statement]:
    """Statements that none of the players gains by an action that it does not use."""
    for who in players:
        for other in set(range(table.shape[who])) - {n for n, _ in mixtures[who]}:
            loss = payoffs[who] - _expected(table, mixtures, {who: other})[who]
            if loss:
                yield positive([loss.numerator, loss.denominator], factor)


def _expected(table: Table, mixtures: Sequence[Mixture], taken: Mapping[int, int]) -> Payoffs:
    """Expectations where some players take an action for certain."""
    certain = [[(taken[who], ONE_FUNCTION)] if who in taken else own for who, own in enumerate(mixtures)]
    return expected_columns(table, certain)


def _one_after_another(table: Table, used: Supports) -> list[Mixture] | None:
    """The mixtures of two actions each that leave everybody indifferent; None where none hangs on one."""
    mixtures: list[Mixture] = [[(own[0], ONE_FUNCTION)] if len(own) == 1 else [] for own in used]
    waiting = [who for who, own in enumerate(used) if len(own) > 1]
    if any(len(own) > 2 for own in used):
        return None
    while waiting:
        solved = next(((who, next_) for who in waiting if (next_ := _next(table, used, mixtures, who))), None)
        if solved is None:
            return None
        who, (other, odds) = solved
        mixtures[other] = list(zip(used[other], (odds, ONE_FUNCTION - odds), strict=True))
        waiting.remove(who)
    return mixtures


def _next(
    table: Table, used: Supports, mixtures: Sequence[Mixture], who: int
) -> tuple[int, RationalFunction] | None:
    """The player on whose mixture alone another one's indifference hangs, and the odds that give it."""
    free = [other for other, own in enumerate(mixtures) if not own and other != who]
    gains = {}
    for corner in product(*(used[other] for other in free)):
        taken = dict(zip(free, corner, strict=True))
        one, two = (_expected(table, mixtures, {**taken, who: own})[who] for own in used[who])
        gains[corner] = one - two

    start = tuple(used[other][0] for other in free)
    moved = [(*start[:k], used[other][1], *start[k + 1 :]) for k, other in enumerate(free)]
    hangs = [
        k
        for k, other in enumerate(free)
        if any(gain != gains[(*at[:k], used[other][0], *at[k + 1 :])] for at, gain in gains.items())
    ]
    if len(hangs) != 1:
        return None

    first, second = gains[start], gains[moved[hangs[0]]]
    return free[hangs[0]], second / (second - first)


def _branch(table: Table, mixtures: Sequence[Mixture], where: Statement, factor: Factor) -> Iterator[Branch]:
    """The equilibrium with these mixtures, where they are mixtures and nobody gains by another action."""
    payoffs = expected_columns(table, mixtures)
    odds = [p for own in mixtures if len(own) > 1 for _, p in own]
    inside = [positive([p.numerator, p.denominator], factor) for p in odds]
    everybody = range(len(mixtures))
    exists = every([where, *inside, *_no_gain(table, mixtures, payoffs, everybody, factor)])
    if exists is not False:
        names = zip(table.actions, mixtures, strict=True)
        supports = tuple(tuple(actions[n] for n, _ in own) for actions, own in names)
        yield Branch(payoffs, exists, (), supports, tuple(tuple(p for _, p in own) for own in mixtures))


# The equilibria, as formulas, of a table of any number of players
#
# Where more than two choose, actions are left out first that another one strictly dominates for all values of
# the parameters, again and again: none of them is used in an equilibrium, and no equilibrium is lost.  If two
# at most choose among what is left, all equilibria are formulas; else those in which two at most mix.
#
# Source: luce1957.
# -----------------------------------------------------------------


def chooser_branches(table: Table, factor: Factor) -> Branches:
    """The branches of a table, with a mixture for each player, from what is not dominated in it.

    Raises
    ------
    Unsupported
        If there are too many supports, or too many branches.
    """
    if len(choosing(table)) > 2:
        table = undominated(table, factor)
    who = choosing(table)
    if len(who) <= 1:
        return lone_branches(table, who[0] if who else 0, factor)
    return (pair_branches if len(who) == 2 else support_branches)(table, factor)


def undominated(table: Table, factor: Factor) -> Table:
    """The table that is left once actions are taken away that others dominate for all values.

    Parameters
    ----------
    table, factor
        The table, and what splits polynomials, and may know their signs.
    """
    for who, actions in enumerate(table.actions):
        cells = list(zip(table.profiles(), table.payoffs, strict=True))
        rows = {name: [cell[who] for profile, cell in cells if profile[who] == name] for name in actions}
        for worse, better in permutations(actions, 2):
            look()
            if all(_exceeds(*pair, factor) for pair in zip(rows[better], rows[worse], strict=True)):
                kept = [name for name in actions if name != worse]
                return undominated(table.restricted({who: kept}), factor)
    return table


def _exceeds(greater: RationalFunction, lesser: RationalFunction, factor: Factor) -> bool:
    """True where a formula is known to be greater than another for all values of the parameters."""
    gain = greater - lesser
    return positive([gain.numerator, gain.denominator], factor) is True
