"""Compiled functions and arrays, which exist for speed alone, behind one loader."""
