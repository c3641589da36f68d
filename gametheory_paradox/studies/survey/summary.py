"""The survey's first screen in words: what was found, for whom, how sure it is, what would change it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gametheory_paradox.catalog import names
from gametheory_paradox.catalog.essay import (
    Leak,
    Premise,
    System,
    leaks,
    policies,
    premises,
    states,
    system_of,
    systems,
)
from gametheory_paradox.detectors import Present, direction
from gametheory_paradox.detectors.assessment import SECURITY
from gametheory_paradox.families.forecasts import Outcome
from gametheory_paradox.games import StochasticGame
from gametheory_paradox.rationals import exact
from gametheory_paradox.studies.findings import Finding, Findings
from gametheory_paradox.studies.nearest import Change
from gametheory_paradox.studies.shares import between
from gametheory_paradox.studies.survey.balance import COMPARED, UNDER, Entry, lost_by, numbers_of
from gametheory_paradox.studies.survey.card import Card
from gametheory_paradox.studies.survey.words import (
    believed_said,
    changes_said,
    rounded,
    share_said,
    standings_said,
)
from gametheory_paradox.table import Record, Table, listed

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
MOST_ASSUMPTIONS = 2
OTHERWISE: Mapping[str | None, tuple[str, str]] = {  # what one policy, or several, do that cost no security
    "works": ("{} works", "{} work"),
    "protects at a price": ("{} protects at a price", "{} protect at a price"),
    "changes nothing": ("{} changes nothing", "{} change nothing"),
    "pays": ("{} pays and leaves security as it is", "{} pay and leave security as it is"),
    "costs": ("{} costs payoff alone", "{} cost payoff alone"),
    "protects": ("{} protects and costs nothing", "{} protect and cost nothing"),
    None: ("{} is not settled", "{} are not settled"),
}
UNCOUNTED = {**OTHERWISE, "pays": ("{} pays", "{} pay")}  # of games that count no security
CAME_OF: Mapping[Outcome, str] = {
    "hit": "came true unseen",
    "fit": "agreed with what was known",
    "cannot tell": "cannot be told",
    "miss": "missed",
}
PAYING = (  # what one policy that costs security, or several, do to the payoff
    (("pays otherwise", "pay otherwise"), 1),
    (("costs payoff too", "cost payoff too"), -1),
    (("leaves the payoff where it is", "leave the payoff where it is"), 0),
    (("has no settled payoff", "have no settled payoff"), None),
)


@dataclass(frozen=True, repr=False)
class Hinge(Record):
    """An assumption on which verdicts hang: a change of it that turns them before any other single one.

    Parameters
    ----------
    changes
        The changes, one for each half that turns, the nearest first.
    entries
        The entries whose verdicts turn.
    """

    changes: tuple[Change, ...]
    entries: tuple[Entry, ...]


def answer_said(entries: Sequence[Entry]) -> str:
    """One paragraph: what was found, for whom, how sure it is, what would change it."""
    ours = [entry for entry in entries if entry.system is not None]
    others = [entry for entry in entries if entry.system is None]
    if not entries:
        return "None of the games surveyed is about a policy of the states that the essay is about."
    essay = (_found(ours), _rests(ours), _sure(ours), _tested(ours), _turns(ours), _missing()) if ours else ()
    outside = (_found_outside(others), _sure(others), _tested(others), _turns(others)) if others else ()
    return " ".join(filter(None, (*essay, *outside)))


def hinges(entries: Iterable[Entry]) -> list[Hinge]:
    """The assumptions on which the verdicts hang: those that turn most of them first."""
    turning: dict[str, list[tuple[Change, Entry]]] = {}
    for entry in entries:
        for change in nearest_changes(entry):
            key = change.parameter.meaning or change.parameter.name
            turning.setdefault(key, []).append((change, entry))
    found = []
    for pairs in turning.values():
        pairs.sort(key=lambda pair: pair[0].part)
        found.append(Hinge(tuple(c for c, _ in pairs), tuple({e.policy: e for _, e in pairs}.values())))
    return sorted(found, key=lambda own: (-len(own.entries), own.changes[0].part))


def nearest_changes(entry: Entry) -> list[Change]:
    """Of each half the nearest change that turns it."""
    return [changes.nearest for changes in entry.changes.values() if changes.nearest]


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
    """What turns an entry's halves first, the others where they are."""
    said = [f"{name}: {changes_said(changes)}" for name, changes in entry.changes.items()]
    together = dict.fromkeys(text.partition(": ")[2] for text in said)
    return next(iter(together)) if len(together) == 1 else "\n".join(said)


