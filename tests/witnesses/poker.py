"""Poker of two kinds, any size, as trees: one card each and one round, or a public card and two."""

from fractions import Fraction
from itertools import permutations

from gametheory_paradox.forms import Chance, ExtensiveForm, Move

PLAYERS = ("Ann", "Bob")


def one_card_poker(ranks):
    """Kuhn's game with so many ranks, a card of each: stakes of 1, a bet of 1; with three worth -1/18."""
    deals = list(permutations(range(ranks), 2))
    return ExtensiveForm.from_tree(
        PLAYERS,
        Chance({f"{a}, {b}": (Fraction(1, len(deals)), _bets(a, b)) for a, b in deals}),
        title=f"Poker, {ranks} cards",
    )


def _bets(a, b):
    sign = 1 if a > b else -1
    passed = Move("Ann", f"{a} pass bet", {"bet": (2 * sign, -2 * sign), "pass": (-1, 1)})
    after_pass = Move("Bob", f"{b} pass", {"bet": passed, "pass": (sign, -sign)})
    after_bet = Move("Bob", f"{b} bet", {"bet": (2 * sign, -2 * sign), "pass": (1, -1)})
    return Move("Ann", f"{a}", {"bet": after_bet, "pass": after_pass})


def two_round_poker(ranks, suits=2, raises=2, bets=(2, 4)):
    """Leduc poker: a private card each, bets, a public card, bets; a pair wins, else the higher card."""
    deals = {}
    for a in range(ranks):
        for b in range(ranks):
            deals[a, b] = Fraction(suits * (suits - (a == b)), ranks * suits * (ranks * suits - 1))

    def public(a, b, said, paid):
        left = {c: suits - (a == c) - (b == c) for c in range(ranks)}
        total = sum(left.values())
        return Chance(
            {
                f"{c}": (Fraction(n, total), betting(a, b, c, f"{said} / {c} ", "", paid))
                for c, n in left.items()
                if n
            }
        )

    def shown(a, b, c, paid):
        worth = [(card == c, card) for card in (a, b)]
        gain = 0 if worth[0] == worth[1] else paid if worth[0] > worth[1] else -paid
        return (gain, -gain)

    def betting(a, b, c, said, now, paid, owed=0):
        """``paid`` by each before what is owed by the player whose turn it is."""
        who = len(now) % 2
        card = (a, b)[who]
        after = {}

        def next_round(paid):
            return public(a, b, said + now, paid) if c is None else shown(a, b, c, paid)

        if owed:
            after["fold"] = (-paid, paid) if who == 0 else (paid, -paid)
            after["call"] = next_round(paid + owed)
        else:
            after["check"] = next_round(paid) if now == "k" else betting(a, b, c, said, now + "k", paid)
        if now.count("r") < raises:
            after["raise"] = betting(a, b, c, said, now + "r", paid + owed, bets[c is not None])
        return Move(PLAYERS[who], f"{card} {said}{now}".strip(), after)

    tree = Chance({f"{a}, {b}": (p, betting(a, b, None, "", "", 1)) for (a, b), p in deals.items() if p})
    return ExtensiveForm.from_tree(PLAYERS, tree, title=f"Two rounds of poker, {ranks} ranks")
