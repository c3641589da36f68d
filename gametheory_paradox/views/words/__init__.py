"""Sentences about answers, in words and in LaTeX."""
