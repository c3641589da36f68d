"""Colors, fonts and sizes: the one place where it is decided how pictures and reports look.

The players' colors are those of Okabe and Ito, which people with any form of color blindness tell apart; text
takes a darker ink of the same hue, legible on white and in print, and a lighter one on a dark screen.  No
picture relies on color alone: names, line widths and hatching say the same.
"""

PLAYER_FILLS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
PLAYER_INKS = ("#00639C", "#B34700", "#00745A", "#A03C78", "#8A5C00", "#20719E", "#000000")
PLAYER_LIGHTS = ("#6CB6E8", "#F2955A", "#4FCBA5", "#E3A3C6", "#F0B94A", "#8CCBF2", "#D5D8DB")

ANSWER_FILLS = {
    "present": "#D9743F",
    "absent": "#D5E3EC",
    "undecided": "#FFFFFF",
    "impossible": "#E4E4E0",
}
HATCH = "////"  # undecided is hatched: it is neither of the two answers, nor a shade between them
HATCH_INK = "#8A8A8A"

INK = "#1F2328"
QUIET = "#6B7075"  # labels that must not compete
FAINT = "#B5B9BD"  # lines that were not chosen
BAND = "#FFF1D6"  # behind an outcome that is reached
WHITE = "#FFFFFF"

FONTS = ("STIXGeneral", "DejaVu Sans")  # both come with matplotlib, so a picture is the same everywhere
MATH_FONT = "stix"

NAME_SIZE = 11.5
TEXT_SIZE = 11.0
SMALL_SIZE = 9.0

THIN, MEDIUM, THICK = 0.9, 1.9, 3.4


def player_fill(number: int) -> str:
    """The color of a player's nodes and lines; the seventh player's successor begins anew."""
    return PLAYER_FILLS[number % len(PLAYER_FILLS)]


def player_ink(number: int) -> str:
    """The color of text about a player."""
    return PLAYER_INKS[number % len(PLAYER_INKS)]


def player_light(number: int) -> str:
    """The color of text about a player on a dark screen."""
    return PLAYER_LIGHTS[number % len(PLAYER_LIGHTS)]
