"""The texts of a context that may say anything, found by its schema, and put in anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from documents.contexts import DocumentContext

CLOSED: Final = {"pattern", "enum", "const", "format", "maxLength"}
LONGEST: Final = 6
Schema = Mapping[str, Any]
# Tried for a text with a pattern, in this order.
_PATTERNED: Final = ("ab12" * 16, "ab12" * 4, "SEK", "123456", "12", "1", "A", "sv")
_FORMATTED: Final = {"date": "2026-05-04", "date-time": "2026-05-04T10:00:00Z"}


def free_texts(context: DocumentContext) -> list[str]:
    """Each text that no vocabulary, pattern or format closes, once, in the fields' order."""
    found: dict[str, None] = {}

    def see(text: str) -> str:
        found[text] = None
        return text

    rewritten(context, see)
    return list(found)


def rewritten(context: DocumentContext, by: Callable[[str], str]) -> DocumentContext:
    """The same facts with every free text as ``by`` would have it, validated anew."""
    schema = _schema(type(context))
    return _validated(context, _walked(context.model_dump(), schema, schema, by))


def shortened(context: DocumentContext) -> DocumentContext:
    """No list longer than six, where the document allows that."""
    try:
        return _validated(context, _cut(context.model_dump()))
    except ValidationError:
        return context


def filled(context: DocumentContext) -> DocumentContext:
    """With something in every field that had nothing, where the document allows that."""
    schema = _schema(type(context))
    values = context.model_dump()
    for name in values:
        tried = {**values, name: _filled(values[name], schema["properties"][name], schema, name)}
        try:
            _validated(context, tried)
        except ValidationError:
            continue
        values = tried
    return _validated(context, values)


def _validated(context: DocumentContext, values: dict[str, Any]) -> DocumentContext:
    made: DocumentContext = type(context).model_validate(values)
    return made


@cache
def _schema(kind: type[BaseModel]) -> Schema:
    return kind.model_json_schema()


def _cut(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _cut(inner) for key, inner in value.items()}
    return [_cut(inner) for inner in value[:LONGEST]] if isinstance(value, list) else value


def _walked(value: Any, schema: Schema, root: Schema, by: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return by(value) if any(map(_is_free, _kinds(schema, root))) else value
    if isinstance(value, dict):
        fields = _fields(value, schema, root)
        return {key: _walked(inner, fields[key], root, by) for key, inner in value.items()}
    if isinstance(value, list):
        return [_walked(inner, _items(schema, root), root, by) for inner in value]
    return value


def _filled(value: Any, schema: Schema, root: Schema, name: str) -> Any:
    if value is None or value == []:
        return _made(schema, root, name)
    if isinstance(value, dict):
        fields = _fields(value, schema, root)
        return {key: _filled(inner, fields[key], root, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner, _items(schema, root), root, name) for inner in value]
    return value


def _made(schema: Schema, root: Schema, name: str) -> Any:
    """The least that the schema takes; a free text is its own field's name."""
    kind = next((kind for kind in _kinds(schema, root) if kind.get("type") != "null"), None)
    if kind is None:
        return None
    if "const" in kind or "enum" in kind:
        return kind.get("const", kind.get("enum", [None])[0])
    match kind.get("type"):
        case "object":
            return {key: _made(inner, root, key) for key, inner in kind["properties"].items()}
        case "array":
            return [_made(kind["items"], root, name)] * max(2, kind.get("minItems", 0))
        case "string":
            return _text(kind, name)
        case "boolean":
            return True
        case _:
            return kind.get("minimum", 1)


def _text(kind: Schema, name: str) -> str:
    if "pattern" in kind:
        return next((each for each in _PATTERNED if re.search(kind["pattern"], each)), name)
    return _FORMATTED.get(kind.get("format", ""), name)


def _is_free(kind: Schema) -> bool:
    return kind.get("type") == "string" and not CLOSED & kind.keys()


def _fields(value: Mapping[str, Any], schema: Schema, root: Schema) -> Schema:
    for kind in _kinds(schema, root):
        if kind.get("properties", {}).keys() == value.keys():
            fields: Schema = kind["properties"]
            return fields
    raise LookupError(f"no kind of part has the fields {sorted(value)}")


def _items(schema: Schema, root: Schema) -> Schema:
    items: Schema = next(
        kind["items"] for kind in _kinds(schema, root) if kind.get("type") == "array"
    )
    return items


def _kinds(schema: Schema, root: Schema) -> Iterator[Schema]:
    if "$ref" in schema:
        yield from _kinds(root["$defs"][schema["$ref"].rpartition("/")[2]], root)
        return
    within = schema.get("anyOf", schema.get("oneOf"))
    if within is None:
        yield schema
    for each in within or ():
        yield from _kinds(each, root)
