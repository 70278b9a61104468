"""Claims about every chain of every depth."""
