"""A record behaves as a frozen dataclass does, although its methods are made later."""

from __future__ import annotations

import copy
import weakref
from collections.abc import Iterator
from dataclasses import asdict, astuple, field, fields, is_dataclass
from functools import cached_property
from importlib import import_module
from inspect import getmembers, isclass
from pickle import dumps, loads
from threading import Barrier, Thread
from typing import ClassVar

import pytest
from test_layers import MODULES, dotted

from briefgen.ground.records import FEW, record


@record
class Way:
    """A way with a length that has to be above zero."""

    length: int
    over: list[str] = field(default_factory=list)
    most: ClassVar[int] = 9

    def __post_init__(self) -> None:
        if self.length < 1:
            raise ValueError("too short")

    @cached_property
    def doubled(self) -> int:
        return 2 * self.length


@record
class Named(Way):
    """A way with a name."""

    name: str = ""


@record
class Nothing:
    """A record without fields."""


@record
class Odd:
    """A record that is equal to all of its kind."""

    number: int

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Odd)

    def __hash__(self) -> int:
        return 1


def test_what_follows_the_fields_is_run_the_first_time_and_later():
    for _ in range(2 * FEW):
        assert Way(1).length == 1
        with pytest.raises(ValueError, match="too short"):
            Way(0)
    with pytest.raises(ValueError, match="too short"):
        Named(0, name="a")


def test_a_record_is_taken_apart_by_its_fields():
    match Named(3, ["hill"], "a"):
        case Named(length, over, name):
            assert (length, over, name) == (3, ["hill"], "a")
    assert is_dataclass(Way)
    assert asdict(Way(3)) == {"length": 3, "over": []}
    assert astuple(Named(3)) == (3, [], "")


def test_a_copy_is_equal_and_shares_nothing_that_it_should_not():
    one = Way(3, ["hill"])
    assert one.doubled == 6
    flat, deep = copy.copy(one), copy.deepcopy(one)
    assert flat == deep == one == loads(dumps(one))
    assert flat.over is one.over
    assert deep.over is not one.over
    assert dumps(one) == dumps(Way(3, ["hill"]))  # whatever was asked of it


def test_a_record_without_fields_is_equal_to_its_like():
    assert Nothing() == Nothing()
    assert hash(Nothing()) == hash(Nothing())
    assert loads(dumps(Nothing())) == Nothing()
    assert repr(Nothing()) == "Nothing()"


def test_what_a_class_says_itself_stays():
    assert Odd(1) == Odd(2)
    assert Odd(1) != 1
    assert Way.most == 9
    one = Odd(1)
    assert weakref.ref(one)() is one


def test_a_record_with_a_list_has_no_hash():
    with pytest.raises(TypeError):
        hash(Way(1))


def test_threads_that_make_the_first_objects_make_whole_ones():
    for _ in range(20):

        @record
        class Fresh:
            one: int
            many: list[int] = field(default_factory=list)

        made, together = [], Barrier(4)

        def make(kind=Fresh, made=made, together=together):
            together.wait()
            made.extend(repr(kind(at, many=[at])) for at in range(2 * FEW))
            made.append([each.name for each in fields(kind)])

        threads = [Thread(target=make) for _ in range(4)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert made.count(["one", "many"]) == 4
        assert sum(f"one={at}, many=[{at}]" in str(each) for at in (0, 23) for each in made) == 8


def records() -> Iterator[type]:
    for path in MODULES:
        name = dotted(path)
        if name.startswith("briefgen.") and not name.endswith("__main__"):
            module = import_module(name)
            yield from (
                kind
                for _, kind in getmembers(module, isclass)
                if kind.__module__ == name and isinstance(vars(kind).get("_typed"), dict)
            )


def test_no_record_shares_a_default_that_can_be_changed():
    found = list(records())
    assert len(found) > 150
    for kind in found:
        fields(kind)  # ValueError of such a default, which `dataclass` sees only here
