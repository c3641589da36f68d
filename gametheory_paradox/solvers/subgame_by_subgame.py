"""Every subgame perfect equilibrium of a tree, from the equilibria of tables.

The way is that of :mod:`gametheory_paradox.claims.every_nash_of_trees`; each table that is met is solved and its proof kept, in
the order in which they are met.

Sources: selten1965; kuhn1953.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

from gametheory_paradox.claims.equilibrium_set import EquilibriumSet
from gametheory_paradox.claims.every_nash_of_trees import (
    MOST_SOLUTIONS,
    NOT_WORTH_THE_SAME,
    Solution,
    inner_roots,
    profile_of,
    roots_to_solve,
    solutions_of,
)
from gametheory_paradox.claims.proofs import check_proof
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import ExtensiveForm
from gametheory_paradox.games.subgames import Truncated, truncated
from gametheory_paradox.solvers.deadline import Deadline, OutOfTime
from gametheory_paradox.solvers.equilibria import Completeness, Equilibria, connected
from gametheory_paradox.solvers.reduced_normal_form_equilibria import reduced_normal_form_equilibria


def subgame_by_subgame(game: ExtensiveForm[Fraction], deadline: Deadline) -> Equilibria:
    """Finds the subgame perfect equilibria of a tree, from its last subgames back to the first.

    Parameters
    ----------
    game
        A tree.
    deadline
        When to give up.

    Returns
    -------
    The equilibria, up to what players do where their own choices never lead; complete when every subgame was solved completely
    and no inner one has infinitely many equilibria with different payoffs.

    Sources
    -------
    selten1965
    """
    search = _Subgames(game, deadline)
    try:
        search.run()
    except OutOfTime as problem:
        return Equilibria(game, "subgame-perfect", "subgame_by_subgame", (), (), (), Completeness("budget", str(problem)))
    tables = len(search.proofs)
    completeness = Completeness("proved", f"{tables} table{'s' * (tables != 1)} of subgames solved completely")
    if search.gaps:
        completeness = Completeness("partial", "; ".join(dict.fromkeys(search.gaps)))
    profiles = tuple(profile_of(game, solution) for solution in search.solved[0])
    subsets = tuple(search.subsets)
    components = connected(len(profiles), subsets)
    proof = None if search.gaps else {"kind": "subgames", "tables": search.proofs}
    return Equilibria(game, "subgame-perfect", "subgame_by_subgame", profiles, subsets, components, completeness, proof)


class _Subgames:
    """The subgames of a tree, solved one after the other; where one is not settled, with what is known of it."""

    def __init__(self, game: ExtensiveForm[Fraction], deadline: Deadline):
        self.game, self.deadline = game, deadline
        self.proofs: list[object] = []
        self.gaps: list[str] = []
        self.solved: dict[int, list[Solution]] = {}
        self.subsets: list[tuple[int, ...]] = []  # of the whole game

    def run(self) -> None:
        """Solve all."""
        for root in roots_to_solve(self.game):
            inner = inner_roots(self.game, root, self.solved)
            solutions: list[Solution] = []
            for choice in product(*(self.solved.pop(place) for place in inner)):
                self.deadline.check()
                worth = {place: solution.worth for place, solution in zip(inner, choice, strict=True)}
                part = truncated(self.game, root, worth)
                found = self._solve(part.game)
                if root == 0:
                    self.subsets += [tuple(len(solutions) + n for n in subset) for subset in found.subsets]
                solutions += self._solutions(part, found, choice, outermost=root == 0)
                if len(solutions) > MOST_SOLUTIONS:
                    self.gaps.append(f"a subgame has more than {MOST_SOLUTIONS} equilibria; not all were followed")
                    break
            self.solved[root] = solutions

    def _solve(self, part: ExtensiveForm[Fraction]) -> Equilibria:
        found = reduced_normal_form_equilibria(part, self.deadline)
        if found.proof is None:
            self.gaps.append(f"a subgame is not settled: {found.completeness.why}")
        else:
            tables = found.proof["tables"]
            assert isinstance(tables, list)
            self.proofs += tables
        return found

    def _solutions(
        self, part: Truncated[Fraction], found: Equilibria, choice: Sequence[Solution], *, outermost: bool
    ) -> list[Solution]:
        whole = EquilibriumSet(part.game, found.profiles, infinite=False, spanning=False)
        if found.proof is not None:
            whole = check_proof(part.game, "nash", part.game.players[0], found.proof)
        try:
            return list(solutions_of(part, whole, choice, outermost=outermost))
        except CertificateRejected:
            self.gaps.append(f"{NOT_WORTH_THE_SAME}; its extreme ones were followed")
            return list(solutions_of(part, whole, choice, outermost=True))
