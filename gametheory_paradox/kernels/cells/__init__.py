"""The search for a cutting of mixed profiles into cells, in floating point: it proposes, steps decide."""
