"""A tree within a period of a model file, as states that follow each other at once."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from gametheory_paradox.forms import Decision, ExtensiveForm, Lottery, State, Terminal
from gametheory_paradox.forms.states.models.stochastic import ONE, ZERO, Odds, Rule
from gametheory_paradox.models.files.entries import Payoffs
from gametheory_paradox.models.files.game_entries import TreeReader
from gametheory_paradox.models.files.yaml_nodes import Node
from gametheory_paradox.models.terms import CHANCE, STATE, Moves, Term, played_at
from gametheory_paradox.polynomials import RationalFunction


class Row(NamedTuple):
    """The payoffs and the continuation after an action of a step, or a step in which nobody moves.

    Parameters
    ----------
    payoffs
        For each player.
    to
        The odds of steps of the tree, or of the states in which the next period begins.
    ends
        The ends of the tree that it holds, by what was played there, each with its odds.
    """

    payoffs: tuple[RationalFunction, ...]
    to: Odds
    ends: tuple[tuple[Moves, RationalFunction], ...] = ()


class PeriodNode(NamedTuple):
    """A move of the tree, or an end that stands beside further moves.

    Parameters
    ----------
    name
        The name of the state: that of the tree, and the moves that led here.
    player, actions
        Who moves, if somebody does, and among what.
    rows
        For each action, or the one.
    at_once
        Whether another step follows.
    """

    name: str
    player: str
    actions: tuple[str, ...]
    rows: tuple[Row, ...]
    at_once: bool

    def state(self, players: Sequence[str], names: Sequence[str]) -> State[RationalFunction]:
        """The step as a state of a game with states of these names."""
        return State(
            self.name,
            tuple(self.actions if player == self.player else () for player in players),
            tuple(row.payoffs for row in self.rows),
            tuple(tuple(row.to.get(name, ZERO) for name in names) for row in self.rows),
            self.at_once,
        )

    def received(self, term: Term) -> Iterator[Term]:
        """A term as it is received here, in the words of the step."""
        for action, row in zip(self.actions or ("",), self.rows, strict=True):
            odds = sum((p for played, p in row.ends if played.issuperset(term.when)), ZERO)
            if odds:
                when = ((STATE, self.name), *([(self.player, action)] if action else []))
                yield Term(term.player, term.value * odds, when, term.meaning, term.account)


class PeriodTree:
    """The tree of a state.

    Parameters
    ----------
    name, node
        The state, and its entry.
    payoffs
        What reads payoffs and probabilities.
    """

    def __init__(self, name: str, node: Node, payoffs: Payoffs):
        self.name, self.node, self.what = name, node, f"the state {name!r}"
        if STATE in payoffs.players:
            raise node.keys["tree"].problem(f"{self.what}: beside a tree no player may be called {STATE!r}")
        self.reader = TreeReader(payoffs, within_period=True)
        self.reader.shape(node.entries["tree"], frozenset({(STATE, name)}))

    @property
    def moves(self) -> dict[str, tuple[str, ...]]:
        """For each player who moves in the tree its actions; likewise for chance."""
        moves = {player: tuple(own) for player, own in self.reader.actions.items() if own}
        return {**moves, **({CHANCE: tuple(self.reader.outcomes)} if self.reader.outcomes else {})}

    def steps(self, rules: Sequence[Rule], nexts: Mapping[tuple[str, ...], Odds]) -> list[PeriodNode]:
        """The states that stand for the tree, once the terms are read.

        Parameters
        ----------
        rules
            What follows the period, by what was played in it.
        nexts
            By the path to an end what follows the period there, whatever the rules say.
        """
        form = self.reader.form([])
        sets = [node.information_set for node in form.nodes if isinstance(node, Decision)]
        if len(set(sets)) < len(sets):
            raise self.node.keys["tree"].problem(
                f"{self.what}: within a period every move is seen; an information set joins several histories"
            )
        played = [moves | {(STATE, self.name)} for moves in played_at(form)]
        names = {0: self.name}
        for place, node in enumerate(form.nodes):
            for move, child in zip(_moves_at(form, node), node.children, strict=True):
                names[child] = f"{names[place]}{', ' if place else ' after '}{move}"

        follows = _Successors(self, rules, nexts)
        found = list[PeriodNode]()
        for place, node in enumerate(form.nodes):
            last = all(isinstance(form.nodes[child], Terminal) for child in node.children)
            if isinstance(node, Terminal):
                rows = [follows.row(form, place, played[place])] if place in names else []
            elif last:
                rows = [follows.row(form, child, played[child]) for child in node.children]
                for child in node.children:
                    del names[child]  # it stands in the row
            else:
                zeros = (ZERO,) * len(form.players)
                rows = [Row(zeros, {names[child]: ONE}) for child in node.children]
            if isinstance(node, Lottery):
                rows = [_mixed(rows, node.probabilities)]
            if rows:
                info = form.information_sets[node.information_set] if isinstance(node, Decision) else None
                who, actions = (info.player, info.actions) if info else ("", ())
                found.append(PeriodNode(names[place], who, actions, tuple(rows), not last))
        if spare := set(range(len(rules))) - follows.counted:
            line = self.node.entries["next"].items[min(spare)]
            raise line.place.problem(
                f"{self.what}: next {min(spare) + 1} never counts: put it earlier, or leave it out"
            )
        return found


class _Successors:
    """The continuations after the ends of a tree: their own, or else the first rule that fits."""

    def __init__(self, tree: PeriodTree, rules: Sequence[Rule], nexts: Mapping[tuple[str, ...], Odds]):
        self.tree, self.rules, self.nexts = tree, rules, nexts
        self.counted: set[int] = set()

    def row(self, form: ExtensiveForm[RationalFunction], place: int, played: Moves) -> Row:
        """An end: what it pays, and what follows the period."""
        node = form.nodes[place]
        assert isinstance(node, Terminal)  # it has no children
        own = self.nexts.get(tuple(form.history(place)))
        if own is not None:
            return Row(node.payoffs, own, ((played, ONE),))

        for number, rule in enumerate(self.rules):
            if played.issuperset(rule.when.items()):
                self.counted.add(number)
                return Row(node.payoffs, rule.to, ((played, ONE),))
        moved = ", ".join(f"{who}: {move}" for who, move in sorted(played) if who != STATE)
        what, entry = self.tree.what, self.tree.node
        if "next" not in entry.entries:
            raise entry.keys["tree"].problem(
                f"{what}: nothing follows {moved}; "
                "say with next where that leads, at this end or beside the tree"
            )

        raise entry.entries["next"].place.problem(
            f"{what}: no line of next fits {moved}; end with a line without when, which fits always"
        )


def _moves_at(form: ExtensiveForm[RationalFunction], node: object) -> tuple[str, ...]:
    """The actions or outcomes that may occur at a node."""
    if isinstance(node, Decision):
        return form.information_sets[node.information_set].actions
    return node.outcomes if isinstance(node, Lottery) else ()


def _mixed(rows: Sequence[Row], odds: Sequence[RationalFunction]) -> Row:
    """The continuation after a move of chance."""
    to: dict[str, RationalFunction] = {}
    for row, p in zip(rows, odds, strict=True):
        for name, q in row.to.items():
            to[name] = to.get(name, ZERO) + p * q
    payoffs = [
        sum((p * paid for p, paid in zip(odds, column, strict=True)), ZERO)
        for column in zip(*(row.payoffs for row in rows), strict=True)
    ]
    ends = [(played, p * q) for row, p in zip(rows, odds, strict=True) for played, q in row.ends]
    return Row(tuple(payoffs), to, tuple(ends))
