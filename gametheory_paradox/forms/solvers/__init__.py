"""Methods that find equilibria, by family; the table ``METHODS`` says what each is good for."""

from gametheory_paradox.forms.solvers.equilibria import Completeness, Equilibria
from gametheory_paradox.forms.solvers.methods import METHODS, Method, default_concept, solve

__all__ = ["METHODS", "Completeness", "Equilibria", "Method", "default_concept", "solve"]
