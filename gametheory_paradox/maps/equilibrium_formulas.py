"""The atlas of a family: every equilibrium as formulas, with the condition under which it exists.

Complete off zero sets (ties, degenerate games), where ``solve`` takes over point by point, and but for what
the note names.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from gametheory_paradox.clock import in_time
from gametheory_paradox.conditions.condition import Condition, condition
from gametheory_paradox.conditions.exclusion_search import SignsOnBox
from gametheory_paradox.conditions.feasibility import Feasibility
from gametheory_paradox.conditions.proofs.statements import some
from gametheory_paradox.errors import OutOfTime, Unsupported
from gametheory_paradox.exact.factors import Factoring, Minors, SignOf, cancel
from gametheory_paradox.exact.symbolic import latex, to_sympy
from gametheory_paradox.forms import Decision, ExtensiveForm, NormalForm, StochasticGame
from gametheory_paradox.forms.formulas.branches import Branch, Branches, extremes
from gametheory_paradox.forms.formulas.defined import Form
from gametheory_paradox.forms.formulas.family_branches import branches_of, concepts_with_formulas
from gametheory_paradox.forms.states.formulas.state_branches import state_branches
from gametheory_paradox.forms.states.formulas.state_tests import StateTests
from gametheory_paradox.forms.trees.formulas.assessment_branches import AssessmentBranch, assessment_branches
from gametheory_paradox.forms.trees.formulas.tree_branches import tree_branches
from gametheory_paradox.forms.trees.proofs.patterns import Ways
from gametheory_paradox.forms.trees.signaling import kind_of_signaling
from gametheory_paradox.maps.belief_ranges import (
    BeliefRange,
    belief_ranges,
    pure_branches,
    pure_stationary_branches,
    weighted,
)
from gametheory_paradox.models import GameFamily
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.subjects import GameLike, as_family
from gametheory_paradox.table import Record, Table, Tabular, latex_text

PURE, PURE_STATIONARY = "pure-nash", "pure-markov-perfect"


@dataclass(frozen=True, repr=False)
class Leaf(Record):
    """One equilibrium of a family as a function of the parameters.

    Parameters
    ----------
    play
        What happens: the path of play in a tree, the supports in a table.
    strategies
        In a table, for each player the probability of each action used.
    payoffs
        What each player gets.
    condition
        Where it is an equilibrium.
    assessments
        For concepts with beliefs: the extreme assessments with this play, each with its own condition.
    kind
        In a signaling game: pooling, separating or semi-separating.
    beliefs
        For concepts with beliefs: what is done off the path, and the beliefs that support it.
    """

    play: str
    strategies: tuple[tuple[tuple[str, RationalFunction], ...], ...]
    payoffs: tuple[RationalFunction, ...]
    condition: Condition
    assessments: tuple[AssessmentBranch, ...] = ()
    kind: str = ""
    beliefs: tuple[BeliefRange, ...] = ()

    def __str__(self) -> str:
        gets = ", ".join(map(str, self.payoffs))
        return f"{self.play}: {gets}; exists where {self.condition}"


@dataclass(frozen=True, repr=False)
class Choice(Record):
    """An action at an information set of a tree, and where it is best in the equilibrium of the subgame."""

    player: str
    information_set: str
    action: str
    condition: Condition

    def __str__(self) -> str:
        return f"{self.player} at {self.information_set}: {self.action} where {self.condition}"


@dataclass(frozen=True, repr=False)
class Atlas(Tabular):
    """Every equilibrium of a family, as formulas.

    Parameters
    ----------
    family
        The games.
    leaves
        The equilibria that exist somewhere in the declared box.
    choices
        In a tree, who does what where, and when.
    degenerate
        Where the list may be incomplete on more than zero sets.
    concept
        Which equilibria.
    left_out
        How many patterns of choices and beliefs were left out: different players' choices are multiplied in
        them, or it is not known whether trembles give their beliefs.
    pure_alone
        Whether only equilibria in pure strategies are listed, whatever others there are.
    extreme_alone
        Whether somebody is indifferent for all values of the parameters, so that infinitely many equilibria
        may pay something else, of which the extreme ones are listed: in between lie the others.
    unexamined
        How many candidates for an equilibrium there was no time to examine.
    """

    family: GameFamily
    leaves: tuple[Leaf, ...]
    choices: tuple[Choice, ...]
    degenerate: Condition
    concept: str = "nash"
    left_out: int = 0
    pure_alone: bool = False
    extreme_alone: bool = False
    unexamined: int = 0

    def table(self) -> Table:
        """The equilibria: play, payoffs, condition."""
        order = tuple(self.family.box)
        players = self.family.players
        kinds = any(leaf.kind for leaf in self.leaves)

        rows = [
            ((leaf.kind,) if kinds else ())
            + (leaf.play, *(p.text(order) for p in leaf.payoffs), str(leaf.condition))
            for leaf in self.leaves
        ]

        note = "off the parameter values at which an inequality becomes an equality"
        if self.unexamined:
            note += f"; candidates that there was no time to examine: {self.unexamined}"
        elif not self.degenerate.is_never:
            why = "patterns that are left out may exist" if self.left_out else "the game stays degenerate"
            why = "there may be equilibria without formulas" if self.concept == "markov-perfect" else why
            note += f"; open where {why}: {self.degenerate}"
        if self.left_out:
            note += f"; {self.left_out} patterns in which different players' choices are multiplied, "
            note += "or whose beliefs trembles may not give, are left out"
        if self.pure_alone:
            note += "; equilibria in mixed strategies are not listed"
        if self.extreme_alone:
            note += "; somebody is indifferent for all values: where that matters, "
            note += "of infinitely many equilibria the extreme ones"
        heads = (
            *(("kind",) if kinds else ()),
            "equilibrium",
            *(f"{player} gets" for player in players),
            "exists where",
        )
        title = f"{self.family.title or 'Family'}: {self.concept} equilibria as formulas"
        return Table(heads, tuple(rows), title=title, note=note)

    def to_sympy(self) -> list[dict[str, object]]:
        """For each equilibrium its play, and its strategies, payoffs and condition as sympy expressions."""
        return [
            {
                "play": leaf.play,
                "strategies": [{action: to_sympy(p) for action, p in own} for own in leaf.strategies],
                "payoffs": dict(zip(self.family.players, map(to_sympy, leaf.payoffs), strict=True)),
                "exists": leaf.condition.to_sympy(),
            }
            for leaf in self.leaves
        ]

    def latex(self) -> str:
        """The table of equilibria in LaTeX, as a tabular; payoffs and conditions are mathematics."""
        table = self.table()
        rows = [
            [
                *map(latex_text, row[: -len(leaf.payoffs) - 1]),
                *(f"${latex(payoff)}$" for payoff in leaf.payoffs),
                leaf.condition.latex(),
            ]
            for row, leaf in zip(table.rows, self.leaves, strict=True)
        ]
        return table.latex(rows)

    def to_data(self) -> dict[str, object]:
        """As JSON, in the shape the command line prints."""
        order = tuple(self.family.box)
        written = [[{a: p.text(order) for a, p in own} for own in leaf.strategies] for leaf in self.leaves]

        return {
            "concept": self.concept,
            "players": list(self.family.players),
            "equilibria": [
                {
                    **({"kind": leaf.kind} if leaf.kind else {}),
                    "play": leaf.play,
                    **({"strategies": own} if own and not leaf.assessments else {}),
                    "payoffs": {
                        who: p.text(order) for who, p in zip(self.family.players, leaf.payoffs, strict=True)
                    },
                    "exists": leaf.condition.to_data(),
                    **({"beliefs": [own.to_data() for own in leaf.beliefs]} if leaf.beliefs else {}),
                }
                for leaf, own in zip(self.leaves, written, strict=True)
            ],
            "choices": [
                {
                    "player": c.player,
                    "at": c.information_set,
                    "action": c.action,
                    "where": c.condition.to_data(),
                }
                for c in self.choices
            ],
            "open": self.degenerate.to_data(),
            "left_out": self.left_out,
            "pure_alone": self.pure_alone,
            "extreme_alone": self.extreme_alone,
            "unexamined": self.unexamined,
        }

    def choices_table(self) -> Table:
        """The choices in the equilibrium of each subgame, and where each is made."""
        rows = [(c.player, c.information_set, c.action, str(c.condition)) for c in self.choices]
        title, note = "Choices in the equilibrium of each subgame", ""
        if not self.degenerate.is_never:
            note = f"never means nothing where the game stays degenerate: {self.degenerate}"
        return Table(("player", "at", "does", "where"), tuple(rows), title=title, note=note)

    def beliefs_table(self) -> Table:
        """Choices where play does not come, and the beliefs that support them."""
        rows = [
            (leaf.play, own.player, own.information_set, own.does, " and ".join(own.believing) or "anything")
            for leaf in self.leaves
            for own in leaf.beliefs
        ]
        heads = ("equilibrium", "player", "off the path at", "does", "believing")
        return Table(heads, tuple(rows), title="Beliefs off the path of play")

    def parts(self) -> list[Table | str]:
        """The equilibria, and the choices, and the beliefs off the path, where there are some."""
        more = [self.choices_table()] if self.choices else []
        return [
            self.table(),
            *more,
            *([self.beliefs_table()] if any(leaf.beliefs for leaf in self.leaves) else []),
        ]


def atlas(family: GameLike, *, concept: str | None = None, budget: float | None = None) -> Atlas:
    """Finds every equilibrium of a family as formulas with the conditions under which each exists.

    Nash equilibria of tables, by supports, open where more than two players may mix; subgame perfect
    equilibria of trees, by backward induction over nodes or over subgames; sequential and weak sequential
    equilibria of trees, by patterns of actions in use and nodes believed possible, those with the same play
    on the path in one row, with the beliefs off the path that support it; Markov perfect equilibria of
    stochastic games, open where there may be some without formulas, or the pure ones whatever others there
    are.

    Parameters
    ----------
    family
        The games: a family, or what ``as_game`` reads as one.
    concept
        "nash" or "pure-nash" for tables; "subgame-perfect", "sequential" or "perfect-bayesian" for trees;
        "markov-perfect" or "pure-markov-perfect" for stochastic games.  By default nash for two players and
        pure-nash for more, subgame-perfect for trees with perfect information, sequential for others,
        markov-perfect for stochastic games.
    budget
        Seconds for the whole call; None for no limit.  Candidates that are not examined by then are counted.

    Raises
    ------
    Unsupported
        For other forms and concepts, or where there are too many equilibria to list.
    OutOfTime
        If the time is up before the first equilibrium is found.

    Examples
    --------
    >>> import gametheory_paradox as gp
    >>> found = gp.atlas(gp.load("literature/bagwell-1995/noisy-commitment"))
    >>> [str(leaf.condition) for leaf in found.leaves]
    ['always', '1 > 4*epsilon', '1 > 4*epsilon']
    """
    family = as_family(family)
    form = family.fix(family.pinned)  # where a polynomial of them may be zero everywhere
    usual, offered = _offered(form)
    concept = concept or usual
    if concept not in offered:
        raise Unsupported(
            f"{concept} equilibria of this form are not offered as formulas; offered: {', '.join(offered)}"
        )

    with in_time(budget, "the equilibria were listed, of which values of some parameters leave fewer"):
        if isinstance(form, ExtensiveForm) and concept != "subgame-perfect":
            return _assessments(family, form, concept)
        return _equilibria(family, form, concept)


def _equilibria(family: GameFamily, form: Form, concept: str) -> Atlas:
    """The equilibria without beliefs."""
    factors, order, feasibility = Factoring(), tuple(family.box), Feasibility(family.box)
    choices: tuple[Choice, ...] = ()
    if isinstance(form, ExtensiveForm) and form.has_perfect_information:
        by_node = tree_branches(form, factors)
        found, choices = by_node[0], _choices(family, form, by_node, feasibility)
    elif isinstance(form, NormalForm) and concept == PURE:
        found = Branches(tuple(pure_branches(form, factors)), False)
    elif isinstance(form, StochasticGame):
        tests = StateTests(form, factors, SignsOnBox(factors, feasibility), Minors)
        pure = concept == PURE_STATIONARY
        found = Branches(tuple(pure_stationary_branches(tests)), False) if pure else state_branches(tests)
    else:
        found = branches_of(form, factors, concept)

    # Those that exist somewhere in the box.
    listed = extremes(found)
    branches = _by_play(listed.branches) if isinstance(form, ExtensiveForm) else listed.branches
    leaves, examined = [], 0
    try:
        for branch in branches:
            where = condition(branch.exists, family.box, order, feasibility)
            if not where.is_never:
                leaves.append(_leaf(form, branch, where, feasibility.sign_of))
            examined += 1
        open_ = condition(listed.degenerate, family.box, order, feasibility)
    except OutOfTime:
        if not leaves:
            raise
        open_ = condition(True, family.box, order, feasibility)
    unexamined = len(branches) - examined
    alone = {"pure_alone": concept in (PURE, PURE_STATIONARY), "extreme_alone": found.extreme is not None}
    return Atlas(family, tuple(leaves), choices, open_, concept, unexamined=unexamined, **alone)


def _by_play(branches: Sequence[Branch]) -> list[Branch]:
    """The branches of a tree, those that differ off the path alone as one."""
    kept: dict[tuple[int, ...], list[Branch]] = {}
    for branch in branches:
        same = kept.setdefault(branch.ends, [])
        number = next((n for n, other in enumerate(same) if other.payoffs == branch.payoffs), None)
        if number is None:
            same.append(branch)
        else:
            same[number] = replace(branch, exists=some([same[number].exists, branch.exists]))
    return [branch for same in kept.values() for branch in same]


def _offered(form: Form) -> tuple[str, tuple[str, ...]]:
    """The usual concept for a form, and all that are offered."""
    if isinstance(form, StochasticGame):
        usual = concepts_with_formulas(form)
        return usual[0], (*usual, PURE_STATIONARY)
    if isinstance(form, ExtensiveForm):
        return "subgame-perfect" if form.has_perfect_information else "sequential", concepts_with_formulas(
            form
        )
    return "nash" if len(form.players) == 2 else PURE, ("nash", PURE)


def _assessments(family: GameFamily, form: ExtensiveForm[RationalFunction], concept: str) -> Atlas:
    """The equilibria with beliefs: one leaf for each way to play on the path."""
    order, feasibility = tuple(family.box), Feasibility(family.box)
    ways = Ways(form, concept == "sequential", RationalFunction.constant(1))
    found = assessment_branches(form, Factoring(), consistent=concept == "sequential")
    groups: dict[tuple[object, ...], list[AssessmentBranch]] = {}
    for branch in (_shortened(branch, feasibility.sign_of) for branch in found.branches):
        where = condition(branch.exists, family.box, order, feasibility)
        if not where.is_never:
            groups.setdefault(tuple((s, branch.odds[s]) for s in branch.reached), []).append(branch)

    leaves = []
    for group in groups.values():
        first = group[0]
        strategies = tuple(
            tuple(
                (action, p)
                for action, p in zip(form.information_sets[s].actions, first.odds[s], strict=True)
                if p
            )
            for s in first.reached
        )
        play = "; ".join(
            f"{form.information_sets[s].name}: {' and '.join(weighted(a, p) for a, p in own)}"
            for s, own in zip(first.reached, strategies, strict=True)
        )
        where = condition(some(branch.exists for branch in group), family.box, order, feasibility)
        kind, beliefs = kind_of_signaling(form, first.odds), belief_ranges(ways, group, feasibility)
        leaves.append(Leaf(play, strategies, first.payoffs, where, tuple(group), kind, beliefs))
    open_ = condition(found.open, family.box, order, feasibility)
    return Atlas(
        family, tuple(leaves), (), open_, concept, found.left_out, extreme_alone=found.vary is not False
    )


def _shortened(branch: AssessmentBranch, sign_of: SignOf) -> AssessmentBranch:
    """A branch with formulas in lowest terms, equal ones written alike."""
    odds, beliefs = (
        tuple(tuple(cancel(p, sign_of) for p in own) for own in formulas)
        for formulas in (branch.odds, branch.beliefs)
    )
    payoffs = tuple(cancel(payoff, sign_of) for payoff in branch.payoffs)
    return replace(branch, odds=odds, beliefs=beliefs, payoffs=payoffs)


def _leaf(form: object, branch: Branch, where: Condition, sign_of: SignOf) -> Leaf:
    payoffs = tuple(cancel(p, sign_of) for p in branch.payoffs)
    if isinstance(form, ExtensiveForm):
        play = " or ".join(", ".join(form.history(end)) or "nothing" for end in branch.ends)
        return Leaf(play, (), payoffs, where)
    supports = branch.supports or (() if isinstance(form, StochasticGame) else ((), ()))
    strategies = tuple(
        tuple((action, cancel(p, sign_of)) for action, p in zip(used, mixture, strict=True))
        for used, mixture in zip(supports, branch.mixtures, strict=True)
    )
    said = [" and ".join(weighted(action, p) for action, p in side) for side in strategies]
    if isinstance(form, StochasticGame):
        said = [f"{i.player} at {i.name}: {own}" for i, own in zip(form.information_sets, said, strict=True)]
        return Leaf("; ".join(said) or "nobody has a choice", strategies, payoffs, where)
    return Leaf(" against ".join(said), strategies, payoffs, where)


def _choices(
    family: GameFamily,
    form: ExtensiveForm[RationalFunction],
    by_node: Sequence[Branches],
    feasibility: Feasibility,
) -> tuple[Choice, ...]:
    order = tuple(family.box)
    where = cache(lambda chosen: condition(chosen, family.box, order, feasibility))  # alike in like subgames
    return tuple(
        Choice(info.player, info.name, action, where(chosen))
        for node, own in zip(form.nodes, by_node, strict=True)
        if isinstance(node, Decision)
        for info in [form.information_sets[node.information_set]]
        for action, chosen in zip(info.actions, own.choices, strict=True)
    )
