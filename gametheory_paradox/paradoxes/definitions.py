"""The table of the paradoxes that compare whole sets of equilibria; the option paradox has a kind of certificate of its own."""

from collections.abc import Mapping

from gametheory_paradox.paradoxes.comparative_statics import COMPARATIVE_STATICS
from gametheory_paradox.paradoxes.definition import Definition
from gametheory_paradox.paradoxes.dominance_trap import DOMINANCE_TRAP
from gametheory_paradox.paradoxes.information import INFORMATION
from gametheory_paradox.paradoxes.misperception import MISPERCEPTION
from gametheory_paradox.paradoxes.realized import REALIZED
from gametheory_paradox.paradoxes.security_insecurity import SECURITY_INSECURITY
from gametheory_paradox.paradoxes.third_party import THIRD_PARTY

DEFINITIONS: Mapping[str, Definition] = {
    definition.name: definition
    for definition in (
        DOMINANCE_TRAP,
        COMPARATIVE_STATICS,
        INFORMATION,
        THIRD_PARTY,
        REALIZED,
        MISPERCEPTION,
        SECURITY_INSECURITY,
    )
}
