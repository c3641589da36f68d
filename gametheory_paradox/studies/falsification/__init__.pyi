from .claims import Conjecture as Conjecture
from .claims import Function as Function
from .claims import always as always
from .claims import falsify as falsify
from .claims import never as never
from .outcome import Counterexample as Counterexample
from .outcome import NoCounterexample as NoCounterexample
