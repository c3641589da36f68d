"""What can be checked by arithmetic alone: small, on Python's own integers and fractions, readable in one sitting."""
