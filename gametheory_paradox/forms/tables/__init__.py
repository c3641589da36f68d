"""Games in normal form: tables, two players and more."""
