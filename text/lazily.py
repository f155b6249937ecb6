"""An attribute that is worked out when it is first asked for."""

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

Value = TypeVar("Value")


class lazily(Generic[Value]):  # noqa: N801 - used as a decorator, as `property` is
    """As `functools.cached_property` since Python 3.12: no lock is held while a value is worked out.

    That of 3.11 has one lock for all objects of a class: one who waits inside for a turn would keep out those who have
    it, and nobody would go on. Two threads that ask one object at once may both work the value out.
    """

    def __init__(self, work_out: Callable[[Any], Value]) -> None:
        self._work_out = work_out
        self._name = ""
        self.__doc__ = work_out.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, of: None, owner: type | None = None) -> Self: ...
    @overload
    def __get__(self, of: object, owner: type | None = None) -> Value: ...
    def __get__(self, of: object | None, owner: type | None = None) -> Self | Value:
        if of is None:
            return self
        value: Value = self._work_out(of)
        of.__dict__[self._name] = value
        return value
