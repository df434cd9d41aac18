"""Check the arguments that programs pass to a function; an error names the wrong one."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from inspect import Parameter, signature
from reprlib import repr as shortened
from types import UnionType
from typing import Any, get_type_hints

from pydantic import TypeAdapter, ValidationError

from corpus.catalogue import Message
from qa.errors import QuestionError

KINDS: Mapping[type | UnionType, str] = {
    str: "kind_text",
    int: "kind_integer",
    bool: "kind_boolean",
    str | list[str]: "kind_text_or_texts",
    list[str] | None: "kind_texts",
    int | None: "kind_integer",
}
"""Catalogue keys for the names of argument types."""


def in_order(function: Callable[..., Any], given: Sequence[Any]) -> list[Any]:
    """All arguments of a function in order, with defaults for those not given. Raises QuestionError."""
    names = list(signature(function).parameters)
    if len(given) > len(names):
        raise QuestionError("arguments_too_many", found=len(given), expected=len(names), names=names)
    return list(by_name(function, dict(zip(names, given, strict=False))).values())


def by_name(function: Callable[..., Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """All arguments of a function, in order; null counts as missing. Raises QuestionError for a wrong type."""
    parameters, kinds = signature(function).parameters, get_type_hints(function)
    for unknown in given.keys() - parameters.keys():
        raise QuestionError("argument_unknown", name=shortened(unknown), names=parameters)
    return {name: _checked(parameter, given.get(name), kinds[name]) for name, parameter in parameters.items()}


def _checked(parameter: Parameter, value: Any, kind: Any) -> Any:
    if value is None and parameter.default is not Parameter.empty:
        return parameter.default
    try:
        # Strict: "5" and true are not numbers, and a number is not text.
        return _adapter(kind).validate_python(value, strict=True)
    except ValidationError:
        shown = Message("missing") if value is None else shortened(value)
        raise QuestionError("argument_invalid", name=parameter.name, value=shown, kind=Message(KINDS[kind])) from None


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    """The validator of a type, cached: there are only as many as in KINDS, and making one takes longer than a check."""
    return TypeAdapter(kind)
