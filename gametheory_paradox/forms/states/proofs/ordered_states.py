"""Every stationary Markov perfect equilibrium of a game whose states are ordered, from the last to the first.

States that lead to each other, whatever is done, make up a *block*; from it play goes on to blocks behind it
alone.  Once these are settled, what follows is worth a number to everybody.  A state to which play never
returns is then a table, of what the period pays and what follows is worth, and its Nash equilibria are what
is played there.  A block in which play may stay is a stochastic game of its own, in which what lies behind it
is paid at once.  Each equilibrium of a block opens a branch for those before it.

Infinitely many equilibria of a table must be worth the same to everybody, unless no state leads there.  They
make up products of mixtures, whose corners are listed.  Play comes to such a state once at most, so that
payoffs, and the values of a measure, are linear in each mixture there, and corners attain their ends.

Source: iskhakov2016 (directional dynamic games).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod
from typing import TypeAlias

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import Game, NormalForm, Profile, State, StochasticGame, state_values
from gametheory_paradox.forms.profiles import Behavior, size_of
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet
from gametheory_paradox.forms.proofs.proof_fields import Data
from gametheory_paradox.forms.records import list_in
from gametheory_paradox.forms.states.state_data import blocks_of, leads_back
from gametheory_paradox.forms.tables.proofs.settled_boxes import cover_of
from gametheory_paradox.forms.trees.proofs.every_nash_of_trees import NOT_WORTH_THE_SAME
from gametheory_paradox.forms.trees.proofs.subgame_pieces import products_of
from gametheory_paradox.interruption import look
from gametheory_paradox.table import Record

MOST_PROFILES = 1_000  # that are listed
MOST_CELLS_IN_ALL = 200_000  # of the tables and blocks that are solved
NOT_WORTH_A_FRACTION = "a state has an equilibrium that is known by a box alone, and so is what it is worth"
TOO_MANY = f"there are more than {MOST_PROFILES:,} equilibria to list"

Row = tuple[Fraction, ...]
States: TypeAlias = StochasticGame[Fraction]
Part: TypeAlias = NormalForm[Fraction] | States
Prove = Callable[[Part], EquilibriumSet]


@dataclass(frozen=True, eq=False, repr=False)
class BlockPlay(Record):
    """Play in a block: one equilibrium, or a product of mixtures that consists of such.

    Parameters
    ----------
    corners
        For each corner what is done at the block's information sets.
    worth
        What each of its states is worth to everybody, as far as something leads there.
    """

    corners: tuple[Behavior, ...]
    worth: tuple[Row, ...]


class OrderedStates:
    """The blocks of a game, settled one after the other along every branch.

    Parameters
    ----------
    game
        The game, with payoffs alone.
    prove
        Gives all equilibria of a table or of a block in which play may stay, or raises CertificateRejected.

    Attributes
    ----------
    several_worths
        Whether so far some table has infinitely many equilibria that are worth different amounts where others
        lead to; then the extreme ones alone are followed.
    """

    def __init__(self, game: States, prove: Prove):
        self.game, self.blocks, self._prove = game, blocks_of(game), prove
        self.several_worths = False
        self._known: dict[States, list[BlockPlay]] = {}

    def subsets(self) -> Iterator[list[Profile]]:
        """For each branch the corners of a product of equilibria; without ``several_worths`` these are all.

        Raises
        ------
        CertificateRejected
            If what a block is worth is not a fraction, or there are too many.
        """
        pending: list[tuple[BlockPlay, ...]] = [()]
        listed: set[Profile] = set()
        while pending:
            look()
            branch = pending.pop()
            if len(branch) < len(self.blocks):
                pending += [(*branch, settled) for settled in reversed(self._next(branch))]
                continue
            if prod(len(settled.corners) for settled in branch) > MOST_PROFILES:
                raise CertificateRejected(TOO_MANY)
            corners = list(self._profiles(branch))
            listed |= set(corners)
            if len(listed) > MOST_PROFILES:
                raise CertificateRejected(TOO_MANY)
            yield corners

    def _profiles(self, branch: Sequence[BlockPlay]) -> Iterator[Profile]:
        sets = self.game.information_sets
        numbers = [n for block in self.blocks for place in block for n in self.game.sets_at[place]]
        for corner in product(*(settled.corners for settled in branch)):
            odds = dict(zip(numbers, (own for part in corner for own in part), strict=True))
            yield Profile(sets, tuple(odds[n] for n in range(len(sets))))

    def _next(self, branch: Sequence[BlockPlay]) -> list[BlockPlay]:
        """Plays of the block that comes next in a branch."""
        known = zip(self.blocks, branch, strict=False)
        behind = {place: own for block, s in known for place, own in zip(block, s.worth, strict=True)}
        block = self.blocks[len(branch)]
        part = with_worth(self.game, block, behind)
        if part not in self._known:
            self._known[part] = self._settle(part, block)
        return self._known[part]

    def _settle(self, part: States, block: Sequence[int]) -> list[BlockPlay]:
        found = []
        for corners in self._products(part, leads_back(self.game, block)):
            profiles = [Profile(part.information_sets, odds) for odds in corners]
            worths = [state_values(part, profile)[: len(block)] for profile in profiles]
            if len(set(worths)) > 1 and is_followed_by(self.game, block[0]):
                self.several_worths = True
                found += [BlockPlay((odds,), worth) for odds, worth in zip(corners, worths, strict=True)]
            else:
                found.append(BlockPlay(corners, worths[0]))
        return found

    def _products(self, part: States, returns: bool) -> list[tuple[Behavior, ...]]:
        """The equilibria of a block, or the corners of products that they make up, in a fixed order."""
        sets = part.information_sets
        sure: Behavior = tuple((Fraction(1),) for _ in sets)
        choosing = [n for n, info in enumerate(sets) if len(info.actions) > 1]
        if not choosing:
            return [(sure,)]
        if returns:
            inside = self._prove(part)
            if cover_of(inside).in_boxes:
                raise CertificateRejected(NOT_WORTH_A_FRACTION)
            return sorted(((profile.probabilities,) for profile in inside.profiles), reverse=True)

        def whole(mixed: Behavior) -> Behavior:
            odds = dict(zip(choosing, mixed, strict=True))
            return tuple(odds.get(n, own) for n, own in enumerate(sure))

        found = []
        for own in products_of(_table(part, choosing), self._prove):
            if own.piece is not None:
                raise CertificateRejected(NOT_WORTH_THE_SAME)
            if not all(own.sure):
                raise CertificateRejected(NOT_WORTH_A_FRACTION)
            found.append(tuple(sorted(map(whole, product(*own.mixtures)), reverse=True)))
        largest = (own for own in found if not any(set(own) < set(other) for other in found))
        return sorted(largest, reverse=True)


def is_followed_by(game: States, place: int) -> bool:
    """True if some other state leads to a state."""
    others = (state for number, state in enumerate(game.states) if number != place)
    return any(row[place] for state in others for row in state.transitions)


def with_worth(game: States, block: Sequence[int], behind: Mapping[int, Row]) -> States:
    """The states of a block alone, which pay at once what follows behind it is worth.

    Play then goes on, as far as it goes there, in a state in which nothing happens any more.
    """
    players = range(len(game.players))
    states = []

    for place in block:
        own = game.states[place]
        weights = [game.weight(place, who) for who in players]
        beyond = [
            [(p, there) for there, p in enumerate(row) if p and there in behind] for row in own.transitions
        ]
        payoffs = tuple(
            tuple(
                cell[who] + weights[who] * sum((p * behind[there][who] for p, there in left), Fraction(0))
                for who in players
            )
            for cell, left in zip(own.payoffs, beyond, strict=True)
        )

        rows = tuple(
            (*(row[there] for there in block), sum((p for p, _ in left), Fraction(0)))
            for row, left in zip(own.transitions, beyond, strict=True)
        )
        states.append(State(str(place), own.actions, payoffs, rows, own.at_once))

    nothing = (Fraction(0),) * len(block)
    silent = ((),) * len(game.players)
    states.append(State("behind", silent, ((Fraction(0),) * len(game.players),), ((*nothing, Fraction(1)),)))
    return StochasticGame(game.players, tuple(states), (Fraction(1), *nothing), game.discounts)


def _table(part: States, choosing: Sequence[int]) -> NormalForm[Fraction]:
    """The table of those who have a choice in the first state."""
    who = [part.states[0].movers[n] for n in choosing]
    payoffs = tuple(tuple(cell[own] for own in who) for cell in part.states[0].payoffs)
    players = tuple(part.players[own] for own in who)
    return NormalForm(players, tuple(part.states[0].actions[own] for own in who), payoffs)


def every_markov_perfect(game: States, prove: Prove) -> EquilibriumSet:
    """All equilibria of a game, from those of tables and blocks, about which ``prove`` is asked in turn."""
    states = OrderedStates(game, prove)
    found = list(states.subsets())
    if states.several_worths:
        raise CertificateRejected(NOT_WORTH_THE_SAME)
    profiles = dict.fromkeys(profile for corners in found for profile in corners)
    infinite = any(len(corners) > 1 for corners in found)
    return EquilibriumSet(game, tuple(profiles), infinite=infinite, spanning=True)


def by_ordered_states(
    game: Game, player: str, data: Data, *, check: Callable[[Game, str, str, object], EquilibriumSet]
) -> EquilibriumSet:
    """All stationary Markov perfect equilibria, from one proof for each table or block that is met."""
    if not isinstance(game, StochasticGame):
        raise CertificateRejected("this proof needs a stochastic game")
    proofs, cells = list_in(data.get("parts")), 0
    pending = iter(proofs)

    def prove(part: Part) -> EquilibriumSet:
        nonlocal cells
        cells += size_of(part)
        if cells > MOST_CELLS_IN_ALL:
            raise CertificateRejected(f"the states have more than {MOST_CELLS_IN_ALL:,} cells in all")
        concept = "nash" if isinstance(part, NormalForm) else "markov-perfect"
        proof = next(pending, None)
        if isinstance(proof, Mapping) and "parts" in proof:
            raise CertificateRejected("the states of a block are in no order")
        return check(part, concept, part.players[0], proof)

    found = every_markov_perfect(game, prove)
    if next(pending, found) is not found:
        raise CertificateRejected("there are more proofs than parts")
    return found
