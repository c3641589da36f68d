"""Questions: which paradox, of whose move, comparing which equilibria; and which sets lose an action."""

from __future__ import annotations

from typing import Any

from .games import column_of
from .reading import Unjudged, a_list, a_text, fields, need

CONCEPTS = ("nash", "subgame-perfect", "perfect-bayesian", "sequential")
QUANTIFIERS = ("strong", "best", "worst", "possible")
RULES = ("payoff-dominant", "risk-dominant")
SELECTING = ("option", "comparative-statics", "information")  # which equilibria are compared a rule may say
# Several actions may be taken away together.
SEVERAL = ("option", "third-party", "realized", "security-insecurity")
FIELDS = ("paradox", "concept", "quantifier", "mover", "measure", "details")
DETAILS = {
    "option": ("action", "at", "coalition"),
    "dominance-trap": ("action", "coalition"),
    "comparative-statics": ("parameter", "low", "high"),
    "information": ("at", "parts"),
    "third-party": ("action", "at", "third", "target"),
    "realized": ("action", "at", "benchmark"),
    "misperception": ("model", "inaction"),
    "security-insecurity": ("action", "at", "target", "held"),
    "null-coercion": ("parameter", "low", "high", "target", "action"),
}
UNSAID = ("inaction",)  # details that may be null
HELD = {
    "nobody": "with, if nobody answers",
    "target": "with, if only the target answers",
    "third-parties": "with, if only third parties answer",
}


class Question:
    """What is asked about a game.

    Parameters
    ----------
    data
        An object with the fields of a question, and perhaps others.
    game
        The game.
    """

    def __init__(self, data: dict[str, Any], game: dict[str, Any]) -> None:
        self.paradox, self.concept, self.quantifier, mover, measure, details = (data[name] for name in FIELDS)
        need(a_text(self.paradox) in DETAILS, "there is no such paradox")
        need(a_text(self.concept) in CONCEPTS, "there are four concepts")
        need(self.concept == "nash" or game["form"] == "extensive", "the concept needs a tree")
        known = (*QUANTIFIERS, *RULES) if self.paradox in SELECTING else QUANTIFIERS
        need(a_text(self.quantifier) in known, "the quantifier is none")
        need(a_text(mover) in game["players"], "the mover does not play")
        need(a_text(measure) == game.get("measure", "payoff"), "the game does not carry what is compared")
        self.mover, self.game = game["players"].index(mover), game
        self.details = dict(zip(DETAILS[self.paradox], fields(details, *DETAILS[self.paradox]), strict=True))
        self.action, self.at, self.coalition = (
            distinct(self.details.get(name, [])) for name in ("action", "at", "coalition")
        )
        need(len(self.action) <= 1 or self.paradox in SEVERAL, "the paradox is about one action")
        for name, value in self.details.items():
            optional = (*UNSAID, "target") if self.paradox == "security-insecurity" else UNSAID
            need(value is not None or name in optional, "a detail is missing")
        secured = self.paradox == "security-insecurity"
        need(not secured or measure != "payoff", "this paradox is about a measure, and never about payoffs")
        if measure != "payoff" and not (secured or (self.paradox == "option" and "nodes" in game)):
            raise Unjudged("a measure, but for one paradox and options in trees")
        self.compared = column_of(game, self.mover)
        if secured:
            named = self.details["target"] is not None
            need(a_text(self.details["held"]) in HELD, "who answers while the others hold is not said")
            need(named or self.details["held"] == "nobody", "the target is not named")
            need(not named or self.player("target") != self.mover, "the target is the mover")

    def player(self, role: str) -> int:
        """The number of a player among the details."""
        need(a_text(self.details[role]) in self.game["players"], "a role is played by nobody")
        return int(self.game["players"].index(self.details[role]))

    @property
    def losing(self) -> list[int]:
        """The information sets that lose the action."""
        return losing_sets(self.game, self.mover, self.action, self.at, self.coalition)


def distinct(data: Any) -> list[str]:
    names = [a_text(name) for name in a_list(data)]
    need(len(set(names)) == len(names), "a name stands twice")
    return names


def losing_sets(
    game: dict[str, Any], mover: int, actions: list[str], at: list[str], coalition: list[str]
) -> list[int]:
    """The numbers of the sets that lose actions: those named, or all that some player or coalition has."""
    need(bool(actions), "no action is taken away")
    need(not (at and coalition), "an action is lost at sets or by a coalition, not both")
    need(all(player in game["players"] for player in coalition), "a member of the coalition does not play")
    need(not coalition or game["players"][mover] in coalition, "the coalition lacks the mover")
    members = [game["players"].index(player) for player in coalition] or [mover]
    having = [
        s for s, (p, _, acts) in enumerate(game["sets"]) if p in members and not set(actions).isdisjoint(acts)
    ]
    need({game["sets"][s][0] for s in having} == set(members), "somebody never has the action")
    if at:
        need(game["form"] == "extensive", "a table has no information sets by name")
        need(set(at) <= {game["sets"][s][1] for s in having}, "the mover does not have the action there")
        having = [s for s in having if game["sets"][s][1] in at]
    for action in actions:
        need(any(action in game["sets"][s][2] for s in having), "an action is not there")
    return having
