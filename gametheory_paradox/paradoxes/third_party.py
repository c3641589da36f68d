"""The third-party paradox: an action hurts its owner through what a third party then does."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.conditions.proofs.statements import Factor, Statement, every, negation, some
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import (
    Decision,
    ExtensiveForm,
    Game,
    Lottery,
    NormalForm,
    Profile,
    check_player,
    frozen,
    played_once,
)
from gametheory_paradox.forms.formulas.branches import Branches, extremes
from gametheory_paradox.forms.formulas.defined import Form
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet, PayoffSet
from gametheory_paradox.forms.proofs.listed_equilibria import has_ties, is_never_taken, patterns
from gametheory_paradox.forms.records import GameForm
from gametheory_paradox.forms.tables.normal_form_record import P
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import Number
from gametheory_paradox.forms.trees.formulas.tree_branches import tree_branches
from gametheory_paradox.forms.trees.pure_strategies import realization_probabilities
from gametheory_paradox.forms.trees.subgames import nodes_after
from gametheory_paradox.paradoxes.definition import (
    AnyForm,
    ParametricComparison,
    ParametricDefinition,
    Sets,
    compared,
    gains,
    gap_between,
    left_in,
    with_and_without,
)
from gametheory_paradox.paradoxes.question import AnyQuantifier, Question, text_of
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.table import Record

# Indirect backfire: an action hurts its owner, and it does so through what a third party then does
#
# The mover's equilibrium payoffs with and without an action are compared three times: in the game as it is,
# where the third party is *frozen*, and where the target is frozen instead.  A frozen player can only do,
# wherever it chooses after the action or without seeing whether it was taken, what it does in the equilibria
# of the game without the action.  Present: the action costs the mover something; it does not where the third
# party is frozen; and it still does where the target is.
#
# What a frozen player does must be one action, taken with certainty wherever it chooses on the path of every
# equilibrium without the action, and one that it has wherever it is frozen.  Otherwise a loss is not traced
# to anybody.  Where the action costs nothing, the paradox is absent, and nobody need be frozen.
# ----------------------------------------------------------------------------

Pair = tuple[PayoffSet, PayoffSet]
FROZEN = {"third": "third party frozen", "target": "target frozen"}


@dataclass(frozen=True, repr=False)
class ThirdPartyBackfire(Record):
    """The mover's payoffs with and without the action.

    Parameters
    ----------
    quantifier
        Which equilibria are compared.
    as_it_is, third_frozen, target_frozen
        With and without the action: in the game as it is, and where somebody is frozen; None if nobody was.
    """

    quantifier: AnyQuantifier
    as_it_is: Pair
    third_frozen: Pair | None
    target_frozen: Pair | None

    def loss(self, pair: Pair) -> Number:
        """The mover's loss by the action."""
        has, lacks = pair
        return gap_between(lacks, has, self.quantifier)

    @property
    def gap(self) -> Number:
        """The mover's loss by the action in the game as it is."""
        return self.loss(self.as_it_is)

    @property
    def payoffs(self) -> Mapping[str, PayoffSet]:
        """All that is compared."""
        pairs = {
            "": self.as_it_is,
            f", {FROZEN['third']}": self.third_frozen,
            f", {FROZEN['target']}": self.target_frozen,
        }
        return {
            f"{side}{how}": own
            for how, pair in pairs.items()
            if pair is not None
            for side, own in zip(("with", "without"), pair, strict=True)
        }

    def holds(self) -> bool:
        """The definition: a loss, gone with the third party frozen and there with the target frozen."""
        if self.gap <= 0 or self.third_frozen is None or self.target_frozen is None:
            return False
        return self.loss(self.third_frozen) <= 0 and self.loss(self.target_frozen) > 0


def variants(game: AnyForm, question: Question) -> dict[str, AnyForm]:
    """The game with the action, and without it."""
    roles_in(game, question)
    return with_and_without(game, question)


def further(game: Game, question: Question, sets: Sets) -> dict[str, Game] | str:
    """Both games with the third party and with the target frozen, if the action costs its owner something."""
    if _loss(question, sets) <= 0 or any(name not in ("with", "without") for name in sets):
        return {}

    frozen_games: dict[str, Game] = {}
    for role, player in roles_in(game, question):
        after = sets_after(game, player, left_in(game, question))
        does = habit(sets["without"], player)
        able = all(does in s.actions for s in game.information_sets if s.player == player and s.name in after)
        if after and (does is None or not able):
            return _untraced(question, sets, player)
        if after and does is not None:
            choices = dict.fromkeys(after, does)
            frozen_games |= {
                f"{side}, {FROZEN[role]}": frozen(sets[side].game, player, choices)
                for side in ("with", "without")
            }

    return frozen_games


def _untraced(question: Question, sets: Sets, player: str) -> str:
    """Why a player cannot be frozen."""
    taken = " and ".join(map(repr, question.action))
    if taken_on_path(sets["without"], player) == {}:
        unmet = f"without {taken} play never comes to a choice of {player}'s: it has nothing to go on doing"
        return f"{unmet}, and the loss is traced to nobody; channels freezes it at what it plans"
    return f"without {taken} {player} does no one thing in every equilibrium that it could go on doing"


