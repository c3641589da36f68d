"""The survey's paragraph: what was found, for whom, how sure it is, what would change it; and its details."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.detectors import direction
from gametheory_paradox.essay.policies import Entry, change_by
from gametheory_paradox.essay.summary import NOT_MODELED, UNSETTLED, named, numbers_put
from gametheory_paradox.essay.systems import Premise, premises, systems
from gametheory_paradox.essay.words import believed_said, rounded
from gametheory_paradox.models import Parameter
from gametheory_paradox.models.family import standings_said
from gametheory_paradox.models.forecasts import Outcome
from gametheory_paradox.studies.nearest import Change
from gametheory_paradox.table import Record, listed

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
HERE_ALONE = "at its own number"
PAYING = (  # what one policy that costs security, or several, do to the payoff
    (("pays otherwise", "pay otherwise"), 1),
    (("costs payoff too", "cost payoff too"), -1),
    (
        (
            "costs it only at a number that other models put elsewhere",
            "cost it only at numbers that other models put elsewhere",
        ),
        HERE_ALONE,
    ),
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
    """One short paragraph: what was found, for whom, how sure it is, what would change it."""
    ours, others = _ours(entries), [entry for entry in entries if entry.system is None]
    if not entries:
        return "None of the games surveyed is about a policy of the states that the essay is about."
    essay = (_found(ours), _rests(ours), _motives(ours), _sure(ours)) if ours else ()
    outside = (_found_outside(others), _sure(others), _tested(others), _turns(others)) if others else ()
    return " ".join(filter(None, (*essay, *outside)))


def details_said(entries: Sequence[Entry]) -> list[str]:
    """Sentences that the paragraph leaves out about the essay's policies, one or two for each matter."""
    ours = _ours(entries)
    if not ours:
        return []

    costing = _costing(ours)
    said = (
        _others([entry for entry in ours if entry not in costing]),
        _shared(costing),
        _held(costing),
        *_dropped(ours),
        _free(costing),
        _stand(ours),
        _tested(ours),
        _turns(ours),
        _missing(),
    )

    return [*filter(None, said)]


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


# What was found


def _found(entries: Sequence[Entry]) -> str:
    """The policies that cost security, whether they pay, and which would protect if nobody answered."""
    costing, states = _costing(entries), listed(_states(entries))
    policies_ = f"{len(entries)} {'policy' if len(entries) == 1 else 'policies'} of {states}"
    if not costing:
        return f"At the baselines none of {policies_} costs its own state security."

    verb = "costs its" if len(costing) == 1 else "cost their"
    lead = f"At the baselines {len(costing)} of {policies_} {verb} own state security"
    said = f"{lead}. {_paying(costing)}."
    paradox = listed(_ids(_holding(costing, "present")))
    return f"{said} {paradox} would protect if nobody answered: the paradox itself." if paradox else said


def _paying(costing: Sequence[Entry]) -> str:
    """Says what those that cost security do to the payoff."""
    ways = [(words, [e for e in costing if _payoff(e) == way]) for words, way in PAYING]
    some = [(words[len(own) > 1], own) for words, own in ways if own]
    if len(some) == 1:
        ((words, own),) = some
        return f"{'It' if len(own) == 1 else f'All {len(own)}'} {words}: {_names(own)}"
    return "; ".join(f"{len(own)} {words}: {_names(own)}" for words, own in some)


def _payoff(entry: Entry) -> int | str | None:
    """The effect on payoff of a policy that costs security, and whether it has it at others' numbers too."""
    way = direction(entry.assessment.payoff)
    if entry.shared is None or way != -1:
        return way
    return way if direction(entry.shared.assessment.payoff) == way else HERE_ALONE


def _found_outside(entries: Sequence[Entry]) -> str:
    """The options of any player that cost it security, or payoff where no security is counted."""
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
    """Counts of what the policies do that cost no security."""
    counts = Counter((e.assessment.word, e.assessment.security is not None) for e in entries)
    said = [
        (OTHERWISE if counted else UNCOUNTED)[word][count > 1].format(count)
        for (word, counted), count in counts.most_common()
    ]
    return f"Of the other {len(entries)}, {listed(said)}." if said else ""


