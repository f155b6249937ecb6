"""Options that several commands share."""

from typing import Annotated

import typer

By = Annotated[str, typer.Option("--by", help="Nama yang dicatat dalam buku besar.")]
