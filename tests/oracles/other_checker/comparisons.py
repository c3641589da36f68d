"""Maps: what each paradox says about parameters, and the shares of the box that a cutting proves."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import combinations, product
from typing import Any

from .branches import Branch, Branches, alike, branches_of, few, tree_branches
from .families import Family, check_shares, known_player, perfect
from .games import single_nodes, without
from .paradoxes import members_of, told
from .questions import FIELDS, Question
from .quotients import Quotient, every_formula, in_game, moved, put_in
from .reading import TOO_LARGE, Unjudged, a_text, need, rational
from .statements import Atoms, all_of, any_of, fails
from .tied import corners
from .variants import frozen, sets_after
from .ways import labels, ways

MAP = (
    *("format", "kind", *FIELDS, "least", "game", "over", "box", "values", "cells", "proof"),
    *("present", "absent", "undecided"),
)
Better = Callable[[Branch, Branch], Any]
Stated = tuple[Any, Any, Atoms]


def check_map(data: dict[str, Any]) -> None:
    family = Family(data, changing(data))
    need(family.axes <= 10 and family.exclusions is None, "a map has ten axes at most, and no exclusions")
    statement, open_, atoms = paradox_statement(data, family)
    check_shares(data, *family.proved(statement, open_, atoms, data["cells"]))


def changing(asked: dict[str, Any]) -> str | None:
    """The parameter among the details, if there is one."""
    details = asked["details"]
    return a_text(details["parameter"]) if type(details) is dict and "parameter" in details else None


def paradox_statement(asked: dict[str, Any], family: Family) -> Stated:
    """Where the paradox is present, where that is open, and the polynomials."""
    question, least = Question(asked, family.game), rational(asked["least"])
    need(question.paradox in STATED, "there are no maps of this paradox")
    need(question.quantifier in ("strong", "best", "worst", "possible"), "a map selects no equilibria")
    need(least == 0 or (least > 0 and question.paradox != "null-coercion"), "a bound is not negative")
    return STATED[question.paradox](question, family, least)


def compared(x: list[Branch], y: list[Branch], quantifier: str, better: Better) -> Any:
    """Where x is better than y: `better` says where its first branch, of x, beats its second, of y."""
    few(len(x) * len(y), TOO_LARGE)
    no = {id(branch): fails(branch.condition) for branch in (*x, *y)}
    if quantifier in ("strong", "possible"):
        apart = [(b, a) for b in x for a in y]
        if quantifier == "strong":
            return all_of([any_of([no[id(b)], no[id(a)], better(b, a)]) for b, a in apart])
        return any_of([all_of([b.condition, a.condition, better(b, a)]) for b, a in apart])
    if quantifier == "best":
        return any_of([all_of([b.condition, *(any_of([no[id(a)], better(b, a)]) for a in y)]) for b in x])
    return any_of([all_of([a.condition, *(any_of([no[id(b)], better(b, a)]) for b in x)]) for a in y])


def gaining(who: int, least: Fraction, atoms: Atoms) -> Better:
    return lambda b, a: atoms.is_positive(b.payoffs[who] - a.payoffs[who] - least)


def solved(
    question: Question, family: Family, games: list[Any], *, ends: bool
) -> tuple[list[Branches], Atoms]:
    games = [in_game(game, family.charted) for game in games]
    atoms = family.check(question.concept, games)
    return [branches_of(game, atoms, ends=ends) for game in games], atoms


def option(question: Question, family: Family, least: Fraction) -> Stated:
    game, action, losing = question.game, question.action, question.losing
    less = without(game, action, losing)
    ((has, open_has), (lacks, open_lacks)), atoms = solved(question, family, [game, less], ends=True)
    hurts = compared(lacks, has, question.quantifier, gaining(question.compared, least, atoms))
    open_ = any_of([open_has, open_lacks])
    lists = (open_has, game), (open_lacks, less)
    cut = [open_at is not False and cornered(own, family, atoms) for open_at, own in lists]
    if question.quantifier == "strong" and not any(cut):  # one pair denies it, whatever the list leaves out
        return hurts, all_of([open_, hurts]), atoms
    if question.quantifier != "possible":
        return hurts, open_, atoms
    if game["form"] == "normal":
        return all_of([hurts, table_matters(has, lacks, losing, action)]), open_, atoms
    if not all(single_nodes(g) for g in (game, less)):  # what is paid is told, and not how it is played
        return False, any_of([open_, hurts]), atoms
    return (
        all_of([hurts, taken_somewhere(in_game(game, family.charted), losing, action, atoms)]),
        open_,
        atoms,
    )


def cornered(game: Any, family: Family, atoms: Atoms) -> bool:
    """Tells whether the branches are corners of pieces, of which some may be no equilibria."""
    return single_nodes(game) and tree_branches(in_game(game, family.charted), atoms)[0][1] is not False


def taken_somewhere(game: Any, losing: list[int], action: list[str], atoms: Atoms) -> Any:
    """Where an equilibrium takes the action; where there is one alone, a difference of payoffs says so."""
    if tree_branches(game, atoms)[0][1] is False:
        return True
    taken = corners(game, atoms)[2]
    return any_of([taken[s, k] for s in losing for k, a in enumerate(game["sets"][s][2]) if a in action])


def table_matters(has: list[Branch], lacks: list[Branch], losing: list[int], action: list[str]) -> Any:
    used = [b.condition for b in has if any(a in b.supports[k] for k in losing for a in action)]
    new = [all_of([b.condition, *(fails(a.condition) for a in has if plays_alike(a, b))]) for b in lacks]
    return any_of(used + new)


def plays_alike(one: Branch, other: Branch) -> bool:
    """Whether the probabilities of all actions are the same formulas."""
    if one.supports != other.supports:
        return False
    pairs = zip(one.mixtures, other.mixtures, strict=True)
    return all(odds.same(also[action]) for mixture, also in pairs for action, odds in mixture.items())


def dominance_trap(question: Question, family: Family, least: Fraction) -> Stated:
    game, quantifier = question.game, question.quantifier
    need(game["form"] == "normal", "this paradox is looked for in tables")
    members, (action,) = members_of(question), question.action
    ((has, open_has), (lacks, open_lacks)), atoms = solved(
        question, family, [game, without(game, [action], members)], ends=False
    )
    dominant = []
    for who in members:
        place = game["sets"][who][2].index(action)
        for cell, row in game["cells"].items():
            if cell[who] != place:
                dominant.append(
                    atoms.is_positive(game["cells"][(*cell[:who], place, *cell[who + 1 :])][who] - row[who])
                )

    def gains(o: Branch, member: int) -> Any:
        over = gaining(member, least, atoms)
        if quantifier in ("strong", "best"):
            return all_of([any_of([fails(w.condition), over(o, w)]) for w in has])
        return any_of([all_of([w.condition, over(o, w)]) for w in has])

    each = [(o.condition, all_of([gains(o, member) for member in members])) for o in lacks]
    if quantifier in ("strong", "worst"):
        gained = all_of([any_of([fails(exists), gain]) for exists, gain in each])
    else:
        gained = any_of([all_of([exists, gain]) for exists, gain in each])
    return all_of([*dominant, gained]), all_of([*dominant, any_of([open_has, open_lacks])]), atoms


def comparative_statics(question: Question, family: Family, least: Fraction) -> Stated:
    details, game, mover = question.details, question.game, question.mover
    axis = family.names.index(details["parameter"])

    def at(value: Fraction) -> Any:
        def put(formula: Quotient) -> Quotient:
            one, under = (put_in(p, axis, value) for p in formula)
            need(bool(under), "a denominator is zero")
            if axis == family.axes:
                return Quotient(one, under)
            # it is charted, and nothing hangs on it
            return Quotient(*({(*m[:axis], 0, *m[axis:]): c for m, c in p.items()} for p in (one, under)))

        return in_game(game, put)

    games = [at(rational(details[end])) for end in ("low", "high")]
    atoms = family.check(question.concept, games)
    (lower, open_lower), (higher, open_higher) = (branches_of(one, atoms, ends=True) for one in games)
    steps = [after - before for before, after in zip(*(outcomes(one, mover) for one in games), strict=True)]
    same = all(p.same(q) for p, q in zip(*(odds(one) for one in games), strict=True))
    raised = same and any(steps) and all_of([atoms.is_positive(step) for step in steps if step])
    falls = compared(lower, higher, question.quantifier, gaining(mover, least, atoms))
    return all_of([raised, falls]), all_of([raised, any_of([open_lower, open_higher])]), atoms


def outcomes(game: Any, who: int) -> list[Quotient]:
    """What a player gets in each cell, or at each end."""
    if "cells" in game:
        return [row[who] for row in game["cells"].values()]
    return [node["payoffs"][who] for node in game["nodes"] if "payoffs" in node]


def odds(game: Any) -> list[Quotient]:
    return [p for node in game.get("nodes", ()) for p in node.get("chances", ())]


def information(question: Question, family: Family, least: Fraction) -> Stated:
    games = [question.game, told(question)]
    ((blind, open_blind), (informed, open_informed)), atoms = solved(question, family, games, ends=True)
    statement = compared(blind, informed, question.quantifier, gaining(question.mover, least, atoms))
    return statement, any_of([open_blind, open_informed]), atoms


def third_party(question: Question, family: Family, least: Fraction) -> Stated:
    game, action, losing = question.game, question.action, question.losing
    roles = [question.player("third"), question.player("target")]
    need(len({question.mover, *roles}) == 3, "the three are not three")
    need(perfect(game), "a tree must have perfect information")
    games = {None: game, "without": without(game, action, losing)}
    after = {player: sets_after(game, player, action, losing) for player in roles}
    for player, sets in after.items():
        for act in set.intersection(*({*game["sets"][s][2]} for s in sets)) if sets else ():
            games[player, act] = frozen(game, dict.fromkeys(sets, act))
    found, atoms = solved(question, family, [*games.values()], ends=True)
    paid = dict(zip(games, found, strict=True))
    less, (lacks, open_lacks) = in_game(games["without"], family.charted), paid["without"]
    if tree_branches(less, atoms)[0][1] is not False or ties(less, atoms) is not False:
        raise Unjudged("without the action somebody is indifferent for all values")

    def loss(which: Any, more: Fraction) -> Any:
        return compared(lacks, paid[which][0], question.quantifier, gaining(question.mover, more, atoms))

    if all(len(game["sets"][s][2]) == 1 for s in after[roles[0]]):
        return False, False, atoms
    hurts, unclear, still = loss(None, least), [], []
    for player in roles:
        does = usually(less, lacks, player) if after[player] else {}
        known = {act: where for act, where in does.items() if (player, act) in games}
        parts = [(where, loss((player, act), Fraction(0))) for act, where in known.items()]
        unclear += [all_of([where, paid[player, act][1]]) for act, where in known.items()]
        if after[player]:
            unclear.append(fails(any_of([*known.values()])))
        still.append(parts if after[player] else [(True, True)])
    gone = any_of([all_of([where, fails(costs)]) for where, costs in still[0]])
    there = any_of([all_of([where, costs]) for where, costs in still[1]])
    open_ = any_of([paid[None][1], open_lacks, all_of([hurts, any_of(unclear)])])
    return all_of([hurts, gone, there]), open_, atoms


def usually(game: Any, branches: list[Branch], player: int) -> dict[str, Any]:
    """Where a player does one thing on the path, by what it does; one branch exists at each point."""
    before, nodes, found = ways(game), game["nodes"], {}
    for branch in branches:
        met = [
            end
            for end in branch.ends
            if all(nodes[n]["chances"][b] for n, b in before[end] if "chances" in nodes[n])
        ]
        does = {labels(game, node)[number] for node, number in steps_of(game, met, player)}
        if len(does) == 1:
            found.setdefault(does.pop(), []).append(branch.condition)
    return {act: any_of(parts) for act, parts in found.items()}


def security_insecurity(question: Question, family: Family, least: Fraction) -> Stated:
    game, mover, actions = question.game, question.mover, question.action
    need(game["form"] == "normal", "this paradox is looked for in tables")
    rest = [a for a in game["sets"][mover][2] if a not in actions]
    games = [in_game(without(game, lost, question.losing), family.charted) for lost in (actions, rest)]
    atoms = family.check(question.concept, games)
    (lacks, open_lacks), (has, open_has) = (branches_of(one, atoms, ends=True) for one in games)
    named = {
        labels: family.charted(game["values"][cell][mover])
        for labels, cell in zip(product(*(acts for _, _, acts in game["sets"])), game["values"], strict=True)
    }

    def expected(mixtures: Any) -> Quotient:
        total = atoms.number(0)
        for cell in product(*mixtures):
            total = total + mixtures[0][cell[0]] * mixtures[1][cell[1]] * named[cell]
        return total

    of = {id(branch): expected(branch.mixtures) for branch in (*lacks, *has)}
    falls = compared(
        lacks, has, question.quantifier, lambda b, a: atoms.is_positive(of[id(b)] - of[id(a)] - least)
    )
    taking = {mover} | ({question.player("target")} if question.details["held"] == "target" else set())
    counts = any(len(games[1]["sets"][who][2]) > 1 for who in taking)
    protects, unclear = [], []
    for b, a in product(lacks, has if counts else has[:1]):
        joined = [(a if who in taking else b).mixtures[who] for who in range(2)]
        under = [b.condition, a.condition] if counts else [b.condition]
        gained = atoms.is_positive(expected(joined) - of[id(b)])
        protects.append(any_of([*map(fails, under), gained]))
        unclear += [all_of([*under, other.condition]) for other in has if not same_odds(a, other, mover)]
    return (
        all_of([*protects, falls]),
        any_of([open_lacks, open_has, all_of([falls, any_of(unclear)])]),
        atoms,
    )


def same_odds(one: Branch, other: Branch, who: int) -> bool:
    """Whether a player does the same in two branches, as formulas."""
    mine, theirs = one.mixtures[who], other.mixtures[who]
    return mine.keys() == theirs.keys() and all(odds.same(theirs[a]) for a, odds in mine.items())


def null_coercion(question: Question, family: Family, least: Fraction) -> Stated:
    details, game, mover = question.details, question.game, question.mover
    target, action = known_player(game, details["target"]), (question.action or [None])[0]
    need(target != mover, "the target is another one than the mover")
    own = {a for player, _, actions in game["sets"] if player == target for a in actions}
    need(action is None or action in own, "the target lacks the action")
    need(game["form"] == "normal" or perfect(game), "a tree must have perfect information")
    axes = family.levels(details["parameter"])
    need(axes is not None, "both levels of the penalty are charted")
    axis, place = axes
    ends = tuple(rational(details[end]) for end in ("low", "high"))
    need(family.box[axis] == ends, "the levels are from another range")
    charted = any(m[place] for value in every_formula(game) for p in value for m in p)
    need(not charted, "the other level is a parameter")
    there_game = in_game(game, lambda value: value.changed(lambda p: moved(p, axis, place)))
    games = [in_game(one, family.charted) for one in (game, there_game)]
    atoms = family.check(question.concept, games)
    places = (
        list(game["cells"])
        if "cells" in game
        else [k for k, node in enumerate(game["nodes"]) if "payoffs" in node]
    )
    slopes = {k: v.slope(axis) for k, v in zip(places, outcomes(game, target), strict=True)}
    touched = {k: family.charted(slope) for k, slope in slopes.items() if slope}
    if not touched or not all(follows(game, k, target, action) for k in touched):
        return False, False, atoms
    lowers = all_of([atoms.is_positive(slope * -1) for slope in touched.values()])
    (here, open_here), (there, open_there) = (branches_of(one, atoms) for one in games)
    still = []
    for branch in here:
        same = [
            b.condition
            for b in there
            if b.payoffs[mover].same(branch.payoffs[mover]) and does_the_same(game, b, branch, target)
        ]
        still.append(any_of(same) if incurred(games[0], branch, touched) else False)
    holds = unmoved(here, still, question.quantifier, mover, atoms)
    return (
        all_of([lowers, holds]),
        all_of([lowers, any_of([open_here, open_there, ties(games[0], atoms)])]),
        atoms,
    )


def unmoved(here: list[Branch], still: list[Any], quantifier: str, mover: int, atoms: Atoms) -> Any:
    if quantifier == "strong":
        return all_of([any_of([fails(b.condition), s]) for b, s in zip(here, still, strict=True)])
    found = []
    for branch, rest in zip(here, still, strict=True):
        parts = [branch.condition, rest]
        for rival in here if quantifier != "possible" else ():
            lead = branch.payoffs[mover] - rival.payoffs[mover]
            if lead:
                parts.append(
                    any_of(
                        [
                            fails(rival.condition),
                            atoms.is_positive(lead * (1 if quantifier == "best" else -1)),
                        ]
                    )
                )
        found.append(all_of(parts))
    return any_of(found)


def follows(game: Any, place: Any, target: int, action: str | None) -> bool:
    """Whether a cell or an end has the target take the action."""
    if action is None:
        return True
    if "cells" in game:
        return bool(game["sets"][target][2][place[target]] == action)
    return any(labels(game, node)[branch] == action for node, branch in steps_of(game, [place], target))


def steps_of(game: Any, ends: Any, target: int) -> set[tuple[int, int]]:
    """The target's nodes on the way to ends, with the branch taken; each is an information set."""
    before = ways(game)
    return {
        (node, branch)
        for end in ends
        for node, branch in before[end]
        if "set" in game["nodes"][node] and game["sets"][game["nodes"][node]["set"]][0] == target
    }


