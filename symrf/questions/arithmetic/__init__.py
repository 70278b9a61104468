"""What answers are made of: lines, periodic sets of sizes, thresholds."""