def _shared(costing: Sequence[Entry]) -> str:
    """A sentence on models that put a number elsewhere than others do, with the number of these."""
    said = [
        f"{_id(own)} is “{own.shared.assessment.word or UNSETTLED}” with {numbers_put(own.shared)}"
        for own in costing
        if own.shared is not None and own.shared.assessment.word != own.assessment.word
    ]
    return f"With a number that other models take, {listed(said)}." if said else ""


def _held(costing: Sequence[Entry]) -> str:
    """The options that cost security and would not protect even if nobody answered."""
    absent = _ids(_holding(costing, "absent"))
    return f"{listed(absent)} would not protect even if nobody answered." if absent else ""


def _holding(costing: Sequence[Entry], verdict: str) -> list[Entry]:
    """Those of which the security-insecurity paradox was asked, with that verdict."""
    return [entry for entry in costing if entry.held is not None and entry.held.name == verdict]


# What it rests on


def _rests(entries: Sequence[Entry]) -> str:
    """The premises without which most of what costs security would cost none."""
    costing = _costing(entries)
    chief = [(own, resting) for own, resting in _ranked(costing) if resting][:MOST_ASSUMPTIONS]
    if not chief:
        return ""
    said = [f"{own.about} ({own.evidence}; without it {_gone(own, entries)})" for own, _ in chief]
    count = "two assumptions" if len(said) == 2 else "one assumption"
    return f"Most of it hangs on {count}: {'; and '.join(said)}."


def _ranked(entries: Sequence[Entry]) -> list[tuple[Premise, list[Entry]]]:
    """The premises about harms, those that most losses hang on first, with the entries that hang on them."""
    harms = [own for own in premises() if not own.is_motive]
    hanging = [(own, [entry for entry in entries if own in entry.left_without]) for own in harms]
    return sorted(hanging, key=lambda pair: -sum(not e.left_without[pair[0]] for e in pair[1]))


def _gone(premise: Premise, entries: Sequence[Entry]) -> str:
    """In which systems there is no loss, or less, without a premise, and in which no gain: S4 loses none."""
    hanging, said = [entry for entry in entries if premise in entry.left_without], []
    for verb, way in (("lose", -1), ("gain", 1)):
        own = [entry for entry in hanging if direction(entry.assessment.weighed) == way]
        less = _ids([entry for entry in own if entry.left_without[premise]])
        none = [name for name in _ids(own) if name not in less]  # of several the one of which some is left
        told, amount = (none, "none") if none else (less, "less")
        if told:
            said.append(f"{listed(told)} {verb}{'s' if len(told) == 1 else ''} {amount}")
    return ", ".join(said)


def _motives(entries: Sequence[Entry]) -> str:
    """For what policies that pay are chosen: they would not be chosen otherwise."""
    said, costing = [], _costing(entries)
    for own in (own for own in premises() if own.is_motive):
        done = [entry for entry in costing if entry.left_without.get(own) == 0]
        paying = _ids([entry for entry in done if direction(entry.assessment.payoff) == 1])
        if paying:
            verb = "pays" if len(paying) == 1 else "pay"
            said.append(f"That {listed(paying)} {verb} is put in ({own.about}; {own.evidence}).")
    return " ".join(said)


def _dropped(entries: Sequence[Entry]) -> list[str]:
    """The effect of each policy where a premise is dropped: of losses and of gains alike."""
    said = []
    for premise in premises():
        hanging = [entry for entry in entries if premise in entry.left_without]
        parts = [_left(entry, entry.left_without[premise]) for entry in hanging]
        if parts:
            assumed = premise.about if premise.is_motive else f"the assumption {premise.about}"
            said.append(f"Security without {assumed}: {'; '.join(parts)}.")
    return said