def shared_said(entry: Entry) -> str:
    """What a policy does at the numbers that other models take; empty where the game takes no others."""
    if entry.shared is None:
        return ""
    paid, unpaid, safe, unsafe = numbers_of(entry.shared.assessment, rounded)
    word = entry.shared.assessment.word or UNSETTLED
    changes = f"payoff {unpaid} → {paid}, security {unsafe} → {safe}"
    return f"with {_numbers(entry.shared)}, as in other models: {word} ({changes})"


def missed_said(entry: Entry) -> str:
    """Says so where something that the model forecast did not come true."""
    return MISSED if any(own.outcome == "miss" for own in entry.family.forecasts) else ""


def named(entry: Entry) -> str:
    """A policy in words: Pakistan’s border closure."""
    return f"{entry.policy.state}’s {entry.policy.about or entry.policy.name}"


def _found(entries: Sequence[Entry]) -> str:
    """Which policies cost security, whether they pay, and what the others do."""
    count, states = len({entry.system for entry in entries}), listed(_states(entries))
    policies_ = "1 policy" if len(entries) == 1 else f"{len(entries)} policies"
    systems_ = "1 system" if count == 1 else f"{count} systems"
    lead = f"Of {policies_} open to {states} in the models of {systems_} of the essay, "
    costing = _costing(entries)
    if not costing:
        return f"{lead}none costs the state itself security at the baselines. {_others(entries)}".strip()

    verb, own = "costs" if len(costing) == 1 else "cost", len({entry.system for entry in costing})
    number = f"{len(costing)}, in {own} of them," if 1 < own < count else str(len(costing))
    said = f"{lead}{number} {verb} the state itself security at the baselines. {_paying(costing)}."
    others = _others([entry for entry in entries if entry not in costing])
    return " ".join(filter(None, (said, _held(costing), _shared(costing), others)))


def _held(costing: Sequence[Entry]) -> str:
    """Which of the options that cost security would protect if nobody answered, and which not even then."""
    parts = (
        ("present", "would protect if nobody answered, which is the security-insecurity paradox itself"),
        ("absent", "would not protect even if nobody answered"),
    )
    asked = (
        (words, [e for e in costing if e.held is not None and e.held.name == name]) for name, words in parts
    )
    said = [f"{listed(_ids(own))} {words}" for words, own in asked if own]
    return f"{'; '.join(said)}." if said else ""


def _shared(costing: Sequence[Entry]) -> str:
    """What is said of those whose model puts a number elsewhere than others do, with the number of these."""
    said = [
        f"{_id(own)} is “{own.shared.assessment.word or UNSETTLED}” with {_numbers(own.shared)}"
        for own in costing
        if own.shared is not None and own.shared.assessment.word != own.assessment.word
    ]
    return f"With a number that other models take, {listed(said)}." if said else ""


def _numbers(entry: Entry) -> str:
    """The numbers that are not at their baselines: r_N at 60."""
    return listed([f"{name} at {rounded(exact(value))}" for name, value in entry.values.items()])


