"""Paradoxes: what each compares and what must hold of it, and theorems that rule one out."""
