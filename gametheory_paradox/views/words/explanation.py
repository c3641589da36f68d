"""Answers explained in paragraphs of plain English, or stated in LaTeX, both computed from their fields."""

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeAlias, Unpack

from gametheory_paradox.certificates import Certificate, verify
from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors import (
    Absent,
    Channels,
    Depends,
    GraphVerdict,
    Impossible,
    Present,
    StateChannels,
    Undecided,
    Verdict,
    detect,
    story_of,
)
from gametheory_paradox.detectors.proved import proved_graph_verdict, proved_verdict
from gametheory_paradox.detectors.splits import proved_channels
from gametheory_paradox.detectors.story import SCENES, SECONDS
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import PAYOFF
from gametheory_paradox.forms.graphs.detection import graph_question
from gametheory_paradox.forms.graphs.findings import state_stories, ways_of
from gametheory_paradox.forms.graphs.words import graph_verdict_said, states_said
from gametheory_paradox.forms.proofs.equilibrium_set import PayoffSet
from gametheory_paradox.maps import RegionMap
from gametheory_paradox.maps.propositions import Answer, Proof, Refutation
from gametheory_paradox.models import GameFamily, GraphModel
from gametheory_paradox.paradoxes.question import QUANTIFIERS, AnyQuantifier, Question, QuestionFields, said
from gametheory_paradox.subjects import GameLike, as_subject
from gametheory_paradox.table import latex_text
from gametheory_paradox.views.axis import payoff_units
from gametheory_paradox.views.words.clauses import WORDINGS
from gametheory_paradox.views.words.region_explanation import (
    SOLUTIONS,
    RegionProof,
    SolutionProof,
    region_said,
    region_stated,
    solution_said,
)
from gametheory_paradox.views.words.sentences import (
    CONCEPT_SAID,
    answer_said,
    capitalized,
    comparison_said,
    number,
    payoffs_said,
)
from gametheory_paradox.views.words.story_text import story_said

Explainable: TypeAlias = (
    Verdict | Channels | StateChannels | RegionProof | SolutionProof | Answer | GraphVerdict
)
Thing: TypeAlias = Explainable | RegionMap | Certificate | GameLike

PROVED = "The certificate proves it, by exact arithmetic alone."
PROVED_AT_POINTS = "Each answer is proved at one payoff, by a certificate of its own."
UNPROVED = "Nothing is proved."
ENDS: Mapping[AnyQuantifier, tuple[str, str]] = {  # of two sets of payoffs, before and after
    "strong": ("min", "max"),
    "best": ("max", "max"),
    "worst": ("min", "min"),
    "possible": ("max", "min"),
}


def explain(
    thing: Thing,
    question: Question | str | None = None,
    *,
    values: Mapping[str, object] = {},
    budget: float | None = None,
    family: GameFamily | None = None,
    **fields: Unpack[QuestionFields],
) -> str:
    """Explains an answer: its reason, the story behind it, the equilibria that are compared, and the proof.

    The story says what is played in both games that are compared, of several equilibria in the one that
    decides, and gives for each mover the comparison of payoffs that makes it do so.

    Parameters
    ----------
    thing
        A verdict, a split into channels, a map, or an answer of ``prove``; or a certificate of any kind,
        which is checked first and explained from its fields alone; or a game or a family, or what
        ``as_game`` reads as one, of which ``detect`` is asked; or a graph model, of which ``detect`` is asked
        where an action is named, and else which of its states, or those in ``at``, last and why.
    question, values, budget, fields
        The question about a game or a family, as for ``detect``.
    family
        The family that an answer is about, whose units are named; a family that is asked about is its own.

    Raises
    ------
    CertificateRejected
        If a certificate proves nothing.
    InvalidGame
        If a question is asked of what is an answer already.

    Examples
    --------
    >>> from gametheory_paradox.forms import NormalForm
    >>> first, second = [[2, 4], [1, 3]], [[1, 0], [0, 2]]
    >>> game = NormalForm.from_tables(["L", "F"], [["a", "b"], ["c", "d"]], first, second)
    >>> explain(game, mover="L", action="a").partition(".")[0]
    'Having the option “a” leaves L worse off: it gets 2 with it and 3 without'
    """
    if not isinstance(thing, Explainable | RegionMap | Certificate):
        thing = as_subject(thing)
    if isinstance(thing, GraphModel):
        asked = graph_question(thing, question, values, fields)
        if not asked.action:
            return states_said(asked, state_stories(asked))

    clock = Clock(budget)
    answer = _answer(thing, question, values, clock.left, fields)
    if isinstance(answer, RegionProof):
        return " ".join([region_said(answer), *_moved_said(thing)])
    if isinstance(answer, GraphVerdict):
        return graph_verdict_said(answer, ways_of(answer))
    if isinstance(answer, SolutionProof):
        return f"{solution_said(answer)} {PROVED}"
    if isinstance(answer, Answer):
        return _open_claim_said(answer)

    unproved = PROVED_AT_POINTS if isinstance(answer, Depends) else UNPROVED
    proof = unproved if answer.certificate is None else PROVED
    if isinstance(answer, Channels | StateChannels):
        return " ".join([answer.sentence(), *_moved_said(answer), proof])
    about = thing if isinstance(thing, GameFamily) else family
    grounds = " ".join([*_grounds(answer), proof])
    answered = " ".join([capitalized(answer_said(answer)), *_moved_said(answer)])
    return "\n\n".join([answered, *_story_said(answer, about, clock), grounds])


