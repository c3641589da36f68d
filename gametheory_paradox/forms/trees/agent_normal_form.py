"""The agent normal form of a tree: each information set is a player of its own, paid like its owner."""

from dataclasses import dataclass
from math import prod
from typing import Generic

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms.profiles import TREE_EXPECTED, Profile
from gametheory_paradox.forms.tables.normal_form import NormalForm
from gametheory_paradox.forms.tables.normal_form_record import P
from gametheory_paradox.forms.trees.extensive_form import ExtensiveForm
from gametheory_paradox.forms.trees.pure_strategies import MOST_CELLS, N, strategic_payoffs, told_apart
from gametheory_paradox.table import Record

MOST_AGENTS = 100  # as many players as a game on file may have


@dataclass(frozen=True, repr=False)
class AgentNormalForm(Record, Generic[P]):
    """A tree with its agent normal form, and the way between their strategies.

    Parameters
    ----------
    game
        The tree.
    table
        Its agent normal form: one player for each information set, in their order, named such as "Ann at
        'entry'".
    """

    game: ExtensiveForm[P]
    table: NormalForm[P]

    def profile(self, agents: Profile) -> Profile:
        """The behavior profile of the tree in which each set's owner does what its agent does.

        Raises
        ------
        InvalidGame
            If it is a profile of another game.
        """
        agents.check_of(self.table, "expected a profile of the agent normal form, got one of another game")
        return Profile(self.game.information_sets, agents.probabilities)

    def agents(self, behavior: Profile) -> Profile:
        """The profile of the table in which each agent does what its set's owner does.

        Raises
        ------
        InvalidGame
            If it is a profile of another game.
        """
        behavior.check_of(self.game, TREE_EXPECTED)
        return Profile(self.table.information_sets, behavior.probabilities)


def agent_normal_form(game: ExtensiveForm[N], *, most_cells: int = MOST_CELLS) -> AgentNormalForm[N]:
    """The agent normal form of a tree.

    Perfect recall is not needed.  Equilibria of the tree are equilibria of the table; the converse fails
    where a player gains only by changing its action at several sets together.

    Parameters
    ----------
    game
        The tree; its payoffs and probabilities may be anything that can be added and multiplied.
    most_cells
        How many cells the table may have.

    Raises
    ------
    Unsupported
        If the table would be larger, or has more than 100 agents, or nobody chooses.

    Sources: selten1975.

    Examples
    --------
    >>> from gametheory_paradox.forms.trees.tree_writer import Move
    >>> entered = Move("Old", "after entry", {"fight": (-1, -1), "yield": (1, 1)})
    >>> game = ExtensiveForm.from_tree(["New", "Old"], Move("New", "entry", {"in": entered, "out": (0, 2)}))
    >>> agent_normal_form(game).table.players
    ("New at 'entry'", "Old at 'after entry'")
    """
    sets = game.information_sets
    if not sets:
        raise Unsupported("nobody chooses in this tree: it has no agent normal form")
    if len(sets) > MOST_AGENTS:
        raise Unsupported(
            f"an agent normal form has at most {MOST_AGENTS} agents, "
            f"this tree has {len(sets):,} information sets"
        )
    if prod(len(info.actions) for info in sets) > most_cells:
        sizes = "×".join(str(len(info.actions)) for info in sets)
        raise Unsupported(f"the agent normal form would have more than {most_cells:,} cells: {sizes}")
    strategies = [
        [{number: action} for action in range(len(info.actions))] for number, info in enumerate(sets)
    ]
    cells = strategic_payoffs(game, strategies, range(len(sets)))

    # Each agent is paid like the owner of its set.
    owners = [game.players.index(info.player) for info in sets]
    paid = tuple(tuple(payoffs[who] for who in owners) for payoffs in cells)
    names = told_apart([f"{info.player} at {info.name!r}" for info in sets])
    table = NormalForm(names, tuple(info.actions for info in sets), paid, title=game.title)
    return AgentNormalForm(game, table)
