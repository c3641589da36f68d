"""The sequence form of a tree: strategies as linear functions of its size, where a table grows exponentially.

A *sequence* of a player is the list of its own actions on the way to some node.  A *realization plan* gives
each sequence the product of the probabilities of its actions: the plans x ≥ 0 are exactly the solutions of E
x = e, whose first row says that the empty sequence has weight 1, and each other row that the weights of the
actions at an information set sum to the weight of the sequence that leads there.  Payoffs are linear in each
player's plan (vonstengel1996, kollermegiddovonstengel1996).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Generic

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms.columns import position
from gametheory_paradox.forms.profiles import TREE_EXPECTED, Profile
from gametheory_paradox.forms.tables.normal_form_record import P
from gametheory_paradox.forms.trees.extensive_form import ExtensiveForm
from gametheory_paradox.forms.trees.extensive_form_record import Lottery, Terminal
from gametheory_paradox.forms.trees.pure_strategies import N, probabilities_elsewhere
from gametheory_paradox.forms.trees.subgames import check_perfect_recall, own_histories
from gametheory_paradox.table import Record

Plan = tuple[Fraction, ...]


@dataclass(frozen=True, repr=False)
class SequenceForm(Record, Generic[P]):
    """A tree with perfect recall and its sequence form.

    Parameters
    ----------
    game
        The tree.
    sequences
        For each player its sequences: for each the number of the sequence before, and the information set and
        the action that extend it.  The empty one, number 0, is (-1, -1, -1); a sequence comes after those it
        extends, and those that end with the actions of one set stand together in the order of the actions.
    payoffs
        {(number of a sequence for each player): payoff for each player}, for the sequences that lead to an
        end; each is summed over the ends with these sequences, times the probability of chance on the way.
    """

    game: ExtensiveForm[P]
    sequences: tuple[tuple[tuple[int, int, int], ...], ...] = field(compare=False)
    payoffs: Mapping[tuple[int, ...], tuple[P, ...]] = field(compare=False)

    def constraints(self, player: str) -> tuple[tuple[Mapping[int, int], ...], tuple[int, ...]]:
        """The flow constraints E x = e of a player's realization plans.

        Returns
        -------
        The rows of E, each as {number of a sequence: its coefficient} without zeros: one for the empty
        sequence and one for each information set of the player, in the order of their first sequences; and
        e, which is (1, 0, …, 0).

        Raises
        ------
        InvalidGame
            If there is no such player.
        """
        rows: dict[int, dict[int, int]] = {}
        for number, (before, info, _) in enumerate(
            self.sequences[position(self.game.players, player, "a player")]
        ):
            rows.setdefault(info, {before: -1} if number else {})[number] = 1
        return tuple(rows.values()), (1, *[0] * (len(rows) - 1))

    def label(self, player: str, number: int) -> str:
        """A sequence's actions, such as "in; fight"; "∅" for the empty sequence."""
        sequences = self.sequences[position(self.game.players, player, "a player")]
        names = []
        while number:
            number, info, action = sequences[number]
            names.append(self.game.information_sets[info].actions[action])
        return "; ".join(reversed(names)) or "∅"

    def plans(self, behavior: Profile) -> tuple[Plan, ...]:
        """For each player the realization plan of its behavior strategy: one weight for each sequence.

        Raises
        ------
        InvalidGame
            If it is a profile of another game.
        """
        behavior.check_of(self.game, TREE_EXPECTED)
        found = []
        for sequences in self.sequences:
            plan = [Fraction(1)]
            for before, info, action in sequences[1:]:
                plan.append(plan[before] * behavior.probabilities[info][action])
            found.append(tuple(plan))
        return tuple(found)

    def profile(self, plans: Sequence[Sequence[Fraction]], *, elsewhere: Profile | None = None) -> Profile:
        """The behavior profile of the tree with these realization plans.

        Parameters
        ----------
        plans
            For each player one weight for each sequence.
        elsewhere
            A behavior profile of the tree that says what a player does at information sets to which its plan
            gives no weight; without it, the first action.

        Raises
        ------
        InvalidGame
            If a weight is negative, a flow constraint does not hold, or ``elsewhere`` belongs to another
            game.
        """
        sets = self.game.information_sets
        odds = list(probabilities_elsewhere(self.game, elsewhere))
        self._check(plans)
        for sequences, plan in zip(self.sequences, plans, strict=True):
            for number, (before, info, action) in enumerate(sequences):
                if action == 0 and plan[before]:
                    odds[info] = tuple(
                        plan[number + a] / plan[before] for a in range(len(sets[info].actions))
                    )
        return Profile(sets, tuple(odds))

    def _check(self, plans: Sequence[Sequence[Fraction]]) -> None:
        sizes = [len(own) for own in self.sequences]
        if [len(plan) for plan in plans] != sizes:
            expected = ", ".join(
                f"{size} for {who}" for who, size in zip(self.game.players, sizes, strict=True)
            )
            raise InvalidGame(
                f"realization plans need one weight per sequence, {expected}; got {[len(p) for p in plans]}"
            )

        for player, sequences, plan in zip(self.game.players, self.sequences, plans, strict=True):
            for number, weight in enumerate(plan):
                if weight < 0:
                    raise InvalidGame(
                        f"{player}'s plan gives the sequence {self.label(player, number)} "
                        f"the weight {weight} < 0"
                    )

            if plan[0] != 1:
                raise InvalidGame(
                    f"{player}'s plan gives the empty sequence the weight {plan[0]}; it must be 1"
                )

            for number, (before, info, action) in enumerate(sequences):
                if action == 0:
                    at = self.game.information_sets[info]
                    total = sum(plan[number : number + len(at.actions)], Fraction(0))
                    if total != plan[before]:
                        raise InvalidGame(
                            f"{player}'s plan gives the actions at {at.name!r} together the weight {total}, "
                            f"but {plan[before]} to the sequence that leads there, "
                            f"{self.label(player, before)}"
                        )


