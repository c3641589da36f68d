"""Data: one game per file; its path is its name and its citation."""
