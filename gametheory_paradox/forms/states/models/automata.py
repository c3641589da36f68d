"""The automata of a model file: what is done in each of their states, and what follows."""

from collections.abc import Mapping

from gametheory_paradox.errors import suggestion
from gametheory_paradox.forms import Automaton, RepeatedGame, StochasticGame
from gametheory_paradox.forms.states.models.state_entries import read_state, read_when
from gametheory_paradox.forms.states.models.unfolding import steps_of
from gametheory_paradox.models.build import Path
from gametheory_paradox.models.files.entries import Payoffs, check, check_names, read_names
from gametheory_paradox.models.files.schema import AutomatonEntry, NoticeEntry, PlayEntry
from gametheory_paradox.models.files.yaml_nodes import Node
from gametheory_paradox.models.terms import STATE
from gametheory_paradox.polynomials import RationalFunction


def read_automata(
    root: Node, form: StochasticGame[RationalFunction], payoffs: Payoffs
) -> tuple[Automaton, ...]:
    """Reads the automata in the entry ``automaton``, each against the game that it plays."""
    given = root.entries.get("automaton")
    if given is None:
        return ()
    reader = _Reader(form, payoffs)
    names = read_names(given, "automaton", "automaton", "the model")
    return tuple(reader.automaton(name, given.entries[name]) for name in names)


class _Reader:
    """Reads automata that play a game."""

    def __init__(self, form: StochasticGame[RationalFunction], payoffs: Payoffs):
        self.form, self.payoffs = form, payoffs
        self.states = {state.name: state for state in form.states}
        self.moves: dict[str, Path] = dict.fromkeys(form.players, ())
        for info in form.information_sets:
            self.moves[info.player] = tuple(dict.fromkeys((*self.moves[info.player], *info.actions)))
        if STATE not in form.players and not isinstance(form, RepeatedGame):
            self.moves[STATE] = tuple(self.states)

    def automaton(self, name: str, node: Node) -> Automaton:
        """An automaton."""
        what = f"automaton {name}"
        check(AutomatonEntry, node, what)
        given, start = node.entries["states"], ""
        names = read_names(given, f"{what}: states", "state", "the automaton")
        if "start" in node.entries:
            (start,) = read_state(node.entries["start"], f"{what}: start", names, self.payoffs)
        states = {own: self._state(f"{what}: {own}", given.entries[own], names) for own in names}
        found = Automaton(states, "" if start == names[0] else start, name)
        for own in names:
            with given.entries[own].entries["next"].place.refusals(what):
                steps_of(found, own, self.form, list(self.payoffs.box))
        return found

    def _state(self, what: str, node: Node, names: Path) -> dict[str, object]:
        check(PlayEntry, node, what)
        play = node.entries["play"]
        if not isinstance(play.data, dict):
            raise play.place.problem(f"{what}: play: expected an action for each player, got {play.shown}")
        self.payoffs.check_each(play, f"{what}: play", lambda who: f"{what}: play: that of {who} is missing")
        return {
            "play": {who: self._action(f"{what}: play", who, own) for who, own in play.entries.items()},
            "next": [
                self._line(f"{what}: next {number}", line, names)
                for number, line in enumerate(node.entries["next"].items, start=1)
            ],
        }

    def _action(self, what: str, player: str, node: Node) -> str | Mapping[str, str]:
        """A player's action, or that in each state of the game in which it moves."""
        who = self.form.players.index(player)
        needed = [name for name, state in self.states.items() if state.actions[who]]

        if isinstance(node.data, dict):
            check_names(
                node,
                needed,
                needed,
                unknown=lambda name: (
                    f"{what}: {player} does not move in {name!r}; "
                    f"{suggestion(name, needed)}it moves in {', '.join(needed) or 'no state'}"
                ),
                missing=lambda name: f"{what}: the action of {player} in {name!r} is missing",
            )

        found = {name: node.entries[name] if isinstance(node.data, dict) else node for name in needed}
        for name, own in found.items():
            actions = self.states[name].actions[who]
            if not isinstance(own.data, str) or own.data not in actions:
                where = f" in {name!r}" if len(self.states) > 1 else ""
                raise own.place.problem(
                    f"{what}: {own.shown} is not an action of {player}{where}; "
                    f"{suggestion(str(own.data), actions)}its actions are {', '.join(actions)}"
                )

        return (
            node.data if isinstance(node.data, str) else {name: str(own.data) for name, own in found.items()}
        )

    def _line(self, what: str, node: Node, names: Path) -> tuple[object, ...]:
        """The actions that must have been taken and what then follows; if late, by how many periods."""
        check(NoticeEntry, node, what)
        line = (
            read_when(node, what, self.moves),
            read_state(node.entries["to"], f"{what}: to", names, self.payoffs),
        )
        after = node.entries.get("after")
        if after is None:
            return line
        if not isinstance(after.data, str) or not after.data.isascii() or not after.data.isdigit():
            raise after.place.problem(f"{what}: after: expected a number of periods, got {after.shown}")
        return (*line, int(after.data.lstrip("0")[:4] or 0))  # more are too many anyway
