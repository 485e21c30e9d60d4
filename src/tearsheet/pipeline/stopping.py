"""Long work that is told to stop."""


class Stopped(BaseException):
    """Work was told to stop half-way; what was acknowledged is safe, and the rest is done again.

    No `Exception`: whoever goes on after a failure must not go on after this.
    """
