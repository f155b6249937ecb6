"""A stream of bytes locked by a passphrase: AES-256-GCM in pieces (the STREAM construction of Hoang et al., 2015).

Key: scrypt (RFC 7914) of the passphrase and a salt. Each piece has the nonce of its number and says whether it is the
last, so that none can be changed, moved, left out or cut off behind.
"""

import io
import os
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from data.errors import RefusedError, error_text

MAGIC = b"capaian-backup-sealed-1\n"
PIECE, SALT_BYTES, TAG_BYTES = 1 << 20, 16, 16
COST, BLOCK, LANES = 2**15, 8, 1


def _cipher(passphrase: bytes, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt, 32, COST, BLOCK, LANES).derive(passphrase))


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


class Sealer(io.RawIOBase):
    """Writes into `sink` what is written to it, locked; `close` writes the last piece and leaves `sink` open."""

    def __init__(self, sink: BinaryIO, passphrase: bytes) -> None:
        self._sink, salt = sink, os.urandom(SALT_BYTES)
        self._cipher, self._pending, self._number = _cipher(passphrase, salt), bytearray(), 0
        sink.write(MAGIC + salt)

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]  # whatever the writer of the archive hands over
        self._pending += piece
        while len(self._pending) > PIECE:  # the last piece is never empty but for an empty stream
            self._put(bytes(self._pending[:PIECE]), b"more")
            del self._pending[:PIECE]
        return len(piece)

    def close(self) -> None:
        if not self.closed:
            self._put(bytes(self._pending), b"last")
        super().close()

    def _put(self, piece: bytes, place: bytes) -> None:
        self._sink.write(self._cipher.encrypt(_nonce(self._number), piece, place))
        self._number += 1


class Opener(io.RawIOBase):
    """Reads from `source`, which stands behind MAGIC, what a `Sealer` has locked; RefusedError when it is not that."""

    def __init__(self, source: BinaryIO, passphrase: bytes) -> None:
        self._source, self._number, self._clear, self._ended = source, 0, b"", False
        self._cipher = _cipher(passphrase, source.read(SALT_BYTES))
        self._next = source.read(PIECE + TAG_BYTES)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        while not self._clear and not self._ended:
            self._open_piece()
        count = min(len(view), len(self._clear))
        view[:count] = self._clear[:count]
        self._clear = self._clear[count:]
        return count

    def _open_piece(self) -> None:
        piece, self._next = self._next, self._source.read(PIECE + TAG_BYTES)
        self._ended = not self._next
        try:
            self._clear = self._cipher.decrypt(_nonce(self._number), piece, b"last" if self._ended else b"more")
        except InvalidTag as error:
            key = "backup_passphrase" if self._number == 0 else "backup_damaged"
            raise RefusedError(error_text(key)) from error
        self._number += 1
