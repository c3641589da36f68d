"""Where in the space of assumptions a claim holds."""
