"""The kinds of certificates, and who checks each."""

from collections.abc import Callable, Mapping

from gametheory_paradox.certificates.over_time import check_equilibria, check_payoffs
from gametheory_paradox.certificates.propositions import check_proposition
from gametheory_paradox.certificates.regions import check_map
from gametheory_paradox.certificates.verdicts import check_channels, check_verdict
from gametheory_paradox.certificates.verification import Verification
from gametheory_paradox.forms.graphs.certificate_data import check_graph_option

KINDS: dict[str, Callable[[Mapping[str, object]], Verification]] = {
    "verdict": check_verdict,
    "channels": check_channels,
    "map": check_map,
    "proposition": check_proposition,
    "graph": check_graph_option,
    "equilibria": check_equilibria,
    "payoffs": check_payoffs,
}
