"""The third-party paradox as a statement about parameters, in trees in which everybody sees everything.

What a player does without the action is one of finitely many things.  For each that it could go on doing
there is the game in which it is frozen to that, and a statement about where that is what it does.  Without
the action play comes to none of the sets at which somebody is frozen, so that the game without it is always
the same.  Where the action costs its owner something, and one of the two does no one thing, nothing is
claimed.

Where somebody is indifferent for all values of the parameters between things that others are not, actions
that equilibria of subgames take need not lead on together.  That play comes to a choice of the player's is
then known where it does on every way to an equilibrium that attains a corner of the payoffs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.conditions.proofs.statements import Factor, Statement, every, negation, some
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import Decision, ExtensiveForm, Lottery, frozen
from gametheory_paradox.forms.formulas.branches import Branches, extremes
from gametheory_paradox.forms.formulas.defined import Form
from gametheory_paradox.forms.trees.formulas.tree_branches import tree_branches
from gametheory_paradox.paradoxes.definition import left_in
from gametheory_paradox.paradoxes.over_parameters.statement import (
    ParametricComparison,
    ParametricDefinition,
    compared,
    gains,
)
from gametheory_paradox.paradoxes.question import Question, text_of
from gametheory_paradox.paradoxes.third_party import FROZEN, chooses_after, roles_in, sets_after, variants
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.table import Record

Tree = ExtensiveForm[RationalFunction]


@dataclass(frozen=True, repr=False)
class Part(Record):
    """The third party, or the target, and how it may be frozen.

    Parameters
    ----------
    role, player
        Which of the two, and who that is.
    after
        The names of its information sets after the action.
    actions
        What it may do without the action and could go on doing at all of these.
    """

    role: str
    player: str
    after: tuple[str, ...]
    actions: tuple[str, ...]

    def variant(self, action: str) -> str:
        """The name of the game in which the player goes on taking an action."""
        return f"with, {FROZEN[self.role]} to {action!r}"


@dataclass(frozen=True, repr=False)
class Habit(Record):
    """One thing that a player may do without the action.

    Parameters
    ----------
    holds
        Where it is what the player does.
    costs
        Where the action costs its owner something although the player goes on doing it.
    unknown
        Where that is not told.
    """

    holds: Statement
    costs: Statement
    unknown: Statement


NOT_FROZEN = Habit(holds=True, costs=True, unknown=False)
"""Of a player without a choice after the action: what that costs its owner, it costs all the same."""


def _variants(form: Form, question: Question) -> dict[str, Form]:
    games = variants(form, question)
    for part in _parts(form, games["without"], question):
        for action in part.actions:
            games[part.variant(action)] = frozen(form, part.player, dict.fromkeys(part.after, action))
    return games


def _parts(form: Form, without: Form, question: Question) -> list[Part]:
    """The third party and the target; Unsupported unless everybody sees everything."""
    _seen(form)
    parts = []
    for role, player in roles_in(form, question):
        after = sets_after(form, player, left_in(form, question))
        own = [info.actions for info in form.information_sets if info.player == player and info.name in after]
        does = {a for info in without.information_sets if info.player == player for a in info.actions}
        lasting = does.intersection(*own)
        parts.append(Part(role, player, after, tuple(a for a in (own[0] if own else ()) if a in lasting)))
    return parts


def _seen(form: Form) -> Tree:
    """The form, if it is a tree in which everybody sees everything; Unsupported elsewhere."""
    if isinstance(form, ExtensiveForm) and form.has_perfect_information:
        return form
    raise Unsupported(
        "over parameters the third-party paradox is offered for trees in which everybody sees everything; "
        "ask detect at a point, or uncertainty about many"
    )


def _statement(comparison: ParametricComparison) -> tuple[Statement, Statement]:
    form, question, found, factor, least = comparison
    has, lacks = found["with"], found["without"]
    without = variants(form, question)["without"]
    if not chooses_after(form, question, text_of(question, "third")):
        return False, False  # whatever the target does

    def costs(with_: Branches, least: Fraction) -> Statement:
        better = gains(form.column(question.mover), least, factor)
        return compared(extremes(lacks), extremes(with_), question.quantifier, better)

    def habits(part: Part) -> list[Habit]:
        if not part.after:
            return [NOT_FROZEN]
        does = _done(_seen(without), lacks, part.player, factor)
        games = [(does.get(action, False), found[part.variant(action)]) for action in part.actions]
        return [Habit(where, costs(game, Fraction(0)), extremes(game).degenerate) for where, game in games]

    # Gone with the third party frozen, and there with the target frozen.
    third, target = map(habits, _parts(form, without, question))
    loss = costs(has, least)
    gone = some(every([habit.holds, negation(habit.costs)]) for habit in third)
    there = some(every([habit.holds, habit.costs]) for habit in target)

    # Where there is no loss, nothing hangs on what anybody does without the action.
    unclear = [every([habit.holds, habit.unknown]) for habit in (*third, *target)]
    unclear += [negation(some(habit.holds for habit in own)) for own in (third, target)]
    open_ = some([extremes(has).degenerate, extremes(lacks).degenerate, every([loss, some(unclear)])])
    return every([loss, gone, there]), open_


def _done(tree: Tree, branches: Branches, player: str, factor: Factor) -> dict[str, Statement]:
    """For each action of a player's where it is the one that it takes, wherever it chooses on a path."""
    by_action: dict[str, list[Statement]] = {}
    for place, where in enumerate(_met(tree, branches, factor)):
        above, number = tree.parents[place]
        node = tree.nodes[above]
        if place and isinstance(node, Decision) and tree.players[tree.mover(node)] == player:
            by_action.setdefault(tree.labels(above)[number], []).append(where)
    done = {action: some(where) for action, where in by_action.items()}

    # Where ties make equilibria differ, one that comes to a choice of the player's is to be shown.
    shown = (b.exists for b in extremes(branches).branches if _comes_to(tree, player, b.ends))
    chooses = some([negation(branches.degenerate), *shown])
    return {
        action: every([where, chooses, *(negation(other) for name, other in done.items() if name != action)])
        for action, where in done.items()
    }


