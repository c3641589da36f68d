"""The story of a verdict: the play in both games that are compared, and the comparison behind each choice.

The equilibria are those that the verdict's certificate proves.  Of several the story tells the one that
decides: under a quantifier one that pays the mover the end of its payoffs that is compared, under a selection
rule the one that it selects.  It follows that equilibrium's path, and at every choice on the path weighs what
the player gets against the best that another of its actions would give it there, everybody's later play being
the equilibrium's.  Where nothing is proved, or the deciding equilibrium is known by bounds alone, nothing is
told, and the story says why.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from gametheory_paradox.certificates import Certificate
from gametheory_paradox.certificates.fields import game_in
from gametheory_paradox.certificates.verdicts import equilibria_proved
from gametheory_paradox.detectors.at_point import compared_at
from gametheory_paradox.detectors.inquiry import inquiry_about
from gametheory_paradox.detectors.path_of_play import LocalStrategy, Reason, path_of, reasons_of
from gametheory_paradox.detectors.proved import question_of
from gametheory_paradox.detectors.verdict import Impossible, Verdict
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import (
    Game,
    NormalForm,
    Profile,
    StochasticGame,
    expected_payoffs,
    play_comes_to,
    played_once,
    size_of,
)
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet
from gametheory_paradox.forms.proofs.listed_equilibria import (
    KNOWN_BY_A_BOX,
    ON_A_PIECE,
    selected_payoffs,
)
from gametheory_paradox.forms.tables.proofs.settled_boxes import cover_of
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.paradoxes.question import SELECTION_RULES, AnyQuantifier, Question
from gametheory_paradox.table import Record, Table, Tabular

End = Literal["low", "high"]
SCENES: Mapping[str, tuple[str, str]] = {  # the two games that are told of, before and after
    **dict.fromkeys(("option", "third-party", "security-insecurity", "dominance-trap"), ("without", "with")),
    "comparative-statics": ("lower", "higher"),
    "information": ("uninformed", "informed"),
}
DECIDING: Mapping[AnyQuantifier, tuple[End, End]] = {  # which ends of the mover's payoffs, before and after
    "strong": ("low", "high"),
    "best": ("high", "high"),
    "worst": ("low", "low"),
    "possible": ("high", "low"),
}
MOST_NODES = 20_000  # of a tree, or cells of a table, of which a story is told
SECONDS = 2.0  # for the equilibria of games that a theorem spares the verdict


@dataclass(frozen=True, repr=False)
class Scene(Record):
    """The play in one of the games that are compared.

    Parameters
    ----------
    name
        Which game: "with", "without", "lower", "higher", "uninformed" or "informed".
    game, profile
        The game, and the equilibrium that is told.
    end
        Which end of the mover's payoffs over all equilibria that attains; "only" where every equilibrium pays
        the mover the same, or the rule that selects it.
    count
        How many equilibria there are, 1 where all are alike in what is told; None where there are infinitely
        many, or they were not counted.
    infinite
        Whether there are infinitely many for certain.
    steps, reasons
        The path of play, and the comparison behind each choice on it.
    """

    name: str
    game: Game
    profile: Profile
    end: str
    count: int | None
    infinite: bool
    steps: tuple[LocalStrategy, ...]
    reasons: tuple[Reason, ...]

    @property
    def payoffs(self) -> Mapping[str, Fraction]:
        """Everybody's payoffs."""
        return dict(zip(self.game.players, expected_payoffs(self.game, self.profile), strict=False))

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {
            "game": self.name,
            "equilibrium": self.end,
            "equilibria": self.count,
            "infinite": self.infinite,
            "steps": [step.to_data() for step in self.steps],
            "reasons": [reason.to_data() for reason in self.reasons],
            "payoffs": {player: str(payoff) for player, payoff in self.payoffs.items()},
        }


@dataclass(frozen=True, repr=False)
class Story(Tabular):
    """The play behind a verdict and the comparisons behind the play.

    Parameters
    ----------
    question
        The question that the verdict answers.
    scenes
        The play with what is asked about and without it, or before a change and after it; or nothing.
    why
        The reason why nothing is told; empty if something is.
    """

    question: Question
    scenes: tuple[Scene, ...] = ()
    why: str = ""

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {"scenes": [scene.to_data() for scene in self.scenes], "why": self.why}

    def table(self) -> Table:
        """The comparisons: one row for each choice."""
        rows = [
            (
                scene.name,
                own.player,
                own.place,
                " or ".join(own.actions),
                own.gets,
                own.instead,
                own.would_get,
            )
            for scene in self.scenes
            for own in scene.reasons
        ]
        columns = ("game", "player", "information set", "does", "gets", "instead of", "would get")
        return Table(columns, rows, note=self.why)


