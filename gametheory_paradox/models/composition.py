"""Larger games made of smaller ones: ``compose`` puts families together, ``rename`` and ``settle`` fit them.

Names identify.  What two families call by the same name is the same: a player, a parameter, a decision (one
player's choice between the same moves, or one draw of chance), an account, and a term (one player's payoff
for the same moves).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import Decision, ExtensiveForm, InformationSet, Lottery, Terminal
from gametheory_paradox.models.accounts import Account
from gametheory_paradox.models.build import (
    AccountLike,
    TermLike,
    read_accounts,
    read_parameters,
    with_terms,
)
from gametheory_paradox.models.family import GameFamily, Parameter
from gametheory_paradox.models.synchronized_trees import (
    Choice,
    PayoffRule,
    Payoffs,
    Places,
    PriorMove,
    Sight,
    SynchronizedTrees,
    Tree,
    choice_at,
)
from gametheory_paradox.models.terms import (
    CHANCE,
    Outcomes,
    Term,
    beyond_terms,
    drawn,
    payoffs_at_outcomes,
    played_at,
    played_at_outcomes,
    value_of_terms,
    with_payoffs,
)
from gametheory_paradox.polynomials import RationalFunction

EVERYTHING = "everything"

Beyond: TypeAlias = Mapping[int, Mapping[str, RationalFunction]]  # by end of a part, then by player


def compose(
    *parts: GameFamily,
    links: Sequence[TermLike] = (),
    parameters: Mapping[str, Parameter | tuple[object, object, object]] = {},
    accounts: Mapping[str, AccountLike] = {},
    sees: Mapping[str, Collection[str]] | str = {},
    players: Sequence[str] = (),
    title: str = "",
) -> GameFamily:
    """Composes a game of families.

    The parts are played one after the other, as given, but a decision that several of them ask for is made
    once, when all of them have come to it; whoever makes it knows there what it knows in each of them.
    Everybody gets the sum of what the parts pay, where a term that several of them have counts once, and what
    the links add.  An account holds what it holds in the parts.

    Parameters
    ----------
    parts
        Families of trees.
    links
        Effects that cross from one part to another: terms, as ``with_terms`` takes them.
    parameters
        Those of the links, as ``family_from_tree`` takes them.
    accounts
        Those of the links that no part has, as ``with_accounts`` takes them.
    sees
        For each player those whose moves in other parts it sees, "chance" among them, or "everything" for
        everybody. A player always remembers its own moves; within a part it knows what the part says.
    players
        Their order; by default that in which the parts name them.
    title
        What to call it.

    Raises
    ------
    InvalidGame
        If a part is a table; if a parameter has another range, baseline or unit in another part, an account
        another meaning or unit, or a term another account; if a player chooses between some moves in one
        part and between some of them and others in another; if two parts come to shared decisions in
        different orders; or if a name does not exist.
    Unsupported
        If the whole would be too large.

    Examples
    --------
    >>> from gametheory_paradox.models import family_from_tree
    >>> from gametheory_paradox.forms import Move
    >>> close, fight = (Move(who, "start", moves) for who, moves in (
    ...     ("A", {"close": [-1, "-d"], "open": [0, 0]}), ("B", {"fight": ["-k", -1], "host": [0, 1]})))
    >>> trade = family_from_tree(["A", "B"], close, {"d": (0, 5, 2)})
    >>> fight = family_from_tree(["B", "C"], fight, {"k": (0, 9, 3)})
    >>> whole = compose(trade, fight, links=[("A", 1, {"A": "close", "B": "fight"})], sees={"B": ["A"]})
    >>> [info.name for info in whole.form.information_sets]
    ['start', 'start, after close', 'start, after open']
    >>> [tuple(map(str, end.payoffs)) for _, end in whole.form.terminals()][0]
    ('0', '-d - k', '-1')
    """
    if not parts:
        raise InvalidGame("a composition needs at least one part")
    trees = [_tree(part, _called(part, number)) for number, part in enumerate(parts, start=1)]
    names = [_called(part, number) for number, part in enumerate(parts, start=1)]
    _check_choices(trees, names)
    everybody = _order(parts, players)
    shared = _shared_parameters(parts, names, read_parameters(parameters))
    terms = _united_terms(parts, names)
    declared = _shared_accounts(parts, names, read_accounts(accounts, [p.name for p in shared]))

    def write(beyond: Sequence[Beyond], added: Sequence[Term]) -> Tree:
        rule = _payoff_rule(everybody, beyond, added)
        return SynchronizedTrees(trees, names, everybody, _read_sees(sees, everybody), rule).write()

    # Once for the payoffs, and once for every account that has values at the ends of a part.
    form = write([_beyond_terms(part, tree) for part, tree in zip(parts, trees, strict=True)], terms)
    stated = {
        name: write([_values_of(name, part) for part in parts], ())
        for name in dict.fromkeys(
            account.name for part in parts for account in part.accounts if account.values
        )
    }
    family = GameFamily(
        replace(form, title=title),
        shared,
        title=title,
        sources=tuple(dict.fromkeys(source for part in parts for source in part.sources)),
        terms=terms,
        accounts=tuple(
            _holding(own, payoffs_at_outcomes(stated[own.name]), everybody) if own.name in stated else own
            for own in declared
        ),
    )
    return with_terms(family, links) if links else family


def _payoff_rule(everybody: Sequence[str], beyond: Sequence[Beyond], terms: Sequence[Term]) -> PayoffRule:
    """Pays the terms whose moves were made, and what each part pays beyond terms where it stands."""

    def pays(places: Places, way: tuple[PriorMove, ...]) -> Payoffs:
        played = frozenset[tuple[str, str]]().union(*(_told(done, everybody) for done in way))
        paid = [own[place] for own, place in zip(beyond, places, strict=True)]
        zero = RationalFunction.constant(0)
        return tuple(
            sum((*value_of_terms(terms, who, played), *(own[who] for own in paid if who in own)), zero)
            for who in everybody
        )

    return pays


def rename(family: GameFamily, moves: Mapping[str, Mapping[str, str]]) -> GameFamily:
    """Renames some moves of a family.

    Parameters
    ----------
    family
        The family, of trees.
    moves
        For each player, or "chance", {old name: new name}.

    Raises
    ------
    InvalidGame
        If there is no such move, or two moves would have one name.

    Examples
    --------
    >>> from gametheory_paradox.models import family_from_tree
    >>> from gametheory_paradox.forms import Move
    >>> family = family_from_tree(["A"], Move("A", "start", {"press": [1], "wait": [0]}), {})
    >>> rename(family, {"A": {"press": "restrict"}}).form.information_sets[0].actions
    ('restrict', 'wait')
    """
    tree = _tree(family, family.title or "the family")
    for who, names in moves.items():
        known = _moves_of(tree, who)
        for old in names:
            if old not in known:
                raise InvalidGame(
                    f"{who!r} has no move {old!r}; there are {', '.join(sorted(known)) or 'none'}"
                )

    def new(who: str, name: str) -> str:
        return moves.get(who, {}).get(name, name)

    sets = tuple(
        replace(s, actions=tuple(new(s.player, action) for action in s.actions))
        for s in tree.information_sets
    )
    chance = CHANCE not in tree.players
    nodes = tuple(
        replace(node, outcomes=tuple(new(CHANCE, name) for name in node.outcomes))
        if chance and isinstance(node, Lottery)
        else node
        for node in tree.nodes
    )
    terms = tuple(
        replace(term, when=tuple((who, new(who, move)) for who, move in term.when)) for term in family.terms
    )
    asked = tuple(
        own.but(action=[new(own.mover, action) for action in own.action]) for own in family.questions
    )
    return replace(
        family, form=replace(tree, information_sets=sets, nodes=nodes), terms=terms, questions=asked
    )


def settle(family: GameFamily, moves: Mapping[str, Sequence[str]]) -> GameFamily:
    """Settles moves: players make the given ones wherever they can, and nothing is left to decide there.

    With the moves that leave everything as it is, this switches a part of a composition off.

    Parameters
    ----------
    family
        The family, of trees.
    moves
        For each player the moves it makes.

    Raises
    ------
    InvalidGame
        If there is no such move, or a player would make two at once.

    Examples
    --------
    >>> from gametheory_paradox.models import family_from_tree
    >>> from gametheory_paradox.forms import Move
    >>> pressed = Move("B", "pressed", {"yield": [1, 1], "resist": [0, 0]})
    >>> tree = Move("A", "start", {"press": pressed, "wait": [0, 2]})
    >>> settle(family_from_tree(["A", "B"], tree, {}), {"B": ["resist"]}).form.information_sets
    (A at start: press or wait,)
    """
    tree = _tree(family, family.title or "the family")
    for who, settled in moves.items():
        for move in settled:
            if who == CHANCE or move not in (known := _moves_of(tree, who)):
                raise InvalidGame(
                    f"{who!r} has no move {move!r} to make; there are {', '.join(sorted(known)) or 'none'}"
                )

    choice: dict[int, int] = {}
    for number, info in enumerate(tree.information_sets):
        made = [action for action in info.actions if action in moves.get(info.player, ())]
        if len(made) > 1:
            raise InvalidGame(
                f"{info.player} cannot make both {made[0]!r} and {made[1]!r} at {info.name!r}; name one"
            )
        if made:
            choice[number] = info.actions.index(made[0])

    # Terms stay whose moves are all left to be made or drawn; the rest is paid without a reason, but stays
    # in its account.
    form = _without_settled(tree, choice)
    lotteries = (node for node in form.nodes if isinstance(node, Lottery))
    outcomes = (drawn(name, form.players) for node in lotteries for name in node.outcomes)
    settled_sets = [tree.information_sets[number] for number in choice]
    left = _choices_at(form.information_sets).union(*outcomes) - _choices_at(settled_sets)
    kept = [left.issuperset(term.when) for term in family.terms]
    terms = tuple(term for term, stays in zip(family.terms, kept, strict=True) if stays)
    gone = tuple(term for term, stays in zip(family.terms, kept, strict=True) if not stays)
    accounts = tuple(_settled(own, tree, choice, gone) for own in family.accounts)
    return replace(family, form=replace(form, title=tree.title), terms=terms, accounts=accounts, questions=())


def _settled(account: Account, tree: Tree, choice: Mapping[int, int], gone: Sequence[Term]) -> Account:
    """The account where some moves are settled: terms that are gone leave their values at the ends."""
    if not account.values and all(term.account != account.name for term in gone):
        return account
    rows = (
        tuple(account.value_at(outcome, player, gone, played) for player in tree.players)
        for outcome, played in enumerate(played_at_outcomes(tree))
    )
    valued = with_payoffs(tree, rows)
    assert isinstance(valued, ExtensiveForm)
    return _holding(account, payoffs_at_outcomes(_without_settled(valued, choice)), tree.players)


def _holding(account: Account, values: Outcomes, players: Sequence[str]) -> Account:
    """The account with these values by outcome, of the players who have any."""
    columns = zip(players, zip(*values, strict=True), strict=True)
    return replace(account, values=tuple((player, column) for player, column in columns if any(column)))


def _choices_at(sets: Iterable[InformationSet]) -> frozenset[tuple[str, str]]:
    return frozenset((info.player, action) for info in sets for action in info.actions)


def _without_settled(tree: Tree, choice: Mapping[int, int]) -> Tree:
    nodes: list[Decision | Lottery[RationalFunction] | Terminal[RationalFunction]] = []
    children: list[list[int]] = []
    sets: dict[int, int] = {}
    stack = [(0, -1)]
    while stack:
        place, parent = stack.pop()
        node = tree.nodes[place]
        while isinstance(node, Decision) and node.information_set in choice:
            node = tree.nodes[node.children[choice[node.information_set]]]
        here = len(nodes)
        nodes.append(node)
        children.append([])
        if parent >= 0:
            children[parent].append(here)
        if isinstance(node, Decision):
            sets.setdefault(node.information_set, len(sets))
        stack.extend((child, here) for child in reversed(node.children))

    made = (
        replace(node, information_set=sets[node.information_set], children=tuple(below))
        if isinstance(node, Decision)
        else replace(node, children=tuple(below))
        if isinstance(node, Lottery)
        else node
        for node, below in zip(nodes, children, strict=True)
    )
    return ExtensiveForm(tree.players, tuple(tree.information_sets[number] for number in sets), tuple(made))


def _tree(family: GameFamily, name: str) -> Tree:
    """The family's tree, with its payoffs alone where it was measured."""
    if not isinstance(family.form, ExtensiveForm):
        raise InvalidGame(
            f"{name} is a table, and only trees are put together; "
            "write it as a tree in which nobody sees a move"
        )
    bare = with_payoffs(family.form, payoffs_at_outcomes(family.form))
    assert isinstance(bare, ExtensiveForm)
    return bare


