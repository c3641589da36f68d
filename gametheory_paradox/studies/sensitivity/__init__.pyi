from .indices import Indices as Indices
from .indices import Influence as Influence
from .robustness import Nudge as Nudge
from .robustness import Robustness as Robustness
from .robustness import Swing as Swing
from .robustness import Tornado as Tornado
from .uncertain_verdicts import Uncertainty as Uncertainty
from .uncertain_verdicts import uncertainty as uncertainty
