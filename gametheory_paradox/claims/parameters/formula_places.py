"""Places of the formulas of a game with parameters, in words for errors."""

from itertools import islice
from typing import NamedTuple

from gametheory_paradox.games import ExtensiveForm, NormalForm
from gametheory_paradox.polynomials import RationalFunction


class Place(NamedTuple):
    """The place of a formula; put into words only when asked, since the way to a node may be long."""

    form: NormalForm[RationalFunction] | ExtensiveForm[RationalFunction]
    what: str
    position: int

    def __str__(self) -> str:
        if isinstance(self.form, NormalForm):
            profiles = self.form.profiles()
            return f"{self.what} at {', '.join(next(islice(profiles, self.position, None)))}"
        return f"{self.what} after {', '.join(self.form.history(self.position)) or 'nothing'}"