def _called(part: GameFamily, number: int) -> str:
    return part.origin or part.title or f"part {number}"


def _moves_of(tree: Tree, who: str) -> set[str]:
    if who == CHANCE and CHANCE not in tree.players:
        return {name for node in tree.nodes if isinstance(node, Lottery) for name in node.outcomes}
    return {action for info in tree.information_sets if info.player == who for action in info.actions}


def _check_choices(trees: Sequence[Tree], names: Sequence[str]) -> None:
    """Refuses a move that belongs to different decisions in different parts."""
    first: dict[tuple[str, str], tuple[frozenset[Choice], int]] = {}
    for part, tree in enumerate(trees):
        own: dict[tuple[str, str], frozenset[Choice]] = {}
        for choice in dict.fromkeys(choice_at(tree, place) for place in range(len(tree.nodes))):
            for move in () if choice is None else choice[1]:
                assert choice is not None
                own[choice[0], move] = own.get((choice[0], move), frozenset()) | {choice}

        for (who, move), choices in own.items():
            others, where = first.setdefault((who, move), (choices, part))
            if others != choices:
                here, there = (
                    " or ".join(sorted(", ".join(sorted(c[1])) for c in each)) for each in (choices, others)
                )
                raise InvalidGame(
                    f"{who} chooses between {there} in {names[where]} and between {here} in {names[part]}: "
                    f"{move!r} is either one decision, between the same moves, "
                    "or needs another name in one of them"
                )


