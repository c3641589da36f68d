"""The essay's systems in its order, the games that model them, and the measures that its two states can take."""

from typing import NamedTuple

STATES = ("Pakistan", "China")  # whose measures the essay is about


class System(NamedTuple):
    """A system of the essay: its number there, what it is about, and the game that models it."""

    id: str
    about: str
    game: str


class Policy(NamedTuple):
    """Measures of a state that are taken away together, everywhere it has them, in a game."""

    game: str
    state: str
    actions: tuple[str, ...]


SYSTEMS = (
    System("S1", "China pays Kabul so that ETIM finds no sanctuary", "seed/engagement"),
    System("S2", "the corridor is carried on into Afghanistan", "seed/corridor"),
    System("S3", "Pakistan closes the border to trade", "seed/trade-restriction"),
    System("S4", "Pakistan deports Afghans", "seed/deportation"),
    System("S5", "pressure leaves a vacuum, which IS-K fills", "seed/power-vacuum"),
    System("S6", "pressure ends cooperation against terrorism", "seed/cooperation"),
    System("S7", "workers on the Karakoram Highway are guarded", "seed/karakoram"),
    System("S8", "the army's campaign makes grievances", "seed/militarisation"),
    System("S9", "China sends guards of its own", "seed/private-security"),
    System("S10", "everybody hardens its own side", "seed/collective-action"),
    System("S11", "IS-K and the Taliban are rivals", "seed/rivalry"),
    System("S12", "development, or quick coercion", "seed/development"),
    System("S13", "outside powers can veto an inclusive government", "seed/inclusive-government"),
    System("S14", "Kabul is unable or unwilling", "seed/unable-or-unwilling"),
    System("S15", "all of it at once", "seed/whole"),
)

POLICIES = (
    Policy("seed/engagement", "China", ("pay",)),
    Policy("seed/corridor", "China", ("invest",)),
    Policy("seed/corridor", "Pakistan", ("link",)),
    Policy("seed/trade-restriction", "Pakistan", ("restrict",)),
    Policy("seed/deportation", "Pakistan", ("deport at once", "deport")),
    Policy("seed/power-vacuum", "Pakistan", ("press",)),
    Policy("seed/karakoram", "Pakistan", ("guard posts",)),
    Policy("seed/karakoram/two-defenders", "Pakistan", ("guard",)),
    Policy("seed/karakoram/two-defenders", "China", ("guard",)),
    Policy("seed/militarisation", "Pakistan", ("campaign",)),
    Policy("seed/private-security", "China", ("send guards",)),
    Policy("seed/collective-action", "Pakistan", ("harden",)),
    Policy("seed/collective-action", "China", ("harden",)),
    Policy("seed/inclusive-government", "Pakistan", ("veto",)),
    Policy("seed/unable-or-unwilling", "Pakistan", ("strike",)),
    Policy("seed/whole", "Pakistan", ("press", "deport at once", "deport", "restrict")),
    Policy("seed/whole", "China", ("pay",)),
)


def system_of(game: str) -> System | None:
    """The system that a game of the catalog, or one that it is a variant of, models; None for a toy."""
    main = "/".join(game.split("/")[:2])
    return next((system for system in SYSTEMS if system.game == main), None)
