"""Claims about one network, its symbols free."""
