"""Every subgame perfect equilibrium of a tree, from the equilibria of tables.

The way is that of :mod:`gametheory_paradox.forms.trees.proofs.every_nash_of_trees`; each table that is met is
solved and its proof kept, in the order in which they are met.

Sources: selten1965; kuhn1953.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from math import prod

from gametheory_paradox.clock import Clock, unhurried
from gametheory_paradox.errors import CertificateRejected, OutOfTime
from gametheory_paradox.forms import ExtensiveForm, Profile
from gametheory_paradox.forms.proofs.completeness import check_proof
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet
from gametheory_paradox.forms.solvers.equilibria import (
    Completeness,
    CurvedSet,
    Equilibria,
    connected,
    isolated,
)
from gametheory_paradox.forms.tables.proofs.profile_bounds import ProfileBounds
from gametheory_paradox.forms.tables.proofs.settled_boxes import EquilibriumCover, cover_of
from gametheory_paradox.forms.trees.proofs.every_nash_of_trees import (
    MOST_SOLUTIONS,
    NOT_WORTH_THE_SAME,
    Solution,
    bounds_in,
    inner_roots,
    play_of,
    roots_to_solve,
    solutions_of,
    truncated_with,
)
from gametheory_paradox.forms.trees.solvers.first_equilibria import FirstEquilibria
from gametheory_paradox.forms.trees.solvers.tied_plans import Ends, all_ends, pieces_proof
from gametheory_paradox.forms.trees.solvers.tree_table_equilibria import (
    MOST_FOR_ALL,
    tree_table_equilibria,
)
from gametheory_paradox.forms.trees.subgames import Truncation

SEVERAL_WORTHS = f"{NOT_WORTH_THE_SAME}; its extreme ones were followed"
IN_PIECES = (
    "a subgame has infinitely many equilibria of different worth: some equilibria are listed, and plans that "
    "attain the least and the greatest of what each player gets in any equilibrium"
)


def subgame_by_subgame(game: ExtensiveForm[Fraction], clock: Clock) -> Equilibria:
    """Finds the subgame perfect equilibria of a tree, from its last subgames back to the first.

    Parameters
    ----------
    game
        A tree with perfect recall.
    clock
        When to give up.

    Returns
    -------
    The equilibria, up to what players do where their own choices never lead; complete when every subgame was
    solved completely, and what is best before it is known.  Where an inner one has infinitely many equilibria
    with different payoffs, not all are listed: those to which its extreme ones lead, and some that attain the
    least and the greatest of what each player gets in any; proved if all of these ends are attained.  Where
    the budget does not suffice, the one to which one of each subgame leads.

    Sources
    -------
    selten1965
    """
    given, most = clock.left, clock.part(MOST_FOR_ALL)
    search = _Subgames(game, most)
    try:
        with most:
            found = search.run()
    except OutOfTime as problem:
        one = _one_equilibrium(game, clock.extended(given))
        why = f"{problem}; one equilibrium of each subgame was followed" if one else str(problem)
        return isolated(game, "subgame-perfect", "subgame_by_subgame", one, Completeness("budget", why))
    equilibria = _gathered(game, found, search)
    if not search.left_open:
        return equilibria
    with clock:
        return _in_pieces(equilibria, search.left_open)


def _gathered(game: ExtensiveForm[Fraction], found: "_Representative", search: "_Subgames") -> Equilibria:
    """All that was followed in the whole game, boxes after profiles."""
    tables = len(search.proofs)
    completeness = Completeness(
        "proved", f"{tables} table{'s' * (tables != 1)} of subgames solved completely"
    )
    if left_open := search.left_open:
        completeness = Completeness("partial", "; ".join(left_open))
    plays = [play_of(game, variant) for variant in found.variants]
    order = sorted(range(len(plays)), key=lambda n: isinstance(plays[n], ProfileBounds))
    number = {variant: place for place, variant in enumerate(order)}
    subsets = _renumbered(number, found.subsets)
    points = _renumbered(number, [own.points for own in found.curved])

    return Equilibria(
        game,
        "subgame-perfect",
        "subgame_by_subgame",
        tuple(play for play in plays if isinstance(play, Profile)),
        subsets,
        connected(len(plays), (*subsets, *_renumbered(number, found.components))),
        completeness,
        {"kind": "subgames", "tables": search.proofs} if search.provable else None,
        tuple(play for play in plays if isinstance(play, ProfileBounds)),
        curved=tuple(replace(own, points=on) for own, on in zip(found.curved, points, strict=True)),
        listed=not (search.several_worths or found.curved),
    )


def _renumbered(number: Mapping[int, int], groups: Iterable[tuple[int, ...]]) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(sorted(number[n] for n in group)) for group in groups)


def _one_equilibrium(game: ExtensiveForm[Fraction], clock: Clock) -> list[Profile]:
    """The equilibrium to which the first one found of each subgame leads; none if one has none in time."""
    solved: dict[int, list[Solution]] = {}
    with clock, suppress(OutOfTime):
        for root in roots_to_solve(game):
            inner = inner_roots(game.ends[root], solved)
            choice = [solved.pop(place)[0] for place in inner]
            part = truncated_with(game, root, dict(zip(inner, choice, strict=True)))
            first = FirstEquilibria(part.game)
            first.search_without_table(clock.part(1 / 2))
            profiles = tuple(first.profiles) or tree_table_equilibria(part.game, clock.part(1 / 2)).profiles
            one = EquilibriumSet(part.game, profiles[:1], infinite=False, spanning=False)
            solved[root] = list(solutions_of(part, one, choice, outermost=root == 0))
            if not solved[root]:
                return []

        play = play_of(game, solved[0][0])
        return [play] if isinstance(play, Profile) else []

    return []


def _in_pieces(found: Equilibria, left_open: tuple[str, ...]) -> Equilibria:
    """The equilibria where not all of a subgame's are followed: ends of what everybody gets.

    Parameters
    ----------
    found
        What is known.
    left_open
        What is not known besides if the ends are not found.
    """
    game = found.game
    assert isinstance(game, ExtensiveForm)
    try:
        attained = all_ends(game, found.profiles)
        missing = [own.missing if isinstance(own, Ends) else own for own in attained]
    except OutOfTime as problem:
        attained, missing = [], [str(problem)]
    known = [own for own in attained if isinstance(own, Ends)]

    plans = [plan for own in known for plan in own.plans]
    completeness, proof = Completeness("proved", IN_PIECES), None
    if not any(missing):
        proof = pieces_proof(known, plans)
    else:
        completeness = Completeness("partial", "; ".join(dict.fromkeys(filter(None, [*left_open, *missing]))))
    everything = found.with_further(plans)
    return replace(everything, completeness=completeness, proof=proof, listed=False)


@dataclass(frozen=True)
class _Representative:
    """An equilibrium of a subgame that is followed, with those worth the same that are not.

    Parameters
    ----------
    solution
        The equilibrium that outer subgames, and the proof, go on with.
    variants
        This and the others.
    subsets
        Numbers of variants: any mixture within one is an equilibrium.
    components
        Numbers of variants that hang together.
    curved
        Of the whole game, sets with curved borders.
    """

    solution: Solution
    variants: tuple[Solution, ...]
    subsets: tuple[tuple[int, ...], ...]
    components: tuple[tuple[int, ...], ...]
    curved: tuple[CurvedSet, ...] = ()


class _Subgames:
    """The subgames of a tree, solved one after the other, as far as each can be settled."""

    def __init__(self, game: ExtensiveForm[Fraction], clock: Clock):
        self.game, self.clock = game, clock
        self.ends = game.ends
        self.proofs: list[object] = []
        self.unsettled: list[str] = []
        self.unlisted: list[str] = []  # what is known to be an equilibrium and not on the list
        self.several_worths = False  # of infinitely many equilibria of a subgame that are followed
        self.provable = True

    def run(self) -> _Representative:
        """Solve all; gives everything that is an equilibrium of the whole game."""
        solved: dict[int, list[_Representative]] = {}
        for root in roots_to_solve(self.game):
            inner = inner_roots(self.ends[root], solved)
            followed: list[_Representative] = []

            for choice in product(*(solved.pop(place) for place in inner)):
                self.clock.check()
                played = {place: own.solution for place, own in zip(inner, choice, strict=True)}
                part = truncated_with(self.game, root, played)
                try:
                    found = self._solve(part.game)
                except CertificateRejected as problem:
                    self._leave_open(str(problem))
                    continue
                with unhurried() if root == 0 and found.proof is None else nullcontext():
                    followed += self._follow(part, found, choice, outermost=root == 0)
                if sum(len(own.variants) for own in followed) > MOST_SOLUTIONS:
                    self.unlisted.append(
                        f"a subgame has more than {MOST_SOLUTIONS} equilibria; not all were followed"
                    )
                    self.provable = False
                    break

            solved[root] = followed

        return _together(solved[0])

    @property
    def left_open(self) -> tuple[str, ...]:
        """All that was not examined, in words."""
        return tuple(
            dict.fromkeys([*[SEVERAL_WORTHS] * self.several_worths, *self.unsettled, *self.unlisted])
        )

    def _leave_open(self, why: str) -> None:
        self.unsettled.append(why)
        self.provable = False

    def _solve(self, part: ExtensiveForm[Fraction]) -> Equilibria:
        found = tree_table_equilibria(part, self.clock)
        if found.proof is None:
            self._leave_open(f"a subgame is not settled: {found.completeness.why}")
        else:
            tables = found.proof["tables"]
            assert isinstance(tables, list)
            self.proofs += tables
        return found

    def _follow(
        self,
        part: Truncation[Fraction],
        found: Equilibria,
        choice: Sequence[_Representative],
        *,
        outermost: bool,
    ) -> list[_Representative]:
        """The equilibria of a truncated subgame with those of the inner ones, as they are followed."""
        whole = EquilibriumSet(part.game, found.profiles, infinite=False, spanning=False)
        if found.proof is not None:
            try:
                whole = check_proof(part.game, "nash", part.game.players[0], found.proof)
            except CertificateRejected as problem:  # its proof is too long
                self._leave_open(f"a subgame is not settled: {problem}")
        inner, alone = [own.solution for own in choice], ((0,),)
        boxed = self._boxed(part, found, cover_of(whole), inner, outermost=outermost)
        lonely = [self._with_inner(solution, [solution], alone, alone, choice) for solution in boxed]

        whole = replace(cover_of(whole), enclosed=())
        merged = whole.infinite and not outermost
        try:
            if found.curved and not outermost:
                raise CertificateRejected(NOT_WORTH_THE_SAME)
            solutions = list(solutions_of(part, whole, inner, outermost=outermost))
        except CertificateRejected:
            self.several_worths, self.provable = True, False
            merged, solutions = False, list(solutions_of(part, whole, inner, outermost=True))
        if not (outermost or merged):
            exact = [self._with_inner(own, [own], alone, alone, choice) for own in solutions]
            return [*exact, *lonely]

        # The subsets refer to the profiles in this order.
        numbered = replace(whole, profiles=found.profiles, infinite=False)
        variants = list(solutions_of(part, numbered, inner, outermost=True))
        if not variants:
            return lonely
        together = self._with_inner(solutions[0], variants, found.subsets, found.components, choice)
        curved = tuple(self._curved(part, found, choice, len(together.variants)))
        return [replace(together, curved=curved), *lonely]

    def _boxed(
        self,
        part: Truncation[Fraction],
        found: Equilibria,
        whole: EquilibriumCover,
        inner: Sequence[Solution],
        *,
        outermost: bool,
    ) -> list[Solution]:
        """The equilibria that are known by boxes; of the whole game whatever they are worth."""
        alone = replace(whole, profiles=(), infinite=False)
        try:
            if boxed := list(solutions_of(part, alone, inner, outermost=outermost)):
                return boxed
        except CertificateRejected as problem:
            self._leave_open(str(problem))
        return [Solution(part.sets, own, tuple(inner), ()) for own in found.boxes if outermost]

    def _curved(
        self, part: Truncation[Fraction], found: Equilibria, choice: Sequence[_Representative], known: int
    ) -> Iterator[CurvedSet]:
        """The sets with curved borders, in the whole game, with numbers of variants that are known."""
        inner, size = [own.solution for own in choice], prod(len(own.variants) for own in choice)
        for own in found.curved:
            points = (point * size + rest for point in own.points for rest in range(size))
            numbers = tuple(point for point in points if point < known)
            yield CurvedSet(bounds_in(self.game, own.within, part, inner), numbers)

    def _with_inner(
        self,
        solution: Solution,
        own: Sequence[Solution],
        subsets: Sequence[tuple[int, ...]],
        components: Sequence[tuple[int, ...]],
        choice: Sequence[_Representative],
    ) -> _Representative:
        """Variants of a subgame's own choices combined with those of the inner subgames."""
        most = MOST_SOLUTIONS // prod(len(inner.variants) for inner in choice)
        if len(own) > most:
            self.unlisted.append(
                f"of the equilibria of a subgame that are worth the same at most {MOST_SOLUTIONS} are listed"
            )
            if not most:
                return _Representative(solution, (solution,), ((0,),), ((0,),))
        own = own[:most]
        sizes = [len(own), *(len(inner.variants) for inner in choice)]
        number = {combination: n for n, combination in enumerate(product(*map(range, sizes)))}
        variants = tuple(
            replace(
                own[first], inner=tuple(inner.variants[n] for inner, n in zip(choice, numbers, strict=True))
            )
            for first, *numbers in number
        )

        def numbered(*groups: Sequence[tuple[int, ...]]) -> tuple[tuple[int, ...], ...]:
            """Groups of variants, from groups of the subgame's own choices and of each inner subgame."""
            first = _among_first(groups[0], len(own))
            return tuple(tuple(number[n] for n in product(*group)) for group in product(first, *groups[1:]))

        return _Representative(
            solution,
            variants,
            numbered(subsets, *(inner.subsets for inner in choice)),
            numbered(components, *(inner.components for inner in choice)),
        )


def _among_first(subsets: Sequence[tuple[int, ...]], count: int) -> list[tuple[int, ...]]:
    """The parts of some subsets among the first numbers, where there are any."""
    return [kept for subset in subsets if (kept := tuple(number for number in subset if number < count))]


def _together(followed: Sequence[_Representative]) -> _Representative:
    """All that was followed in the whole game, which nothing goes on from."""
    variants: list[Solution] = []
    subsets: list[tuple[int, ...]] = []
    components: list[tuple[int, ...]] = []
    curved: list[CurvedSet] = []
    for own in followed:
        before = len(variants)
        subsets += [tuple(before + n for n in subset) for subset in own.subsets]
        components += [tuple(before + n for n in component) for component in own.components]
        curved += [replace(one, points=tuple(before + n for n in one.points)) for one in own.curved]
        variants += own.variants
    nobody = Solution((), Profile((), ()), (), ())
    return _Representative(nobody, tuple(variants), tuple(subsets), tuple(components), tuple(curved))
