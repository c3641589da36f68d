"""One method per file; the table METHODS says what each is good for."""
