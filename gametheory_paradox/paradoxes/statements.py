"""The table of the paradoxes that are offered as statements about parameters, beside the option paradox."""

from collections.abc import Mapping

from gametheory_paradox.paradoxes.definition import Stated
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.paradoxes.null_coercion import NULL_COERCION

STATEMENTS: Mapping[str, Stated] = {
    **{name: definition.stated for name, definition in DEFINITIONS.items() if definition.stated is not None},
    NULL_COERCION.name: NULL_COERCION,
}
