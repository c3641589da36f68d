"""Claims that arithmetic alone can check: on Python's own integers and fractions, readable in one sitting."""