def does_the_same(game: Any, one: Branch, other: Branch, target: int) -> bool:
    if "nodes" in game:
        return steps_of(game, one.ends, target) == steps_of(game, other.ends, target)
    mine, theirs = one.mixtures[target], other.mixtures[target]
    return mine.keys() == theirs.keys() and all(mine[a].same(theirs[a]) for a in mine)


def incurred(game: Any, branch: Branch, touched: Any) -> bool:
    """Whether a touched cell or end has positive probability where the branch exists."""
    if "cells" in game:
        names = [actions for _, _, actions in game["sets"]]
        return any(
            all(acts[k] in mix for acts, k, mix in zip(names, cell, branch.mixtures, strict=True))
            for cell in touched
        )
    before, nodes = ways(game), game["nodes"]
    sure = [
        end for end in touched if all(nodes[n]["chances"][b] for n, b in before[end] if "chances" in nodes[n])
    ]
    return bool(branch.ends.intersection(sure))


def ties(game: Any, atoms: Atoms) -> Any:
    """Where somebody may do either of two things that come to the same for all."""
    if "cells" in game:
        return False
    at = tree_branches(game, atoms)
    both = [
        all_of([one.condition, other.condition])
        for node in game["nodes"]
        if "set" in node
        for first, second in combinations(node["children"], 2)
        for one, other in product(at[first][0], at[second][0])
        if alike(one, other)
    ]
    return any_of(both)


STATED: dict[str, Callable[[Question, Family, Fraction], Stated]] = {
    "option": option,
    "dominance-trap": dominance_trap,
    "comparative-statics": comparative_statics,
    "information": information,
    "third-party": third_party,
    "security-insecurity": security_insecurity,
    "null-coercion": null_coercion,
}