def _order(parts: Sequence[GameFamily], given: Sequence[str]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(player for part in parts for player in part.players))
    if given and sorted(given) != sorted(found):
        raise InvalidGame(
            f"the parts have the players {', '.join(found)}; the order given is {', '.join(given)}"
        )
    return tuple(given) or found


def _shared_parameters(
    parts: Sequence[GameFamily], names: Sequence[str], of_links: Sequence[Parameter]
) -> tuple[Parameter, ...]:
    """The parameters of all parts and of the links; where these declare one, its baseline is theirs."""
    found: dict[str, tuple[Parameter, str]] = {}
    own = {parameter.name: parameter for parameter in of_links}
    declared = [(p, name) for part, name in zip(parts, names, strict=True) for p in part.parameters]

    for parameter, where in (*declared, *((p, "the links") for p in of_links)):
        other, there = found.setdefault(parameter.name, (parameter, where))
        for what, ours, theirs in (
            ("range", f"{parameter.low} to {parameter.high}", f"{other.low} to {other.high}"),
            ("baseline", str(parameter.baseline), str(other.baseline)),
            ("unit", parameter.unit or "none", other.unit or "none"),
        ):
            if ours != theirs and not (what == "baseline" and parameter.name in own):
                raise InvalidGame(
                    f"the {what} of {parameter.name!r} is {theirs} in {there} and {ours} in {where}; "
                    "make them equal, or give one parameter another name"
                )

    return tuple(own.get(name, parameter) for name, (parameter, _) in found.items())


