"""The walk over all vertices of a best-response polytope, and the pairs of vertices that are equilibria."""
