"""Summaries of the survey: counts over systems, and the card of each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gametheory_paradox.catalog import names
from gametheory_paradox.detectors import Present
from gametheory_paradox.detectors.detection import SECURITY
from gametheory_paradox.essay.policies import COMPARED, UNDER, Entry, numbers_of
from gametheory_paradox.essay.systems import Leak, System, leaks, policies, states, system_of, systems
from gametheory_paradox.essay.words import changes_said, rounded, share_said
from gametheory_paradox.forms import StochasticGame
from gametheory_paradox.rationals import exact
from gametheory_paradox.studies.findings import Finding, Findings
from gametheory_paradox.studies.reach import between
from gametheory_paradox.table import Display, Table, listed

# Cards: a system with its main game, the variants and the controls
# ------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class Card(Display):
    """A system: its main game, the variants and the controls.

    Parameters
    ----------
    name
        The name of the system in the catalog; of another model its file, or its title.
    scenarios
        The findings about its games, by name.
    entries
        What the policies of the essay's states do to their payoff and security, with what turns that.
    """

    name: str
    scenarios: tuple[Findings, ...]
    entries: tuple[Entry, ...] = ()

    @property
    def system(self) -> System | None:
        """The system of the essay; None for a toy."""
        return system_of(self.name)

    @property
    def title(self) -> str:
        """The title of the first game."""
        return self.scenarios[0].family.title or self.name

    @property
    def variants(self) -> tuple[Findings, ...]:
        """The games in which the mechanism is on."""
        return tuple(scenario for scenario in self.scenarios if not scenario.control)

    @property
    def controls(self) -> tuple[Findings, ...]:
        """The games in which it is off."""
        return tuple(scenario for scenario in self.scenarios if scenario.control)

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {
            "name": self.name,
            "system": self.system and self.system.id,
            "title": self.title,
            "policies": [entry.to_data() for entry in self.entries],
            "scenarios": [scenario.to_data() for scenario in self.scenarios],
        }

    def __str__(self) -> str:
        return f"{self.name}: {len(self.scenarios)} games"


# The survey's table of policies, how many games show what, and which controls leak
# ----------------------------------------------------------------------------

OWN = "Systems whose main model asks first about a policy of one of the two states"
FOREIGN = "Systems whose main model asks first about a move of others"
VARIANT, CONTROL, TOY = "Variants", "Controls, in which the mechanism is off", "Toys"
RANKED = "By rank, from what is said of preferences alone"
OUTSIDE = "Models from outside the catalog"
KINDS = (OWN, FOREIGN, VARIANT, CONTROL, RANKED, TOY, OUTSIDE)
NOT_MODELED = "not yet modeled"
UNSETTLED = "not settled"
MISSED = "a forecast of the model missed"
NO_POLICY = "no policy of these states is asked about"
NOT_SURVEYED = "not in this survey"


def systems_table(entries: Sequence[Entry]) -> Table:
    """A row for each system of the essay, or several where several policies are asked about.

    Models from outside the catalog stand below, or alone where nothing of the essay was looked at.
    """
    head = "in the essay" if _is_of_essay(entries) else "model"
    rows = [row for row, _ in systems_rows(entries)]
    columns = ("", head, "policy", "payoff", "security", "in a word", "what turns it first")
    accounts = [account for entry in entries for account in entry.family.accounts]
    units = {account.unit for account in accounts if account.name == SECURITY}
    unit = f", in {units.pop()}" if len(units) == 1 else ""
    if any(isinstance(entry.family.form, StochasticGame) for entry in entries):
        unit += " (of all years together their sum, each discounted)"
    note = (
        f"payoff and security{unit}: without → with the policy; of what is seen or believed as the cell "
        "says; security: harm suffered and quiet gained; what turns it first: along one parameter at a "
        "time, all others at the baseline"
    )
    return Table(columns, rows, note=note, align="lllllll")


def systems_rows(entries: Sequence[Entry]) -> list[tuple[tuple[str, ...], Entry | None]]:
    """The rows of that table, each with the entry that it tells of; None where it tells of none."""
    rows = list[tuple[tuple[str, ...], Entry | None]]()
    if _is_of_essay(entries):
        rows = [row for system in systems() for row in _rows(system, entries)]

    for game in dict.fromkeys(entry.policy.game for entry in entries if entry.system is None):
        own = [entry for entry in entries if entry.policy.game == game]
        rows.extend(_policy_rows("", own[0].family.title or game, own))
    return rows


def _is_of_essay(entries: Sequence[Entry]) -> bool:
    """False where there are policies, and all are of models from outside the essay."""
    return not entries or any(entry.system for entry in entries)


def _rows(system: System, entries: Sequence[Entry]) -> list[tuple[tuple[str, ...], Entry | None]]:
    own = [entry for entry in entries if entry.system == system]
    if not own:
        asked = any(system_of(policy.game) == system for policy in policies())
        why = (NOT_SURVEYED if asked else NO_POLICY) if system.is_modeled else NOT_MODELED
        return [((system.id, system.about, why, "", "", "", ""), None)]
    return _policy_rows(system.id, system.about, own)


def _policy_rows(
    number_: str, about: str, own: Sequence[Entry]
) -> list[tuple[tuple[str, ...], Entry | None]]:
    """A row for each policy in a system or a model, which the first row names."""
    rows = list[tuple[tuple[str, ...], Entry | None]]()
    for number, entry in enumerate(own):
        paid, unpaid, safe, unsafe = numbers_of(entry.assessment, rounded)
        before, after = COMPARED.get(entry.policy.paradox, ("", ""))
        word = entry.assessment.word or UNSETTLED
        row = (
            number_ if not number else "",
            about if not number else "",
            named(entry),
            f"{before} {unpaid} → {after} {paid}".replace("  ", " ").strip(),
            "not counted"
            if entry.assessment.security is None
            else f"{before} {unsafe} → {after} {safe}".replace("  ", " ").strip(),
            "\n".join(filter(None, (word, shared_said(entry), missed_said(entry)))),
            turning_said(entry),
        )

        rows.append((row, entry))

    return rows


def turning_said(entry: Entry) -> str:
    """The changes that turn an entry's halves first, the others where they are."""
    said = [f"{name}: {changes_said(changes)}" for name, changes in entry.changes.items()]
    together = dict.fromkeys(text.partition(": ")[2] for text in said)
    return next(iter(together)) if len(together) == 1 else "\n".join(said)


