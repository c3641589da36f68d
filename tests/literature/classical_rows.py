"""Answers of classical games in which all is seen, or all choose at once: derived by hand, in comments.

The numbers of the prisoner's dilemma, the stag hunt, chicken, hawk and dove and the drivers are conventions
of textbooks; those of the chain store and of the centipede are of the sources.  The game after powell2006 is
a specification of ours, and so are the tie and the third player at the edges of two theorems.
"""

from fractions import Fraction

from literature.rows import Asked, Paid, Solved

F = Fraction
DILEMMA, STAG = "literature/luce-1957/prisoners-dilemma", "literature/jervis-1978/stag-hunt"
CHICKEN, HAWKS = "literature/aumann-1974/chicken", "literature/maynardsmith-1973/hawk-dove"
MARKET, MARKETS = "literature/selten-1978/one-market", "literature/selten-1978/two-markets"
CENTIPEDE, TIE = "literature/mckelvey-1992/centipede", "literature/kuhn-1953/tie-after-the-first-move"
TWO_DRIVERS, FOUR_DRIVERS = "literature/braess-1968/two-drivers", "literature/braess-1968/four-drivers"
THREE, SHIFT = "literature/dobss-2008/security-of-three", "literature/powell-2006/power-shift"

RISE, EDGE, CONVENTION = (
    "powell2006, a finite version",
    "kuhn1953, at the edge of a theorem",
    "the convention of textbooks",
)
BOTH = ["A", "B"]
SECOND_MARKET = ["second market after out", "second market after fight", "second market after yield"]
YIELDING = dict.fromkeys(("first market", *SECOND_MARKET), "yield")


def alike(players, choice):
    return dict.fromkeys(players, choice)


def taking(one, two):
    """What is done in the centipede: at One's moves and at Two's."""
    return {
        "One": dict(zip(("move 1", "move 3"), one, strict=True)),
        "Two": dict(zip(("move 2", "move 4"), two, strict=True)),
    }


SOLVED = [
    # T > R and P > S: whatever the other does, to defect pays more.
    Solved(DILEMMA, [(alike(BOTH, "defect"), (1, 1))], f"luce1957, {CONVENTION}"),
    # Either is best against itself; indifferent where the stag, worth its probability, is worth the hare.
    Solved(
        STAG,
        [
            (alike(BOTH, "stag"), (1, 1)),
            (alike(BOTH, "hare"), (F(3, 4), F(3, 4))),
            (alike(BOTH, {"stag": "3/4", "hare": "1/4"}), (F(3, 4), F(3, 4))),
        ],
        f"jervis1978, {CONVENTION}",
    ),
    # With probability p of dare against it, dare is worth 7(1 - p) and yield 2p + 6(1 - p): equal at p = 1/3,
    # worth 14/3.
    Solved(
        CHICKEN,
        [
            ({"A": "dare", "B": "yield"}, (7, 2)),
            ({"A": "yield", "B": "dare"}, (2, 7)),
            (alike(BOTH, {"dare": "1/3", "yield": "2/3"}), (F(14, 3), F(14, 3))),
        ],
        f"aumann1974, {CONVENTION}",
    ),
    # p(V - C)/2 + (1 - p)V = (1 - p)V/2 at p = V/C = 2/5, worth 3/5 · 1.  With C = 1 < V hawk is better
    # against either.
    Solved(
        HAWKS,
        [
            ({"A": "hawk", "B": "dove"}, (2, 0)),
            ({"A": "dove", "B": "hawk"}, (0, 2)),
            (alike(BOTH, {"hawk": "2/5", "dove": "3/5"}), (F(3, 5), F(3, 5))),
        ],
        f"maynardsmith1973, {CONVENTION}",
    ),
    Solved(HAWKS, [(alike(BOTH, "hawk"), (F(1, 2), F(1, 2)))], f"maynardsmith1973, {CONVENTION}", {"C": 1}),
    # 2 > f, so the store yields, and 2 > 1, so the entrant goes in; with f = 3 it fights, and 0 < 1.
    Solved(
        MARKET,
        [({"Entrant": {"entry": "in"}, "Store": {"after entry": "yield"}}, (2, 2))],
        "selten1978, one market",
    ),
    Solved(
        MARKET,
        [({"Entrant": {"entry": "out"}, "Store": {"after entry": "fight"}}, (1, 5))],
        "selten1978, one market",
        {"f": 3},
    ),
    # In the second market the store yields after everything, so Second goes in after everything; in the first
    # it then yields too.
    Solved(
        MARKETS,
        [
            (
                {
                    "First": {"first market": "in"},
                    "Second": {"after out": "in", "after fight": "in", "after yield": "in"},
                    "Store": YIELDING,
                },
                (2, 2, 4),
            )
        ],
        "selten1978, two markets",
    ),
    # At move n to take gives 4g^(n-1), and to pass g^n if the next one takes: take if g < 4.  At the last
    # move 4g^3 against g^4: the same.  With g > 4 passing there gives One 4g^4 > 4g^2, and so on to the first
    # move.
    Solved(CENTIPEDE, [(taking(["take", "take"], ["take", "take"]), (4, 1))], "mckelvey1992, four moves"),
    Solved(
        CENTIPEDE,
        [(taking(["pass", "pass"], ["pass", "pass"]), (2500, 625))],
        "mckelvey1992, four moves",
        {"g": 5},
    ),
    # B helps if t > 0, and 2 > 1; it hinders if t < 0, and 0 < 1.
    Solved(TIE, [({"A": {"start": "go"}, "B": {"after going": "help"}}, (2, 1))], EDGE),
    Solved(TIE, [({"A": {"start": "stay"}, "B": {"after going": "hinder"}}, (1, 0))], EDGE, {"t": -1}),
    # The follower plays c against a and d against b; the leader gains 1 by a whatever the follower does.
    Solved(
        THREE,
        [({"leader": "a", "follower": "c", "third": "watch"}, (2, 1, -3))],
        "paruchuri2008, with a third player",
    ),
    # Against either road of the other the shortcut is faster: 2 + e < K where both share a half, and 1 + e <
    # K.
    Solved(TWO_DRIVERS, [(alike(BOTH, "shortcut"), (-4, -4))], f"braess1968, {CONVENTION}"),
    # A road of 45 is slower than the other narrow half even if all four drive there.
    Solved(FOUR_DRIVERS, [(alike("ABCD", "shortcut"), (-80, -80, -80, -80))], f"braess1968, {CONVENTION}"),
    # The riser builds: 1 - p_2 > 1 - p_1.  The decliner has 2p_1 - c = 27/20 by fighting and 1 + p_2 - c =
    # 23/20 by accepting; at p_1 = 13/20 it is 21/20 and 23/20.
    Solved(
        SHIFT,
        [
            (
                {"Decliner": {"offered all of the first pie": "fight"}, "Riser": {"after peace": "build"}},
                (F(27, 20), F(3, 20)),
            )
        ],
        RISE,
    ),
    Solved(
        SHIFT,
        [
            (
                {"Decliner": {"offered all of the first pie": "accept"}, "Riser": {"after peace": "build"}},
                (F(23, 20), F(17, 20)),
            )
        ],
        RISE,
        {"p_1": "13/20"},
    ),
]