def _shared_accounts(
    parts: Sequence[GameFamily], names: Sequence[str], of_links: Sequence[Account]
) -> tuple[Account, ...]:
    """The accounts of all parts and of the links."""
    found: dict[str, tuple[Account, str]] = {}
    declared = [(own, name) for part, name in zip(parts, names, strict=True) for own in part.accounts]
    for account, where in (*declared, *((own, "the links") for own in of_links)):
        other, there = found.setdefault(account.name, (account, where))
        for what, ours, theirs in (
            ("meaning", account.meaning, other.meaning),
            ("unit", account.unit or "none", other.unit or "none"),
        ):
            if ours != theirs:
                raise InvalidGame(
                    f"the {what} of the account {account.name!r} is {theirs!r} in {there} and {ours!r} in "
                    f"{where}; make them equal, or give one account another name"
                )
    return tuple(account for account, _ in found.values())


def _united_terms(parts: Sequence[GameFamily], names: Sequence[str]) -> tuple[Term, ...]:
    """The terms of all parts, each as often as in the part that has it most often."""
    united: list[Term] = []
    places: dict[object, list[tuple[int, str]]] = {}  # of equal terms: where each stands, and its first part
    for part, name in zip(parts, names, strict=True):
        own: Counter[object] = Counter()
        for term in part.terms:
            same = _identity(term)
            equal = places.setdefault(same, [])
            if own[same] == len(equal):
                equal.append((len(united), name))
                united.append(term)
            else:
                place, there = equal[own[same]]
                united[place] = _in_one_account(united[place], there, term, name)
            own[same] += 1
    return tuple(united)


