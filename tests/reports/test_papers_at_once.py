"""Documents that several issue at the same moment, in one process: each comes, and says the same as one alone."""

import threading

from reports.content.options import Options
from reports.formats import pdf
from tests.reports.offices import content

PLACES = ("11.71", "11.06", None)


def test_papers_that_are_drawn_at_once_are_those_drawn_one_after_another(records):
    contents = [content(records, Options("2026-10", place, "lembar"), only=["on_time_rate"]) for place in PLACES]
    begun, drawn = threading.Barrier(len(PLACES)), dict[int, bytes]()

    def draw(number):
        begun.wait()
        drawn[number] = pdf.render(contents[number])

    threads = [threading.Thread(target=draw, args=(number,)) for number in range(len(PLACES))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [drawn.get(number) for number in range(len(PLACES))] == [pdf.render(each) for each in contents]
