"""What each exercise must leave behind: evidence, verdicts, and one module of checks a chapter."""
