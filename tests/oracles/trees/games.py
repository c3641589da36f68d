"""Small trees drawn at random, with perfect recall: imperfect information, chance, two or three players."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random

from gametheory_paradox.forms import ExtensiveForm
from gametheory_paradox.forms.trees.extensive_form_record import Decision, Lottery, Terminal
from gametheory_paradox.forms.trees.information import InformationSet

# name, how many, players, fewest and most nodes, payoffs, how many information sets have several nodes at
# least
KINDS: tuple[tuple[str, int, int, int, int, tuple[int, ...], int], ...] = (
    ("plain", 30, 2, 4, 12, tuple(range(-9, 10)), 0),
    ("hidden", 230, 2, 5, 12, tuple(range(-9, 10)), 1),
    ("many ties", 120, 2, 5, 12, (0, 1, 2), 1),
    ("larger", 100, 2, 13, 21, tuple(range(-9, 10)), 1),
    ("twice hidden", 100, 2, 9, 15, tuple(range(-9, 10)), 2),
    ("three players", 80, 3, 7, 13, tuple(range(-9, 10)), 1),
    ("three players, twice hidden", 60, 3, 9, 15, tuple(range(-9, 10)), 2),
)
ODDS = tuple(
    (Fraction(n, d), 1 - Fraction(n, d)) for n, d in ((1, 2), (1, 3), (2, 3), (1, 4), (2, 5), (1, 10))
)
MOST_CONTINGENCIES = 150


@dataclass
class Growing:
    """A node while the tree grows; children are numbers of nodes."""

    children: list[int] = field(default_factory=list)
    who: int = -1  # a player, or -1 for chance
    number: int = -1  # of the information set


def grow(random: Random, size: int) -> list[Growing]:
    """A tree of about that many nodes, every inner one with two or three branches."""
    nodes, ends = [Growing()], [0]
    while len(nodes) + 2 <= size:
        branches = 3 if random.random() < 0.2 and len(nodes) + 3 <= size else 2
        early = random.random() < 0.6  # wide trees have more to hide than deep ones
        place = ends.pop(0 if early else random.randrange(len(ends)))
        nodes[place].children = list(range(len(nodes), len(nodes) + branches))
        ends += nodes[place].children
        nodes += [Growing() for _ in range(branches)]
    return nodes


def assign(random: Random, nodes: list[Growing], players: int) -> list[tuple[int, int]]:
    """Gives inner nodes to players or chance; joins a player's nodes that follow the same own choices."""
    sets: list[tuple[int, int]] = []  # each one's player and number of actions
    pasts: list[tuple[tuple[int, int], ...]] = []
    way: dict[int, tuple[tuple[int, int, int], ...]] = {0: ()}  # player, set, branch
    chance_below = random.random() < 0.45
    for place, node in enumerate(nodes):  # parents come before children
        if not node.children:
            continue
        joinable = [
            s
            for s, kind in enumerate(sets)
            if kind[1] == len(node.children) and pasts[s] == past(way[place], kind[0])
        ]
        if chance_below and (place == 0 or random.random() < 0.15):
            node.who = -1
        elif joinable and random.random() < 0.5:
            node.who = sets[random.choice(joinable)][0]
        else:
            node.who = random.randrange(players)
        alike = [s for s in joinable if sets[s][0] == node.who]
        if node.who >= 0:
            if alike and random.random() < 0.8:
                node.number = random.choice(alike)
            else:
                node.number = len(sets)
                sets.append((node.who, len(node.children)))
                pasts.append(past(way[place], node.who))
        for branch, child in enumerate(node.children):
            way[child] = (*way[place], (node.who, node.number, branch))
    return sets


def past(way: tuple[tuple[int, int, int], ...], who: int) -> tuple[tuple[int, int], ...]:
    """A player's own choices on the way."""
    return tuple((s, branch) for mover, s, branch in way if mover == who)


def draw(random: Random, players: int, size: int, numbers: tuple[int, ...]) -> ExtensiveForm[Fraction]:
    """One game; nodes and information sets are put in preorder."""
    grown = grow(random, size)
    sets = assign(random, grown, players)
    order, pending = [], [0]
    while pending:
        place = pending.pop()
        order.append(place)
        pending += reversed(grown[place].children)
    new = {place: position for position, place in enumerate(order)}
    met = list(dict.fromkeys(grown[place].number for place in order if grown[place].number >= 0))
    nodes: list[Decision | Lottery[Fraction] | Terminal[Fraction]] = []
    for place in order:
        node = grown[place]
        below = tuple(new[child] for child in node.children)
        if not below:
            nodes.append(Terminal(tuple(Fraction(random.choice(numbers)) for _ in range(players))))
        elif node.who < 0:
            odds = (
                random.choice(ODDS) if len(below) == 2 else (Fraction(1, 2), Fraction(1, 4), Fraction(1, 4))
            )
            nodes.append(Lottery(tuple(f"c{b}" for b in range(len(below))), odds, below))
        else:
            nodes.append(Decision(met.index(node.number), below))
    infos = tuple(
        InformationSet(f"P{sets[s][0] + 1}", f"h{place}", tuple("abc"[: sets[s][1]]))
        for place, s in enumerate(met)
    )
    return ExtensiveForm(tuple(f"P{who + 1}" for who in range(players)), infos, tuple(nodes))


def contingencies(game: ExtensiveForm[Fraction]) -> int:
    """An upper bound of the number of pure profiles."""
    count = 1
    for info in game.information_sets:
        count *= len(info.actions)
    return count


def is_wanted(game: ExtensiveForm[Fraction], hidden: int) -> bool:
    """Everybody moves, enough is hidden, and the game is not so large that plain means take long."""
    everybody = {info.player for info in game.information_sets} == set(game.players)
    return (
        everybody
        and contingencies(game) <= MOST_CONTINGENCIES
        and sum(len(m) > 1 for m in game.members) >= hidden
    )


def every_game() -> Iterator[tuple[str, ExtensiveForm[Fraction]]]:
    """The games with their names."""
    for kind, count, players, fewest, most, numbers, hidden in KINDS:
        random = Random(f"trees: {kind}")
        made = 0
        while made < count:
            game = draw(random, players, random.randint(fewest, most), numbers)
            if is_wanted(game, hidden):
                made += 1
                yield f"{kind} {made}", game
