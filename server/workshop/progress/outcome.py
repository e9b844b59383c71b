"""How a check says what it found: it returns the sentence for a pass, or raises one of these."""


class Outcome(Exception):
    """What was `found`, and what to `try_next`; `share` (0 to 1) of what was asked for is right."""

    share = 0.0

    def __init__(self, found: str, try_next: str = ""):
        super().__init__(found)
        self.found, self.try_next = found, try_next


class NotAttempted(Outcome):
    """The check finds no work on the exercise."""


class Wrong(Outcome):
    """There is work, but it isn't right, or only a `share` (0 to 1) of it."""

    def __init__(self, found: str, try_next: str = "", share: float = 0.0):
        super().__init__(found, try_next)
        self.share = share


class Crashed(Outcome):
    """The learner's own work raised an error when the check used it: a model that can't predict, say."""


class Broken(Outcome):
    """The check can't work, and not because of the learner: a service is down, or belongs to another workshop."""
