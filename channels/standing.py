"""How the channels stand, for the doctor."""

from channels.inbox import standing as inbox
from channels.messages import standing as messages
from data.errors import CapaianError, ErrorText, error_text
from data.home import Home
from reports.safekeeping.diagnosis import Line


def lines(home: Home) -> list[Line]:
    """One line a channel that the home names; a home whose settings cannot be read is told of once."""
    try:
        return [*inbox.lines(home), *messages.lines(home)]
    except CapaianError as error:
        finding = error.args[0] if isinstance(error.args[0], ErrorText) else error_text("doctor.unforeseen")
        return [Line("channels", "fail", finding)]
