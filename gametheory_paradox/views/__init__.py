"""Pictures, reports and tables."""
