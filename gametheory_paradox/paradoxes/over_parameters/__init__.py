"""The paradoxes as statements about parameters: signs of polynomials, meant off their zero sets."""