def _in_one_account(first: Term, there: str, second: Term, here: str) -> Term:
    """The first of two equal terms, in the account that they name."""
    if first.account and second.account and first.account != second.account:
        moves = ", ".join(f"{who}: {move}" for who, move in first.when) or "always"
        raise InvalidGame(
            f"{first.player}'s {first.value} ({moves}) counts in {first.account!r} in {there} and in "
            f"{second.account!r} in {here}; let it count in one account"
        )
    return replace(first, account=first.account or second.account)


def _identity(term: Term) -> tuple[str, RationalFunction, frozenset[tuple[str, str]]]:
    return term.player, term.value, frozenset(term.when)


def _values_of(name: str, part: GameFamily) -> Beyond:
    """For each end of a part what stands there in an account, beside its terms."""
    assert isinstance(part.form, ExtensiveForm)
    stated = [account for account in part.accounts if account.name == name]
    return {
        place: {who: row[number] for account in stated for who, row in account.values}
        for number, (place, _) in enumerate(part.form.terminals())
    }


def _beyond_terms(part: GameFamily, tree: Tree) -> Beyond:
    """For each end what is paid there without a term."""
    played, players = played_at(tree), tree.players
    return {
        place: dict(zip(players, beyond_terms(end.payoffs, players, part.terms, played[place]), strict=True))
        for place, end in tree.terminals()
    }


def _told(done: PriorMove, players: Collection[str]) -> frozenset[tuple[str, str]]:
    """The moves by which a term may name a step."""
    return drawn(done.move, players) if done.at < 0 else frozenset({(done.player, done.move)})


def _read_sees(given: Mapping[str, Collection[str]] | str, players: tuple[str, ...]) -> Sight:
    if isinstance(given, str):
        if given != EVERYTHING:
            raise InvalidGame(
                f"sees: expected {EVERYTHING!r} or {{player: [those whose moves it sees]}}, got {given!r:.60}"
            )
        return None

    known = f"is not a player; the players are {', '.join(players)}"
    for player, others in given.items():
        if isinstance(others, str):
            raise InvalidGame(f"sees: expected a list of those whose moves {player} sees, got {others!r:.60}")
        if player not in players:
            raise InvalidGame(f"sees: {player!r} {known}")
        for name in others:
            if name not in (*players, CHANCE):
                raise InvalidGame(f"sees: {name!r}, seen by {player}, {known}")
    return given
