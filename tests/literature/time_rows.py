"""Answers of games in periods of the literature: derived by hand, in comments.

All are specifications of ours; of the truels the numbers of the skills are a convention of textbooks.
"""

from fractions import Fraction

from literature.rows import Asked, Solved

F = Fraction
TRUEL, LOTS = "literature/kilgour-1975/truel", "literature/toral-2005/random-truel"
HIDDEN = "literature/schultz-2010/hidden-support"
SEEN, BEST = f"{HIDDEN}/seen", f"{HIDDEN}/best-bargain"
CONTROL, AID = "literature/padro-2012/indirect-control", "literature/bapat-2011/aid"
COMMONS, AGAIN = "literature/hardin-1968/vacuum-commons", "literature/myerson-2007/restraint/repeated"
EXIT = "literature/chassang-2009/exit"

IN_TURN, DRAWN = "kilgour1975, a version without end", "toral2005, the random order with numbers of ours"
LATE, AT_ONCE = "schultz2010, two levels of support", "schultz2010, two levels of support that are seen"
PLAN, THREAT = "padro2012, a plan of two states", "bapat2011, a reduced form"
HAZARD = "hardin1968, the argument in a game with a hazard"
PROMISE = "myerson2007, the thesis in a game that goes on"
PEACE = "chassang2009, the argument in a game that goes on"

# Three who shoot in turn.  A period of life is worth 1 - d, and one who is left alone gets 1.
a, b, d = F(1, 3), F(2, 3), F(9, 10)
LIFE = 1 - d


def first(p, q):
    """What a duel is worth to who shoots first: LIFE + d·(p + (1 - p)·(LIFE + d·(1 - q)·itself))."""
    return (LIFE + d * (p + (1 - p) * LIFE)) / (1 - d * d * (1 - p) * (1 - q))


def second(p, q):
    """What it is worth to the other one, who hits with q."""
    return LIFE + d * (1 - p) * first(q, p)


# A shoots in the air, B at C and C at B; C hits.  On B's turn A will meet B or C, and shoot first.
MET = LIFE + d * (b * first(a, b) + (1 - b) * (LIFE + d * first(a, F(1))))
WAITING = (
    LIFE + d * MET,
    LIFE + d * (LIFE + d * (b * second(a, b) + (1 - b) * LIFE)),
    LIFE + d * (LIFE + d * (1 - b) * (LIFE + d * second(a, F(1)))),
)
# Without the air it shoots at C, and meets B, who shoots first, or goes on as before.
SHOOTING = LIFE + d * (a * second(b, a) + (1 - a) * MET)
DUELS = {
    "A": {"AB A": "at B", "AC A": "at C"},
    "B": {"AB B": "at A", "BC B": "at C"},
    "C": {"AC C": "at A", "BC C": "at B"},
}
# B and C are indifferent between each other and the air with the odds (3 - 3·d³)/(6·d - 2·d³) of a shot by B.
ODDS = (3 - 3 * d**3) / (6 * d - 2 * d**3)


def in_turn(of_a, of_b, of_c):
    """What everybody does while all three live, and in duels."""
    here = {"A": {"ABC A": of_a}, "B": {"ABC B": of_b}, "C": {"ABC C": of_c}}
    return {who: here[who] | DUELS[who] for who in "ABC"}


MIXED = (
    {"at C": str(ODDS), "air": str(1 - ODDS)},
    {"at B": "271/1731", "air": "1460/1731"},
)

