"""Reads and writes Gambit's extensive games, .efg.

The file lists the nodes of the tree in preorder.  An outcome may stand at any node: what a player gets at an
end is the sum of the outcomes on the way to it.  Numbers are exact.  OpenSpiel writes probabilities as
rounded decimals, thirds as 0.3333333333333333: where these miss the sum 1 by their rounding, they are the
simplest fractions that are rounded so, and the game says so.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import add
from typing import NamedTuple, TypeAlias

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import Decision, ExtensiveForm, InformationSet, Lottery, Terminal
from gametheory_paradox.forms.trees.extensive_form_record import Node
from gametheory_paradox.interruption import look
from gametheory_paradox.models import GameFamily
from gametheory_paradox.models.files.gambit_text import END, GambitReader, Meanings, labels, quoted
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.rationals import simplest_between

MOST_NODES = 2_000_000
KINDS = ("c", "p", "t")  # of nodes
FEWEST_PLACES = 6  # of a decimal that a program may have rounded

Payoffs: TypeAlias = tuple[RationalFunction, ...]


def read_efg(text: str, file: str = "<text>") -> GameFamily:
    """Reads the game in a Gambit .efg file, as a family without parameters.

    An information set without a name of its own among its player's is called "player number:set number", both
    counted from 1 as in the file.  If any action of a set is unnamed or two have the same name, all are
    called 1, 2, …  Rounded probabilities are read as fractions; the family's ``about`` says which.

    Raises
    ------
    ModelSyntaxError
        If the file is not of that kind, ends too soon, or contradicts itself; with file, line and column.

    Examples
    --------
    >>> ends = 't "" 1 "" { 1 } t "" 2 "" { 0 }'
    >>> family = read_efg(f'EFG 2 R "" {{ "E" }} "" p "" 1 1 "" {{ "in" "out" }} 0 {ends}')
    >>> [s.name for s in family.form.information_sets]
    ['1:1']
    """
    return _Reader(text.removeprefix("\ufeff"), file).game()


@dataclass(slots=True)
class _Set:
    """An information set as the file describes it, bit by bit; its place is its number in the game."""

    place: int
    player: int
    number: int
    name: str = ""
    actions: tuple[str, ...] = ()


class _Chance(NamedTuple):
    """A move of chance: its outcomes and their probabilities."""

    actions: tuple[str, ...]
    odds: tuple[RationalFunction, ...]


class _Reader(GambitReader):
    def game(self) -> GameFamily:
        title, self.players = self.heading("EFG", "extensive", "2")
        self.skip_text()
        self.sets: dict[tuple[int, int], _Set] = {}  # by the number of the player and its own number
        self.chances: dict[int, _Chance] = {}
        self.rounded: dict[str, Fraction] = {}
        self.nothing = (RationalFunction.constant(0),) * len(self.players)
        self.outcomes: dict[int, Payoffs] = {0: self.nothing}
        self.wanted = [f"the payoff of {player}" for player in self.players]

        root = self.position
        nodes = self.nodes()
        if self.next != END:
            raise self.problem("the end of the file after the last node")
        try:
            form = ExtensiveForm(self.players, self.information_sets(), tuple(nodes), title=title)
            return GameFamily(form, title=title, about=self.about(), origin=self.file)
        except InvalidGame as problem:
            raise self.problem(f"a tree that makes sense ({problem})", root) from problem

    def about(self) -> str:
        """The rounded probabilities and the fractions as which they were read; empty if there are none."""
        if not self.rounded:
            return ""
        read = ", ".join(f"{word} as {odds}" for word, odds in self.rounded.items())
        return f"Probabilities that are rounded in the file were read as fractions: {read}."

    def nodes(self) -> Iterator[Node[RationalFunction]]:
        """The nodes in preorder, each once all that stand in the file are read."""
        moves: list[_Set | _Chance | None] = []  # None at an end
        paid: list[Payoffs] = []
        wanted = 1  # nodes that are still to come, as far as is known
        while wanted:
            if len(moves) >= MOST_NODES:
                raise self.problem(f"at most {MOST_NODES:,} nodes")
            look()
            move = self.move()
            moves.append(move)
            paid.append(self.paid())
            wanted += len(move.actions) - 1 if move else -1
        return self.built(moves, paid)

    def built(
        self, moves: Sequence[_Set | _Chance | None], paid: list[Payoffs]
    ) -> Iterator[Node[RationalFunction]]:
        """Every node, with what is paid on the way to an end."""
        for position, (move, children) in enumerate(zip(moves, _children(moves), strict=True)):
            if move is None:
                yield Terminal(paid[position])
                continue
            if paid[position] is not self.nothing:
                for child in children:
                    paid[child] = tuple(map(add, paid[child], paid[position]))
            if isinstance(move, _Set):
                yield Decision(move.place, children)
            else:
                yield Lottery(move.actions, move.odds, children)

    def move(self) -> _Set | _Chance | None:
        """Takes a node but for its outcome: the set of a player, a move of chance, or nothing for an end."""
        place = self.position
        kind = self.words[place]
        if kind not in KINDS:
            raise self.problem("a node: c, p or t")
        self.position += 1
        self.skip_text()
        return None if kind == "t" else self.personal() if kind == "p" else self.chance(place)

    def personal(self) -> _Set:
        player, place = self.count("the number of the player"), self.position
        number = self.count("the number of the information set")
        if not 1 <= player <= len(self.players):
            raise self.problem(f"a player from 1 to {len(self.players)}", place - 1)
        info = self.sets.get((player, number))
        if info is None:
            info = self.sets[player, number] = _Set(len(self.sets), player, number)

        name = self.optional_text()
        if self.next == "{":
            actions = self.texts("the actions")
            if info.actions and actions != info.actions:
                raise self.problem(f"{self.known(info)}: {', '.join(info.actions)}", place - 1)
            info.actions = actions
        if not info.actions:
            raise self.problem(f"{self.known(info)} in braces")
        info.name = info.name or name
        return info

    @staticmethod
    def known(info: _Set) -> str:
        return f"the actions of player {info.player}'s information set {info.number}"

    def chance(self, place: int) -> _Chance:
        number = self.count("the number of the chance move")
        self.skip_text()
        if self.next == "{":
            self.position += 1
            names, odds, words = [], [], []
            while self.next != "}":
                names.append(self.name("an outcome of chance in quotation marks, or }"))
                words.append(self.next)
                odds.append(self.number(f"the probability of {names[-1]!r}"))
            self.position += 1
            self.chances[number] = _Chance(labels(names), self.odds(words, odds))

        if number not in self.chances:
            raise self.problem(f"the outcomes of chance move {number} in braces")
        if not self.chances[number].actions:
            raise self.problem("at least one outcome of chance", place)
        return self.chances[number]

    def odds(self, words: list[str], odds: list[Fraction]) -> tuple[RationalFunction, ...]:
        """The probabilities of an outcome of chance each, as formulas."""
        if sum(odds) == 1:
            return tuple(map(self.formulas.__getitem__, words))
        return tuple(map(RationalFunction.constant, self.unrounded(words, odds)))

    def unrounded(self, words: list[str], odds: list[Fraction]) -> list[Fraction]:
        """The simplest fractions that are rounded to long decimals, if all then sum to 1; else these."""
        simple = list(odds)
        for number, word in enumerate(words):
            places = len(word.partition(".")[2])
            if places >= FEWEST_PLACES and word.replace(".", "", 1).isdecimal():
                unit = Fraction(1, 10**places)  # the last digit may be off by one
                simple[number] = simplest_between(odds[number] - unit, odds[number] + unit)
        if sum(simple) != 1:
            return odds
        self.rounded |= {word: p for word, p, own in zip(words, simple, odds, strict=True) if p != own}
        return simple

    def paid(self) -> Payoffs:
        """Takes the outcome at a node: what everybody gets there."""
        place = self.position
        if self.words[place] == "0" and self.words[place + 1] in KINDS:
            self.position += 1  # no outcome, as at most nodes
            return self.nothing
        number = self.count("the number of an outcome, or 0")
        self.skip_text()
        if self.words[self.position] == "{":
            self.position += 1
            payoffs = self.payoffs(self.wanted)
            if self.outcomes.setdefault(number, payoffs) != payoffs:
                raise self.problem(f"the payoffs of outcome {number} as before", place)
        if number not in self.outcomes:
            raise self.problem(f"the payoffs of outcome {number} in braces")
        return self.outcomes[number]

    def information_sets(self) -> tuple[InformationSet, ...]:
        names, found = Counter([(info.player, info.name) for info in self.sets.values()]), []
        labelled = Meanings(labels)
        for info in self.sets.values():
            unique = info.name and names[info.player, info.name] == 1
            name = info.name if unique else f"{info.player}:{info.number}"
            found.append(InformationSet(self.players[info.player - 1], name, labelled[info.actions]))
        return tuple(found)


def _children(moves: Sequence[_Set | _Chance | None]) -> list[tuple[int, ...]]:
    """The children of each node in preorder: going backwards, the first that are not yet another's."""
    children: list[tuple[int, ...]] = [()] * len(moves)
    orphans: list[int] = []  # the first one last
    for position in range(len(moves) - 1, -1, -1):
        if move := moves[position]:
            first = len(orphans) - len(move.actions)
            children[position] = tuple(orphans[: first - 1 if first else None : -1])
            del orphans[first:]
        orphans.append(position)
    return children