def _story_said(verdict: Verdict, family: GameFamily | None, clock: Clock) -> list[str]:
    """The story in a paragraph, or why there is none; nothing where that is said already.

    Where it depends, a story for each answer.
    """
    if isinstance(verdict, Depends):
        told = []
        if verdict.scales:
            scales = "; ".join(f"{name} is {meaning}" for name, meaning in verdict.scales.items())
            told.append(f"Below, {scales}.")
        for point, own in verdict.witnesses:
            where = ", ".join(f"{name} = {number(point[name])}" for name in verdict.scales)
            told.append(f"{capitalized(own.name)} at {where}: {' '.join(_story_said(own, family, clock))}")
        return told
    story = story_of(verdict, budget=SECONDS if clock.left is None else min(SECONDS, clock.left))
    if story.scenes:
        told = story_said(story, {} if family is None else payoff_units(family))
        return [" ".join(filter(None, told))]
    untold = isinstance(verdict, Present | Absent | Impossible) and verdict.question.paradox in SCENES
    return [f"What is played is not told: {story.why}."] if untold else []


def _moved_said(answer: object) -> list[str]:
    """The values that are not at their baseline, in a sentence; none where all are."""
    if isinstance(answer, RegionMap):
        moved = answer.family.moved(answer.values)
    else:
        moved = answer.moved if isinstance(answer, Verdict | Channels | StateChannels) else ""
    return [f"This is at {moved}; what else the model leaves open is at its baseline."] if moved else []


def explain_latex(
    thing: Thing,
    question: Question | str | None = None,
    *,
    values: Mapping[str, object] = {},
    budget: float | None = None,
    **fields: Unpack[QuestionFields],
) -> str:
    r"""States an answer in LaTeX that needs no package: the sets of payoffs, and the gap as their difference.

    Parameters
    ----------
    thing, question, values, budget, fields
        An answer, a certificate, or a game and a question about it, as for ``explain``.

    Examples
    --------
    >>> from gametheory_paradox.forms import NormalForm
    >>> first, second = [[2, 4], [1, 3]], [[1, 0], [0, 2]]
    >>> game = NormalForm.from_tables(["L", "F"], [["a", "b"], ["c", "d"]], first, second)
    >>> print(explain_latex(game, mover="L", action="a"))
    Over all nash equilibria (mover: L; action taken away: a) let
    \[ U_{\mbox{\scriptsize with}} = \{2\}, \]
    \[ U_{\mbox{\scriptsize without}} = \{3\}. \]
    Then
    \[ \min U_{\mbox{\scriptsize without}} - \max U_{\mbox{\scriptsize with}} = 1 > 0: \]
    the option paradox is \emph{present} (strong comparison).
    """
    answer = _answer(thing, question, values, budget, fields)
    if isinstance(answer, RegionProof):
        return region_stated(answer)
    if isinstance(answer, GraphVerdict):
        return latex_text(graph_verdict_said(answer, ways_of(answer)))
    if isinstance(answer, SolutionProof):
        return latex_text(solution_said(answer))
    if isinstance(answer, Answer):
        return latex_text(_open_claim_said(answer))
    return _split_stated(answer) if isinstance(answer, Channels | StateChannels) else _verdict_stated(answer)


def proved(certificate: Certificate) -> Verdict | Channels | RegionProof | SolutionProof | GraphVerdict:
    """Rebuilds what a certificate proves, once it is checked.

    Raises
    ------
    CertificateRejected
        If it proves nothing.
    """
    data = certificate.data
    if data.get("kind") == "channels":
        return proved_channels(certificate)
    if data.get("kind") == "graph":
        return proved_graph_verdict(certificate)
    if data.get("kind") in SOLUTIONS:
        return SolutionProof(verify(certificate).verdict, data)
    if data.get("kind") not in ("map", "proposition"):
        return proved_verdict(certificate)

    proof = RegionProof(verify(certificate).verdict, data)
    if data.get("paradox") != "null-coercion" or len(proof.data["over"]) > 2:
        return proof
    verdict = proved_verdict(certificate)  # a map over both levels of a penalty and nothing else
    return proof if isinstance(verdict, Undecided) else verdict


def _answer(
    thing: Thing,
    question: Question | str | None,
    values: Mapping[str, object],
    budget: float | None,
    fields: QuestionFields,
) -> Explainable:
    """The answer to explain: the one that is given, that a certificate proves, or that ``detect`` finds."""
    if not isinstance(thing, Explainable | RegionMap | Certificate):
        return detect(thing, question, values=values, budget=budget, **fields)
    if question is not None or values or fields:
        raise InvalidGame("a question is asked of a game or a family; an answer says itself what it is about")
    if isinstance(thing, Certificate):
        return proved(thing)
    if isinstance(thing, RegionMap | Proof) and thing.certificate is not None:
        return proved(thing.certificate)
    assert not isinstance(thing, RegionMap)  # which has one
    return thing