PAID = [
    # As in the file of classical trees: out is Nash with a fight of probability 1/2 at least.
    Paid(MARKET, "nash", {(2, 2), (1, 5)}, "selten1978, one market"),
]

ASKED = [
    # Alone, A cooperates with a defector: S = 0.
    Asked(DILEMMA, {"mover": "A", "action": "defect"}, "absent", ((1,), (0,)), f"luce1957, {CONVENTION}"),
    Asked(
        DILEMMA,
        {"mover": "A", "action": "defect", "coalition": BOTH},
        "present",
        ((1,), (3,)),
        f"luce1957, {CONVENTION}",
    ),
    # Who has no hare is joined at the stag.
    *(
        Asked(
            STAG,
            {"mover": "A", "action": "hare"},
            verdict,
            ((F(3, 4), 1), (1,)),
            f"jervis1978, {CONVENTION}",
            quantifiers=which,
        )
        for verdict, which in (("absent", ("strong", "best")), ("present", ("worst", "possible")))
    ),
    # Who cannot yield is yielded to.
    *(
        Asked(
            CHICKEN,
            {"mover": "A", "action": "yield"},
            verdict,
            ((2, F(14, 3), 7), (7,)),
            f"aumann1974, {CONVENTION}",
            quantifiers=which,
        )
        for verdict, which in (("absent", ("strong", "best")), ("present", ("worst", "possible")))
    ),
    *(
        Asked(
            HAWKS,
            {"mover": "A", "action": "dove"},
            verdict,
            ((0, F(3, 5), 2), (2,)),
            f"maynardsmith1973, {CONVENTION}",
            quantifiers=which,
        )
        for verdict, which in (("absent", ("strong", "best")), ("present", ("worst", "possible")))
    ),
    Asked(
        HAWKS,
        {"mover": "A", "action": "hawk", "coalition": BOTH},
        "present",
        ((F(1, 2),), (1,)),
        f"maynardsmith1973, {CONVENTION}",
        {"C": 1},
    ),
    # A store that cannot yield deters: 0 < 1.
    Asked(
        MARKET,
        {"mover": "Store", "action": "yield", "at": "after entry"},
        "present",
        ((2,), (5,)),
        "selten1978, one market",
    ),
    # Under Nash equilibrium the entrant's worst is 1, and 2 without staying out: the store, now reached for
    # sure, yields.
    *(
        Asked(
            MARKET,
            {"mover": "Entrant", "action": "out", "at": "entry"},
            verdict,
            ((1, 2), (2,)),
            "selten1978, one market",
            quantifiers=which,
            concept="nash",
            infinite=(True, False),
        )
        for verdict, which in (("absent", ("strong", "best")), ("present", ("worst", "possible")))
    ),
    # Without yielding both stay out.  Without it in the second market Second stays out, and the store yields
    # in the first: 2 + 5.  Without it in the first, First stays out: 5 + 2.
    *(
        Asked(
            MARKETS,
            {"mover": "Store", "action": "yield"} | at,
            "present",
            ((4,), (gets,)),
            "selten1978, two markets",
        )
        for at, gets in (({}, 10), ({"at": SECOND_MARKET}, 7), ({"at": "first market"}, 7))
    ),
    # Without move 2's take: One takes 4g^2 = 16 at move 3, so it passes; Two gets g^2.  Without move 4's: One
    # passes to get 4g^4, so Two passes if g^4 > 4g; without move 3's: Two passes to take 4g^3, so One passes
    # if g^3 > 4.
    *(
        Asked(
            CENTIPEDE,
            {"mover": who, "action": "take", "at": at},
            "present",
            ((one,), (two,)),
            "mckelvey1992, four moves",
        )
        for who, at, one, two in (("Two", "move 2", 1, 4), ("Two", "move 4", 1, 16), ("One", "move 3", 4, 8))
    ),
    *(
        Asked(
            CENTIPEDE,
            {"mover": who, "action": "take", "at": at},
            "absent",
            ((gets,), (gets,)),
            "mckelvey1992, four moves",
            {"g": g},
        )
        for who, at, g, gets in (
            ("Two", "move 4", "3/2", 1),
            ("One", "move 3", "3/2", 4),
            ("Two", "move 2", 5, 625),
            ("Two", "move 4", 5, 625),
            ("One", "move 3", 5, 2500),
        )
    ),
    # t = 0: B helps with any probability p.  A gets 2p without staying, and the greater of 1 and 2p with it.
    Asked(
        TIE,
        {"mover": "A", "action": "stay", "at": "start"},
        "present",
        ((1, 2), (0, 2)),
        EDGE,
        {"t": 0},
        quantifiers=("possible",),
        infinite=(True, True),
    ),
    Asked(
        TIE,
        {"mover": "A", "action": "stay", "at": "start"},
        "absent",
        ((2,), (2,)),
        EDGE,
        quantifiers=("possible",),
    ),
    Asked(
        THREE,
        {"mover": "leader", "action": "a"},
        "present",
        ((2,), (3,)),
        "paruchuri2008, with a third player",
    ),
    # Alone, A drives north beside B's shortcut: K + 2.  Together: north K + 1 and south K + d + 1, or each
    # drives north with (1 + d)/2 = 5/8, K + 3/2 + d/2.
    Asked(
        TWO_DRIVERS,
        {"mover": "A", "action": "shortcut"},
        "absent",
        ((-4,), (F(-33, 8),)),
        f"braess1968, {CONVENTION}",
    ),
    Asked(
        TWO_DRIVERS,
        {"mover": "A", "action": "shortcut", "coalition": BOTH},
        "present",
        ((-4,), (F(-15, 4), F(-27, 8), F(-25, 8))),
        f"braess1968, {CONVENTION}",
    ),
    # Alone, A shares a narrow half with three: 40 + 45, on either road.
    Asked(
        FOUR_DRIVERS,
        {"mover": "A", "action": "shortcut"},
        "absent",
        ((-80,), (-85, -85)),
        f"braess1968, {CONVENTION}",
        infinite=(False, True),
    ),
    # Together, a driver mixes only if it expects 3/2 of the others in the north: all mix 1/2, or three mix
    # 1/4 (3/4) beside one in the north (south), or two mix 1/2 beside one in each, or nobody mixes and two
    # drive each way.  Who mixes needs 10 · 5/2 + 45; who does not needs 10 · 2 + 45, or 10 · 7/4 + 45 if it
    # is the only one.
    Asked(
        FOUR_DRIVERS,
        {"mover": "A", "action": "shortcut", "coalition": ["A", "B", "C", "D"]},
        "present",
        ((-80,), (-70, -65, F(-125, 2))),
        f"braess1968, {CONVENTION}",
    ),
    # Without building there is peace: 1 - p_1 + c against 2 - 2p_1 - c.
    *(
        Asked(
            SHIFT,
            {"mover": "Riser", "action": "build", "at": "after peace"},
            verdict,
            ((one,), (two,)),
            RISE,
            values,
        )
        for verdict, one, two, values in (
            ("present", F(3, 20), F(9, 20), {}),
            ("absent", F(17, 20), F(3, 5), {"p_1": "13/20"}),  # peace with building too
            ("absent", F(7, 20), F(1, 4), {"c": "1/20"}),  # war that is worth it
        )
    ),
]