SOLVED = [
    Solved(
        TRUEL,
        [
            (in_turn("air", "at C", "at B"), WAITING),
            (in_turn("air", *MIXED), (F(1171339, 1496500), F(577, 820), F(7, 10))),
            (in_turn("air", "air", "air"), (1, 1, 1)),
        ],
        IN_TURN,
    ),
    # C is not yet the best, and so both others shoot at B.  All are drawn equally often: who hits first hangs
    # on the skills, which sum to 209/100, and so does who wins the duel that is left.
    Solved(
        LOTS,
        [
            (
                {
                    "A": {"ABC A": "at B", "AB A": "at B", "AC A": "at C"},
                    "B": {"ABC B": "at C", "AB B": "at A", "BC B": "at C"},
                    "C": {"ABC C": "at B", "AC C": "at A", "BC C": "at B"},
                },
                (
                    F(129, 209) * F(50, 129) + F(80, 209) * F(50, 130),
                    F(80, 209) * F(80, 130),
                    F(129, 209) * F(79, 129),
                ),
            )
        ],
        DRAWN,
    ),
    # Full support pays the host more whatever the neighbor does.  Against it an attack is worth (p/(1 - d) -
    # c_N)/(1 - d·(1 - p)) = (2 - 3/10)/(7/25) to the neighbor, and (1 - p - c_H)/(7/25) to the host.
    *(
        Solved(game, [({"Host": {"open": "take all"}, "Neighbor": attacks}, (F(25, 14), F(85, 14)))], source)
        for game, attacks, source in (
            (HIDDEN, {"open": "attack"}, LATE),
            (SEEN, {"open after keep": "attack", "open after take all": "attack"}, AT_ONCE),
        )
    ),
    # The same with 1 - d·(1 - p) = 23/50.
    Solved(
        BEST,
        [({"Host": {"open": "take all"}, "Neighbor": {"open": "attack"}}, (F(40, 23), F(15, 46)))],
        LATE,
    ),
    # An effort costs 1/10 and an intervention (6 - 5)/2 in the period, and nothing answers them: -chi·p0·10.
    Solved(
        CONTROL,
        [({"Agent": {"stage": "idle"}, "Principal": {"stage": "leave"}}, (0, -50))],
        PLAN,
        concept="markov-perfect",
    ),
    # With an aid of 5 the group costs the host nothing; without aid an effort gives it -7/(1 - 9/20), less
    # than -50 without one; the donor loses 13 or 8 a period.
    Solved(AID, [({"Host": {"alive": "none"}}, (0, -130))], THREAT),
    Solved(AID, [({"Host": {"alive": "effort"}}, (F(-140, 11), F(-160, 11)))], THREAT, {"a": 0}),
    # Both coerce: 11/5 a period and a hazard of 3/25, after which it is -20.
    Solved(
        COMMONS,
        [
            (
                {who: {"stable": "coerce"} for who in ("One", "Two")},
                ((F(11, 5) - 20 * F(27, 250)) / (1 - F(9, 10) * F(22, 25)),) * 2,
            )
        ],
        HAZARD,
    ),
    # As in the game of one period, twice as much.
    Solved(
        AGAIN,
        [
            (
                {
                    "Target": {"asked": "not"},
                    "Coercer": {"asked after comply": "punish", "asked after not": "punish"},
                },
                (-10, 4),
            )
        ],
        PROMISE,
    ),
    # Peace is worth 4/(1 - 1/2) > 13/2, war 4.  Where both keep peace with q: v = q·(4 + v/2) + 2·(1 - q) =
    # 13/2·q + 4·(1 - q), so that q = 4/5.
    Solved(
        EXIT,
        [
            ({who: {"calm": does} for who in ("country 1", "country 2")}, (worth,) * 2)
            for does, worth in (("peace", 8), ("attack", 4), ({"peace": "4/5", "attack": "1/5"}, 6))
        ],
        PEACE,
    ),
    Solved(
        EXIT,
        [({who: {"calm": "attack"} for who in ("country 1", "country 2")}, (5, F(7, 2)))],
        PEACE,
        {"d": 1},
    ),
]

ARMED = {"paradox": "comparative-statics", "mover": "country 1", "parameter": "d", "low": 0, "high": 1}
SKILL = {"paradox": "comparative-statics", "mover": "C", "parameter": "c", "low": "79/100", "high": "81/100"}
IDLE = {"paradox": "dynamic-backfire", "mover": "Host", "action": "none", "instead": "effort"}
ASKED = [
    Asked(
        TRUEL,
        {"mover": "A", "action": "air"},
        "absent",
        ((WAITING[0], F(1171339, 1496500), 1), (SHOOTING,)),
        IN_TURN,
    ),
    # At c = 81/100 C is the best, and both others shoot at it: 81/211·81/131.
    Asked(LOTS, SKILL, "absent", ((F(79, 209),), (F(81, 211) * F(81, 131),)), DRAWN),
    # Without attacks all is the host's.
    *(
        Asked(game, {"mover": "Neighbor", "action": "attack"}, "absent", ((worth,), (0,)), source)
        for game, worth, source in (
            (HIDDEN, F(85, 14), LATE),
            (SEEN, F(85, 14), AT_ONCE),
            (BEST, F(15, 46), LATE),
        )
    ),
    Asked(CONTROL, {"mover": "Principal", "action": "intervene"}, "absent", ((-50,), (-50,)), PLAN),
    # With an aid of 5 an effort costs the host 2 a period as long as it is of no avail; without aid it pays.
    Asked(AID, IDLE, "absent", ((F(-40, 11),), (0,)), THREAT),
    Asked(AID, IDLE, "present", ((F(-140, 11),), (-50,)), THREAT, {"a": 0}),
    # Who refrains alone gets 1 a period and -20 after a hazard of 7/100.
    Asked(
        COMMONS,
        {"mover": "One", "action": "coerce"},
        "absent",
        ((F(5, 26),), ((1 - 20 * F(63, 1000)) / (1 - F(9, 10) * F(93, 100)),)),
        HAZARD,
    ),
    Asked(
        COMMONS,
        {"mover": "One", "action": "coerce", "coalition": ["One", "Two"]},
        "present",
        ((F(5, 26),), ((1 - 20 * F(18, 1000)) / (1 - F(9, 10) * F(98, 100)),)),
        HAZARD,
    ),
    Asked(
        AGAIN,
        {"mover": "Coercer", "action": "punish", "at": ["asked after comply"]},
        "present",
        ((4,), (20,)),
        PROMISE,
    ),
    Asked(AGAIN, {"mover": "Coercer", "action": "punish"}, "absent", ((4,), (0,)), PROMISE),
    *(
        Asked(EXIT, ARMED, verdict, ((4, 6, 8), (5,)), PEACE, quantifiers=quantifiers)
        for verdict, quantifiers in (("present", ("best", "possible")), ("absent", ("strong", "worst")))
    ),
]
