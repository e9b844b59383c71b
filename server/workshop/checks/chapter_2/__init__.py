"""What the exercises of chapter 2 must leave behind: a module a notebook, and what several of them look at."""
