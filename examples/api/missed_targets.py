"""Targets that a month missed, one line each: CAPAIAN_URL and CAPAIAN_TOKEN in the environment, the month as argument.

python missed_targets.py 2026-10
"""

import json
import os
import sys
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen


def score(period: str) -> list[dict]:
    """The scorecard of a period; an error of the server ends the program with its message and remedy."""
    address = f"{os.environ['CAPAIAN_URL'].rstrip('/')}/api/v1/score?{urlencode({'period': period})}"
    try:
        with urlopen(Request(address, headers={"Authorization": f"Bearer {os.environ['CAPAIAN_TOKEN']}"})) as answer:
            return json.load(answer)
    except HTTPError as error:
        problem = json.load(error)["error"]
        sys.exit(f"{error.code} {problem['key']}: {problem['message']} {problem['remedy']}")


for row in score(sys.argv[1]):
    if row["status"] == "missed":
        print(row["indicator"], row["actual"], "target", row["target"])
