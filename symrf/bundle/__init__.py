"""What a paper takes as it is: one file an equation, a bare table, macros, theorems as BibTeX."""