def shared_said(entry: Entry) -> str:
    """The effect of a policy at the numbers of other models; empty where the game takes no others."""
    if entry.shared is None:
        return ""
    paid, unpaid, safe, unsafe = numbers_of(entry.shared.assessment, rounded)
    word = entry.shared.assessment.word or UNSETTLED
    changes = f"payoff {unpaid} → {paid}, security {unsafe} → {safe}"
    return f"with {numbers_put(entry.shared)}, as in other models: {word} ({changes})"


def missed_said(entry: Entry) -> str:
    """Says so where something that the model forecast did not come true."""
    return MISSED if any(own.outcome == "miss" for own in entry.family.forecasts) else ""


def named(entry: Entry) -> str:
    """A policy in words: Pakistan’s border closure."""
    return f"{entry.policy.state}’s {entry.policy.about or entry.policy.name}"


def numbers_put(entry: Entry) -> str:
    """The numbers that are not at their baselines: r_N at 60."""
    return listed([f"{name} at {rounded(exact(value))}" for name, value in entry.values.items()])


def counts_said(cards: Sequence[Card]) -> list[str]:
    """The number of games of each kind with each verdict at their baselines."""
    kinds: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for card in cards:
        for scenario in card.scenarios:
            kinds[kind_of(card.system, scenario)].append(scenario.verdict)
    counts = {kind: Counter(own).most_common() for kind, own in kinds.items() if own}
    return [
        f"{kind}: {', '.join(f'{n} {verdict}' for verdict, n in own)} "
        f"{'whatever the numbers' if kind == RANKED else 'at the baseline'}."
        for kind, own in counts.items()
    ]


def kind_of(system: System | None, scenario: Findings) -> str:
    """The kind of a game: one of ``KINDS``."""
    if scenario.name not in names():
        return OUTSIDE
    if scenario.family.ranking is not None:
        return RANKED
    if scenario.control:
        return CONTROL
    if system is None:
        return TOY
    if scenario.name != system.game:
        return VARIANT
    own = scenario.findings and scenario.main.question.mover in states()
    return OWN if own else FOREIGN


def leaks_said(cards: Sequence[Card]) -> list[str]:
    """A sentence for each control that shows the paradox all the same, or is not proved to be free of it."""
    asked = [(card, own, finding) for card in cards for own in card.controls for finding in own.findings]
    said = list[str]()
    for card, control, found in asked:
        leak = leaks().get((control.name, found.title), Leak(""))
        shows, where = _leak(found, leak.at)
        told = "; ".join(filter(None, (where, _beside(card, control, found), leak.mechanism)))
        if where:
            said.append(f"The control {control.name.removeprefix(UNDER)} {shows} ({found.title}): {told}.")
    return said


def _beside(card: Card, control: Findings, found: Finding) -> str:
    """The share of its ranges in which the game shows what its control shows; empty if it was not asked."""
    game = control.name.removesuffix("/control").removesuffix("-control")
    findings = (own for scenario in card.scenarios if scenario.name == game for own in scenario.findings)
    shares = [share_said(own).partition(";")[0] for own in findings if own.title == found.title]
    return f"in the game itself {shares[0]}" if shares else ""


def _leak(found: Finding, at: str) -> tuple[str, str]:
    """True if a control shows the paradox, and where; both empty where it is proved to be nowhere.

    Where nothing else shows it, it may be known to be there with some values.
    """
    shows, doubt, over = "shows it all the same", found.uncertainty, found.region_map
    if isinstance(found.verdict, Present):
        drawn = "" if doubt is None else f", and in {between(*doubt.interval)} of its ranges"
        return shows, f"at its baseline{drawn}"
    if doubt is not None and (doubt.present or (found.share is not None and found.share[0])):
        proved = found.share is not None and found.share[0] > 0
        low, high = found.share if proved and found.share else doubt.interval
        drawn = (
            f"; {between(*doubt.interval)} in a sample"
            if proved and doubt is not None and doubt.draws
            else ""
        )
        how = f", proved{drawn if low < high else ''}" if proved else " in a sample"
        return shows, f"somewhere in its ranges, {between(low, high)} of them{how}"

    if over is not None and over.share[0]:
        return (
            shows,
            f"somewhere in its ranges, {between(*over.share)} of them over {' and '.join(over.over)} alone",
        )

    where = "no draw was looked at"
    if doubt is not None and doubt.draws:
        where = f"{between(*doubt.interval)} of its ranges, as far as {doubt.draws} draws tell"
    if at:
        return shows, f"with {at}; {where}"
    if doubt is None or (found.share is not None and not found.share[1]):
        return "", ""
    return "is not proved to be free of it", where
