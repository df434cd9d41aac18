"""Check the arguments that programs pass to a function; an error names the one that is wrong."""

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
"""What messages call the kinds of arguments."""


def in_order(function: Callable[..., Any], given: Sequence[Any]) -> list[Any]:
    """All arguments of a function in their order, those that were not given by their defaults. Raises QuestionError."""
    names = list(signature(function).parameters)
    if len(given) > len(names):
        raise QuestionError("arguments_too_many", found=len(given), expected=len(names), names=names)
    return list(by_name(function, dict(zip(names, given, strict=False))).values())


def by_name(function: Callable[..., Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """All arguments of a function, in its order; null is none given. Raises QuestionError for one of another kind."""
    parameters, kinds = signature(function).parameters, get_type_hints(function)
    for unknown in given.keys() - parameters.keys():
        raise QuestionError("argument_unknown", name=shortened(unknown), names=parameters)
    return {name: _checked(parameter, given.get(name), kinds[name]) for name, parameter in parameters.items()}


def _checked(parameter: Parameter, value: Any, kind: Any) -> Any:
    if value is None and parameter.default is not Parameter.empty:
        return parameter.default
    try:
        # Strict: "5" is no number, nor is true, and a number is no text.
        return _adapter(kind).validate_python(value, strict=True)
    except ValidationError:
        shown = Message("missing") if value is None else shortened(value)
        raise QuestionError("argument_invalid", name=parameter.name, value=shown, kind=Message(KINDS[kind])) from None


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    """What checks a kind, made once: there are as many as in KINDS, and making one takes longer than a check."""
    return TypeAdapter(kind)
