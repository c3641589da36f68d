"""Changes to a game that must not change what is true of it, and to a request about it."""

from gametheory_paradox.testing.checks import reordered, rescaled, with_bad_option, with_bystander

__all__ = ["asked_again", "reordered", "rescaled", "with_bad_option", "with_bystander"]


def asked_again(request, renamed):
    """A request in the new names."""
    told = {"mover": renamed(request["mover"]), "action": renamed(request["action"])}
    return told | {
        key: [renamed(name) for name in request[key]] for key in ("at", "coalition") if key in request
    }
