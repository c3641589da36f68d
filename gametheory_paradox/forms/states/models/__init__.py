"""Games over time with parameters, and how model files write them."""
