"""A verdict explained in a paragraph of plain English, or stated in LaTeX, both computed from its fields."""

from collections.abc import Mapping
from fractions import Fraction
from html import unescape
from typing import cast

from gametheory_paradox.claims.equilibrium_set import PayoffSet
from gametheory_paradox.detectors import AnyVerdict, ComparisonQuestion, Impossible, OptionVerdict, Present, Undecided
from gametheory_paradox.detectors.question import Question
from gametheory_paradox.detectors.verdict import Inquiry
from gametheory_paradox.paradoxes.definition import names_of
from gametheory_paradox.paradoxes.option import Quantifier
from gametheory_paradox.table import latex_text
from gametheory_paradox.views.notation import listed
from gametheory_paradox.views.sentences import CONCEPT_SAID, capitalized, comparison_said, number, payoffs_said, verdict_said

_OPTION = ("without the option", "with it")
_COMPARED = {  # how the two sides of a comparison are spoken of
    "option": _OPTION,
    "third-party": _OPTION,
    "dominance-trap": _OPTION,
    "comparative-statics": ("before the change", "after it"),
    "information": ("without telling them apart", "with it"),
    "realized": ("behind the benchmark", "in which the action is used"),
    "security-insecurity": ("without the measure", "with it"),
    "misperception": ("of the game as it is", "that the wrong model leads to"),
}
_PAIRS = {  # what the sides are called among the compared payoffs, where the mover's are compared
    "option": ("without", "with"),
    "third-party": ("without", "with"),
    "comparative-statics": ("lower", "higher"),
    "information": ("uninformed", "informed"),
    "security-insecurity": ("index without", "index with"),
}
_ENDS: Mapping[Quantifier, tuple[str, str]] = {
    "strong": ("min", "max"),
    "best": ("max", "max"),
    "worst": ("min", "min"),
    "possible": ("max", "min"),
}


def explain(verdict: AnyVerdict) -> str:
    """A verdict in a paragraph: the answer, what it rests on, how equilibria are meant and compared, and what is proved.

    Examples
    --------
    >>> from gametheory_paradox.detectors import detect
    >>> from gametheory_paradox.games import NormalForm
    >>> game = NormalForm.from_tables(["L", "F"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [0, 2]])
    >>> explain(detect(game, mover="L", action="a")).partition(".")[0]
    'Having the option “a” leaves L worse off: it gets 2 with it and 3 without'
    """
    asked = verdict.question
    said = [capitalized(_option_answer(verdict) if isinstance(asked, Question) else _answer(verdict))]
    if verdict.comparison is not None:
        said.append(f"The gap is {number(verdict.comparison.gap)}.")
    if not isinstance(verdict, Impossible):
        said += [CONCEPT_SAID[asked.concept], comparison_said(asked.quantifier, *_COMPARED[asked.paradox])]
    said.append("Nothing is proved." if verdict.certificate is None else "The certificate proves it, by exact arithmetic alone.")
    return " ".join(said)


def _option_answer(verdict: AnyVerdict) -> str:
    answer = cast("OptionVerdict", verdict)  # as its question says
    marked = verdict_said(answer).replace("<em>", "“").replace("</em>", "”")  # whatever else looks so is escaped in it
    idle = answer.comparison is not None and answer.comparison.gap > 0 and not answer.comparison.matters
    return unescape(marked) + (f" {capitalized(answer.why)}." if idle else "")


def _answer(verdict: AnyVerdict) -> str:
    clause = _clause(verdict)
    if isinstance(verdict, Undecided) or verdict.comparison is None:
        return f"whether {clause} is not decided: {verdict.why}."
    answer = f"{clause}:" if isinstance(verdict, Present) else f"it is not the case that {clause}:"
    got = [f"{name}: {payoffs_said(payoffs)}" for name, payoffs in verdict.comparison.payoffs.items()]
    return f"{answer} {verdict.why}. Payoffs over all equilibria are {'; '.join(got)}."


