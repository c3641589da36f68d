"""Games in extensive form: a tree of moves, with chance and with information sets.

A tree is written down with :class:`Move` and :class:`Chance` and stored as a flat list of nodes in preorder,
so that no depth of tree meets a limit of recursion.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from gametheory_paradox.forms.outlines import TreeOutline
from gametheory_paradox.forms.tables.normal_form_record import P, Q
from gametheory_paradox.forms.trees.extensive_form_record import Decision, Terminal
from gametheory_paradox.forms.trees.tree_writer import TreeWriter
from gametheory_paradox.rationals import exact


@dataclass(frozen=True, repr=False)
class ExtensiveForm(TreeOutline[P]):
    """A game in extensive form.

    Parameters
    ----------
    players
        Their names.
    information_sets
        Where they choose.
    nodes
        The tree in preorder: the first node is the root, children come after their parent.
    title
        What the game is called; not part of what it is.
    measure
        What is compared in the place of payoffs, such as "security"; empty: the payoffs themselves.

    Raises
    ------
    InvalidGame
        If a name is missing or repeated, the nodes are not one tree, or probabilities do not sum to one.

    Examples
    --------
    >>> from gametheory_paradox.forms.trees.tree_writer import Move
    >>> answer = Move("I", "after entry", {"fight": (-1, -1), "yield": (1, 1)})
    >>> tree = Move("E", "entry", {"in": answer, "out": (0, 2)})
    >>> game = ExtensiveForm.from_tree(["E", "I"], tree)
    >>> [s.name for s in game.information_sets], game.has_perfect_information
    (['entry', 'after entry'], True)
    >>> game
    tree                     E   I
    ----------------------  --  --
    E at entry
      in: I at after entry
        fight               −1  −1
        yield                1   1
      out                    0   2
    """

    @classmethod
    def from_tree(
        cls,
        players: Sequence[str],
        tree: object,
        *,
        title: str = "",
        number: Callable[[object, str], Q] = exact,  # type: ignore[assignment]
        measure: str = "",
    ) -> "ExtensiveForm[Q]":
        """The game of a Move, Chance or payoffs; ``number`` reads each payoff and probability.

        Where a measure is named, the payoffs at an end are a sequence, with each player's value of the
        measure after them.
        """
        writer = TreeWriter(tuple(players), number, measure)
        nodes = writer.write(tree)
        return ExtensiveForm(
            writer.players, tuple(writer.information_sets), nodes, title=title, measure=measure
        )

    def terminals(self) -> Iterator[tuple[int, Terminal[P]]]:
        """The end nodes with their positions."""
        for position, node in enumerate(self.nodes):
            if isinstance(node, Terminal):
                yield position, node

    def map(self, change: Callable[[P], Q]) -> "ExtensiveForm[Q]":
        """The same game with every payoff and every probability changed."""
        nodes = tuple(node if isinstance(node, Decision) else node.map(change) for node in self.nodes)
        return ExtensiveForm(
            self.players, self.information_sets, nodes, title=self.title, measure=self.measure
        )
