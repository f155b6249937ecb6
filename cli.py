"""The terminal door: every act and every figure without a browser (design §9); the commands are in `terminal/`."""

import gc
import sys
from collections.abc import Sequence
from typing import Any

import typer

from data import home as homes
from data.errors import CapaianError, RefusedError
from terminal import output
from terminal.commands import Commands

app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def _all() -> None:
    """Stand for the group itself, which has no option but --help."""


def _usage(error: Any) -> int:
    """What typer complains of: the help itself where no command was named, else one line."""
    if type(error).__name__ == "NoArgsIsHelpError":
        print(error.ctx.get_help())
    else:
        output.complain(f"{' '.join(error.format_message().split())} Lihat: cli.py --help")
    return 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 done, 1 the input was refused, 2 wrong use or wrong setup."""
    typed = list(sys.argv[1:] if arguments is None else arguments)
    language = output.language_of(typed)
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
    except Exception as error:  # typer's own complaints about usage carry an exit code and a way to show themselves
        if not hasattr(error, "exit_code"):
            raise
        return _usage(error)
    return result if isinstance(result, int) else 0


if __name__ == "__main__":
    gc.freeze()  # what was imported stays: no collection need look at it while the command runs
    try:
        sys.exit(main())
    finally:
        gc.unfreeze()  # else DuckDB's binding complains at the exit of what was never collected
