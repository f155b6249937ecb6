"""The goals as officials write them in `targets.yaml`: one value, range or path per goal, dated, with its decree."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, PrivateAttr, model_validator

from data.errors import error_text
from data.settings.places import Places
from data.settings.yaml_models import Strict, Text
from metrics.targets.achievement import Range, Target
from metrics.targets.paths import Month, Number, Path, begins, on_path

Bounds = tuple[Number, Number]
Kind = Literal["regions", "services"]
Per = Literal["month", "quarter", "half", "year"]


class Aim(Strict):
    """What is aimed at in one place: a value, a range, or a value that moves on a path to a later one."""

    value: Number | None = Field(None, description="Nilai target dalam satuan indikator.")
    range: Bounds | None = Field(None, description="Sebagai ganti value: [batas bawah, batas atas].")
    path: Path | None = Field(None, description="Jalan dari value ke nilai yang lebih akhir.")

    @model_validator(mode="after")
    def _one_value(self) -> Self:
        self._no_contradiction()
        if self.value is None and self.range is None:
            raise ValueError(error_text("target_aim_missing"))
        return self

    def _no_contradiction(self) -> None:
        if self.value is not None and self.range is not None:
            raise ValueError(error_text("target_value_and_range"))
        if self.range is not None and self.range[0] > self.range[1]:
            raise ValueError(error_text("target_range_reversed"))
        if self.path is not None and self.value is None:
            raise ValueError(error_text("target_path_start"))

    @property
    def numbers(self) -> Iterator[float]:
        """Every value and bound that is written."""
        yield from () if self.value is None else (self.value,)
        yield from self.range or ()
        yield from () if self.path is None else (self.path.to,)

    def on(self, month: str, first: str) -> Target | None:
        """The target of a month, of a goal that begins in `first`."""
        if self.range is not None:
            return Range(*self.range)
        if self.path is not None and self.value is not None:
            return on_path(self.value, first, self.path, month)
        return self.value


def _aim(written: object) -> object:
    """A bare number or a list of bounds as the aim it stands for."""
    if isinstance(written, list):
        return {"range": written}
    if isinstance(written, int | float) and not isinstance(written, bool):
        return {"value": written}
    if isinstance(written, Mapping):
        return written
    raise ValueError(error_text("target_place_number"))


Place = Annotated[Aim, BeforeValidator(_aim, json_schema_input_type=Number | Bounds | Aim)]


class Reference(Strict):
    """A second value to look at, as the national one; nothing is judged by it."""

    value: Number = Field(description="Nilai pembanding dalam satuan indikator.")
    source: Text = Field(description="Dari mana nilai itu, misalnya RPJMN 2025-2029.")


class Goal(Aim):
    """What is aimed at from a month on, until the next goal of the same indicator."""

    from_month: Month = Field(alias="from", description='Bulan mulai berlaku, dalam tanda kutip: "2026-01".')
    regions: Mapping[str, Place] = Field(
        default_factory=dict, description='Target kabupaten/kota tertentu: {"11.71": 95}.'
    )
    services: Mapping[str, Place] = Field(default_factory=dict, description="Target layanan tertentu: {PTS-05: 90}.")
    per: Per = Field(
        "month", description="Untuk jumlah: target setiap bulan, atau satu target untuk triwulan, semester, tahun utuh."
    )
    ends: Literal[True] | None = Field(None, description="true: sejak bulan itu tidak ada target lagi.")
    reference: Reference | None = Field(None, description="Pembanding kedua, misalnya nasional; tidak menilai.")
    weight: Number | None = Field(
        None, description="Bobot dalam indeks capaian, mulai dari 0; bawaan 1.", json_schema_extra={"minimum": 0}
    )
    owner: Text | None = Field(None, description="Jabatan atau unit penanggung jawab.")
    approver: Text | None = Field(None, description="Jabatan yang menetapkan.")
    decree: Text = Field(description="Nomor keputusan yang menetapkan target.")
    correction: Text | None = Field(
        None, description="Alasan, bila butir ini mengubah target bulan yang sudah berakhir."
    )

    @model_validator(mode="after")
    def _one_value(self) -> Self:
        self._no_contradiction()
        if self.ends and (self.value is not None or self.range is not None or self.regions or self.services):
            raise ValueError(error_text("target_ends"))
        if not (self.sets_whole or self.regions or self.services):
            raise ValueError(error_text("target_value_missing"))
        if self.weight is not None and self.weight < 0:
            raise ValueError(error_text("target_weight"))
        if not begins(self.from_month, self.per):
            raise ValueError(error_text("target_per_start", per=self.per))
        for aim in self.aims:
            if aim.path is not None and self.per != "month":
                raise ValueError(error_text("target_path_per"))
            if aim.path is not None and (fault := aim.path.fault(self.from_month)):
                raise ValueError(error_text("target_path", finding=fault))
        return self

    _inherited: Mapping[str, Aim] = PrivateAttr(default_factory=dict)

    def in_tree(self, tree: Places) -> Self:
        """The same goal, which knows what the places in those it names inherit from the nearest of them."""
        inherited = {}
        for code in tree.codes:
            above = next((place for place in tree.path(code) if place in self.regions), code)
            if above != code:
                inherited[code] = self.regions[above]
        if not inherited:
            return self
        known = self.model_copy()
        known._inherited = inherited
        return known

    @property
    def sets_whole(self) -> bool:
        """Whether the goal speaks of the root, and so ends what was set for its places before."""
        return self.value is not None or self.range is not None or bool(self.ends)

    @property
    def aims(self) -> Iterator[Aim]:
        """Its own aim and those of its places."""
        yield self
        yield from self.regions.values()
        yield from self.services.values()

    @property
    def places_below(self) -> Mapping[str, Aim]:
        """The aims of single places, and of those in them that inherit one."""
        return {**self._inherited, **self.regions}
