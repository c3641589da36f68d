"""What the list of equilibria of a table with three and more players obeys, and what its proof does not survive."""



