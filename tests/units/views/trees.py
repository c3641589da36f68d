"""Trees to draw: the classical ones, large ones, and random ones whose information sets span depths."""

import random
from fractions import Fraction

from hypothesis import strategies as st

from gametheory_paradox.forms import Chance, ExtensiveForm, Lottery, Move, Profile, Terminal

NAMES = ["a", "stay put", "escalate at once", "wait", "withdraw beyond the river"]


def entry_game():
    tree = Move(
        "E", "entry", {"in": Move("I", "after entry", {"fight": (-1, -1), "yield": (1, 1)}), "out": (0, 2)}
    )
    return ExtensiveForm.from_tree(["E", "I"], tree)


def beer_quiche():
    def answer(kind, meal):
        likes = int((meal == "beer") == (kind == "strong"))
        return Move(
            "B", meal, {"fight": (likes, int(kind == "weak")), "defer": (likes + 2, int(kind == "strong"))}
        )

    def breakfast(kind):
        return Move("A", kind, {meal: answer(kind, meal) for meal in ("beer", "quiche")})

    return ExtensiveForm.from_tree(
        ["A", "B"], Chance({k: (p, breakfast(k)) for k, p in (("strong", "9/10"), ("weak", "1/10"))})
    )


def horse():
    def third(left, right):
        return Move("3", "h3", {"L": left, "R": right})

    second = Move("2", "h2", {"d": third((4, 4, 0), (0, 0, 1)), "c": (1, 1, 1)})
    return ExtensiveForm.from_tree(
        ["1", "2", "3"], Move("1", "h1", {"D": third((3, 3, 2), (0, 0, 0)), "C": second})
    )


def poker():
    cards = "JQK"

    def showdown(ann, bob, stake):
        return (stake, -stake) if cards.index(ann) > cards.index(bob) else (-stake, stake)

    def play(ann, bob):
        answer = Move("Ann", f"{ann}, check, bet", {"fold": (-1, 1), "call": showdown(ann, bob, 2)})
        after_check = Move("Bob", f"{bob}, check", {"check": showdown(ann, bob, 1), "bet": answer})
        after_bet = Move("Bob", f"{bob}, bet", {"fold": (1, -1), "call": showdown(ann, bob, 2)})
        return Move("Ann", ann, {"check": after_check, "bet": after_bet})

    deals = {a + b: ("1/6", play(a, b)) for a in cards for b in cards if a != b}
    return ExtensiveForm.from_tree(["Ann", "Bob"], Chance(deals))


def sixty_leaves():
    third = dict.fromkeys(NAMES, (1, 2, 3))
    second = {name: Move("C", f"{name} seen", third) for name in NAMES[:3]}
    tree = Move("A", "start", {name: Move("B", f"after {name}", second) for name in NAMES[:4]})
    return ExtensiveForm.from_tree(["A", "B", "C"], tree)


def spanning():
    """C's set "unseen" has nodes at depths one, two and three, with nodes of other sets between them."""

    def unseen(k):
        return Move("C", "unseen", {"go": (k, 1, 0), "stop": (0, k, 1)})

    def murky(k):
        return Move("B", "murky", {"up": (k, 0, 1), "down": unseen(k)})

    middle = Move("B", "seen", {"l": Move("C", "other", {"p": (2, 2, 2), "q": (0, 0, 0)}), "r": unseen(3)})
    right = Chance({"rain": ("1/3", murky(2)), "sun": ("2/3", murky(5))})
    return ExtensiveForm.from_tree(
        ["A", "B", "C"], Move("A", "start", {"left": unseen(1), "middle": middle, "right": right})
    )


def long_names():
    first, second = (
        "The Government of the Republic on the Southern Shore",
        "United Front of the Northern Provinces",
    )
    answer = Move(
        second,
        "after the offer was made in public",
        {"accept it as it is": ("1/3", "22/7"), "reject it": (-5, 0)},
    )
    offer = {"offer an unconditional cease-fire & talks": answer, "wait_and_see": (0, 0)}
    return ExtensiveForm.from_tree(
        [first, second], Move(first, "before the negotiations in the capital have begun", offer)
    )


def over_at_once():
    return ExtensiveForm.from_tree(["A", "B"], (1, 2))


def chain(levels):
    """A tree in which each of so many moves either ends the game or goes on."""
    tree = (0, 0)
    for level in range(levels - 1):
        tree = Move("AB"[level % 2], str(level), {"stop": (level, -level), "go": tree})
    return ExtensiveForm.from_tree(["A", "B"], tree)


def lotteries(levels):
    """The same with chance in place of the players, written down node by node."""
    half, last = Fraction(1, 2), 2 * (levels - 1)
    nodes = [
        Lottery(("stop", "go"), (half, half), (at + 1, at + 2))
        if at % 2 == 0 and at < last
        else Terminal((half,))
        for at in range(last + 1)
    ]
    return ExtensiveForm(("A",), (), tuple(nodes))


CLASSICS = (beer_quiche, horse, poker, sixty_leaves, spanning, long_names, over_at_once)


def mixed(game):
    return Profile(game.information_sets, tuple(uniform(len(s.actions)) for s in game.information_sets))


def even_beliefs(game):
    return tuple(uniform(len(members)) for members in game.members)


def uniform(count):
    return (Fraction(1, count),) * count


@st.composite
def doubtful_trees(draw):
    """Trees of which few nodes can be told apart: most sets have nodes at several depths."""
    rng = random.Random(draw(st.integers(0, 10**6)))
    players = ["Ann", "Bob the Elder", "C"][: rng.randint(1, 3)]
    sets = [
        (rng.choice(players), f"set {n}", rng.sample(NAMES, rng.randint(1, 3)))
        for n in range(rng.randint(4, 6))
    ]

    def grow(depth, met):
        left = [known for known in sets if known[1] not in met]
        if depth == 0 or not left or (met and rng.random() < 0.15):
            return tuple(rng.randint(-99, 99) for _ in players)
        if rng.random() < 0.2:
            outcomes = rng.sample(NAMES, rng.randint(1, 3))
            return Chance({name: (Fraction(1, len(outcomes)), grow(depth - 1, met)) for name in outcomes})
        player, name, actions = rng.choice(left)
        return Move(player, name, {action: grow(depth - 1, met | {name}) for action in actions})

    return ExtensiveForm.from_tree(players, grow(draw(st.integers(3, 5)), frozenset()))