def story_of(verdict: Verdict, *, budget: float | None = SECONDS) -> Story:
    """The story of a verdict, from the equilibria that its certificate proves.

    Parameters
    ----------
    verdict
        An answer of ``detect``, or what a certificate proves.
    budget
        Seconds for the equilibria of the games where a theorem gave the verdict; None for no limit.

    Examples
    --------
    >>> from gametheory_paradox.detectors.detection import detect
    >>> from gametheory_paradox.forms import NormalForm
    >>> first, second = [[2, 4], [1, 3]], [[1, 0], [0, 2]]
    >>> game = NormalForm.from_tables(["L", "F"], [["a", "b"], ["c", "d"]], first, second)
    >>> scene = story_of(detect(game, mover="L", action="a")).scenes[0]
    >>> scene.name, [(own.player, own.actions, own.gets, own.would_get) for own in scene.reasons]
    ('with', [('L', ('a',), Fraction(2, 1), Fraction(1, 1)), ('F', ('c',), Fraction(1, 1), Fraction(0, 1))])
    """
    question = verdict.question
    if question.paradox not in SCENES:
        return Story(question, why=f"the {question.paradox} paradox does not compare the play in two games")
    if isinstance(verdict, Impossible):  # which rests on no equilibrium
        if DEFINITIONS[question.paradox].is_about_change:
            return Story(question, why="a theorem answers, and no game was solved")
        verdict = compared_at(inquiry_about(verdict.game, question, {}), budget=budget)
    if verdict.certificate is None:
        return Story(question, why=verdict.why)
    if verdict.comparison is None:  # a verdict about all payoffs in an order
        return Story(question, why="it may differ between payoffs of which the order alone is known")
    if size_of(verdict.game) > MOST_NODES:
        return Story(question, why="the game is too large to be told")

    scenes = []
    for name, end, equilibria in _compared(verdict.certificate, question):
        scene = _scene(name, end, equilibria, question)
        if isinstance(scene, str):
            return Story(question, why=scene)
        scenes.append(scene)
    return Story(question, tuple(scenes))


def _compared(certificate: Certificate, question: Question) -> list[tuple[str, str, EquilibriumSet]]:
    """The two games in the order of telling, each with which of its equilibria decides, and all of them."""
    data, definition = certificate.data, DEFINITIONS[question.paradox]
    proof = data["proof"]
    assert isinstance(proof, Mapping)
    sets = equilibria_proved(definition, game_in(data), question_of(data), proof)
    ends = DECIDING.get(question.quantifier, (question.quantifier, question.quantifier))
    pairs = list(zip(SCENES[question.paradox], ends, strict=True))
    ordered = pairs[::-1] if "with" in sets else pairs
    return [(name, end, sets[name]) for name, end in ordered]


def _scene(name: str, end: str, found: EquilibriumSet, question: Question) -> Scene | str:
    """The deciding equilibrium of a game; a text says why none is told."""
    game, listed = found.game, list(dict.fromkeys(found.profiles))
    column = game.column(question.mover)
    rule = next((own for own in SELECTION_RULES if own == end), None)
    paid = {profile: expected_payoffs(game, profile) for profile in listed}
    try:
        if rule is None:
            payoffs = found.payoffs(question.mover)
            wanted = payoffs.low if end == "low" else payoffs.high
            deciding = [profile for profile in listed if paid[profile][column] == wanted]
            end = "only" if payoffs.low == payoffs.high else end
        else:
            selected = selected_payoffs(found, rule)
            deciding = [profile for profile in listed if paid[profile] == selected]
            if len(deciding) > 1 and rule == "risk-dominant":
                return "two equilibria pay the same, and the rule selects one of them"
    except CertificateRejected as problem:
        return str(problem)
    if not deciding:
        return KNOWN_BY_A_BOX if cover_of(found).in_boxes else ON_A_PIECE

    profile = min(deciding, key=lambda own: not own.is_pure)
    steps, reasons = path_of(game, profile), reasons_of(game, profile)
    count = None
    if found.counted and not found.infinite:
        number = len(listed) + len(cover_of(found).enclosed)
        alike = number == 1 and _is_settled(game, profile, str(question.concept), reasons)
        count = number if found.spanning or alike else None
    return Scene(name, game, profile, end, count, found.infinite and found.counted, steps, reasons)


def _is_settled(game: Game, profile: Profile, concept: str, reasons: tuple[Reason, ...]) -> bool:
    """True if all that is told to follow is done on the path of play, or on that of a subgame."""
    if isinstance(game, StochasticGame):
        return True
    game = played_once(game)
    if isinstance(game, NormalForm):
        return True
    numbers = {(info.player, info.name): number for number, info in enumerate(game.information_sets)}
    told = {(step.player, step.place) for own in reasons for step in (*own.then, *own.otherwise)}
    return all(play_comes_to(game, profile, numbers[place], concept) for place in told)
