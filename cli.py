"""The terminal door: every act and every figure without a browser (design §9); the commands are in `terminal/`."""

import errno
import gc
import io
import logging
import os
import sys
from collections.abc import Sequence
from typing import Any

import typer

from data import home as homes
from data.errors import CapaianError, RefusedError, error_text
from terminal import output
from terminal.commands import Commands

app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

REFUSED_BY_MACHINE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.EFBIG}
REFUSED_BY_MACHINE |= {errno.ENAMETOOLONG, errno.ENOTDIR, errno.EISDIR, errno.ELOOP}
"""A disk without room, rights that are missing, no path at all: told in one line where no act had more to say."""


@app.callback()
def _begin() -> None:
    """Stand between the import of a command and its run: what was imported stays, no collection need look at it."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def _speak_utf_8() -> None:
    """Write UTF-8 and ends of lines as they are, also where the system's own code page is another (Windows)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", newline="\n")
    sys.stdout, sys.stderr = output.Plain(sys.stdout), output.Plain(sys.stderr)


def _usage(error: Any, language: str) -> int:
    """What typer complains of: the help itself where no command was named, else one line."""
    if type(error).__name__ == "NoArgsIsHelpError":
        print(error.ctx.get_help())
    else:
        output.complain(output.complaint(error, language))
    return 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 done, 1 refused, 2 wrong use or setup, 3 a document of unproven origin."""
    typed = list(sys.argv[1:] if arguments is None else arguments)
    language = output.language_of(typed)
    logging.getLogger("capaian").handlers = [output.LogComplaints(language)]
    before = os.umask(0o077)  # whatever is written is the office's own, whatever the machine's habit
    try:
        result: Any = app(args=typed, standalone_mode=False, obj=homes.from_environment())
    except typer.Exit as stopped:
        return stopped.exit_code
    except RefusedError as refused:
        output.complain(refused.message(language))
        return 1
    except CapaianError as error:
        output.complain(error.message(language))
        return 2
    except OSError as error:
        if error.errno not in REFUSED_BY_MACHINE:
            raise
        fault = error_text("machine_refuses", place=error.filename or error_text("some_file"), reason=error.strerror)
        output.complain(fault.message(language))
        return 2
    except Exception as error:  # typer's own complaints about usage carry an exit code and a way to show themselves
        if not hasattr(error, "exit_code"):
            raise
        return _usage(error, language)
    finally:
        os.umask(before)
    return result if isinstance(result, int) else 0


if __name__ == "__main__":
    _speak_utf_8()
    gc.disable()  # until the command is imported
    try:
        sys.exit(main())
    finally:
        gc.unfreeze()  # else DuckDB's binding complains at the exit of what was never collected
