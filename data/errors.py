"""The errors a user may meet: one line each, shown without a traceback, in either language."""

from dataclasses import dataclass

from text.words import say


@dataclass(frozen=True)
class ErrorText:
    """A text of `fault` in `text/`, or of a whole dotted key, and what stands in its places: such texts again, too."""

    key: str
    params: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        return self.message("id")

    def message(self, language: str) -> str:
        """The text in one language."""
        filled = {
            name: value.message(language) if isinstance(value, ErrorText) else value for name, value in self.params
        }
        return say(self.key if "." in self.key else f"fault.{self.key}", language, **filled)


def error_text(key: str, /, **params: object) -> ErrorText:
    """What an error tells, by its key: `raise SetupError(error_text("profile_missing", name=named))`."""
    return ErrorText(key, tuple(params.items()))


class CapaianError(Exception):
    """Base of every error meant for the user; its text names the place, the finding and the remedy.

    Its one argument is an `error_text` (then it speaks both languages) or a text in Indonesian.
    """

    def message(self, language: str = "id") -> str:
        """The line for the user, in Indonesian where it was only written so."""
        what = self.args[0] if self.args else ""
        return what.message(language) if isinstance(what, ErrorText) else str(what)


class SetupError(CapaianError):
    """Wrong use or wrong setup (exit code 2): a file of the home, an option, the machine."""


class RefusedError(CapaianError):
    """The input was refused (exit code 1); nothing was changed."""


class QueryError(CapaianError):
    """SQL of an indicator or a stream that does not hold together."""
