"""Answers of classical games in which somebody does not see something: derived by hand, in comments.

The numbers of beer and quiche and of Selten's horse are conventions of textbooks.  The games after fearon1995
and kydd2000 are specifications of ours.
"""

from fractions import Fraction

from literature.rows import Asked, Paid, Solved

F = Fraction
HORSE, BEER = "literature/selten-1975/horse", "literature/cho-1987/beer-quiche"
RISK, TRUST = "literature/fearon-1995/risk-and-return", "literature/kydd-2000/reassurance"
BARGAIN, GESTURE, CONVENTION = (
    "fearon1995, a finite version",
    "kydd2000, a minimal instance",
    "the convention of textbooks",
)
BARGAINING = {
    "weak asked for most": "accept",
    "weak asked for half": "accept",
    "tough asked for most": "fight",
    "tough asked for half": "accept",
}

SOLVED = [
    # The weak have 1/5 or 9/20 against 1/10, the tough against 2/5.  A gets 4/5 · q + 3/10 · (1 - q) by
    # asking for most, 11/20 by asking for half: most if q > 1/2.  B then gets 1/5 · q + 2/5 · (1 - q).
    Solved(RISK, [({"A": {"offer": "most"}, "B": BARGAINING}, (F(27, 40), F(1, 4)))], BARGAIN),
    Solved(RISK, [({"A": {"offer": "half"}, "B": BARGAINING}, (F(11, 20), F(9, 20)))], BARGAIN, {"q": "1/4"}),
    # q < 1/2: whoever pools is answered with a duel, and one type leaves; the wimpy copy the surly who part
    # from them.  So the wimpy mix, quiche gives them 1, and beer 2 times the probability of retreat, 1/2; the
    # receiver is indifferent after beer if as many wimpy as surly have it: 1/3 = 2/3 · 1/2.  The sender gets
    # 1/3 · 2 + 2/3 · 1; the receiver is right half the time after beer (2/3) and always after quiche (1/3).
    Solved(
        BEER,
        [
            (
                {
                    "Sender": {"surly": "beer", "wimpy": {"beer": "1/2", "quiche": "1/2"}},
                    "Receiver": {"after beer": {"duel": "1/2", "retreat": "1/2"}, "after quiche": "duel"},
                },
                (F(4, 3), F(2, 3)),
            )
        ],
        f"cho1987, {CONVENTION}",
        {"q": "1/3"},
    ),
]

PAID = [
    # As in the file of classical trees.
    Paid(HORSE, "subgame-perfect", {(1, 1, 1), (3, 3, 2)}, f"selten1975, {CONVENTION}"),
    Paid(HORSE, "sequential", {(1, 1, 1)}, f"selten1975, {CONVENTION}"),
    # q = 9/10: both have beer (9/10 · 3 + 1/10 · 2) or both quiche (9/10 · 2 + 1/10 · 3), and the receiver
    # retreats.
    Paid(BEER, "sequential", {(F(29, 10), F(9, 10)), (F(21, 10), F(9, 10))}, f"cho1987, {CONVENTION}"),
    # Nobody is trusted without a gesture: 2/5 < 3/5 · L.  m = 3/4: the greedy make it with probability 2/3,
    # so that the receiver is indifferent, who trusts with 3/4, so that they are; the trustworthy get 3/4 -
    # 1/4.  m = 5/4: the greedy never make it; the trustworthy who do get 1 - 1/4.  If both make it for sure
    # they are not trusted; if neither does they have 0.
    Paid(TRUST, "sequential", {(0, 0), (F(1, 5), 0)}, GESTURE),
    Paid(TRUST, "sequential", {(0, 0), (F(3, 10), F(2, 5))}, GESTURE, {"m": "5/4"}),
]

ASKED = [
    # The weak who cannot give in to it are not asked for most.
    Asked(
        RISK,
        {"mover": "B", "action": "accept", "at": "weak asked for most"},
        "present",
        ((F(1, 4),), (F(9, 20),)),
        BARGAIN,
    ),
    Asked(
        RISK,
        {"mover": "B", "action": "accept", "at": "weak asked for most"},
        "absent",
        ((F(9, 20),), (F(9, 20),)),
        BARGAIN,
        {"q": "1/4"},
    ),
    # Greedy who cannot make the gesture leave it to the trustworthy: 2/5 · (1 - 1/4).
    Asked(
        TRUST,
        {"mover": "Sender", "action": "gesture", "at": "greedy"},
        "present",
        ((0, F(1, 5)), (F(3, 10),)),
        GESTURE,
        concept="sequential",
        infinite=(True, False),
    ),
    *(
        Asked(
            TRUST,
            {"mover": "Sender", "action": "gesture", "at": "greedy"},
            verdict,
            ((0, F(3, 10)), (F(3, 10),)),
            GESTURE,
            {"m": "5/4"},
            quantifiers=which,
            concept="sequential",
            infinite=(True, False),
        )
        for verdict, which in (("absent", ("strong", "best")), ("present", ("worst", "possible")))
    ),
    # Wimpy who cannot have beer leave it to the surly, who are spared: 3q + (1 - q).
    Asked(
        BEER,
        {"mover": "Sender", "action": "beer", "at": "wimpy"},
        "present",
        ((F(4, 3),), (F(5, 3),)),
        f"cho1987, {CONVENTION}",
        {"q": "1/3"},
    ),
    *(
        Asked(
            BEER,
            {"mover": "Sender", "action": "beer", "at": "wimpy"},
            verdict,
            ((F(21, 10), F(29, 10)), (F(14, 5),)),
            f"cho1987, {CONVENTION}",
            quantifiers=which,
            concept="sequential",
            infinite=(True, False),
        )
        for verdict, which in (("absent", ("strong", "best")), ("present", ("worst", "possible")))
    ),
    # If Two could not move down, Three would know that One did, and choose L; One would get 3, and Two with
    # it.
    Asked(
        HORSE,
        {"mover": "Two", "action": "d", "at": "second"},
        "present",
        ((1, 1), (3,)),
        f"selten1975, {CONVENTION}",
        concept="sequential",
        infinite=(True, False),
    ),
]
