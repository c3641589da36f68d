"""Claims about the parameters that arithmetic alone can check: signs on a box, cells, exclusions, volumes."""