def _paying(costing: Sequence[Entry]) -> str:
    """What those that cost security do to the payoff."""
    ways = [(words, [e for e in costing if direction(e.assessment.payoff) == way]) for words, way in PAYING]
    some = [(words[len(own) > 1], own) for words, own in ways if own]
    if len(some) == 1:
        ((words, own),) = some
        return f"{'It' if len(own) == 1 else f'All {len(own)}'} {words}: {_names(own)}"
    return f"Of these, {'; '.join(f'{len(own)} {words}: {_names(own)}' for words, own in some)}"


def _costing(entries: Sequence[Entry]) -> list[Entry]:
    """Those whose policy costs security; of a game that counts none, those that cost payoff."""
    return [entry for entry in entries if direction(entry.assessment.weighed) == -1]


def _found_outside(entries: Sequence[Entry]) -> str:
    """Which options of any player cost it security, or payoff where no security is counted."""
    games = len({entry.policy.game for entry in entries})
    options = "1 option" if len(entries) == 1 else f"{len(entries)} options"
    models = "1 model" if games == 1 else f"{games} models"
    lead = f"Of {options} of {listed(_states(entries))} in {models} from outside the catalog, "
    counted = {entry.assessment.security is not None for entry in entries}
    what = "security, or payoff where none is counted," if len(counted) > 1 else "payoff"
    what = "security" if counted == {True} else what
    costing = _costing(entries)
    if not costing:
        others = _others(entries).replace("Of the other", "Of the", 1)
        return f"{lead}none costs its owner {what} at the baseline. {others}".strip()

    names_ = listed([named(entry) for entry in costing]) if games == 1 else _names(costing)
    verb = "costs its owner" if len(costing) == 1 else "cost their owners"
    said = f"{lead}{len(costing)} {verb} {what} at the baseline: {names_}."
    return f"{said} {_others([entry for entry in entries if entry not in costing])}".strip()


def _others(entries: Sequence[Entry]) -> str:
    """How many of the policies that cost no security do what."""
    counts = Counter((e.assessment.word, e.assessment.security is not None) for e in entries)
    said = [
        (OTHERWISE if counted else UNCOUNTED)[word][count > 1].format(count)
        for (word, counted), count in counts.most_common()
    ]
    return f"Of the other {len(entries)}, {listed(said)}." if said else ""


def _sure(entries: Sequence[Entry]) -> str:
    """What rests on proof, and what the proofs rest on."""
    used = {(p.name, p.meaning, p.baseline): p for entry in entries for p in entry.parameters}
    apart = (
        ", payoff and security apart"
        if any(entry.assessment.security is not None for entry in entries)
        else ""
    )
    settled = all(entry.assessment.word is not None for entry in entries)
    each = "each of these verdicts" if settled else "each of these verdicts that is settled"
    proved = f"{each} is proved for its model as it stands{apart}"
    return f"Of the {len(used)} numbers that the models put in, {standings_said(used.values())}; {proved}."


def _tested(entries: Sequence[Entry]) -> str:
    """What came of the forecasts of these models."""
    families = {entry.policy.game: entry.family for entry in entries}.values()
    counts = Counter(own.outcome for family in families for own in family.forecasts if own.outcome)
    if not counts:
        return ""
    came = [(outcome, words) for outcome, words in CAME_OF.items() if counts[outcome] or outcome == "hit"]
    said = [f"{counts[outcome] or 'none'} {words}" for outcome, words in came]
    forecasts = "1 forecast" if counts.total() == 1 else f"{counts.total()} forecasts"
    return f"Of {forecasts} that these models make of what was counted, {listed(said)}."


