"""What is asked of a detector: which paradox, whose move, taken away where, comparing which equilibria."""

from collections.abc import Sequence
from dataclasses import dataclass

from gametheory_paradox.certificates import EQUILIBRIUM_CONCEPTS
from gametheory_paradox.detectors.verdict import Compared
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import ExtensiveForm, NormalForm, Scope, scope_of
from gametheory_paradox.games.normal_form import P
from gametheory_paradox.paradoxes.option import AnyQuantifier, quantifier_named
from gametheory_paradox.solvers import default_concept


@dataclass(frozen=True)
class Question:
    """A question about a move, fitted to one form of game.

    Parameters
    ----------
    paradox, quantifier, concept
        Which paradox, which equilibria are compared, and equilibria in which sense.
    mover, action, scope
        Whose payoff is measured, which action is taken away, and where.
    """

    paradox: str
    quantifier: AnyQuantifier
    concept: str
    mover: str
    action: str
    scope: Scope

    @classmethod
    def about(
        cls,
        game: NormalForm[P] | ExtensiveForm[P],
        paradox: str,
        *,
        mover: str,
        action: str,
        at: str | Sequence[str] = (),
        coalition: Sequence[str] = (),
        quantifier: str = "strong",
        concept: str | None = None,
        selecting: bool = False,
    ) -> "Question":
        """The question, its names checked against a game; InvalidGame lists what exists where one does not.

        A selection rule is a quantifier where ``selecting`` says so: where one game is asked about.
        """
        scope = scope_of(game, mover, action, (at,) if isinstance(at, str) else tuple(at), tuple(coalition))
        known = quantifier_named(quantifier, "more than one game at a time", selecting=selecting)
        return cls(paradox, known, offered_concept(game, concept), mover, action, scope)

    def to_data(self) -> dict[str, object]:
        """As JSON: the fields that verdicts, maps and certificates share."""
        return {
            "paradox": self.paradox,
            "concept": self.concept,
            "quantifier": self.quantifier,
            "mover": self.mover,
            "action": self.action,
            "scope": self.scope.to_data(),
        }

    @property
    def where(self) -> str:
        """Where the action is taken away, in words."""
        if self.scope.kind == "information_set":
            return f" at {', '.join(self.scope.information_sets)}"
        return f" of {', '.join(self.scope.players)}" if self.scope.kind == "coalition" else ""

    @property
    def told(self) -> tuple[tuple[str, str], ...]:
        """What is taken away, in words."""
        return (("action taken away", self.action + self.where),)

    def label(self, name: str) -> str:
        """What a row with the mover's payoffs is called."""
        return f"{self.mover} gets {name} it"

    def compared_to_data(self, found: Compared | None) -> dict[str, object]:
        """The mover's payoffs with and without the action as JSON; all null where there are none."""
        payoffs = found.payoffs if found else {}
        return {
            **{
                side: [str(p) for p in payoffs[side].values] if payoffs else None
                for side in ("with", "without")
            },
            **{
                f"{side}_infinite": payoffs[side].infinite if payoffs else None
                for side in ("with", "without")
            },
            "gap": str(found.gap) if found else None,
        }


def offered_concept(game: NormalForm[P] | ExtensiveForm[P], concept: str | None) -> str:
    """The solution concept that was asked for, or the form's default; Unsupported if it is not offered."""
    concept = concept or default_concept(game)
    offered = ("nash",) if isinstance(game, NormalForm) else EQUILIBRIUM_CONCEPTS
    if concept not in offered:
        form = "table" if isinstance(game, NormalForm) else "tree"
        raise Unsupported(
            f"the concept {concept!r} is not offered for a {form}; offered: {', '.join(offered)}"
        )
    return concept
