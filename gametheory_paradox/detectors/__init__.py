"""One search per paradox; each writes a certificate that the trusted part can check."""

from gametheory_paradox.detectors.channels import Channels, channels
from gametheory_paradox.detectors.comparison import ComparisonQuestion
from gametheory_paradox.detectors.detect import DETECTORS, Detector, check_as_formulas, detect, detector_named
from gametheory_paradox.detectors.diagnose import Diagnosis, diagnose
from gametheory_paradox.detectors.option import OptionVerdict
from gametheory_paradox.detectors.question import Question
from gametheory_paradox.detectors.verdict import Absent, AnyVerdict, Impossible, Present, Undecided, Verdict

__all__ = [
    "DETECTORS",
    "Absent",
    "AnyVerdict",
    "Channels",
    "ComparisonQuestion",
    "Detector",
    "Diagnosis",
    "Impossible",
    "OptionVerdict",
    "Present",
    "Question",
    "Undecided",
    "Verdict",
    "channels",
    "check_as_formulas",
    "detect",
    "detector_named",
    "diagnose",
]
