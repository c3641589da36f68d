"""Places in a tree: what leads to each node and what comes after it, and so whether a path forgets."""

from functools import cached_property
from itertools import pairwise

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms.tables.normal_form_record import P
from gametheory_paradox.forms.trees.extensive_form_record import Decision, ExtensiveFormRecord, Lottery

MOST_SHOWN = 6  # moves of a history that a message writes out


class TreePlaces(ExtensiveFormRecord[P]):
    """A tree that knows of each node where it stands."""

    def check_memory(self) -> None:
        """Refuse absent-mindedness: a path that meets one information set twice."""
        for info, nodes in zip(self.information_sets, self.members, strict=True):
            for node, later in pairwise(nodes):
                if later < self.ends[node]:
                    raise InvalidGame(
                        f"{info.player} comes to the information set {info.name!r} twice on one path, the "
                        f"second time by ({', '.join(self.history(later)[-MOST_SHOWN:])}): this is "
                        "absent-mindedness; give its later nodes an information set of their own"
                    )

    @cached_property
    def parents(self) -> tuple[tuple[int, int], ...]:
        """For each node its parent and which branch of it leads here; the root has (-1, -1)."""
        found = [(-1, -1)] * len(self.nodes)
        for position, node in enumerate(self.nodes):
            for branch, child in enumerate(node.children):
                found[child] = (position, branch)
        return tuple(found)

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """For each node the position after its last descendant."""
        ends = list(range(1, len(self.nodes) + 1))
        for position in range(len(self.nodes) - 1, -1, -1):
            if children := self.nodes[position].children:
                ends[position] = ends[children[-1]]
        return tuple(ends)

    def history(self, position: int) -> tuple[str, ...]:
        """The actions and outcomes that lead to a node, from the root on."""
        labels: list[str] = []
        while position:
            position, branch = self.parents[position]
            labels.append(self.labels(position)[branch])
        return tuple(reversed(labels))

    def labels(self, position: int) -> tuple[str, ...]:
        """The names of a node's branches."""
        node = self.nodes[position]
        if isinstance(node, Decision):
            return self.information_sets[node.information_set].actions
        return node.outcomes if isinstance(node, Lottery) else ()
