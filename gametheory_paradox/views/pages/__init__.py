"""Pages that stand alone: reports, live pages and a notebook's widget."""
