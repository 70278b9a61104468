"""What is right and what is wrong with a function: looked for, proved, reported."""
