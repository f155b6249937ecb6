"""What an office decides about its channels (`home.yaml`): where files come in from, and who is sent what."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from data.errors import error_text
from data.settings.yaml_models import Strict, Text

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
"""A name that can stand in a path and in an address."""
Secret = Annotated[str, StringConstraints(pattern=r"^(env:[A-Z][A-Z0-9_]*|/.+)$")]
"""Where a secret lies: `env:NAME`, or the absolute path of a file that only its owner may read, outside the home."""
PLACES = ("folder", "https", "sftp", "s3", "database")

NEEDED = (("sftp", "host_key"), ("sftp", "secret"), ("s3", "secret"), ("database", "query"), ("database", "secret"))
"""What a place cannot do without."""


class Source(Strict):
    """A place that files come in from; exactly one of PLACES says where.

    `after` is what becomes of the file there once it is loaded or set aside. `every_minutes` is for places that are
    asked; a folder is watched.
    """

    kind: Text
    profile: Text | None = None
    region: Text | None = None
    folder: Annotated[str, StringConstraints(pattern=r"^/.+$")] | None = None
    https: Annotated[str, StringConstraints(pattern=r"^https://[^@]+$")] | None = None
    sftp: Annotated[str, StringConstraints(pattern=r"^sftp://[^@:/]+@[^@/]+/.*$")] | None = None
    s3: Annotated[str, StringConstraints(pattern=r"^s3://[^@/]+/[^/?#]+(/[^?#]*)?$")] | None = None
    database: Annotated[str, StringConstraints(pattern=r"^(postgresql|mysql)://[^@:/]+@[^@/]+/[^/]+$")] | None = None
    query: Text | None = None
    host_key: Text | None = None
    certificate: Text | None = None
    secret: Secret | None = None
    after: Literal["keep", "delete"] = "keep"
    every_minutes: int = Field(60, ge=1, le=10_080)
    largest_mb: int = Field(200, ge=1, le=4096)

    @property
    def place(self) -> str:
        """Which of PLACES it is."""
        return next(place for place in PLACES if getattr(self, place) is not None)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        """One place, with what it needs."""
        if sum(getattr(self, place) is not None for place in PLACES) != 1:
            raise ValueError(error_text("inbox.one_place", places=", ".join(PLACES)))
        for place, part in NEEDED:
            if getattr(self, place) is not None and getattr(self, part) is None:
                raise ValueError(error_text("inbox.part_needed", place=place, part=part))
        if self.after == "delete" and self.folder is self.sftp is None:
            raise ValueError(error_text("inbox.no_delete"))
        return self


Hour = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
"""A quoted time of day, such as "20:00"."""
Address = Annotated[str, StringConstraints(pattern=r"^[^@\s<>,;:\"]+@[A-Za-z0-9.-]+$")]


class Mail(Strict):
    """The server that takes letters: TLS from the start (smtps) or before anything else is said (smtp, STARTTLS)."""

    server: Annotated[str, StringConstraints(pattern=r"^smtps?://([^@:/]+@)?[^@/]+$")]
    sender: Address
    secret: Secret | None = None
    certificate: Text | None = None


class Recipient(Strict):
    """Somebody who is sent what an account may see: by e-mail, or by a channel whose address is a secret."""

    account: Text
    language: Literal["id", "en"] = "id"
    kinds: tuple[Literal["digest", "report"], ...] = ("digest",)
    email: Address | None = None
    channel: Secret | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        """One way; a report is a file, which only a letter carries."""
        if (self.email is None) == (self.channel is None):
            raise ValueError(error_text("send.one_way"))
        if self.email is None and "report" in self.kinds:
            raise ValueError(error_text("send.report_by_mail"))
        return self


class Send(Strict):
    """What is sent to whom, but not from `quiet_from` to `quiet_until` (WIB). `public` is the dashboard's address."""

    public: Annotated[str, StringConstraints(pattern=r"^https?://[^@/]+$")]
    recipients: Mapping[Name, Recipient]
    mail: Mail | None = None
    quiet_from: Hour = "20:00"
    quiet_until: Hour = "06:00"

    @model_validator(mode="after")
    def _fits(self) -> Self:
        """Who is written to by mail needs a server."""
        if self.mail is None and any(recipient.email for recipient in self.recipients.values()):
            raise ValueError(error_text("send.no_mail"))
        return self


class Publication(Strict):
    """The public site, which is written only where this stands."""

    publisher: Text