def _met(tree: Tree, branches: Branches, factor: Factor) -> Sequence[Statement]:
    """For each node where only actions lead to it that equilibria of their subgames take."""
    taken = extremes(branches).taken or {
        (node.information_set, number): where
        for node, own in zip(tree.nodes, tree_branches(tree, factor), strict=True)
        if isinstance(node, Decision)
        for number, where in enumerate(own.choices)
    }
    met: list[Statement] = [place == 0 for place in range(len(tree.nodes))]
    for place, node in enumerate(tree.nodes):
        if isinstance(node, Decision):
            for number, child in enumerate(node.children):
                met[child] = every([met[place], taken[node.information_set, number]])
        elif isinstance(node, Lottery):
            for odds, child in zip(node.probabilities, node.children, strict=True):
                met[child] = met[place] if odds else False
    return met


def _comes_to(tree: Tree, player: str, ends: Iterable[int]) -> bool:
    """True if play that ends at some of the ends, and nowhere else, comes to a choice of the player's."""
    ways, comes = set(ends), set[int]()
    for place in range(len(tree.nodes) - 1, -1, -1):
        node = tree.nodes[place]
        below = ways.intersection(node.children)
        if not below:
            continue
        ways.add(place)
        if isinstance(node, Lottery):
            odds = dict(zip(node.children, node.probabilities, strict=True))
            if any(odds[child] for child in below & comes):
                comes.add(place)
        elif isinstance(node, Decision) and (tree.players[tree.mover(node)] == player or below <= comes):
            comes.add(place)
    return 0 in comes


STATED = ParametricDefinition(_variants, _statement)
