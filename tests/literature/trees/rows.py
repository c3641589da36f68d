"""Classical trees and what is known of them: equilibria, and which concept each survives.

The trees are written by us: of the authors' games where the source says so in the file, with numbers of our
own elsewhere; every answer is derived by hand here.  Perfect Bayesian is meant weakly, also called weak
sequential: rational at every information set for some beliefs that follow Bayes' rule wherever play comes.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

CONCEPTS = ("nash", "subgame-perfect", "perfect-bayesian", "sequential")
NASH, SUBGAME, WEAK, SEQUENTIAL = (
    {"nash"},
    {"nash", "subgame-perfect"},
    {"nash", "perfect-bayesian"},
    set(CONCEPTS),
)
SUBGAME_AND_WEAK = SUBGAME | WEAK  # and yet not sequential

Payoffs = tuple[Any, ...]
Strategies = dict[str, dict[str, Any]]  # player: {information set: action, or {action: probability}}


@dataclass(frozen=True)
class Known:
    """An equilibrium: what everyone does, what everyone gets, which concepts it satisfies, and why.

    ``beliefs`` are some that support it, {player: {information set: one probability per node}}, where they
    are not given by the play.
    """

    play: Strategies
    payoffs: Payoffs
    concepts: set[str]
    why: str
    beliefs: dict[str, dict[str, list[Any]]] = field(default_factory=dict)


@dataclass(frozen=True)
class ClassicalTree:
    """A tree: equilibria of it, and under each concept all payoffs that equilibria have."""

    file: str
    source: str
    equilibria: list[Known]
    payoffs: dict[str, set[Payoffs]]


def by_concept(
    *payoffs: Payoffs,
    nash: tuple[Payoffs, ...] = (),
    subgame: tuple[Payoffs, ...] = (),
    weak: tuple[Payoffs, ...] = (),
) -> dict[str, set[Payoffs]]:
    """The payoffs of sequential equilibria, and what the weaker concepts add."""
    return {
        "nash": {*payoffs, *nash, *weak, *subgame},
        "subgame-perfect": {*payoffs, *subgame},
        "perfect-bayesian": {*payoffs, *weak},
        "sequential": {*payoffs},
    }


TREES = [
    ClassicalTree(
        "selten-horse",
        "selten1975",
        # Let p be the probability of L.  Two gets 1 from a and 4p from d; One gets 3p from D.  With A and a
        # played that needs p <= 1/4 (which also keeps One from D).  With D played Three chooses L, and One
        # stays if 3 >= q + 4(1 - q), q the probability of a: q >= 1/3; but Two, asked, would take 4 instead
        # of 1.  The tree has no subgame but itself.
        [
            Known(
                {"One": {"first": "A"}, "Two": {"second": "a"}, "Three": {"third": "R"}},
                (1, 1, 1),
                SEQUENTIAL,
                "R is best if the node after D has probability at most 1/3",
                {"Three": {"third": [1, 0]}},
            ),
            Known(
                {"One": {"first": "A"}, "Two": {"second": "a"}, "Three": {"third": {"L": "1/4", "R": "3/4"}}},
                (1, 1, 1),
                SEQUENTIAL,
                "Three is indifferent at the belief 1/3, Two at p = 1/4",
                {"Three": {"third": ["2/3", "1/3"]}},
            ),
            Known(
                {"One": {"first": "D"}, "Two": {"second": "a"}, "Three": {"third": "L"}},
                (3, 3, 2),
                SUBGAME,
                "Two's set is a single node, and there d pays 4",
            ),
            Known(
                {"One": {"first": "D"}, "Two": {"second": {"a": "1/3", "d": "2/3"}}, "Three": {"third": "L"}},
                (3, 3, 2),
                SUBGAME,
                "the other end of the same continuum",
            ),
        ],
        by_concept((1, 1, 1), subgame=((3, 3, 2),)),
    ),
    ClassicalTree(
        "beer-quiche",
        "cho1987",
        # Whoever pools on one breakfast is kept there by a duel, with probability at least 1/2, after the
        # other, which is rational if the wimpy have at least half the belief.  Separating fails: the wimpy
        # would copy the surly.  After every meal some belief supports either reply, so that nothing is merely
        # Nash.
        [
            Known(
                {
                    "Sender": {"surly": "beer", "wimpy": "beer"},
                    "Receiver": {"sees beer": "retreat", "sees quiche": "duel"},
                },
                (Fraction(29, 10), Fraction(9, 10)),
                SEQUENTIAL,
                "9/10 · 3 + 1/10 · 2",
                {"Receiver": {"sees quiche": [0, 1]}},
            ),
            Known(
                {
                    "Sender": {"surly": "beer", "wimpy": "beer"},
                    "Receiver": {"sees beer": "retreat", "sees quiche": {"duel": "1/2", "retreat": "1/2"}},
                },
                (Fraction(29, 10), Fraction(9, 10)),
                SEQUENTIAL,
                "the wimpy are indifferent: 2 = 1 + 2 · 1/2",
                {"Receiver": {"sees quiche": ["1/2", "1/2"]}},
            ),
            Known(
                {
                    "Sender": {"surly": "quiche", "wimpy": "quiche"},
                    "Receiver": {"sees beer": "duel", "sees quiche": "retreat"},
                },
                (Fraction(21, 10), Fraction(9, 10)),
                SEQUENTIAL,
                "9/10 · 2 + 1/10 · 3; it fails the intuitive criterion, which is not asked here",
                {"Receiver": {"sees beer": [0, 1]}},
            ),
            Known(
                {
                    "Sender": {"surly": "quiche", "wimpy": "quiche"},
                    "Receiver": {"sees beer": {"duel": "1/2", "retreat": "1/2"}, "sees quiche": "retreat"},
                },
                (Fraction(21, 10), Fraction(9, 10)),
                SEQUENTIAL,
                "the surly are indifferent: 2 = 1 + 2 · 1/2",
                {"Receiver": {"sees beer": ["1/2", "1/2"]}},
            ),
        ],
        by_concept((Fraction(29, 10), Fraction(9, 10)), (Fraction(21, 10), Fraction(9, 10))),
    ),
    ClassicalTree(
        "poker",
        "myerson1991",
        # Two is indifferent if red has 3/4 after a raise, so that black raises with 1/3; black is indifferent
        # between -1 and 1 - 3m if Two meets with m = 2/3.  Zero-sum, value 1/3, and everything is reached.
        [
            Known(
                {
                    "One": {"red": "raise", "black": {"raise": "1/3", "fold": "2/3"}},
                    "Two": {"after raise": {"meet": "2/3", "pass": "1/3"}},
                },
                (Fraction(1, 3), Fraction(-1, 3)),
                SEQUENTIAL,
                "the only equilibrium: bluff and call",
            )
        ],
        by_concept((Fraction(1, 3), Fraction(-1, 3))),
    ),
    ClassicalTree(
        "centipede-4",
        "mckelvey1992",
        # The last to move takes 32 rather than 16, so the one before takes 16 rather than 8, and so on.  In
        # every Nash equilibrium the first move takes: on a path that went further, its last mover would have
        # taken one move earlier.
        [
            Known(
                {"One": {"move 1": "take", "move 3": "take"}, "Two": {"move 2": "take", "move 4": "take"}},
                (4, 1),
                SEQUENTIAL,
                "backward induction",
            ),
            Known(
                {"One": {"move 1": "take", "move 3": "pass"}, "Two": {"move 2": "take", "move 4": "pass"}},
                (4, 1),
                NASH,
                "the later moves are not reached and not optimal",
            ),
            Known(
                {
                    "One": {"move 1": "take", "move 3": "take"},
                    "Two": {"move 2": {"take": "6/7", "pass": "1/7"}, "move 4": "take"},
                },
                (4, 1),
                NASH,
                "One is indifferent: 6/7 · 2 + 1/7 · 16 = 4",
            ),
        ],
        by_concept((4, 1)),
    ),
    ClassicalTree(
        "centipede-6",
        "mckelvey1992",
        # As with four moves.
        [
            Known(
                {
                    "One": {"move 1": "take", "move 3": "take", "move 5": "take"},
                    "Two": {"move 2": "take", "move 4": "take", "move 6": "take"},
                },
                (4, 1),
                SEQUENTIAL,
                "backward induction",
            ),
            Known(
                {
                    "One": {"move 1": "take", "move 3": "pass", "move 5": "pass"},
                    "Two": {"move 2": "take", "move 4": "pass", "move 6": "pass"},
                },
                (4, 1),
                NASH,
                "the later moves are not reached and not optimal",
            ),
        ],
        by_concept((4, 1)),
    ),
    ClassicalTree(
        "rosenthal",
        "rosenthal1981",
        # Going on costs the mover 1 and gives the other 3; the last mover has 11 rather than 10.
        [
            Known(
                {
                    "One": {f"move {n}": "stop" for n in (1, 3, 5, 7, 9)},
                    "Two": {f"move {n}": "stop" for n in (2, 4, 6, 8, 10)},
                },
                (0, 0),
                SEQUENTIAL,
                "backward induction",
            ),
            Known(
                {
                    "One": {"move 1": "stop"} | {f"move {n}": "go on" for n in (3, 5, 7, 9)},
                    "Two": {"move 2": "stop"} | {f"move {n}": "go on" for n in (4, 6, 8, 10)},
                },
                (0, 0),
                NASH,
                "One gets -1 instead of 0 if it goes on",
            ),
        ],
        by_concept((0, 0)),
    ),
    ClassicalTree(
        "chain-store-1",
        "selten1978",
        # Yield pays 2, fight 0; a fight that is never seen, with probability at least 1/2, keeps the entrant
        # out.
        [
            Known(
                {"Entrant": {"entry": "in"}, "Store": {"after entry": "yield"}},
                (2, 2),
                SEQUENTIAL,
                "backward induction",
            ),
            Known(
                {"Entrant": {"entry": "out"}, "Store": {"after entry": "fight"}},
                (1, 5),
                NASH,
                "the threat is empty",
            ),
            Known(
                {"Entrant": {"entry": "out"}, "Store": {"after entry": {"fight": "1/2", "yield": "1/2"}}},
                (1, 5),
                NASH,
                "the least threat: 1 = 2 · 1/2",
            ),
        ],
        by_concept((2, 2), nash=((1, 5),)),
    ),
    ClassicalTree(
        "chain-store-2",
        "selten1978",
        # In the last market the store yields whatever was before, so a fight in the first buys nothing.
        # Nash: a store that is reached yields in the last market; in the first too, because fighting there is
        # worth it only if it keeps Second out, and then First stays out.  A mixture there would need 0 + (2
        # or 5) = 2 + (2 or 5).  Each of the two entrants can be kept out or not.
        [
            Known(
                {
                    "First": {"entry": "in"},
                    "Second": {"after fight": "in", "after yield": "in", "after out": "in"},
                    "Store": {
                        "first market": "yield",
                        "second market after fight": "yield",
                        "second market after yield": "yield",
                        "second market after out": "yield",
                    },
                },
                (2, 2, 4),
                SEQUENTIAL,
                "backward induction",
            ),
            Known(
                {
                    "First": {"entry": "out"},
                    "Second": {"after fight": "out", "after yield": "in", "after out": "out"},
                    "Store": {
                        "first market": "fight",
                        "second market after fight": "fight",
                        "second market after yield": "yield",
                        "second market after out": "fight",
                    },
                },
                (1, 1, 10),
                NASH,
                "deterrence by empty threats",
            ),
            Known(
                {
                    "First": {"entry": "in"},
                    "Second": {"after fight": "in", "after yield": "out", "after out": "in"},
                    "Store": {
                        "first market": "yield",
                        "second market after fight": "yield",
                        "second market after yield": "fight",
                        "second market after out": "yield",
                    },
                },
                (2, 1, 7),
                NASH,
                "only the second is kept out",
            ),
            Known(
                {
                    "First": {"entry": "out"},
                    "Second": {"after fight": "out", "after yield": "in", "after out": "in"},
                    "Store": {
                        "first market": "fight",
                        "second market after fight": "fight",
                        "second market after yield": "yield",
                        "second market after out": "yield",
                    },
                },
                (1, 2, 7),
                NASH,
                "only the first is kept out",
            ),
        ],
        by_concept((2, 2, 4), nash=((1, 1, 10), (2, 1, 7), (1, 2, 7))),
    ),
    ClassicalTree(
        "bagwell",
        "bagwell1995",
        # With e = 1/100 every picture is seen, so nothing is merely Nash.  S is worth 3 + 2P(S answers | S),
        # C is worth 4 + 2P(S answers | C): indifferent if the answers to the two pictures differ by 1/(2(1 -
        # 2e)) = 25/49.  Either the answer to c is C and that to s is mixed, so P(S) = e; or that to s is S
        # and that to c mixed, so P(S) = 1 - e.
        [
            Known(
                {"Leader": {"lead": "C"}, "Follower": {"sees S": "C", "sees C": "C"}},
                (4, 4),
                SEQUENTIAL,
                "no commitment",
            ),
            Known(
                {
                    "Leader": {"lead": {"S": "1/100", "C": "99/100"}},
                    "Follower": {"sees S": {"S": "25/49", "C": "24/49"}, "sees C": "C"},
                },
                (Fraction(393, 98), Fraction(397, 100)),
                SEQUENTIAL,
                "3 + (1 - e)/(1 - 2e) and 4 - 3e",
            ),
            Known(
                {
                    "Leader": {"lead": {"S": "99/100", "C": "1/100"}},
                    "Follower": {"sees S": "S", "sees C": {"S": "24/49", "C": "25/49"}},
                },
                (Fraction(489, 98), Fraction(201, 100)),
                SEQUENTIAL,
                "5 - e/(1 - 2e) and 2 + e: close to the Stackelberg outcome",
            ),
        ],
        by_concept((4, 4), (Fraction(393, 98), Fraction(397, 100)), (Fraction(489, 98), Fraction(201, 100))),
    ),
    ClassicalTree(
        "outside-option",
        "vandamme1989",
        # The battle has the equilibria (T, L), (B, R) and T 3/4, L 1/4, worth 3, 1 and 3/4 to One, who has 2
        # outside.  Out is Nash if L has at most 2/3.  What One would do inside is not seen, so weak beliefs
        # about it are free; consistent ones are what One would do.
        [
            Known(
                {"One": {"option": "in", "battle": "T"}, "Two": {"reply": "L"}},
                (3, 1),
                SEQUENTIAL,
                "the outcome that forward induction selects",
            ),
            Known(
                {"One": {"option": "out", "battle": "B"}, "Two": {"reply": "R"}},
                (2, 2),
                SEQUENTIAL,
                "the second equilibrium of the battle",
                {"Two": {"reply": [0, 1]}},
            ),
            Known(
                {
                    "One": {"option": "out", "battle": {"T": "3/4", "B": "1/4"}},
                    "Two": {"reply": {"L": "1/4", "R": "3/4"}},
                },
                (2, 2),
                SEQUENTIAL,
                "the mixed equilibrium of the battle",
                {"Two": {"reply": ["3/4", "1/4"]}},
            ),
            Known(
                {"One": {"option": "out", "battle": "T"}, "Two": {"reply": {"L": "1/4", "R": "3/4"}}},
                (2, 2),
                WEAK,
                "Two believes in a mixture that One does not plan",
                {"Two": {"reply": ["3/4", "1/4"]}},
            ),
            Known(
                {"One": {"option": "out", "battle": "T"}, "Two": {"reply": "R"}},
                (2, 2),
                NASH,
                "inside, B would be better against R",
            ),
        ],
        by_concept((3, 1), (2, 2)),
    ),
    ClassicalTree(
        "entry-two-ways",
        "mascolell1995",
        # Yield is better than fight at both nodes, so it is for every belief; the tree has no subgame but
        # itself.
        [
            Known(
                {"Entrant": {"entry": "L"}, "Incumbent": {"after entry": "yield"}},
                (3, 1),
                SEQUENTIAL,
                "3 > 2 > 1",
            ),
            Known(
                {"Entrant": {"entry": "out"}, "Incumbent": {"after entry": "fight"}},
                (2, 5),
                SUBGAME,
                "an empty threat that subgame perfection does not see",
            ),
            Known(
                {"Entrant": {"entry": "out"}, "Incumbent": {"after entry": {"fight": "1/3", "yield": "2/3"}}},
                (2, 5),
                SUBGAME,
                "the least threat: 3 · 2/3 = 2",
            ),
        ],
        by_concept((3, 1), subgame=((2, 5),)),
    ),
    ClassicalTree(
        "entry-then-fight",
        "mascolell1995",
        # Inside, yield dominates fight for the entrant, against which the incumbent yields: (2, 1).  Out is
        # weak sequential with the belief that the entrant fights, which it does not plan to.
        [
            Known(
                {"Entrant": {"entry": "in", "post-entry": "yield"}, "Incumbent": {"after entry": "yield"}},
                (2, 1),
                SEQUENTIAL,
                "the only equilibrium of the subgame",
            ),
            Known(
                {"Entrant": {"entry": "out", "post-entry": "yield"}, "Incumbent": {"after entry": "fight"}},
                (0, 4),
                WEAK,
                "fight is best if the belief in fight is at least 2/3",
                {"Incumbent": {"after entry": [1, 0]}},
            ),
            Known(
                {"Entrant": {"entry": "out", "post-entry": "fight"}, "Incumbent": {"after entry": "fight"}},
                (0, 4),
                NASH,
                "inside, the entrant would rather yield",
            ),
        ],
        by_concept((2, 1), weak=((0, 4),)),
    ),
    ClassicalTree(
        "common-doubt",
        "mascolell1995",
        # Neither sees the state, so whatever One's tremble, good and bad stay equally likely for Two, and x
        # (2 against 1/2) is best.  Weak beliefs are free after out: y is best if good has at least 4/5.  The
        # tree has no subgame but itself.
        [
            Known({"One": {"first": "in"}, "Two": {"second": "x"}}, (3, 2), SEQUENTIAL, "both know the odds"),
            Known(
                {"One": {"first": "out"}, "Two": {"second": "y"}},
                (1, 1),
                SUBGAME_AND_WEAK,
                "a surprise that changes beliefs about what nobody can know",
                {"Two": {"second": [1, 0]}},
            ),
            Known(
                {"One": {"first": "out"}, "Two": {"second": {"x": "1/3", "y": "2/3"}}},
                (1, 1),
                SUBGAME_AND_WEAK,
                "3 · 1/3 = 1, indifferent at 4/5",
                {"Two": {"second": ["4/5", "1/5"]}},
            ),
        ],
        by_concept((3, 2), weak=((1, 1),), subgame=((1, 1),)),
    ),
    ClassicalTree(
        "two-watchers",
        "krepswilson1982",
        # Out needs Two to pass, so L at least 2/3 likely for it, and Three to choose y, so L at most 1/3
        # likely for it; but between the two only Two has moved, alike at both nodes, so consistent beliefs
        # agree.  Otherwise in is worth q to 4 for L and 3 for R with the same q, L is played, Two passes and
        # Three chooses x.
        [
            Known(
                {"One": {"first": "L"}, "Two": {"second": "pass"}, "Three": {"third": "x"}},
                (4, 3, 2),
                SEQUENTIAL,
                "seen by both",
            ),
            Known(
                {"One": {"first": "out"}, "Two": {"second": "pass"}, "Three": {"third": "y"}},
                (2, 0, 0),
                SUBGAME_AND_WEAK,
                "Two believes in L, Three in R",
                {"Two": {"second": [1, 0]}, "Three": {"third": [0, 1]}},
            ),
        ],
        by_concept((4, 3, 2), weak=((2, 0, 0),), subgame=((2, 0, 0),)),
    ),
    ClassicalTree(
        "education-separating",
        "spence1973",
        # A high wage is worth 4, learning costs the able 1 and the unable 6, who never learn.  Alone at
        # school, the able get the high wage: 3 against 0.  Nobody learns if the wage after learning is high
        # with at most 1/4.
        [
            Known(
                {
                    "Worker": {"able": "learn", "unable": "skip"},
                    "Employer": {"sees learn": "high", "sees skip": "low"},
                },
                (1, 1),
                SEQUENTIAL,
                "separating: 1/3 · 3",
            ),
            Known(
                {
                    "Worker": {"able": "skip", "unable": "skip"},
                    "Employer": {"sees learn": "low", "sees skip": "low"},
                },
                (0, Fraction(2, 3)),
                SEQUENTIAL,
                "pooling, with the belief that the unable learn, though they never gain by it",
                {"Employer": {"sees learn": [0, 1]}},
            ),
            Known(
                {
                    "Worker": {"able": "skip", "unable": "skip"},
                    "Employer": {"sees learn": {"high": "1/4", "low": "3/4"}, "sees skip": "low"},
                },
                (0, Fraction(2, 3)),
                SEQUENTIAL,
                "the able are indifferent: 4 · 1/4 = 1",
                {"Employer": {"sees learn": ["1/2", "1/2"]}},
            ),
        ],
        by_concept((1, 1), (0, Fraction(2, 3))),
    ),
    ClassicalTree(
        "education-semi-separating",
        "spence1973",
        # Learning costs the unable 2: half of them learn, so that the employer, who sees 1/3 able and 1/3
        # unable at school, pays high half the time, and 4 · 1/2 = 2.  The able get 1 there.
        [
            Known(
                {
                    "Worker": {"able": "learn", "unable": {"learn": "1/2", "skip": "1/2"}},
                    "Employer": {"sees learn": {"high": "1/2", "low": "1/2"}, "sees skip": "low"},
                },
                (Fraction(1, 3), Fraction(2, 3)),
                SEQUENTIAL,
                "semi-separating",
            ),
            Known(
                {
                    "Worker": {"able": "skip", "unable": "skip"},
                    "Employer": {"sees learn": "low", "sees skip": "low"},
                },
                (0, Fraction(2, 3)),
                SEQUENTIAL,
                "pooling; the unable could gain by learning (4 - 2), the able sooner",
                {"Employer": {"sees learn": [0, 1]}},
            ),
            Known(
                {
                    "Worker": {"able": "skip", "unable": "skip"},
                    "Employer": {"sees learn": {"high": "1/4", "low": "3/4"}, "sees skip": "low"},
                },
                (0, Fraction(2, 3)),
                SEQUENTIAL,
                "the able are indifferent: 4 · 1/4 = 1",
                {"Employer": {"sees learn": ["1/2", "1/2"]}},
            ),
        ],
        by_concept((Fraction(1, 3), Fraction(2, 3)), (0, Fraction(2, 3))),
    ),
    ClassicalTree(
        "education-pooling",
        "spence1973",
        # Two thirds are able, so a pool is paid the high wage.  All learn if skipping is paid high with at
        # most 1/2; all skip whatever learning is paid; and half of the able may skip, so that skipping is
        # paid high with 3/4: 4 · 3/4 = 4 - 1.
        [
            Known(
                {
                    "Worker": {"able": "learn", "unable": "learn"},
                    "Employer": {"sees learn": "high", "sees skip": "low"},
                },
                (Fraction(8, 3), Fraction(2, 3)),
                SEQUENTIAL,
                "2/3 · 3 + 1/3 · 2",
                {"Employer": {"sees skip": [0, 1]}},
            ),
            Known(
                {
                    "Worker": {"able": "learn", "unable": "learn"},
                    "Employer": {"sees learn": "high", "sees skip": {"high": "1/2", "low": "1/2"}},
                },
                (Fraction(8, 3), Fraction(2, 3)),
                SEQUENTIAL,
                "the unable are indifferent: 4 - 2 = 4 · 1/2",
                {"Employer": {"sees skip": ["1/2", "1/2"]}},
            ),
            Known(
                {
                    "Worker": {"able": "skip", "unable": "skip"},
                    "Employer": {"sees learn": "high", "sees skip": "high"},
                },
                (4, Fraction(2, 3)),
                SEQUENTIAL,
                "why pay for school",
                {"Employer": {"sees learn": [1, 0]}},
            ),
            Known(
                {
                    "Worker": {"able": "skip", "unable": "skip"},
                    "Employer": {"sees learn": "low", "sees skip": "high"},
                },
                (4, Fraction(2, 3)),
                SEQUENTIAL,
                "why pay for school",
                {"Employer": {"sees learn": [0, 1]}},
            ),
            Known(
                {
                    "Worker": {"able": {"learn": "1/2", "skip": "1/2"}, "unable": "skip"},
                    "Employer": {"sees learn": "high", "sees skip": {"high": "3/4", "low": "1/4"}},
                },
                (3, Fraction(2, 3)),
                SEQUENTIAL,
                "semi-separating: 1/3 able and 1/3 unable skip",
            ),
        ],
        by_concept((Fraction(8, 3), Fraction(2, 3)), (4, Fraction(2, 3)), (3, Fraction(2, 3))),
    ),
]
