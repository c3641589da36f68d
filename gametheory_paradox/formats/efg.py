"""Reads and writes Gambit's extensive games, .efg.

The file lists the nodes of the tree in preorder.  An outcome may stand at any node: what a player gets at an
end is the sum of the outcomes on the way to it.  Numbers are exact.
"""

from dataclasses import dataclass, field
from fractions import Fraction

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families import GameFamily
from gametheory_paradox.formats.gambit_text import GambitReader, Token, labels, quoted, tokens
from gametheory_paradox.games import Decision, ExtensiveForm, InformationSet, Lottery, Terminal
from gametheory_paradox.polynomials import RationalFunction

MOST_NODES = 2_000_000


def read_efg(text: str, file: str = "<text>") -> GameFamily:
    """The game in a Gambit .efg file, as a family without parameters.

    An information set without a name of its own among its player's is called "player number:set number", both
    counted from 1 as in the file.  If any action of a set is unnamed or two have the same name, all are
    called 1, 2, …

    Raises
    ------
    ModelSyntaxError
        If the file is not of that kind, ends too soon, or contradicts itself; with file, line and column.

    Examples
    --------
    >>> family = read_efg('EFG 2 R "" { "E" } "" p "" 1 1 "" { "in" "out" } 0 t "" 1 "" { 1 } t "" 2 "" { 0 }')
    >>> [s.name for s in family.form.information_sets]
    ['1:1']
    """
    return _Reader(tokens(text.removeprefix("\ufeff"), file), file).game()


@dataclass
class _Set:
    """An information set as the file describes it, bit by bit."""

    player: int
    number: int
    name: str = ""
    actions: tuple[str, ...] = ()


@dataclass
class _Node:
    """A node as it is read: its kind, what it refers to, what is paid there, and its children so far."""

    kind: str
    token: Token
    reference: int = -1
    outcomes: tuple[str, ...] = ()
    odds: tuple[Fraction, ...] = ()
    wanted: int = 0
    paid: list[Fraction] = field(default_factory=list)
    children: list[int] = field(default_factory=list)


