"""Many small games at once: the arrays they come and are answered in, and the functions that fill these."""
