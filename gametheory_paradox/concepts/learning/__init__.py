"""Play that is learned, evolves or errs; numerical where it says so."""
