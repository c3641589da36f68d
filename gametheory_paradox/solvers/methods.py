"""The table of methods, and ``solve``, which chooses one."""

from collections.abc import Callable
from dataclasses import dataclass

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import ExtensiveForm, Game, NormalForm
from gametheory_paradox.games.normal_form import P
from gametheory_paradox.solvers.backward_induction import backward_induction
from gametheory_paradox.solvers.cell_enumeration import cell_enumeration
from gametheory_paradox.solvers.deadline import Deadline
from gametheory_paradox.solvers.equilibria import Equilibria
from gametheory_paradox.solvers.lemke_howson import lemke_howson
from gametheory_paradox.solvers.pure_equilibria import pure_equilibria
from gametheory_paradox.solvers.reduced_normal_form_equilibria import reduced_normal_form_equilibria
from gametheory_paradox.solvers.sequence_form_lemke import sequence_form_lemke
from gametheory_paradox.solvers.sequential_equilibria import sequential_equilibria
from gametheory_paradox.solvers.subgame_by_subgame import subgame_by_subgame
from gametheory_paradox.solvers.support_enumeration import support_enumeration
from gametheory_paradox.solvers.tables import table_equilibria
from gametheory_paradox.solvers.vertex_enumeration import vertex_enumeration
from gametheory_paradox.solvers.weak_sequential_equilibria import weak_sequential_equilibria


@dataclass(frozen=True)
class Method:
    """A way to find equilibria.

    Parameters
    ----------
    name
        What it is called, as a function and on the command line.
    function
        Takes a game and a deadline.
    concept
        The solution concept it computes.
    applies
        Whether it takes a game.
    games
        Which games it takes, in words.
    complete
        When its answer is proved complete, in words.
    source
        A key of docs/references.bib.
    """

    name: str
    function: Callable[..., Equilibria]
    concept: str
    applies: Callable[[Game], bool]
    games: str
    complete: str
    source: str


def _is_bimatrix(game: Game) -> bool:
    return isinstance(game, NormalForm) and len(game.players) == 2


METHODS: tuple[Method, ...] = (
    Method(
        "vertex_enumeration",
        vertex_enumeration,
        "nash",
        _is_bimatrix,
        "two-player tables",
        "always, within the budget",
        "avis2010",
    ),
    Method(
        "support_enumeration",
        support_enumeration,
        "nash",
        _is_bimatrix,
        "two-player tables",
        "in nondegenerate games",
        "vonstengel2007",
    ),
    Method(
        "lemke_howson",
        lemke_howson,
        "nash",
        _is_bimatrix,
        "two-player tables, large ones too",
        "never: it finds one equilibrium",
        "lemke1964",
    ),
    Method(
        "cell_enumeration",
        cell_enumeration,
        "nash",
        lambda game: isinstance(game, NormalForm),
        "tables",
        "where no cell stays open, within the budget",
        "neumaier1990",
    ),
    Method(
        "pure_equilibria",
        pure_equilibria,
        "nash",
        lambda game: isinstance(game, NormalForm),
        "tables",
        "where iterated strict dominance leaves one profile",
        "nash1951",
    ),
    Method(
        "backward_induction",
        backward_induction,
        "subgame-perfect",
        lambda game: isinstance(game, ExtensiveForm) and game.has_perfect_information,
        "trees with perfect information",
        "where no tie occurs",
        "kuhn1953",
    ),
    Method(
        "subgame_by_subgame",
        subgame_by_subgame,
        "subgame-perfect",
        lambda game: isinstance(game, ExtensiveForm),
        "trees",
        "where no inner subgame has infinitely many equilibria with different payoffs, within the budget",
        "selten1965",
    ),
    Method(
        "reduced_normal_form_equilibria",
        reduced_normal_form_equilibria,
        "nash",
        lambda game: isinstance(game, ExtensiveForm),
        "trees",
        "where the equilibria of that table are rational and all of them are found",
        "kuhn1953",
    ),
    Method(
        "sequence_form_lemke",
        sequence_form_lemke,
        "nash",
        lambda game: isinstance(game, ExtensiveForm) and len(game.players) == 2,
        "two-player trees with perfect recall, large ones too",
        "never: it finds one equilibrium",
        "kollermegiddovonstengel1996",
    ),
    Method(
        "sequential_equilibria",
        sequential_equilibria,
        "sequential",
        lambda game: isinstance(game, ExtensiveForm),
        "trees with perfect recall",
        "where no pattern stays open, within the budget",
        "krepswilson1982",
    ),
    Method(
        "weak_sequential_equilibria",
        weak_sequential_equilibria,
        "perfect-bayesian",
        lambda game: isinstance(game, ExtensiveForm),
        "trees with perfect recall",
        "where no pattern stays open, within the budget",
        "myerson1991",
    ),
)


def default_concept(game: NormalForm[P] | ExtensiveForm[P]) -> str:
    """Subgame perfection for trees, Nash equilibrium for tables."""
    return "subgame-perfect" if isinstance(game, ExtensiveForm) else "nash"


def solve(
    game: Game | GameFamily,
    *,
    concept: str | None = None,
    method: str | None = None,
    budget: float | None = None,
) -> Equilibria:
    """Finds the equilibria of a game, with the reason why they are all, or what was not examined.

    Parameters
    ----------
    game
        A game, or a family taken at its baseline.
    concept
        "nash" or "subgame-perfect"; by default subgame-perfect for trees and nash for tables.
    method
        The name of a row of METHODS; by default the first that applies.
    budget
        Seconds after which the search stops and returns what it has.

    Raises
    ------
    Unsupported
        If no method computes the concept for this form of game; the message names what is offered.

    Examples
    --------
    >>> from gametheory_paradox.games import NormalForm
    >>> game = NormalForm.from_tables(["R", "C"], [["a", "b"], ["c", "d"]], [[2, 0], [0, 1]], [[1, 0], [0, 2]])
    >>> found = solve(game)
    >>> len(found), found.completeness.status
    (3, 'proved')
    """
    if isinstance(game, GameFamily):
        game = game.at()
    concept = concept or default_concept(game)
    offered = [row for row in METHODS if row.applies(game)]
    fitting = [row for row in offered if row.concept == concept and method in (None, row.name)]
    if not fitting:
        choices = "; ".join(f"{row.concept} by {row.name}" for row in offered) or "nothing yet"
        form = "table" if isinstance(game, NormalForm) else "tree"
        wanted = f"{concept} equilibria" + (f" by {method}" if method else "")
        raise Unsupported(
            f"{wanted} are not offered for this {form} with {len(game.players)} players; offered: {choices}"
        )
    deadline = Deadline(budget)
    if method is None and isinstance(game, NormalForm):
        return table_equilibria(game, deadline)
    result: Equilibria = fitting[0].function(game, deadline)
    return result
