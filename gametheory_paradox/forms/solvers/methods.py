"""The table of methods, and ``solve``, which chooses one.

A method is a function in the file of its name, and loads when it is first used.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from gametheory_paradox.bibliography import citation
from gametheory_paradox.clock import Clock
from gametheory_paradox.cycles import no_cycles
from gametheory_paradox.errors import OutOfTime, Unsupported
from gametheory_paradox.forms import (
    ExtensiveForm,
    Game,
    NormalForm,
    RepeatedGame,
    StochasticGame,
    check_perfect_recall,
)
from gametheory_paradox.forms.records import GameForm
from gametheory_paradox.forms.solvers.equilibria import Completeness, Equilibria, isolated
from gametheory_paradox.forms.states.state_data import has_order
from gametheory_paradox.forms.tables.normal_form_record import P
from gametheory_paradox.models import GameFamily
from gametheory_paradox.subjects import GameLike, as_game
from gametheory_paradox.table import Record

LARGE = 5_000  # nodes of a tree beyond which backward induction on arrays is quicker, loading numpy included


@dataclass(frozen=True, repr=False)
class Method(Record):
    """A way to find equilibria.

    Parameters
    ----------
    name
        Its name as a function and on the command line.
    concept
        The solution concept it computes.
    applies
        Whether it takes a game.
    games
        Which games it takes, in words.
    complete
        When its answer is proved complete, in words.
    source
        A key of catalog/references.bib.
    home
        The file that holds it, in the folder of the forms of game.
    """

    name: str
    concept: str
    applies: Callable[[Game], bool]
    games: str
    complete: str
    source: str
    home: str

    def __str__(self) -> str:
        proved = f"complete {self.complete}; after {citation(self.source)}"
        return f"{self.name}: {self.concept} equilibria of {self.games}; {proved}"

    @property
    def function(self) -> Callable[..., Equilibria]:
        """The function, which takes a game and a clock."""
        return _function(self.name, self.home)


def _function(name: str, home: str) -> Callable[..., Equilibria]:
    """The function in its file."""
    function: Callable[..., Equilibria] = getattr(import_module(f"gametheory_paradox.forms.{home}"), name)
    return function


def _is_bimatrix(game: Game) -> bool:
    return isinstance(game, NormalForm) and len(game.players) == 2


def _is_tree_of_two(game: Game) -> bool:
    return isinstance(game, ExtensiveForm) and len(game.players) == 2


def _is_zero_sum_tree(game: Game) -> bool:
    return (
        isinstance(game, ExtensiveForm)
        and len(game.players) == 2
        and len({sum(end.payoffs) for _, end in game.terminals()}) == 1
    )


_ONE = "never: it finds one equilibrium"

METHODS: tuple[Method, ...] = (
    Method(
        "vertex_enumeration",
        "nash",
        _is_bimatrix,
        "two-player tables",
        "always, within the budget",
        "avis2010",
        "tables.solvers.vertex_enumeration",
    ),
    Method(
        "support_enumeration",
        "nash",
        _is_bimatrix,
        "two-player tables",
        "in nondegenerate games",
        "vonstengel2007",
        "tables.solvers.support_enumeration",
    ),
    Method(
        "lemke_howson",
        "nash",
        _is_bimatrix,
        "two-player tables, large ones too",
        _ONE,
        "lemke1964",
        "tables.solvers.lemke_howson",
    ),
    Method(
        "lemke",
        "nash",
        _is_bimatrix,
        "two-player tables, from a belief about the other",
        _ONE,
        "lemke1965",
        "tables.solvers.lemke",
    ),
    Method(
        "cell_enumeration",
        "nash",
        lambda game: isinstance(game, NormalForm),
        "tables",
        "where no cell stays open, within the budget",
        "neumaier1990",
        "tables.solvers.cell_enumeration",
    ),
    Method(
        "pure_equilibria",
        "nash",
        lambda game: isinstance(game, NormalForm),
        "tables",
        "where iterated strict dominance leaves one profile",
        "nash1951",
        "tables.solvers.pure_equilibria",
    ),
    Method(
        "logit_path",
        "nash",
        lambda game: isinstance(game, NormalForm),
        "tables, numerically",
        "never: it finds at most one equilibrium",
        "turocy2005",
        "tables.solvers.logit_path",
    ),
    Method(
        "backward_induction",
        "subgame-perfect",
        lambda game: isinstance(game, ExtensiveForm) and game.has_perfect_information,
        "trees with perfect information",
        "where no tie occurs, or plans attain all ends of what players get",
        "kuhn1953",
        "trees.solvers.backward_induction",
    ),
    Method(
        "level_by_level",
        "subgame-perfect",
        lambda game: isinstance(game, ExtensiveForm) and game.has_perfect_information,
        "trees with perfect information, large ones too",
        "where no tie occurs",
        "kuhn1953",
        "trees.solvers.level_by_level",
    ),
    Method(
        "subgame_by_subgame",
        "subgame-perfect",
        lambda game: isinstance(game, ExtensiveForm),
        "trees",
        "where every subgame is settled, or plans attain the ends of pieces, within the budget",
        "selten1965",
        "trees.solvers.subgame_by_subgame",
    ),
    Method(
        "tree_table_equilibria",
        "nash",
        lambda game: isinstance(game, ExtensiveForm),
        "trees",
        "where all equilibria of that table are found, up to how they are played",
        "kuhn1953",
        "trees.solvers.tree_table_equilibria",
    ),
    Method(
        "sequence_form_lemke",
        "nash",
        _is_tree_of_two,
        "two-player trees with perfect recall, large ones too",
        _ONE,
        "kollermegiddovonstengel1996",
        "trees.solvers.sequence_form_lemke",
    ),
    Method(
        "sequence_form_value",
        "nash",
        _is_zero_sum_tree,
        "two-player trees with constant sum and perfect recall, large ones too",
        _ONE,
        "vonstengel1996",
        "trees.solvers.sequence_form_value",
    ),
    Method(
        "agent_logit_path",
        "nash",
        lambda game: isinstance(game, ExtensiveForm),
        "trees, numerically",
        "never: it finds at most one equilibrium",
        "turocy2010",
        "trees.solvers.agent_logit_path",
    ),
    Method(
        "state_by_state",
        "markov-perfect",
        lambda game: isinstance(game, StochasticGame) and has_order(game),
        "stochastic games with ordered states",
        "where every table and block is settled, and inner ones are worth fractions, within the budget",
        "iskhakov2016",
        "states.solvers.state_by_state",
    ),
    Method(
        "markov_perfect",
        "markov-perfect",
        lambda game: isinstance(game, StochasticGame),
        "stochastic games",
        "where no cell stays open, within the budget",
        "shapleystochastic1953",
        "states.solvers.markov_perfect",
    ),
    Method(
        "payoff_polygons",
        "pure-subgame-perfect",
        lambda game: isinstance(game, RepeatedGame) and len(game.players) == 2,
        "repeated games of two with one discount factor: what equilibria pay",
        "where the outer polygon generates itself",
        "abreusannikov2014",
        "states.solvers.payoff_polygons",
    ),
    Method(
        "pure_markov_perfect",
        "pure-markov-perfect",
        lambda game: isinstance(game, StochasticGame),
        "stochastic games",
        "always, as the list of the pure ones, within the budget",
        "shapleystochastic1953",
        "states.solvers.markov_perfect",
    ),
    Method(
        "sequential_equilibria",
        "sequential",
        lambda game: isinstance(game, ExtensiveForm),
        "trees with perfect recall",
        "where no pattern stays open, within the budget",
        "krepswilson1982",
        "trees.solvers.assessment_search",
    ),
    Method(
        "weak_sequential_equilibria",
        "perfect-bayesian",
        lambda game: isinstance(game, ExtensiveForm),
        "trees with perfect recall",
        "where no pattern stays open, within the budget",
        "myerson1991",
        "trees.solvers.assessment_search",
    ),
)


def default_concept(game: GameForm[P]) -> str:
    """Subgame perfection for trees, Markov perfection for stochastic games, Nash equilibrium for tables.

    For repeated games, of which the payoffs are found, subgame perfection in pure actions.
    """
    if isinstance(game, StochasticGame):
        return "pure-subgame-perfect" if isinstance(game, RepeatedGame) else "markov-perfect"
    return "subgame-perfect" if isinstance(game, ExtensiveForm) else "nash"


def solve(
    game: GameLike,
    *matrices: object,
    concept: str | None = None,
    method: str | None = None,
    budget: float | None = None,
) -> Equilibria:
    """Finds the equilibria of a game, with the reason why they are all, or what was not examined.

    Parameters
    ----------
    game
        A game, or a family taken at its baseline; or what ``as_game`` reads as one: the name of a game in the
        catalog, a path, payoff matrices, a game of nashpy, pygambit or QuantEcon.
    matrices
        The other players' payoffs, where ``game`` is the matrix of the first.
    concept
        "nash", "subgame-perfect" or another of METHODS; by default subgame-perfect for trees, markov-perfect
        for stochastic games, pure-subgame-perfect for repeated ones and nash for tables.
    method
        The name of a row of METHODS; by default the first that applies, or that for large trees.
    budget
        Seconds after which the search stops and returns what it has.

    Raises
    ------
    Unsupported
        If no method computes the concept for this form of game; the message names what is offered.  If a
        player in a tree forgets what it did or saw; the message says who, and where.

    Examples
    --------
    >>> from gametheory_paradox.forms import NormalForm
    >>> game = NormalForm.from_tables(["R", "C"], [["a", "b"]] * 2, [[2, 0], [0, 1]], [[1, 0], [0, 2]])
    >>> found = solve(game)
    >>> len(found), found.completeness.status
    (3, 'proved')
    >>> len(solve([[2, 0], [0, 1]], [[1, 0], [0, 2]]))
    3
    """
    subject = as_game(game, *matrices)
    game = subject.at() if isinstance(subject, GameFamily) else subject
    concept = concept or default_concept(game)
    wanted = (row for row in METHODS if row.concept == concept and method in (None, row.name))
    chosen = next((row for row in wanted if row.applies(game)), None)
    if chosen is None:
        raise Unsupported(_not_offered(game, concept, method))
    if isinstance(game, ExtensiveForm):
        check_perfect_recall(game)
    with Clock(budget) as clock:
        try:
            return _solved(game, chosen, method is not None, clock)
        except OutOfTime as problem:
            return isolated(game, concept, chosen.name, (), Completeness("budget", str(problem)))


FORMS: tuple[tuple[type, str], ...] = (
    (NormalForm, "table"),
    (ExtensiveForm, "tree"),
    (RepeatedGame, "repeated game"),
    (StochasticGame, "stochastic game"),
)


def _not_offered(game: Game, concept: str, method: str | None) -> str:
    choices = "; ".join(f"{row.concept} by {row.name}" for row in METHODS if row.applies(game))
    form = next(word for kind, word in FORMS if isinstance(game, kind))
    wanted = f"{concept} equilibria" + (f" by {method}" if method else "")
    return (
        f"{wanted} are not offered for this {form} with {len(game.players)} players; "
        f"offered: {choices or 'nothing yet'}"
    )


def _solved(game: Game, chosen: Method, by_name: bool, clock: Clock) -> Equilibria:
    """The equilibria of a game by a method, or by what suits the game where it was not named."""
    if not by_name and isinstance(game, NormalForm):
        return _function("table_equilibria", "tables.solvers.table_equilibria")(game, clock)

    # A large tree goes level by level; with ties, the other method lists more plans.
    is_large = isinstance(game, ExtensiveForm) and len(game.nodes) > LARGE
    if not by_name and chosen.name == "backward_induction" and is_large:
        with no_cycles:
            plan = _function("level_by_level", "trees.solvers.level_by_level")(game, clock)
        if plan.completeness.status == "proved":
            return plan
    return chosen.function(game, clock)
