"""One search per paradox; each writes a certificate that the trusted part can check."""

from gametheory_paradox.detectors.as_formulas import AsFormulas, as_formulas
from gametheory_paradox.detectors.channels import channels
from gametheory_paradox.detectors.comparison import ComparisonQuestion
from gametheory_paradox.detectors.detect import DETECTORS, Detector, detect, detector_named
from gametheory_paradox.detectors.option import OptionVerdict
from gametheory_paradox.detectors.question import Question
from gametheory_paradox.detectors.split_change import Channels
from gametheory_paradox.detectors.verdict import Absent, AnyVerdict, Impossible, Present, Undecided, Verdict

__all__ = [
    "DETECTORS",
    "Absent",
    "AnyVerdict",
    "AsFormulas",
    "Channels",
    "ComparisonQuestion",
    "Detector",
    "Impossible",
    "OptionVerdict",
    "Present",
    "Question",
    "Undecided",
    "Verdict",
    "as_formulas",
    "channels",
    "detect",
    "detector_named",
]
