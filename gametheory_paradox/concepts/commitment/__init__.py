"""What moving first, seeing, or knowing is worth, and what a wrong model costs."""
