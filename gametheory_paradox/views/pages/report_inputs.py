"""The parts of a report about its inputs and its proof: claim, parameters, assumptions, certificates."""

import json
import re
from collections.abc import Sequence
from fractions import Fraction
from html import escape

from gametheory_paradox.bibliography import citation, with_citations
from gametheory_paradox.certificates import Certificate
from gametheory_paradox.forms import ExtensiveForm, game_hash
from gametheory_paradox.models import GameFamily, GraphModel, Parameter
from gametheory_paradox.studies import Finding, Findings
from gametheory_paradox.table import listed
from gametheory_paradox.views.notation import prose, symbol
from gametheory_paradox.views.pages.page import Section, bullets, download, paragraphs, rows_table
from gametheory_paradox.views.words.clauses import WORDINGS
from gametheory_paradox.views.words.sentences import CONCEPT_SAID, comparison_said, number

STANDING_SAID = {
    "measured": "measured: a figure with its source",
    "estimated": "estimated: from a study, with a caution",
    "assumed": "assumed: a reason for the range, no figure",
}


def claim_section(family: GameFamily | GraphModel) -> Section:
    """The claim that is modeled, and what the modeler derived by hand."""
    names = list(family.box) if isinstance(family, GameFamily) else []
    claim = f"<strong>The claim.</strong> {prose(family.claim, names)}" if family.claim else ""
    implied = prose(family.prediction, names)
    implied = f"<strong>What the model implies, derived by hand.</strong> {implied}" if implied else ""
    sources = (
        f"<strong>Drawn from.</strong> {escape('; '.join(map(citation, family.sources)))}."
        if family.sources
        else ""
    )
    return Section("The question", paragraphs(claim, implied, sources))


def parameters_section(findings: Findings) -> Section:
    """Every parameter with its meaning, range, value, standing and source."""
    if not findings.family.parameters:
        return Section("Parameters", "")
    opening = (
        "The numbers nobody knows exactly. Each has a range of plausible values and, within it, the value "
        f"taken {escape(findings.where)} (the dark mark)."
    )

    names = list(findings.family.box)
    rows = [_parameter(p, findings.point[p.name], names) for p in findings.family.parameters]
    kinds = "; ".join(
        STANDING_SAID[s] for s in STANDING_SAID if any(p.standing == s for p in findings.family.parameters)
    )
    table = rows_table(["", "Meaning and source", "Range and value", "Standing"], rows, "parameters")
    return Section(
        "The numbers and where they come from",
        f"{paragraphs(opening)}\n{table}\n<p class='note'>{kinds}.</p>",
    )


def _parameter(parameter: Parameter, value: Fraction, names: Sequence[str]) -> list[str]:
    meaning = escape(parameter.meaning or parameter.name)
    unit = f' <span class="quiet">({escape(parameter.unit)})</span>' if parameter.unit else ""
    source = (
        f'<span class="source">{prose(with_citations(parameter.source), names)}</span>'
        if parameter.source
        else ""
    )
    name = f'<span class="symbol">{symbol(parameter.name)}</span>'
    return [name, f"{meaning}{unit}{source}", _range(parameter, value), escape(parameter.standing)]


def _range(parameter: Parameter, value: Fraction) -> str:
    if parameter.low == parameter.high:
        return f"fixed at {number(value)}"
    share = 100 * float((value - parameter.low) / (parameter.high - parameter.low))
    ends = (
        f'<span class="ends"><span>{number(parameter.low)}</span><span>{number(parameter.high)}</span></span>'
    )
    mark = "" if value == parameter.baseline else f" (baseline {number(parameter.baseline)})"
    return f'<b>{number(value)}</b>{mark}<span class="range"><i style="left:{share:.2f}%"></i></span>{ends}'


def assumptions_section(findings: Findings) -> Section:
    """The assumptions that must be granted for the answer to speak about the world."""
    form, parameters, question = findings.family.form, findings.family.parameters, findings.main.question
    items = [
        "Who can do what, in which order, seeing what, is as drawn above, and everybody knows it.",
        "Everybody wants as much as possible of what the model says it gets, expects what is likely on "
        "average, and knows what the others want.",
        CONCEPT_SAID[str(question.concept)],
        escape(comparison_said(question)),
    ]
    if "without the option" in WORDINGS[question.paradox].sides:
        items.append("“Without the option” means that everybody knows beforehand that it cannot be used.")
    if isinstance(form, ExtensiveForm) and form.has_perfect_information:
        items[0] += " Each mover sees everything that happened before."

    assumed = [symbol(p.name) for p in parameters if p.standing == "assumed"]
    if assumed:
        count = (
            f"{len(assumed)} of the {len(parameters)} parameters"
            if len(assumed) < len(parameters)
            else "All parameters"
        )
        items.append(f"{count} rest on judgment, not on figures: {listed(assumed)}.")
    if parameters and (findings.main.region_map is not None or findings.main.thresholds is not None):
        items.append("The parameters may take any combination of values within their ranges.")
    return Section("What is assumed", bullets(items))


def check_section(findings: Findings) -> Section:
    """The certificates to download, and how to check them."""
    name = file_name(findings.family.title or "report")
    carried = [own for finding in findings.findings for own in _carried(finding, findings)]
    certificates = [
        (f"{name}-{kind}.json", words, certificate)
        for kind, words, certificate in carried
        if certificate is not None
    ]
    if not certificates:
        return Section(
            "Check it yourself", paragraphs("Nothing is claimed here that would need a certificate.")
        )

    opening = (
        "The answers above come with certificates: files that hold the game, the claim and a proof. The "
        "checker solves nothing and trusts no search. It recomputes the claim from the payoffs with whole "
        "numbers and fractions, and it refuses a certificate in which anything does not follow."
    )
    links = "\n".join(
        download(file, _json(c), words, f"certificate-{n}", is_main=c is findings.main.verdict.certificate)
        for n, (file, words, c) in enumerate(certificates)
    )
    commands = "\n".join(f"gametheory-paradox verify {file}" for file, _, _ in certificates)
    closing = f"The game is identified by the hash <code>{game_hash(findings.game)}</code>."
    how = (
        "A second checker, written apart from the first, reads them in your browser; what it says stands "
        "beside each. Or save the files from this page, then run, with the package installed:"
    )
    return Section(
        "Check it yourself",
        f"{paragraphs(opening)}\n{links}\n{paragraphs(how)}\n<pre>{commands}</pre>\n<p>{closing}</p>",
    )


def _carried(finding: Finding, findings: Findings) -> list[tuple[str, str, Certificate | None]]:
    """The certificates of the answers to a question, each with the end of a file's name and words."""
    verdict, region_map = finding.verdict, finding.region_map
    halves = {} if verdict.assessment is None else verdict.assessment.halves
    is_main = finding is findings.main
    before, about = ("", "") if is_main else (f"{file_name(finding.title)}-", f" ({finding.title})")

    return [
        (f"{before}verdict", f"Certificate of the answer {findings.where}{about}", verdict.certificate),
        (
            f"{before}map",
            f"Certificate of the map{about}",
            None if region_map is None else region_map.certificate,
        ),
        *(
            (f"{before}{own}", f"Certificate of what becomes of {own}{about}", half.certificate)
            for own, half in halves.items()
        ),
    ]


def file_name(title: str) -> str:
    """The title as the beginning of a file name."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60] or "report"


def _json(certificate: Certificate) -> str:
    return json.dumps(certificate.to_data(), ensure_ascii=False, indent=1) + "\n"
