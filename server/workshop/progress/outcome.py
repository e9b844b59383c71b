"""How a check says what it found: it returns the sentence for a pass, or raises one of these."""


class Outcome(Exception):
    """What was `found`, and what to `try_next`; `share` (0 to 1) of what was asked for is right."""

    share = 0.0

    def __init__(self, found: str, try_next: str = ""):
        super().__init__(found)
        self.found, self.try_next = found, try_next


class NotAttempted(Outcome):
    """There is no trace of work on the exercise."""


class Wrong(Outcome):
    """There is work, and it isn't right, or only a share of it."""

    def __init__(self, found: str, try_next: str = "", share: float = 0.0):
        super().__init__(found, try_next)
        self.share = share


class Crashed(Outcome):
    """The learner's own work raised an error when the check used it, as a model that can't predict does."""


class Broken(Outcome):
    """Something that isn't the learner's doing stands in the way: a service is down, or it is another workshop's."""
