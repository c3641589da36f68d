"""The search for paradoxes: one loop for all, which writes certificates that the trusted part can check."""

from typing import TYPE_CHECKING

from gametheory_paradox.first_use import at_first_use

if TYPE_CHECKING:
    from gametheory_paradox.detectors.at_point import compared_at, verdict_at
    from gametheory_paradox.detectors.channels import channels
    from gametheory_paradox.detectors.detect import assess, detect, detect_and_assess
    from gametheory_paradox.detectors.graph_option import GraphVerdict, graph_option
    from gametheory_paradox.detectors.inquiry import (
        Inquiry,
        inquiry_about,
        inquiry_over_parameters,
        question_about,
        question_from,
    )
    from gametheory_paradox.detectors.shrinkage import Shrinkage, shrink_certificate
    from gametheory_paradox.detectors.split_change import Channels
    from gametheory_paradox.detectors.state_channels import StateChannels
    from gametheory_paradox.detectors.story import Scene, Story, story_of
    from gametheory_paradox.detectors.verdict import (
        Absent,
        Depends,
        Effect,
        Impossible,
        Present,
        Undecided,
        Verdict,
        direction,
        is_present,
        unit_of,
    )

_HOMES = {
    "at_point": ("compared_at", "verdict_at"),
    "channels": ("channels",),
    "detect": ("assess", "detect", "detect_and_assess"),
    "graph_option": ("GraphVerdict", "graph_option"),
    "inquiry": ("Inquiry", "inquiry_about", "inquiry_over_parameters", "question_about", "question_from"),
    "shrinkage": ("Shrinkage", "shrink_certificate"),
    "split_change": ("Channels",),
    "state_channels": ("StateChannels",),
    "story": ("Scene", "Story", "story_of"),
    "verdict": (
        "Absent",
        "Depends",
        "Effect",
        "Impossible",
        "Present",
        "Undecided",
        "Verdict",
        "direction",
        "is_present",
        "unit_of",
    ),
}

__all__ = [
    "Absent",
    "Channels",
    "Depends",
    "Effect",
    "GraphVerdict",
    "Impossible",
    "Inquiry",
    "Present",
    "Scene",
    "Shrinkage",
    "StateChannels",
    "Story",
    "Undecided",
    "Verdict",
    "assess",
    "channels",
    "compared_at",
    "detect",
    "detect_and_assess",
    "direction",
    "graph_option",
    "inquiry_about",
    "inquiry_over_parameters",
    "is_present",
    "question_about",
    "question_from",
    "shrink_certificate",
    "story_of",
    "unit_of",
    "verdict_at",
]

at_first_use(__name__, _HOMES.items())
