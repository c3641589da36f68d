"""One frozen class per paradox; its holds() is the definition."""
