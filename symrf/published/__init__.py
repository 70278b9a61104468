"""What the field has published, each formula with a verdict: entries, their verdicts, and search by formula."""