def _grounds(verdict: Verdict) -> list[str]:
    """The grounds of a verdict: the payoffs, the gap, the concept and the equilibria that are compared."""
    question, claim = verdict.question, verdict.comparison
    sentences = []
    if claim is not None and not WORDINGS[question.paradox].payoffs_said:
        over = "over all" if question.quantifier in QUANTIFIERS else f"in the {question.quantifier}"
        told = "; ".join(f"{name}: {payoffs_said(payoffs)}" for name, payoffs in claim.payoffs.items())
        kind = "Payoffs" if question.measure == PAYOFF else f"Values of {question.measure}"
        sentences.append(f"{kind} {over} equilibria are {told}.")
    if claim is not None:
        sentences.append(f"The gap is {number(claim.gap)}.")
    if not isinstance(verdict, Impossible):
        sentences += [CONCEPT_SAID[str(question.concept)], comparison_said(question)]
    return sentences


def _open_claim_said(answer: Answer) -> str:
    """A claim that no certificate proves everywhere: refuted, open, or left to another program."""
    assuming = f", assuming {' and '.join(answer.assuming)}" if answer.assuming else ""
    told = "; ".join(f"{what}: {text}" for what, text in answer.rows())
    said = f"{capitalized(answer.claim)}{assuming}: {answer.name}; {told}."
    if isinstance(answer, Refutation) and isinstance(answer.evidence, Verdict):
        return f"{said} There: {explain(answer.evidence)}"
    return f"{said} {UNPROVED}"


def _verdict_stated(verdict: Verdict) -> str:
    question, claim = verdict.question, verdict.comparison
    over = "Over all" if question.quantifier in QUANTIFIERS else f"Over the {question.quantifier}"
    games = f"{over} {question.concept} equilibria ({_about(question)})"
    paradox = f"the {question.paradox} paradox is \\emph{{{verdict.name}}} ({question.quantifier} comparison)"
    if claim is None:
        return f"{games} {paradox}: {latex_text(verdict.why)}."
    sets = [f"\\[ {_set(name)} {_written(payoffs)}" for name, payoffs in claim.payoffs.items()]

    why = "" if isinstance(verdict, Present) else f": {latex_text(verdict.why)}"
    sign = " > 0" if claim.gap > 0 else " < 0" if claim.gap else ""
    return "\n".join(
        [
            f"{games} let",
            *(f"{line}, \\]" for line in sets[:-1]),
            f"{sets[-1]}. \\]",
            "Then",
            f"\\[ {_gap(question)} = {claim.gap}{sign}: \\]",
            f"{paradox}{why}.",
        ]
    )


def _about(question: Question) -> str:
    pairs = (("mover", question.mover), *said(question))
    return "; ".join(f"{latex_text(what)}: {latex_text(which)}" for what, which in pairs)


def _split_stated(split: Channels | StateChannels) -> str:
    """A split into channels: the change, and the parts that it is the sum of."""
    over = f"Over all {split.question.concept} equilibria ({_about(split.question)})"
    is_change = isinstance(split, Channels) and split.is_change
    what, whose = ("change", "the mover") if is_change else ("action", "its owner")
    if split.change is None or not split.parts_of_change:
        return f"{over} the change is not split: {latex_text(split.why)}."
    terms = " + ".join(_between(part, label) for label, part in split.parts_of_change.items())
    change = _between(split.change, "change")
    return f"{over} the {what} changes what {whose} gets by\n\\[ {change} = {terms}. \\]"


def _between(part: tuple[Fraction, Fraction], label: str) -> str:
    low, high = part
    value = str(low) if low == high else f"[{low}, {high}]"
    return f"\\underbrace{{{value}}}_{{\\mbox{{\\scriptsize {latex_text(label)}}}}}"


def _gap(question: Question) -> str:
    """The gap as the difference of two sets of payoffs, or in a word."""
    wording = WORDINGS[question.paradox]
    if not wording.payoffs:
        return f"\\mbox{{{wording.gap}}}"
    before, after = map(_set, wording.payoffs)
    if question.quantifier not in ENDS:  # a rule selects one payoff on either side
        return f"{before} - {after}"
    first, second = ENDS[question.quantifier]
    return f"\\{first} {before} - \\{second} {after}"


def _set(name: str) -> str:
    return f"U_{{\\mbox{{\\scriptsize {latex_text(name)}}}}}"


def _written(payoffs: PayoffSet) -> str:
    if payoffs.infinite:  # not every payoff in between need be one of an equilibrium
        return f"\\subset [{payoffs.low}, {payoffs.high}] \\mbox{{ with both ends}}"
    return f"= \\{{{', '.join(map(str, payoffs.values))}\\}}"
