"""Cards: a system with its main game, the variants and the controls."""

from dataclasses import dataclass

from gametheory_paradox.catalog.essay import System, system_of
from gametheory_paradox.studies.findings import Findings
from gametheory_paradox.studies.survey.balance import Entry
from gametheory_paradox.table import Display


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