def _rests(entries: Sequence[Entry]) -> str:
    """The premises without which most of what costs security would cost none, and why it is done at all."""
    costing = _costing(entries)
    harms = [own for own in premises() if not own.is_motive]
    shared = [(own, [entry for entry in costing if own in entry.losses]) for own in harms]
    ranked = sorted(shared, key=lambda pair: -sum(not entry.losses[pair[0]] for entry in pair[1]))
    said = [_dropped(own, resting) for own, resting in ranked[:MOST_ASSUMPTIONS] if resting]
    if not said:
        return _motives(costing)
    count = "two assumptions" if len(said) == 2 else "one assumption"
    resting = [own for _, entries_ in ranked[:MOST_ASSUMPTIONS] for own in entries_]
    free = _ids([entry for entry in costing if entry not in resting])
    none = f" That of {listed(free)} rests on {'neither' if len(said) == 2 else 'others'}." if free else ""
    rests = f"The loss of security rests above all on {count}: {'; and '.join(said)}.{none}"
    return f"{rests} {_motives(costing)}".strip()


def _motives(costing: Sequence[Entry]) -> str:
    """For what policies are chosen that would not be chosen otherwise."""
    said = []
    for own in (own for own in premises() if own.is_motive):
        done = _ids([entry for entry in costing if entry.losses.get(own) == 0])
        if done:
            verb, pays = ("is", "it pays") if len(done) == 1 else ("are", "they pay")
            said.append(f"{listed(done)} {verb} done for {own.about}: that {pays} is put in, not found.")
    return " ".join(said)


def _dropped(premise: Premise, resting: Sequence[Entry]) -> str:
    """A premise, and what policies cost where it is dropped."""
    none = [entry for entry in resting if not entry.losses[premise]]
    less = [entry for entry in resting if entry.losses[premise]]
    alone = [name for name in _ids(none) if name not in _ids(less)]  # of several the one that still costs
    said = [f"{listed(alone)} cost{'s' if len(alone) == 1 else ''} none"] if alone else []
    said += [_cost_without(premise, entry) for entry in less]
    return f"{premise.about} (without it {listed(said)})"


def _cost_without(premise: Premise, entry: Entry) -> str:
    """What a policy costs where a premise is dropped, instead of what it costs with it."""
    lost = lost_by(entry.assessment.weighed)
    instead = "" if lost is None else f" instead of {rounded(lost)}"
    return f"{_id(entry)} costs {rounded(entry.losses[premise])}{instead}"


def _turns(entries: Sequence[Entry]) -> str:
    """What must be believed of the single numbers that turn a verdict soonest."""
    costing = _costing(entries)
    first = sorted(hinges(costing or entries), key=lambda own: own.changes[0].part)[:MOST_ASSUMPTIONS]
    if not first:
        return ""
    said = [f"in {listed(_ids(own.entries))}, that {believed_said(own.changes[0])}" for own in first]
    stand, turn = ("these verdicts", "one of them") if len(entries) > 1 else ("this verdict", "it")
    return (
        f"For {stand} to stand it must be believed, of the single numbers that turn {turn} soonest: "
        f"{'; '.join(said)}."
    )


def _missing() -> str:
    lacking = [system.id for system in systems() if not system.is_modeled]
    verb = "is" if len(lacking) == 1 else "are"
    return f"{listed(lacking)} {verb} {NOT_MODELED}." if lacking else ""


def _names(entries: Sequence[Entry]) -> str:
    """Policies state by state: Pakistan’s border closure (S3) and veto (S13), China’s payments (S1)."""
    by_state: dict[str, list[str]] = {}
    for entry in entries:
        what = entry.policy.about or entry.policy.name
        by_state.setdefault(entry.policy.state, []).append(f"{what} ({_id(entry)})")
    return ", and ".join(f"{state}’s {listed(own)}" for state, own in by_state.items())


def _id(entry: Entry) -> str:
    return entry.family.title or entry.policy.game if entry.system is None else entry.system.id


def _ids(entries: Sequence[Entry]) -> list[str]:
    return list(dict.fromkeys(map(_id, entries)))


def _states(entries: Sequence[Entry]) -> list[str]:
    return list(dict.fromkeys(entry.policy.state for entry in entries))


def counts_said(cards: Sequence[Card]) -> list[str]:
    """How many games of each kind show what at their baselines."""
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
    """Whether a control shows the paradox, and where; both empty where it is proved to be nowhere.

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
