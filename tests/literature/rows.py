"""Known answers: game, expected, source.

The matrices of sandler2003 and paruchuri2008 are printed there; the game after myerson2007 and the table with
three actions after sandler2003 and arce2005 are specifications of ours that fit their text, and their values
are derived by hand; so are the games after osborne2004, spaniel2016 and tsebelis1989.  The matrix of
bagwell1995 is printed there.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

SANDLER, MYERSON, DOBSS = "literature/sandler-2003", "literature/myerson-2007", "literature/dobss-2008"
BAGWELL, OSBORNE = "literature/bagwell-1995/noisy-commitment", "literature/osborne-2004/more-information"
SPANIEL = "literature/spaniel-2016/overreaction"
TWO_THIRDS = {"preempt": "2/3", "not": "1/3"}


@dataclass(frozen=True)
class Solved:
    """All equilibria of a game: for each what everybody does, and what everybody gets."""

    game: str
    equilibria: list[tuple[dict[str, Any], tuple[Any, ...]]]
    source: str
    values: dict[str, Any] = field(default_factory=dict)
    concept: str | None = None


@dataclass(frozen=True)
class Paid:
    """What everybody gets in the equilibria of a game that has infinitely many: at their extreme points."""

    game: str
    concept: str
    payoffs: set[tuple[Any, ...]]
    source: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """The answer to a question: the verdict, and the mover's payoffs on both sides that are compared.

    Of an option with the action and without it, of a change of a parameter before and after it, of a dynamic
    backfire with the other action and with this one.

    ``infinite`` says for each side whether there are infinitely many equilibria; then the least and the
    greatest payoff stand here.
    """

    game: str
    request: dict[str, Any]
    verdict: str
    payoffs: tuple[tuple[Any, ...], tuple[Any, ...]]
    source: str
    values: dict[str, Any] = field(default_factory=dict)
    quantifiers: tuple[str, ...] = ("strong", "best", "worst", "possible")
    concept: str | None = None
    infinite: tuple[bool, bool] = (False, False)


ARMS = "literature/chassang-2009/defensive-weapons"
PENALTIES = "literature/tsebelis-1989"
NOT_THE_CRIME = "tsebelis1989, the claim in a game of two moves"
BY_THE_RULE = {"sees never": "harbor", "sees the rule": "suppress", "sees always": "suppress"}
SOLVED = [
    *(
        Solved(
            f"{PENALTIES}/penalties",
            [
                (
                    {
                        "Host": {"harbor": "2/5", "suppress": "3/5"},
                        "Coercer": {"enforce": often, "ignore": seldom},
                    },
                    (0, -4),
                )
            ],
            NOT_THE_CRIME,
            {"p": p},
        )
        for p, often, seldom in ((4, "1/4", "3/4"), (8, "1/8", "7/8"))
    ),
    *(
        Solved(
            f"{PENALTIES}/observed-enforcement",
            [({"Host": BY_THE_RULE, "Coercer": {"commitment": "by the rule"}}, (0, gets))],
            NOT_THE_CRIME,
            {"p": p},
        )
        for p, gets in ((4, Fraction(-11, 20)), (8, Fraction(-11, 40)))
    ),
    Solved(
        BAGWELL,
        [
            ({"leader": {"start": "C"}, "follower": {"sees S": "C", "sees C": "C"}}, (4, 4)),
            (
                {
                    "leader": {"start": {"S": "1/100", "C": "99/100"}},
                    "follower": {"sees S": {"S": "25/49", "C": "24/49"}, "sees C": "C"},
                },
                (Fraction(393, 98), Fraction(397, 100)),
            ),
            (
                {
                    "leader": {"start": {"S": "99/100", "C": "1/100"}},
                    "follower": {"sees S": "S", "sees C": {"S": "24/49", "C": "25/49"}},
                },
                (Fraction(489, 98), Fraction(201, 100)),
            ),
        ],
        "bagwell1995, the example with errors of 1/100",
    ),
    Solved(
        BAGWELL,
        [({"leader": {"start": "C"}, "follower": {"sees S": "C", "sees C": "C"}}, (4, 4))],
        "bagwell1995, the example with large errors",
        {"epsilon": Fraction(1, 3)},
    ),
    Solved(
        f"{OSBORNE}/uninformed",
        [({"Row": {"start": "B"}, "Column": {"start": "L"}}, (2, 2))],
        "osborne2004, section 9.3.1",
    ),
    Solved(
        f"{OSBORNE}/informed",
        [({"Row": {"start": "T"}, "Column": {"state 1": "R", "state 2": "M"}}, (1, Fraction(3, 10)))],
        "osborne2004, section 9.3.1",
        {"epsilon": Fraction(1, 10)},
    ),
    Solved(
        SPANIEL,
        [
            (
                {
                    "Group": {"strong": "attack", "weak": {"attack": "1/4", "rest": "3/4"}},
                    "Government": {"after attack": {"large": "2/3", "small": "1/3"}},
                },
                (0, -2),
            )
        ],
        "spaniel2016, a minimal instance",
    ),
    Solved(f"{SANDLER}/fig-1a", [({"A": "not", "B": "not"}, (0, 0))], "sandler2003, fig. 1a"),
    Solved(f"{SANDLER}/fig-1b", [({"A": "preempt", "B": "not"}, (2, 4))], "sandler2003, fig. 1b"),
    Solved(
        f"{SANDLER}/fig-1c",
        [
            ({"A": "preempt", "B": "preempt"}, (2, 2)),
            ({"A": "not", "B": "not"}, (0, 0)),
            ({"A": TWO_THIRDS, "B": TWO_THIRDS}, (0, 0)),
        ],
        "sandler2003, fig. 1c",
    ),
    Solved(
        f"{SANDLER}/preempt-or-deter", [({"A": "deter", "B": "deter"}, (-2, -2))], "arce2005, deterrence race"
    ),
    Solved(f"{SANDLER}/spectacular", [({"US": "preempt", "UK": "deter"}, (-5, 0))], "sandler2003, fig. 3a"),
    Solved(
        f"{SANDLER}/spectacular",
        [({"US": "deter", "UK": "deter"}, (-10, 0))],
        "sandler2003, fig. 3a",
        {"p": Fraction(4, 5)},
    ),
    Solved(
        f"{MYERSON}/restraint",
        [
            (
                {
                    "Target": {"start": "not"},
                    "Coercer": {"after compliance": "punish", "after non-compliance": "punish"},
                },
                (-5, 2),
            )
        ],
        "myerson2007, the thesis in a game of two moves",
    ),
    Solved(
        ARMS,
        [
            ({"country 1": "peace", "country 2": "peace"}, (10, 10)),
            ({"country 1": "attack", "country 2": "attack"}, (4, 4)),
            (
                {
                    "country 1": {"peace": "6/7", "attack": "1/7"},
                    "country 2": {"peace": "6/7", "attack": "1/7"},
                },
                (Fraction(61, 7), Fraction(61, 7)),
            ),
        ],
        "chassang2009, the argument in a game of two moves",
    ),
    Solved(
        ARMS,
        [({"country 1": "attack", "country 2": "attack"}, (5, Fraction(7, 2)))],
        "chassang2009, the argument in a game of two moves",
        {"d": 1},
    ),
    Solved(
        f"{DOBSS}/security",
        [({"leader": "a", "follower": "c"}, (2, 1))],
        "paruchuri2008, the matrix of the introduction",
    ),
]

RACE = "arce2005, deterrence race"
THESIS = "myerson2007, the thesis in a game of two moves"
ASKED = [
    Asked(
        f"{PENALTIES}/penalties",
        {"mover": "Coercer", "action": "enforce"},
        "absent",
        ((-4,), (-10,)),
        NOT_THE_CRIME,
    ),
    Asked(
        f"{PENALTIES}/observed-enforcement",
        {"mover": "Coercer", "action": "by the rule", "at": "commitment"},
        "absent",
        ((Fraction(-11, 20),), (-2,)),
        NOT_THE_CRIME,
        quantifiers=("possible",),
    ),
    Asked(
        BAGWELL,
        {"mover": "leader", "action": "C"},
        "present",
        ((4, Fraction(393, 98), Fraction(489, 98)), (5,)),
        "bagwell1995, the example: without the other move the first is as good as seen",
        quantifiers=("strong", "best", "worst"),
    ),
    Asked(
        f"{OSBORNE}/uninformed",
        {"mover": "Row", "action": "B"},
        "absent",
        ((2,), (1,)),
        "osborne2004, section 9.3.1",
    ),
    Asked(
        f"{OSBORNE}/informed",
        {"mover": "Row", "action": "T"},
        "absent",
        ((1,), (0,)),
        "osborne2004, section 9.3.1",
    ),
    Asked(
        SPANIEL,
        {"mover": "Government", "action": "large", "at": "after attack"},
        "absent",
        ((-2,), (Fraction(-28, 5),)),
        "spaniel2016, a minimal instance",
    ),
    Asked(f"{SANDLER}/preempt-or-deter", {"mover": "A", "action": "deter"}, "absent", ((-2,), (-4,)), RACE),
    Asked(f"{SANDLER}/preempt-or-deter", {"mover": "B", "action": "deter"}, "absent", ((-2,), (-4,)), RACE),
    Asked(
        f"{SANDLER}/preempt-or-deter",
        {"mover": "A", "action": "deter", "coalition": ["A", "B"]},
        "present",
        ((-2,), (0,)),
        RACE,
    ),
    Asked(
        f"{SANDLER}/preempt-or-deter",
        {"mover": "B", "action": "deter", "coalition": ["A", "B"]},
        "present",
        ((-2,), (0,)),
        RACE,
    ),
    Asked(
        f"{SANDLER}/fig-1a", {"mover": "A", "action": "not"}, "absent", ((0,), (-2,)), "sandler2003, fig. 1a"
    ),
    Asked(
        f"{SANDLER}/fig-1a",
        {"mover": "A", "action": "not", "coalition": ["A", "B"]},
        "present",
        ((0,), (2,)),
        "sandler2003, fig. 1a",
    ),
    Asked(
        f"{SANDLER}/fig-1b",
        {"mover": "A", "action": "preempt"},
        "absent",
        ((2,), (0,)),
        "sandler2003, fig. 1b",
    ),
    Asked(
        f"{SANDLER}/fig-1c",
        {"mover": "A", "action": "not"},
        "present",
        ((0, 2), (2,)),
        "sandler2003, fig. 1c",
        quantifiers=("worst", "possible"),
    ),
    Asked(
        f"{SANDLER}/fig-1c",
        {"mover": "A", "action": "not"},
        "absent",
        ((0, 2), (2,)),
        "sandler2003, fig. 1c",
        quantifiers=("strong", "best"),
    ),
    Asked(
        f"{SANDLER}/spectacular",
        {"mover": "US", "action": "preempt"},
        "absent",
        ((-5,), (-10,)),
        "sandler2003, fig. 3a",
    ),
    Asked(
        f"{MYERSON}/restraint",
        {"mover": "Coercer", "action": "punish", "at": ["after compliance"]},
        "present",
        ((2,), (10,)),
        THESIS,
    ),
    Asked(f"{MYERSON}/restraint", {"mover": "Coercer", "action": "punish"}, "absent", ((2,), (0,)), THESIS),
    Asked(
        f"{MYERSON}/restraint",
        {"mover": "Coercer", "action": "punish", "at": ["after non-compliance"]},
        "absent",
        ((2,), (0,)),
        THESIS,
    ),
    Asked(
        ARMS,
        {"mover": "country 1", "action": "peace"},
        "absent",
        ((4, Fraction(61, 7), 10), (4,)),
        "chassang2009, the argument in a game of two moves",
    ),
    Asked(
        f"{DOBSS}/security",
        {"mover": "leader", "action": "a"},
        "present",
        ((2,), (3,)),
        "paruchuri2008, the matrix of the introduction",
    ),
]
