"""The check of a certificate, by its kind."""

from collections.abc import Callable, Mapping

from gametheory_paradox.certificates.certificate import FORMAT, Certificate
from gametheory_paradox.certificates.fields import Verification
from gametheory_paradox.certificates.over_time import check_equilibria, check_payoffs
from gametheory_paradox.certificates.propositions import check_proposition
from gametheory_paradox.certificates.regions import check_map
from gametheory_paradox.certificates.verdicts import check_channels, check_verdict
from gametheory_paradox.errors import CertificateRejected, OutOfTime, ParadoxError
from gametheory_paradox.forms.graphs.certificate_data import check_graph_option

# The kinds of certificates, and who checks each
# -----------------------------------------------

KINDS: dict[str, Callable[[Mapping[str, object]], Verification]] = {
    "verdict": check_verdict,
    "channels": check_channels,
    "map": check_map,
    "proposition": check_proposition,
    "graph": check_graph_option,
    "equilibria": check_equilibria,
    "payoffs": check_payoffs,
}


# ``verify``, which checks a certificate of any kind
# ---------------------------------------------------

FAILURES = (ParadoxError, ArithmeticError, ValueError, TypeError, LookupError, RecursionError, MemoryError)
SAVED = "that stands in its field 'certificate', and load_result gives it"  # said of a saved answer
MOST_SAID = 500  # characters of a reason, which may name things of a file


def verify(certificate: Certificate | Mapping[str, object]) -> Verification:
    """Checks a certificate: its game, its claim and its proof.

    Parameters
    ----------
    certificate
        A certificate, or its data.

    Returns
    -------
    What it proves.

    Raises
    ------
    CertificateRejected
        If anything in it is missing, malformed, or not proved.
    OutOfTime
        If a clock runs, and is over first.
    """
    data = certificate.data if isinstance(certificate, Certificate) else certificate
    try:
        if not isinstance(data, Mapping):
            raise CertificateRejected("a certificate is a JSON object")

        kind = str(data.get("kind"))
        if kind.startswith("saved"):
            raise CertificateRejected(f"a {kind:.60} is no certificate; {SAVED}")
        if type(data.get("format")) is not int or data["format"] != FORMAT:
            raise CertificateRejected(f"expected format {FORMAT}, got {data.get('format')!r:.60}")
        if kind not in KINDS:
            raise CertificateRejected(f"expected a certificate of kind {', '.join(KINDS)}, got {kind!r:.60}")
        return KINDS[kind](data)
    except (CertificateRejected, OutOfTime):
        raise
    except FAILURES as problem:
        raise CertificateRejected(str(problem)[:MOST_SAID] or type(problem).__name__) from problem
