"""The errors a user may meet: one line each, shown without a traceback."""


class CapaianError(Exception):
    """Base of every error meant for the user; its text names the place, the finding and the remedy."""


class SetupError(CapaianError):
    """Wrong use or wrong setup (exit code 2): a file of the home, an option, the machine."""


class RefusedError(CapaianError):
    """The input was refused (exit code 1); nothing was changed."""


class QueryError(CapaianError):
    """SQL of an indicator or a stream that does not hold together."""