def _clause(verdict: AnyVerdict) -> str:
    """What the paradox says of this game, as a clause."""
    asked = verdict.question
    assert isinstance(asked, ComparisonQuestion)
    details, told, mover = asked.request.details, dict(asked.told), asked.mover
    if asked.paradox == "dominance-trap":
        return f"{listed(names_of(details, 'coalition'))} are caught in a dominance trap by “{details['action']}”"
    if asked.paradox == "third-party":
        return f"“{told['action']}” hurts {mover} through what {details['third']} makes of it, not {details['target']}"
    if asked.paradox == "information":
        return f"telling apart {told['told apart'].replace(' | ', ' from ')}, at “{details['at']}”, leaves {mover} worse off"
    if asked.paradox == "realized":
        return f"where “{details['action']}” is used, {mover} expects less than the benchmark ({told['benchmark']}) gives it"
    if asked.paradox == "security-insecurity":
        return f"“{told['measure']}” makes {mover} more secure while the others stay put, and less once they answer"
    if asked.paradox == "misperception":
        than = f", and even less than “{told['doing nothing']}” would give it" if "doing nothing" in told else ""
        return f"taking the game for another one leaves {mover} with less than knowing it would{than}"
    if "parameter" not in told:
        return f"going over to the other game raises what {mover} is paid and lowers what it gets"
    before, _, after = told["from, to"].partition(", ")
    where = f" (at {told['at']})" if "at" in told else ""
    return f"changing {told['parameter']} from {before} to {after}{where} raises what {mover} is paid and lowers what it gets"


def explain_latex(verdict: AnyVerdict) -> str:
    r"""A verdict as a statement in LaTeX that needs no package: the sets of payoffs, and how the gap follows.

    Examples
    --------
    >>> from gametheory_paradox.detectors import detect
    >>> from gametheory_paradox.games import NormalForm
    >>> game = NormalForm.from_tables(["L", "F"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [0, 2]])
    >>> print(explain_latex(detect(game, mover="L", action="a")))
    Over all nash equilibria (mover: L; action taken away: a) let
    \[ U_{\mbox{\scriptsize with}} = \{2\}, \]
    \[ U_{\mbox{\scriptsize without}} = \{3\}. \]
    Then
    \[ \min U_{\mbox{\scriptsize without}} - \max U_{\mbox{\scriptsize with}} = 1 > 0: \]
    the option paradox is \emph{present} (strong comparison).
    """
    asked, found = verdict.question, verdict.comparison
    about = "; ".join(f"{latex_text(what)}: {latex_text(which)}" for what, which in [("mover", asked.mover), *asked.told])
    answer = f"the {asked.paradox} paradox is \\emph{{{verdict.name}}} ({asked.quantifier} comparison)"
    if found is None:
        return f"Over all {asked.concept} equilibria ({about}) {answer}: {latex_text(verdict.why)}."
    sets = [f"\\[ {_set(name)} {_written(payoffs)}" for name, payoffs in found.payoffs.items()]
    lines = [f"Over all {asked.concept} equilibria ({about}) let", *(f"{line}, \\]" for line in sets[:-1]), f"{sets[-1]}. \\]"]
    lines += ["Then", f"\\[ {_gap(asked)} = {_equal(found.gap)}: \\]"]
    return "\n".join([*lines, f"{answer}." if isinstance(verdict, Present) else f"{answer}: {latex_text(verdict.why)}."])


def _gap(asked: Inquiry) -> str:
    if asked.paradox not in _PAIRS:
        return "\\mbox{gap}" if asked.paradox != "dominance-trap" else "\\mbox{least gain}"
    (first, second), (before, after) = _ENDS[asked.quantifier], _PAIRS[asked.paradox]
    return f"\\{first} {_set(before)} - \\{second} {_set(after)}"


def _set(name: str) -> str:
    return f"U_{{\\mbox{{\\scriptsize {latex_text(name)}}}}}"


def _written(payoffs: PayoffSet) -> str:
    if payoffs.infinite:  # not every payoff in between need be one of an equilibrium
        return f"\\subset [{payoffs.low}, {payoffs.high}] \\mbox{{ with both ends}}"
    return f"= \\{{{', '.join(map(str, payoffs.values))}\\}}"


def _equal(gap: Fraction) -> str:
    return f"{gap} {'>' if gap > 0 else '<'} 0" if gap else "0"
