"""A verdict explained in a paragraph of plain English, or stated in LaTeX, both computed from its fields."""

from collections.abc import Mapping
from fractions import Fraction
from html import unescape
from typing import cast

from gametheory_paradox.certificates import Certificate, verify
from gametheory_paradox.claims.equilibria.equilibrium_set import PayoffSet
from gametheory_paradox.detectors import (
    AnyVerdict,
    Channels,
    ComparisonQuestion,
    Impossible,
    OptionVerdict,
    Present,
    Undecided,
)
from gametheory_paradox.detectors.channels import proved_channels
from gametheory_paradox.detectors.proved import proved_verdict
from gametheory_paradox.detectors.question import Question
from gametheory_paradox.detectors.verdict import Inquiry
from gametheory_paradox.paradoxes.definition import names_of
from gametheory_paradox.paradoxes.question import QUANTIFIERS, AnyQuantifier
from gametheory_paradox.table import latex_text
from gametheory_paradox.views.map_explanation import ProvedMap, map_said, map_stated
from gametheory_paradox.views.notation import listed
from gametheory_paradox.views.sentences import (
    CONCEPT_SAID,
    capitalized,
    comparison_said,
    number,
    payoffs_said,
    verdict_said,
)

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
_STILL: Mapping[AnyQuantifier, str] = {  # which equilibria a penalty leaves unmoved
    "strong": "every equilibrium",
    "best": "an equilibrium that is best for the mover",
    "worst": "an equilibrium that is worst for the mover",
    "possible": "some equilibrium",
}
_ENDS: Mapping[AnyQuantifier, tuple[str, str]] = {
    "strong": ("min", "max"),
    "best": ("max", "max"),
    "worst": ("min", "min"),
    "possible": ("max", "min"),
}


def explain(verdict: AnyVerdict | Channels | ProvedMap | Certificate) -> str:
    """A verdict in a paragraph: the answer, what it rests on, how equilibria are meant and compared, and what is proved.

    Parameters
    ----------
    verdict
        A verdict or a split into channels; or a certificate of whatever kind, which is checked first and
        explained from its fields alone.

    Raises
    ------
    CertificateRejected
        If a certificate proves nothing.

    Examples
    --------
    >>> from gametheory_paradox.detectors import detect
    >>> from gametheory_paradox.games import NormalForm
    >>> game = NormalForm.from_tables(["L", "F"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [0, 2]])
    >>> explain(detect(game, mover="L", action="a")).partition(".")[0]
    'Having the option “a” leaves L worse off: it gets 2 with it and 3 without'
    """
    if isinstance(verdict, Certificate):
        verdict = proved(verdict)
    if isinstance(verdict, ProvedMap):
        return map_said(verdict)
    if isinstance(verdict, Channels):
        return f"{verdict.sentence()} {_proof_said(verdict.certificate)}"
    asked = verdict.question
    said = [capitalized(_option_answer(verdict) if isinstance(asked, Question) else _answer(verdict))]
    if verdict.comparison is not None:
        said.append(f"The gap is {number(verdict.comparison.gap)}.")
    if asked.paradox == "null-coercion":
        said += [CONCEPT_SAID[asked.concept], f"It is asked of {_STILL[asked.quantifier]}."]
    elif not isinstance(verdict, Impossible):
        said += [CONCEPT_SAID[asked.concept], comparison_said(asked.quantifier, *_COMPARED[asked.paradox])]
    said.append(_proof_said(verdict.certificate))
    return " ".join(said)


def _proof_said(certificate: Certificate | None) -> str:
    return (
        "Nothing is proved."
        if certificate is None
        else "The certificate proves it, by exact arithmetic alone."
    )


def proved(certificate: Certificate) -> AnyVerdict | Channels | ProvedMap:
    """What a certificate proves, once it is checked: a verdict, a split into channels, or the shares of a map.

    Raises
    ------
    CertificateRejected
        If it proves nothing.
    """
    kind = certificate.data.get("kind")
    if kind == "channels":
        return proved_channels(certificate)
    return (
        ProvedMap(verify(certificate).verdict, certificate.data)
        if kind == "map"
        else proved_verdict(certificate)
    )


def _option_answer(verdict: AnyVerdict) -> str:
    answer = cast("OptionVerdict", verdict)  # as its question says
    marked = (
        verdict_said(answer).replace("<em>", "“").replace("</em>", "”")
    )  # whatever else looks so is escaped in it
    idle = answer.comparison is not None and answer.comparison.gap > 0 and not answer.comparison.matters
    return unescape(marked) + (f" {capitalized(answer.why)}." if idle else "")


