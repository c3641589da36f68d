"""``check``: says what is odd with a model before anybody relies on its answers."""

from dataclasses import dataclass, replace

from gametheory_paradox.clock import Clock, unhurried
from gametheory_paradox.errors import OutOfTime, Unsupported
from gametheory_paradox.maps.equilibrium_formulas import atlas
from gametheory_paradox.models import GameFamily
from gametheory_paradox.models.files.yaml_nodes import Places
from gametheory_paradox.studies.oddities import LOOKS, Remark, inspected
from gametheory_paradox.studies.reach import Reach
from gametheory_paradox.studies.sensitivity.formulas import is_large
from gametheory_paradox.subjects import GameLike, as_family
from gametheory_paradox.table import Table, Tabular

FOR_FORMULAS = 0.7  # of the time
NO_FORMULAS = "which choices and parameters matter was not looked at: {}"


@dataclass(frozen=True, repr=False)
class Check(Tabular):
    """The oddities of a model.

    Parameters
    ----------
    family
        The model.
    remarks
        One for each oddity, in the order of the things they are about; none where nothing is odd.
    notes
        What was not looked at, and why.
    """

    family: GameFamily
    remarks: tuple[Remark, ...]
    notes: tuple[str, ...] = ()

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {"remarks": [remark.to_data() for remark in self.remarks], "notes": list(self.notes)}

    def table(self) -> Table:
        """One line for each remark."""
        rows = [(remark.place, remark.sentence) for remark in self.remarks]
        rows = rows or [("", "nothing odd was met")]
        return Table(("where", "what is odd"), rows, title=self.family.title, note="\n".join(self.notes))


def check(family: GameLike, *, budget: float | None = 10.0) -> Check:
    """Looks a model over: players, actions, parameters and questions that make no difference.

    A player who has no choice, whose choices change nobody else's payoff, or who gets the same whatever
    happens; an action that its owner takes nowhere in the declared ranges; a parameter that stands in no
    payoff, or decides nothing; a baseline at an end of its range; an account that nothing is counted in; a
    term whose moves are never made together; a question that is answered alike everywhere in the ranges.

    Parameters
    ----------
    family
        The model: a family, or what ``as_game`` reads as one.
    budget
        Seconds; None for no limit.

    Returns
    -------
    The remarks, each in a sentence with its place.  None of them makes a model wrong: what cannot be a game
    is refused as it is read.

    Examples
    --------
    >>> from gametheory_paradox.models import family_from_table
    >>> family = family_from_table(["A", "B"], [["arm", "not"]] * 2,
    ...     [[(2, 1), (3, 0)], [(0, 1), ("x", 0)]], {"x": (0, 1, 0)})
    >>> for remark in check(family).remarks:
    ...     print(f"{remark.place}: {remark.sentence}")
    player A: whatever A does, nobody else gets more or less for it
    player A: 'not' is dominated: 'arm' pays A more whatever the others do, all over the ranges
    player B: 'not' is dominated: 'arm' pays B more whatever the others do, all over the ranges
    parameter x: the baseline is an end of the range 0 to 1, so that it can change one way alone
    parameter x: it decides nothing: neither what is played nor the answer to a question hangs on it
    """
    family = as_family(family)
    notes, formulas = list[str](), None

    with Clock(budget) as clock:
        try:
            with clock.part(FOR_FORMULAS):
                formulas = None if is_large(family) else atlas(family)
        except (OutOfTime, Unsupported) as problem:
            notes.append(NO_FORMULAS.format(problem))
        if is_large(family):
            notes.append(NO_FORMULAS.format("the tree is large"))
        model = inspected(family, formulas)

    open_ = ((n, own) for n, own in enumerate(model.reaches, start=1) if isinstance(own, Reach))
    notes += [f"question {n}: {own.why}" for n, own in open_ if own.extent == "undecided" and own.why]
    with unhurried():  # the rest takes next to no time
        remarks = [remark for look_over in LOOKS for remark in look_over(model)]
    places = Places(family.origin)
    found = (replace(own, line=places.line(own.kind, own.name)) for own in dict.fromkeys(remarks))
    return Check(family, tuple(found), tuple(notes))
