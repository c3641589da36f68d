"""The games of the catalog that tests ask everything about."""

from gametheory_paradox import catalog

TOGETHER = "seed/whole"  # hundreds of moves to ask about; units/catalog/test_the_whole.py asks about the few that matter


def single_games():
    """The names of all games but those that are put together, and the part that is there for them alone."""
    return [name for name in catalog.names() if name.split("/")[:2] != TOGETHER.split("/")]
