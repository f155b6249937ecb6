"""How long a test waits for a condition before it gives up: hang guards, never a measure of speed.

A machine may be busy with something else, so nothing is judged by the clock: tests wait until something is so.
"""

SECONDS = 300
MILLISECONDS = 1000 * SECONDS
