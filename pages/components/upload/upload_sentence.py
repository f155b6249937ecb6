"""The first sentence of Unggah: what was read and may be stored, what is still to be answered, or what was stored."""

from collections.abc import Sequence

from data.intake.receipt import Receipt
from pages.components.upload.trial import Dropped, Trial
from text import formats
from text.words import Language, say


def tried(trial: Trial, files: Sequence[Dropped], questions: int, language: Language) -> str:
    """Of files that were only tried; `questions` are words whose meaning is not told yet."""
    name = _name([file.shown for file in files], language)
    receipts = [file.receipt for file in trial.files]
    if all(receipt.refused for receipt in receipts):
        return say("upload.first_refused", language, file=name)
    accepted = sum(receipt.rows_accepted for receipt in receipts if not receipt.refused)
    read = sum(receipt.rows_read for receipt in receipts)
    counts = {"accepted": formats.number(accepted, language), "read": formats.number(read, language)}
    said = say("upload.first_read", language, file=name, **counts)
    if not questions:
        return said
    return f"{said}; {say('upload.first_open', language, count=formats.number(questions, language))}"


def stored(receipts: Sequence[Receipt], language: Language) -> str:
    """Of files that are in the ledger now, or were refused at the last moment."""
    kept = [receipt for receipt in receipts if receipt.seq is not None]
    name = _name([receipt.file for receipt in receipts], language)
    if not kept:
        return say("upload.first_refused", language, file=name)
    count = formats.number(sum(receipt.rows_accepted for receipt in kept), language)
    return say("upload.first_stored", language, file=name, count=count)


def _name(names: Sequence[str], language: Language) -> str:
    if len(names) == 1:
        return names[0]
    return say("upload.first_files", language, count=formats.number(len(names), language))
