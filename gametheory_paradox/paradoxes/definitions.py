"""The table of paradoxes: what each compares, what must hold, and the same over parameters."""

from collections.abc import Mapping

from gametheory_paradox.paradoxes import (
    comparative_statics,
    dominance_trap,
    dynamic_backfire,
    information,
    misperception,
    null_coercion,
    option,
    realized,
    security_insecurity,
    third_party,
)
from gametheory_paradox.paradoxes.definition import Definition, uses

_ROWS = (
    Definition(
        "option",
        "having an action leaves its owner worse off than not having it",
        option.variants,
        option.claim,
        option.STATED,
        selecting=True,
        several=True,
        shows=uses,
        over_time=True,
    ),
    Definition(
        "dominance-trap",
        "each of a group has a dominant action, and all would be better off if nobody had it",
        dominance_trap.variants,
        dominance_trap.claim,
        dominance_trap.STATED,
    ),
    Definition(
        "comparative-statics",
        "what raises a player's payoff whatever is done lowers what it gets in equilibrium",
        comparative_statics.variants,
        comparative_statics.claim,
        comparative_statics.STATED,
        selecting=True,
        over_time=True,
    ),
    Definition(
        "information",
        "seeing more leaves a player worse off",
        information.variants,
        information.claim,
        information.STATED,
        selecting=True,
    ),
    Definition(
        "third-party",
        "an action hurts its owner through what a third party then does",
        third_party.variants,
        third_party.claim,
        third_party.STATED,
        third_party.further,
        several=True,
    ),
    Definition(
        "realized",
        "where a player uses an action, it expects less than a benchmark",
        realized.variants,
        realized.claim,
        "what is expected where an action is used is an average over ends, for which no formula is kept",
        several=True,
    ),
    Definition(
        "misperception",
        "who takes the game for another one does worse than it would knowing the game",
        misperception.variants,
        misperception.claim,
        "the model is another game with numbers, not one with the same parameters",
        misperception.further,
    ),
    Definition(
        "security-insecurity",
        "a measure that protects while others hold still leaves its owner less secure once all answer",
        security_insecurity.variants,
        security_insecurity.claim,
        security_insecurity.STATED,
        several=True,
        over_time=True,
        written_out=security_insecurity.written_out,
    ),
    Definition(
        "dynamic-backfire",
        "what pays its owner more in the period is worth less from the start, by way of the states",
        dynamic_backfire.variants,
        dynamic_backfire.claim,
        dynamic_backfire.STATED,
        over_time=True,
        written_out=dynamic_backfire.written_out,
    ),
    Definition(
        "null-coercion",
        "a penalty that is incurred and hurts changes neither what the target does nor what the coercer gets",
        None,
        None,
        null_coercion.STATED,
        unmeasured="a penalty that changes what is done changes nothing else",
    ),
)
DEFINITIONS: Mapping[str, Definition] = {row.name: row for row in _ROWS}
