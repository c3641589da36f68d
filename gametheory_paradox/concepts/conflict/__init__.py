"""Conflicts as graph models: which states are stable, for whom, and where the status quo leads."""
