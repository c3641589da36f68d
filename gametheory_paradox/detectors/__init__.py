"""The search for paradoxes: one loop for all, which writes certificates that the trusted part can check."""

from gametheory_paradox.detectors.assessment import Assessment, assess
from gametheory_paradox.detectors.channels import channels
from gametheory_paradox.detectors.detect import detect, detect_and_assess, verdict_at
from gametheory_paradox.detectors.inquiry import Inquiry, inquiry_about, inquiry_over_parameters
from gametheory_paradox.detectors.keywords import question_from
from gametheory_paradox.detectors.shrinkage import Shrinkage, shrink_certificate
from gametheory_paradox.detectors.split_change import Channels
from gametheory_paradox.detectors.verdict import Absent, Impossible, Present, Undecided, Verdict, is_present

__all__ = [
    "Absent",
    "Assessment",
    "Channels",
    "Impossible",
    "Inquiry",
    "Present",
    "Shrinkage",
    "Undecided",
    "Verdict",
    "assess",
    "channels",
    "detect",
    "detect_and_assess",
    "inquiry_about",
    "inquiry_over_parameters",
    "is_present",
    "question_from",
    "shrink_certificate",
    "verdict_at",
]
