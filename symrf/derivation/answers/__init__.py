"""What a derivation answers, for users and for files."""
