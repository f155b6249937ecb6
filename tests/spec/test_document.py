"""The document of the indicators holds all of them, each with its examples, and nothing else."""

from collections import Counter

from data.home import Home
from metrics.catalogue import indicators
from tests.spec import document


def test_every_indicator_has_examples():
    covered = Counter(id_ for module in document.modules() for id_ in module.COVERS)
    assert covered == Counter(indicators.load(Home(document.HERE)).keys())
    assert all(document.tests(module) for module in document.modules())


def test_every_example_has_a_sentence_of_its_own():
    sentences = [document.title(test) for module in document.modules() for test in document.tests(module)]
    assert not [sentence for sentence, times in Counter(sentences).items() if times > 1]


def test_the_document_around_the_examples_is_up_to_date():
    written = document.DOCUMENT.read_text(encoding="utf-8")
    examples = document.blocks(written)
    wanted = {document.title(test) for module in document.modules() for test in document.tests(module)}
    assert examples.keys() == wanted, f"docs/indicators.md is out of date: {document.COMMAND}"
    assert document.render(examples) == written, f"docs/indicators.md is out of date: {document.COMMAND}"
