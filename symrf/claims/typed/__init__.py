"""What somebody typed, as claims: the notations that are read, and what their letters mean."""
