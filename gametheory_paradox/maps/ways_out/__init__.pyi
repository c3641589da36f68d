from .changes import escape as escape
from .levers import Lever as Lever
from .ways import Escape as Escape
from .ways import WayOut as WayOut
from .ways import Witness as Witness