def sequence_form(game: ExtensiveForm[N]) -> SequenceForm[N]:
    """The sequence form of a tree.

    Its size is linear in the tree's, and so is the time to find it.

    Parameters
    ----------
    game
        The tree; its payoffs and probabilities may be anything that can be added and multiplied.

    Raises
    ------
    Unsupported
        If a player has no perfect recall; the message says where.

    Sources: vonstengel1996; kollermegiddovonstengel1996.

    Examples
    --------
    >>> from gametheory_paradox.forms.trees.tree_writer import Move
    >>> entered = Move("Old", "after entry", {"fight": (-1, -1), "yield": (1, 1)})
    >>> game = ExtensiveForm.from_tree(["New", "Old"], Move("New", "entry", {"in": entered, "out": (0, 2)}))
    >>> form = sequence_form(game)
    >>> [form.label("New", number) for number in range(3)]
    ['∅', 'in', 'out']
    >>> form.constraints("New")
    (({0: 1}, {0: -1, 1: 1, 2: 1}), (1, 0))
    >>> for numbers, payoffs in form.payoffs.items():
    ...     print(numbers, *payoffs)
    (1, 1) -1 -1
    (1, 2) 1 1
    (2, 0) 0 2
    """
    check_perfect_recall(game)
    owned = [own_histories(game, player) for player in game.players]

    # How likely chance makes each node; None: there was no chance.
    chance: list[N | None] = [None] * len(game.nodes)
    payoffs: dict[tuple[int, ...], tuple[N, ...]] = {}

    for place, node in enumerate(game.nodes):  # children come after their parent
        weight = chance[place]
        if isinstance(node, Terminal):
            scaled = node.payoffs if weight is None else tuple(weight * p for p in node.payoffs)
            numbers = tuple(own.at[place] for own in owned)
            before = payoffs.get(numbers)
            payoffs[numbers] = (
                scaled if before is None else tuple(a + b for a, b in zip(before, scaled, strict=True))
            )
        elif isinstance(node, Lottery):
            for p, child in zip(node.probabilities, node.children, strict=True):
                chance[child] = p if weight is None else weight * p
        else:
            for child in node.children:
                chance[child] = weight

    return SequenceForm(game, tuple(own.moves for own in owned), payoffs)