def _answer(verdict: AnyVerdict) -> str:
    clause = _clause(verdict)
    if isinstance(verdict, Impossible):
        return f"it cannot be that {clause}: {verdict.why.partition(': ')[2]}."
    if isinstance(verdict, Undecided):
        return f"whether {clause} is not decided: {verdict.why}."
    answer = f"{clause}:" if isinstance(verdict, Present) else f"it is not the case that {clause}:"
    if verdict.comparison is None:
        return f"{answer} {verdict.why}."
    got = [f"{name}: {payoffs_said(payoffs)}" for name, payoffs in verdict.comparison.payoffs.items()]
    which = (
        "over all" if verdict.question.quantifier in QUANTIFIERS else f"in the {verdict.question.quantifier}"
    )
    return f"{answer} {verdict.why}. Payoffs {which} equilibria are {'; '.join(got)}."


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
        than = (
            f", and even less than “{told['doing nothing']}” would give it" if "doing nothing" in told else ""
        )
        return f"taking the game for another one leaves {mover} with less than knowing it would{than}"
    if "parameter" not in told and asked.paradox != "null-coercion":
        return f"going over to the other game raises what {mover} is paid and lowers what it gets"
    before, _, after = told["from, to"].partition(", ")
    if asked.paradox == "null-coercion":
        moves = f"neither what {told['target']} does nor what {mover} gets"
        return f"the penalty {told['penalty']}, from {before} to {after}, is incurred, hurts {told['target']}, and changes {moves}"
    where = f" (at {told['at']})" if "at" in told else ""
    return f"changing {told['parameter']} from {before} to {after}{where} raises what {mover} is paid and lowers what it gets"


def explain_latex(verdict: AnyVerdict | Channels | ProvedMap | Certificate) -> str:
    r"""A verdict as a statement in LaTeX that needs no package: the sets of payoffs, and how the gap follows.

    Parameters
    ----------
    verdict
        A verdict; or a certificate, which is checked first, as for ``explain``.

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
    if isinstance(verdict, Certificate):
        verdict = proved(verdict)
    if isinstance(verdict, ProvedMap):
        return map_stated(verdict)
    if isinstance(verdict, Channels):
        return split_stated(verdict)
    asked, found = verdict.question, verdict.comparison
    about = "; ".join(
        f"{latex_text(what)}: {latex_text(which)}" for what, which in [("mover", asked.mover), *asked.told]
    )
    over = "Over all" if asked.quantifier in QUANTIFIERS else f"Over the {asked.quantifier}"
    answer = f"the {asked.paradox} paradox is \\emph{{{verdict.name}}} ({asked.quantifier} comparison)"
    if found is None:
        return f"{over} {asked.concept} equilibria ({about}) {answer}: {latex_text(verdict.why)}."
    sets = [f"\\[ {_set(name)} {_written(payoffs)}" for name, payoffs in found.payoffs.items()]
    lines = [
        f"{over} {asked.concept} equilibria ({about}) let",
        *(f"{line}, \\]" for line in sets[:-1]),
        f"{sets[-1]}. \\]",
    ]
    lines += ["Then", f"\\[ {_gap(asked)} = {_equal(found.gap)}: \\]"]
    return "\n".join(
        [*lines, f"{answer}." if isinstance(verdict, Present) else f"{answer}: {latex_text(verdict.why)}."]
    )


def split_stated(found: Channels) -> str:
    """A split into channels as a statement in LaTeX: the change, and the parts that it is the sum of."""
    at = f" at {', '.join(found.at)}" if found.at else ""
    what, whose = ("action", "its owner") if found.other is None else ("change", "the mover")
    about = f"mover: {latex_text(found.mover)}" + (
        f"; {what}: {latex_text(said)}" if (said := found.changed or found.action + at) else ""
    )
    if found.change is None or found.direct is None:
        return (
            f"Over all {found.concept} equilibria ({about}) the change is not split: {latex_text(found.why)}."
        )
    parts = [
        (f"the {what} itself", found.direct),
        *((f"reaction of {who}", part) for who, part in found.reactions.items()),
    ]
    terms = [_between(part, label) for label, part in parts]
    return f"Over all {found.concept} equilibria ({about}) the {what} changes what {whose} gets by\n" + (
        f"\\[ {_between(found.change, 'change')} = {' + '.join(terms)}. \\]"
    )


def _between(part: tuple[Fraction, Fraction], label: str) -> str:
    low, high = part
    value = str(low) if low == high else f"[{low}, {high}]"
    return f"\\underbrace{{{value}}}_{{\\mbox{{\\scriptsize {latex_text(label)}}}}}"


def _gap(asked: Inquiry) -> str:
    if asked.paradox not in _PAIRS:
        return "\\mbox{gap}" if asked.paradox != "dominance-trap" else "\\mbox{least gain}"
    before, after = map(_set, _PAIRS[asked.paradox])
    if asked.quantifier not in _ENDS:  # a rule selects one payoff on either side
        return f"{before} - {after}"
    first, second = _ENDS[asked.quantifier]
    return f"\\{first} {before} - \\{second} {after}"


def _set(name: str) -> str:
    return f"U_{{\\mbox{{\\scriptsize {latex_text(name)}}}}}"


def _written(payoffs: PayoffSet) -> str:
    if payoffs.infinite:  # not every payoff in between need be one of an equilibrium
        return f"\\subset [{payoffs.low}, {payoffs.high}] \\mbox{{ with both ends}}"
    return f"= \\{{{', '.join(map(str, payoffs.values))}\\}}"


def _equal(gap: Fraction) -> str:
    return f"{gap} {'>' if gap > 0 else '<'} 0" if gap else "0"
