"""The API under programs that ask a thousand times a second, with as many servers as a deployment runs: make bench-api

Prints one line: answers a second, their p50 and p99 as the programs see them, and the p50 of one program alone, whose
answer nothing else stands in the way of.
"""

import argparse
import asyncio
import itertools
import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from access.identity import accounts
from access.sessions import api_tokens

ROOT = Path(__file__).parents[2]
QUESTION = "/api/v1/score?period={month}"
PROGRAMS, SERVERS, SECONDS, RECORDS = 12, 2, 8.0, 20_000
TOKENS = 8
"""Of each program: one alone may ask 60 times a second."""
A_SECOND = 1000
"""What all programs ask together at most: a server answers 600 a second and then bids its programs wait."""
PASSWORD = "kopi gayo tanpa gula"


def main(arguments: Sequence[str]) -> int:
    """Fill a home, start the servers, ask, and end them."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, help="a home that is there already")
    parser.add_argument("--port", type=int, default=8591)
    parser.add_argument("--fill-only", action="store_true")
    options = parser.parse_args(arguments)
    home = options.home or Path(tempfile.mkdtemp(prefix="capaian-bench-"))
    environment = {**os.environ, "CAPAIAN_HOME": str(home)}
    if not (home / "ledger").exists():
        command = [sys.executable, str(ROOT / "cli.py"), "demo", "--records", str(RECORDS), "--seed", "7"]
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    if options.fill_only:
        return 0
    command = [sys.executable, str(ROOT / "cli.py"), "serve", "--port", str(options.port), "--workers", str(SERVERS)]
    servers = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        print(asyncio.run(_measured(home, options.port)))
    finally:
        servers.send_signal(signal.SIGTERM)
        servers.wait(30)
        if options.home is None:
            shutil.rmtree(home, ignore_errors=True)
    return 0


async def _measured(home: Path, port: int) -> str:
    ports = [port + number for number in range(SERVERS)]
    for one in ports:
        await asyncio.to_thread(_ready, one)
    if accounts.load(home).find("program") is None:
        accounts.add(home, "program", "governor", None, PASSWORD)
    tokens = [[api_tokens.add(home, "program", 1) for _ in range(TOKENS)] for _ in range(PROGRAMS)]
    question = QUESTION.format(month=_month(ports[0], tokens[0][0]))
    for one in ports:  # a server may have been ready before its figures were warm
        await _ask(one, tokens[0], question, 3.0)
    alone = await _ask(ports[0], tokens[0], question, 2.0)
    asked = [
        _ask(ports[place % SERVERS], own, question, SECONDS, PROGRAMS / A_SECOND) for place, own in enumerate(tokens)
    ]
    started = time.perf_counter()
    seconds = sorted(one for answers in await asyncio.gather(*asked) for one in answers)
    rate = len(seconds) / (time.perf_counter() - started)
    p50, p99 = seconds[len(seconds) // 2], seconds[int(len(seconds) * 0.99)]
    one_alone = statistics.median(alone)
    load = os.getloadavg()[0]
    return (
        f"{rate:.0f} answers a second, p50 {1000 * p50:.1f} ms, p99 {1000 * p99:.1f} ms; "
        f"one program alone p50 {1000 * one_alone:.1f} ms; load {load:.1f}"
    )


def _ready(port: int) -> None:
    end = time.monotonic() + 200
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5):
                return
        except OSError:
            time.sleep(0.3)
    raise SystemExit(f"the server at {port} is not ready")


def _month(port: int, token: str) -> str:
    request = urllib.request.Request(f"http://127.0.0.1:{port}/api/v1/freshness")
    request.add_header("Authorization", f"Bearer {token}")
    with urllib.request.urlopen(request, timeout=30) as answer:
        return str(json.load(answer)["complete_through"])


async def _ask(port: int, tokens: Sequence[str], question: str, seconds: float, every: float = 0.02) -> list[float]:
    """How long each answer took, on one connection that stays open, its tokens in turn; a wrong one ends it all.

    A question follows the one before after `every` seconds, or when that is answered.
    """
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    head = f"GET {question} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer "
    requests = itertools.cycle([f"{head}{token}\r\n\r\n".encode() for token in tokens])
    took, end = [], time.perf_counter() + seconds
    while time.perf_counter() < end:
        started = time.perf_counter()
        writer.write(next(requests))
        answer = (await reader.readuntil(b"\r\n\r\n")).lower()
        if not answer.startswith(b"http/1.1 200"):
            raise SystemExit(answer.decode(errors="replace"))
        await reader.readexactly(int(answer.split(b"content-length:")[1].split(b"\r\n")[0]))
        took.append(time.perf_counter() - started)
        await asyncio.sleep(max(0.0, started + every - time.perf_counter()))
    writer.close()
    return took


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
