"""Commitment and information: the value of moving first, of seeing, of knowing; the cost of wrong models."""
