"""The command ``completion``: what a shell reads in order to complete commands, options and names."""

from enum import StrEnum
from typing import Annotated

import typer
from typer.completion import get_completion_script  # type: ignore[attr-defined]  # imported there to be used

from gametheory_paradox.cli.app import ANSWERED, NAME
from gametheory_paradox.cli.known_names import VARIABLE
from gametheory_paradox.cli.printing import write_out


class Shell(StrEnum):
    """The shells that there is a script for."""

    bash = "bash"
    zsh = "zsh"
    fish = "fish"


def completion_(*, shell: Annotated[Shell, typer.Argument(help="Which shell.")]) -> int:
    """Write the script with which bash, zsh or fish completes commands, options and a model's names."""
    write_out(f"{get_completion_script(prog_name=NAME, complete_var=VARIABLE, shell=shell)}\n")
    return ANSWERED
