"""Answers as they were sent, so that the same question at the same moment costs no thread and no figures."""

from collections import OrderedDict
from dataclasses import dataclass, field

from api.answers import Answer

LARGEST_ANSWER, AT_MOST = 4 << 20, 64 << 20
"""Bytes of one answer that is remembered, and of all together."""


@dataclass
class AnswerCache:
    """By ETag, which names moment, scope and question; those not asked for the longest go first. For one thread."""

    size: int = 0
    _answers: "OrderedDict[str, Answer]" = field(default_factory=OrderedDict)

    def find(self, tag: str) -> Answer | None:
        """The answer of that tag."""
        if tag in self._answers:
            self._answers.move_to_end(tag)
        return self._answers.get(tag)

    def put(self, tag: str, answer: Answer) -> None:
        """Remember an answer, unless it is too large."""
        if len(answer.body) > LARGEST_ANSWER or tag in self._answers:
            return
        self._answers[tag] = answer
        self.size += len(answer.body)
        while self.size > AT_MOST:
            _, oldest = self._answers.popitem(last=False)
            self.size -= len(oldest.body)