def write_efg(game: ExtensiveForm[Fraction]) -> str:
    """Writes the text of an .efg file; ``read_efg`` gives back an equal game.

    Examples
    --------
    >>> from gametheory_paradox.forms import Move
    >>> print(write_efg(ExtensiveForm.from_tree(["E"], Move("E", "entry", {"in": [1], "out": [0]}))), end="")
    EFG 2 R "" { "E" }
    ""
    p "" 1 1 "entry" { "in" "out" } 0
    t "" 1 "" { 1 }
    t "" 2 "" { 0 }
    """
    # The number of each information set among its player's.
    counted: Counter[str] = Counter()
    numbers = []
    for info in game.information_sets:
        counted[info.player] += 1
        numbers.append(counted[info.player])
    lines = [f"EFG 2 R {quoted(game.title)} {{ {' '.join(map(quoted, game.players))} }}", '""']

    ends = chances = 0
    for node in game.nodes:
        if isinstance(node, Decision):
            info = game.information_sets[node.information_set]
            actions = " ".join(map(quoted, info.actions))
            player, number = game.players.index(info.player) + 1, numbers[node.information_set]
            lines.append(f'p "" {player} {number} {quoted(info.name)} {{ {actions} }} 0')
        elif isinstance(node, Lottery):
            chances += 1
            pairs = zip(node.outcomes, node.probabilities, strict=True)
            odds = " ".join(f"{quoted(name)} {p}" for name, p in pairs)
            lines.append(f'c "" {chances} "" {{ {odds} }} 0')
        else:
            ends += 1
            lines.append(f't "" {ends} "" {{ {", ".join(map(str, node.payoffs))} }}')
    return "\n".join(lines) + "\n"
