"""One search per paradox; each writes a certificate that the trusted part can check."""