def _free(costing: Sequence[Entry]) -> str:
    """Of which systems the loss hangs on no premise about a harm."""
    harms = [own for own in premises() if not own.is_motive]
    free = _ids([entry for entry in costing if not any(own in entry.left_without for own in harms)])
    return (
        f"What {listed(free)} cost{'s' if len(free) == 1 else ''} hangs on none of these harms."
        if free
        else ""
    )


def _left(entry: Entry, left: Fraction) -> str:
    """The part of a change that is left: Pakistan’s link to the corridor (S2) 0 instead of +13.6."""
    half = entry.assessment.security
    change = None if half is None else change_by(half)
    instead = "" if change is None else f" instead of {_signed(change)}"
    return f"{_names([entry])} {_signed(left)}{instead}"


def _signed(change: Fraction) -> str:
    said = rounded(change)
    return f"+{said}" if change > 0 else said


# How sure it is


def _sure(entries: Sequence[Entry]) -> str:
    """Says what rests on proof, and how many of the numbers put in are measured."""
    numbers = _numbers(entries)
    measured = sum(p.standing == "measured" for p in numbers) or "none"
    is_ = "is" if measured in ("none", 1) else "are"
    settled = all(entry.assessment.word is not None for entry in entries)
    each = "Each verdict" if settled else "Each settled verdict"
    return f"{each} is proved for its model; of {len(numbers)} numbers put in {measured} {is_} measured."


def _numbers(entries: Sequence[Entry]) -> list[Parameter]:
    """The numbers that the models put in, each once."""
    return [*{(p.name, p.meaning, p.baseline): p for entry in entries for p in entry.parameters}.values()]


def _stand(entries: Sequence[Entry]) -> str:
    """The standing of the numbers that are put in."""
    numbers = _numbers(entries)
    return f"Of the {len(numbers)} numbers that the models put in, {standings_said(numbers)}."


def _tested(entries: Sequence[Entry]) -> str:
    """Says what came of the forecasts of these models."""
    families = {entry.policy.game: entry.family for entry in entries}.values()
    counts = Counter(own.outcome for family in families for own in family.forecasts if own.outcome)
    if not counts:
        return ""
    came = [(outcome, words) for outcome, words in CAME_OF.items() if counts[outcome] or outcome == "hit"]
    said = [f"{counts[outcome] or 'none'} {words}" for outcome, words in came]
    forecasts = "1 forecast" if counts.total() == 1 else f"{counts.total()} forecasts"
    return f"Of {forecasts} that these models make of what was counted, {listed(said)}."


def _turns(entries: Sequence[Entry]) -> str:
    """The beliefs about single numbers that turn a verdict soonest."""
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


# Words


def _ours(entries: Sequence[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.system is not None]


def _costing(entries: Sequence[Entry]) -> list[Entry]:
    """Those whose policy costs security; of a game that counts none, those that cost payoff."""
    return [entry for entry in entries if direction(entry.assessment.weighed) == -1]


def _names(entries: Sequence[Entry]) -> str:
    """Policies state by state, in short: Pakistan’s border closure (S3, S15), and China’s payments (S1)."""
    by_state: dict[str, dict[str, list[Entry]]] = {}
    for entry in entries:
        by_state.setdefault(entry.policy.state, {}).setdefault(entry.policy.short, []).append(entry)
    said = {
        state: listed([f"{what} ({', '.join(_ids(own))})" for what, own in named_.items()])
        for state, named_ in by_state.items()
    }
    return ", and ".join(f"{state}’s {what}" for state, what in said.items())


def _id(entry: Entry) -> str:
    return entry.family.title or entry.policy.game if entry.system is None else entry.system.id


def _ids(entries: Sequence[Entry]) -> list[str]:
    return list(dict.fromkeys(map(_id, entries)))


def _states(entries: Sequence[Entry]) -> list[str]:
    return list(dict.fromkeys(entry.policy.state for entry in entries))