def roles_in(game: GameForm[P], question: Question) -> list[tuple[str, str]]:
    """The third party and the target, by role; InvalidGame unless they and the mover are three players."""
    roles = [(role, text_of(question, role)) for role in FROZEN]
    for _, player in roles:
        check_player(game, player)
    if len({question.mover, *(player for _, player in roles)}) < 3:
        raise InvalidGame("the mover, the target and the third party must be three players")
    return roles


def claim(game: Game, question: Question, sets: Sets) -> ThirdPartyBackfire | str:
    """The comparison; a player that has chosen before the action leaves nothing to freeze."""
    as_it_is = _pair(question, sets, "")
    if _loss(question, sets) <= 0:
        return ThirdPartyBackfire(question.quantifier, as_it_is, None, None)
    third, target = (
        _pair(question, sets, frozen if f"with{frozen}" in sets else "")
        for frozen in (f", {words}" for words in FROZEN.values())
    )
    return ThirdPartyBackfire(question.quantifier, as_it_is, third, target)


def _pair(question: Question, sets: Sets, frozen: str) -> Pair:
    return sets[f"with{frozen}"].payoffs(question.mover), sets[f"without{frozen}"].payoffs(question.mover)


def _loss(question: Question, sets: Sets) -> Number:
    has, lacks = _pair(question, sets, "")
    return gap_between(lacks, has, question.quantifier)


def sets_after(game: GameForm[P], player: str, left: Mapping[int, Sequence[str]]) -> tuple[str, ...]:
    """A player's information sets with a node after the action: it may choose once the action was taken."""
    game = played_once(game)
    if isinstance(game, NormalForm):
        return ("",)
    after = nodes_after(game, left)
    return tuple(
        info.name
        for info, members in zip(game.information_sets, game.members, strict=True)
        if info.player == player and any(after[place] for place in members)
    )


def chooses_after(game: GameForm[P], question: Question, player: str) -> bool:
    """True if a player may have a choice once the action was taken."""
    after = sets_after(game, player, left_in(game, question))
    sets = (s for s in game.information_sets if s.player == player and s.name in after)
    return any(len(s.actions) > 1 for s in sets)


def habit(lacks: EquilibriumSet, player: str) -> str | None:
    """The one action that a player takes wherever it chooses on an equilibrium's path; None if several."""
    taken = taken_on_path(lacks, player)
    if taken is None:
        taken = _perhaps_taken(lacks, player)
    every = set().union(*taken.values()) if taken else set()
    return every.pop() if len(every) == 1 else None


def _perhaps_taken(lacks: EquilibriumSet, player: str) -> dict[str, set[str]]:
    """Under ties a player's actions on a path of actions that are not known never to be taken.

    Nothing if no listed equilibrium comes to a choice of the player's, or pieces of payoffs prove nothing.
    """
    game = lacks.game
    if not (has_ties(lacks) and isinstance(game, ExtensiveForm) and _listed(lacks, player)):
        return {}

    taken: dict[str, set[str]] = {}
    pending = [0]
    while pending:
        node = game.nodes[pending.pop()]
        if isinstance(node, Lottery):
            pending += [child for p, child in zip(node.probabilities, node.children, strict=True) if p]
        elif isinstance(node, Decision):
            number, info = node.information_set, game.information_sets[node.information_set]
            likely = [a for a in range(len(info.actions)) if not is_never_taken(lacks, number, a)]
            pending += [node.children[a] for a in likely]
            if info.player == player:
                taken[info.name] = {info.actions[a] for a in likely}

    return taken


def taken_on_path(lacks: EquilibriumSet, player: str) -> dict[str, set[str]] | None:
    """A player's actions by information set on an equilibrium path; None if not all equilibria are listed."""
    return None if lacks.infinite and not lacks.spanning else _listed(lacks, player)


def _listed(lacks: EquilibriumSet, player: str) -> dict[str, set[str]]:
    """The same in the equilibria that are listed."""
    taken: dict[str, set[str]] = {}
    for profile in patterns(lacks):
        reached = _reached(lacks.game, profile)
        for number, (info, odds) in enumerate(
            zip(profile.information_sets, profile.probabilities, strict=True)
        ):
            if info.player == player and number in reached:
                taken.setdefault(info.name, set()).update(
                    a for a, p in zip(info.actions, odds, strict=True) if p
                )
    return taken


def _reached(game: Game, profile: Profile) -> set[int]:
    """The numbers of the information sets that play may come to."""
    game = played_once(game)
    if isinstance(game, NormalForm):
        return set(range(len(game.players)))
    likely = realization_probabilities(game, profile)
    return {number for number, members in enumerate(game.members) if any(likely[place] for place in members)}


# The third-party paradox as a statement about parameters, in trees in which everybody sees everything
#
# What a player does without the action is one of finitely many things.  For each that it could go on doing
# there is the game in which it is frozen to that, and a statement about where that is what it does.  Without
# the action play comes to none of the sets at which somebody is frozen, so that the game without it is always
# the same.  Where the action costs its owner something, and one of the two does no one thing, nothing is
# claimed.
#
# Where somebody is indifferent for all values of the parameters between things that others are not, actions
# that equilibria of subgames take need not lead on together.  That play comes to a choice of the player's is
# then known where it does on every way to an equilibrium that attains a corner of the payoffs.
# ----------------------------------------------------------------------------

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
