"""One-time codes of an authenticator (RFC 6238: SHA-1, six digits, 30 seconds) and the recovery codes beside them."""

import hashlib
import hmac
import re
import secrets
import time

import pyotp

DIGITS = re.compile(r"[0-9]{6}", re.ASCII)
DRIFT = (0, -1, 1)
"""Steps beside the present one whose codes are taken: clocks differ, and people type slowly."""
RECOVERY_CODES = 10
RECOVERY_BYTES = 8


def new_secret() -> str:
    """A fresh secret of 160 bits in base 32."""
    return pyotp.random_base32()


def address(secret: str, name: str, issuer: str) -> str:
    """What the QR code holds: an `otpauth` address."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=issuer)


def step_of(secret: str, code: str) -> int | None:
    """The step of 30 seconds whose code that is, about now; None when it is none of them."""
    typed = re.sub(r"\s", "", code)
    if not DIGITS.fullmatch(typed):
        return None
    generator = pyotp.TOTP(secret)
    present = int(time.time()) // generator.interval
    steps = (present + drift for drift in DRIFT if present + drift >= 0)
    return next((step for step in steps if hmac.compare_digest(generator.generate_otp(step), typed)), None)


def new_recovery_codes() -> tuple[str, ...]:
    """Codes to print or write down; each opens the door once."""
    return tuple("-".join(re.findall("....", secrets.token_hex(RECOVERY_BYTES))) for _ in range(RECOVERY_CODES))


def fingerprint(recovery_code: str) -> str:
    """What is kept of a recovery code: it is random enough that nobody finds it from its hash."""
    return hashlib.sha256(re.sub(r"[^0-9a-f]", "", recovery_code.lower()).encode()).hexdigest()
