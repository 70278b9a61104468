"""What shows that an answer is right: a theorem's instance, z3, the walk."""