class _Reader(GambitReader):
    def game(self) -> GameFamily:
        self.take("word", "EFG, with which a Gambit extensive game begins", "EFG")
        self.take("word", "the version, 2", "2")
        if self.take("word", "R or D") not in ("R", "D"):
            raise self.problem("R or D", self.tokens[self.position - 1])
        title = self.take("text", "the title in quotation marks")
        self.players = labels(self.texts("the players' names"))
        if not self.players:
            raise self.problem("at least one player", self.tokens[self.position - 1])
        if self.sees("text"):
            self.position += 1  # a comment
        self.sets: dict[tuple[int, int], int] = {}
        self.found: list[_Set] = []
        self.chances: dict[int, tuple[tuple[str, ...], tuple[Fraction, ...]]] = {}
        self.outcomes: dict[int, list[Fraction]] = {0: [Fraction(0)] * len(self.players)}
        nodes = self.nodes()
        if not self.sees("end"):
            raise self.problem("the end of the file after the last node")
        try:
            form = ExtensiveForm(self.players, self.information_sets(), self.flat(nodes), title=title)
            return GameFamily(form, title=title, origin=self.file)
        except InvalidGame as problem:
            raise self.problem(f"a tree that makes sense ({problem})", nodes[0].token) from problem

    def nodes(self) -> list[_Node]:
        nodes: list[_Node] = []
        open_nodes: list[int] = []
        while not nodes or open_nodes:
            if len(nodes) >= MOST_NODES:
                raise self.problem(f"at most {MOST_NODES:,} nodes")
            node = self.node()
            if open_nodes:
                parent = nodes[open_nodes[-1]]
                node.paid = [a + b for a, b in zip(node.paid, parent.paid, strict=True)]
                parent.children.append(len(nodes))
            nodes.append(node)
            if node.wanted:
                open_nodes.append(len(nodes) - 1)
            while open_nodes and len(nodes[open_nodes[-1]].children) == nodes[open_nodes[-1]].wanted:
                open_nodes.pop()
        return nodes

    def node(self) -> _Node:
        token = self.next
        kind = self.take("word", "a node: c, p or t")
        if kind not in ("c", "p", "t"):
            raise self.problem("a node: c, p or t", token)
        node = _Node(kind, token)
        if self.sees("text"):
            self.position += 1  # the node's name
        if kind == "p":
            self.personal(node)
        elif kind == "c":
            self.chance(node)
        node.paid = self.outcome()
        return node

    def personal(self, node: _Node) -> None:
        token = self.next
        player, number = (
            self.count("the number of the player"),
            self.count("the number of the information set"),
        )
        if not 1 <= player <= len(self.players):
            raise self.problem(f"a player from 1 to {len(self.players)}", token)
        key = (player, number)
        if key not in self.sets:
            self.sets[key] = len(self.found)
            self.found.append(_Set(player, number))
        known = self.found[self.sets[key]]
        name = self.take("text", "a name") if self.sees("text") else ""
        if self.sees("mark", "{"):
            actions = tuple(self.texts("the actions"))
            if known.actions and actions != known.actions:
                raise self.problem(
                    f"the actions of player {player}'s information set {number}: {', '.join(known.actions)}",
                    token,
                )
            known.actions = actions
        if not known.actions:
            raise self.problem(f"the actions of player {player}'s information set {number} in braces")
        known.name = known.name or name
        node.reference, node.wanted = self.sets[key], len(known.actions)

    def chance(self, node: _Node) -> None:
        number = self.count("the number of the chance move")
        if self.sees("text"):
            self.position += 1
        if self.sees("mark", "{"):
            self.position += 1
            names, odds = [], []
            while not self.sees("mark", "}"):
                names.append(self.take("text", "an outcome of chance in quotation marks, or }"))
                odds.append(self.number(f"the probability of {names[-1]!r}"))
            self.position += 1
            self.chances[number] = (labels(names), tuple(odds))
        if number not in self.chances:
            raise self.problem(f"the outcomes of chance move {number} in braces")
        node.outcomes, node.odds = self.chances[number]
        node.wanted = len(node.outcomes)
        if not node.wanted:
            raise self.problem("at least one outcome of chance", node.token)

    def outcome(self) -> list[Fraction]:
        token = self.next
        number = self.count("the number of an outcome, or 0")
        if self.sees("text"):
            self.position += 1
        if self.sees("mark", "{"):
            self.position += 1
            payoffs = [self.number(f"the payoff of {player}") for player in self.players]
            self.take("mark", f"}} after {len(self.players)} payoffs", "}")
            if number in self.outcomes and self.outcomes[number] != payoffs:
                raise self.problem(f"the payoffs of outcome {number} as before", token)
            self.outcomes[number] = payoffs
        if number not in self.outcomes:
            raise self.problem(f"the payoffs of outcome {number} in braces")
        return self.outcomes[number]

    def information_sets(self) -> tuple[InformationSet, ...]:
        named = [
            [s.name for s in self.found if s.player == player] for player in range(1, len(self.players) + 1)
        ]
        sets = []
        for known in self.found:
            unique = known.name and named[known.player - 1].count(known.name) == 1
            name = known.name if unique else f"{known.player}:{known.number}"
            sets.append(InformationSet(self.players[known.player - 1], name, labels(known.actions)))
        return tuple(sets)

    def flat(
        self, nodes: list[_Node]
    ) -> "tuple[Decision | Lottery[RationalFunction] | Terminal[RationalFunction], ...]":
        constant = RationalFunction.constant
        return tuple(
            Decision(node.reference, tuple(node.children))
            if node.kind == "p"
            else Lottery(node.outcomes, tuple(constant(p) for p in node.odds), tuple(node.children))
            if node.kind == "c"
            else Terminal(tuple(constant(p) for p in node.paid))
            for node in nodes
        )


def write_efg(game: ExtensiveForm[Fraction]) -> str:
    """The text of an .efg file; ``read_efg`` gives back an equal game.

    Examples
    --------
    >>> from gametheory_paradox.games import Move
    >>> print(write_efg(ExtensiveForm.from_tree(["E"], Move("E", "entry", {"in": [1], "out": [0]}))), end="")
    EFG 2 R "" { "E" }
    ""
    p "" 1 1 "entry" { "in" "out" } 0
    t "" 1 "" { 1 }
    t "" 2 "" { 0 }
    """
    numbers: list[int] = []  # of each information set among its player's
    for place, info in enumerate(game.information_sets):
        numbers.append(1 + sum(other.player == info.player for other in game.information_sets[:place]))
    lines = [f"EFG 2 R {quoted(game.title)} {{ {' '.join(map(quoted, game.players))} }}", '""']
    ends = chances = 0
    for node in game.nodes:
        if isinstance(node, Decision):
            info = game.information_sets[node.information_set]
            actions = " ".join(map(quoted, info.actions))
            player = game.players.index(info.player) + 1
            lines.append(
                f'p "" {player} {numbers[node.information_set]} {quoted(info.name)} {{ {actions} }} 0'
            )
        elif isinstance(node, Lottery):
            chances += 1
            odds = " ".join(
                f"{quoted(name)} {p}" for name, p in zip(node.outcomes, node.probabilities, strict=True)
            )
            lines.append(f'c "" {chances} "" {{ {odds} }} 0')
        else:
            ends += 1
            lines.append(f't "" {ends} "" {{ {", ".join(map(str, node.payoffs))} }}')
    return "\n".join(lines) + "\n"
