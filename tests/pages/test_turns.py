"""Nothing comes to a stand: turns within turns, turns that nobody gives back, and values worked out beside them."""

import threading

import pytest

from pages.components.runtime.turns import Turns
from text.lazily import lazily


def ended(*works):
    """Whether all of them end when they run at once."""
    threads = [threading.Thread(target=work, daemon=True) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    return not any(thread.is_alive() for thread in threads)


def test_a_thread_that_has_a_turn_takes_no_other():
    turns, met = Turns(2, 60), threading.Barrier(2)

    def work():
        with turns:
            met.wait()
            with turns:
                pass

    assert ended(work, work)
    assert ended(work, work), "both turns are given back"


def test_who_has_waited_too_long_goes_on():
    turns = Turns(1, 0.05)
    with turns:
        assert ended(lambda: turns.__enter__())


class Opened:
    def __init__(self, turns, has_turn, other):
        self.turns, self.has_turn, self.other = turns, has_turn, other

    @lazily
    def connection(self):
        """The one waits for the turn here that the other has."""
        if not self.has_turn:
            self.other.set()
            with self.turns:
                return 1
        return 2


@pytest.mark.parametrize("rounds", range(3))
def test_who_waits_for_a_turn_keeps_nobody_out_who_has_one(rounds):
    turns, waits, found = Turns(1, 60), threading.Event(), []

    def has():
        with turns:
            waits.wait()
            found.append(Opened(turns, True, waits).connection)

    def wants():
        found.append(Opened(turns, False, waits).connection)

    assert ended(has, wants) and sorted(found) == [1, 2]


def test_a_value_is_worked_out_once_and_told_by_its_name():
    class Counted:
        times = 0

        @lazily
        def value(self):
            """What it is."""
            self.times += 1
            return 7

    one = Counted()
    assert (one.value, one.value, one.times) == (7, 7, 1)
    assert isinstance(Counted.value, lazily) and Counted.value.__doc__ == "What it is."
