"""Games in extensive form: trees, what players know, and games of signals and types as trees."""
