"""Small faults put into a module, one at a time: what a slip of the hand would write.

A mutant replaces one node of the syntax tree. Left alone is what no test can
or should tell apart: human wording (the strings of a ``Text``, of an f-string,
of a raised error), docstrings, annotations, imports, ``__all__`` and decorators.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

WORDING_CALLS = frozenset({"Text"})
WORDING_KEYWORDS = frozenset({"sv", "en", "todo_sv", "todo_en"})

ORDERINGS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
OPPOSITES = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True)
class Place:
    """Where in a module: the index of the top statement, the qualified name of the function.

    ``body`` says that the node is run by calling the function, and not while
    the module is imported (a default, a table, the fields of a class).
    """

    top: int
    function: str = ""
    body: bool = False
    wording: bool = False


@dataclass(frozen=True)
class Mutant:
    """``field`` of ``parent`` set to ``fault`` instead of what stands there."""

    kind: str
    place: Place
    line: int
    parent: ast.AST
    field: str
    fault: object
    before: str
    after: str

    @property
    def said(self) -> str:
        return f"{self.kind}: {self.before} -> {self.after}"

    @contextmanager
    def planted(self) -> Iterator[None]:
        sound = getattr(self.parent, self.field)
        setattr(self.parent, self.field, self.fault)
        try:
            yield
        finally:
            setattr(self.parent, self.field, sound)


def mutants_of(tree: ast.Module) -> Iterator[Mutant]:
    """Every mutant of a module, in the order of its lines."""
    for index, node in enumerate(tree.body):
        yield from _slot(tree, "body", index, node, _within(tree, "body", node, Place(index)))


def _body(parent: ast.AST, place: Place) -> Iterator[Mutant]:
    for field, value in ast.iter_fields(parent):
        if _is_left_alone(parent, field):
            continue
        if isinstance(value, ast.AST):
            yield from _slot(parent, field, None, value, _within(parent, field, value, place))
        elif isinstance(value, list):
            for index, each in enumerate(value):
                if isinstance(each, ast.AST):
                    within = _within(parent, field, each, place)
                    yield from _slot(parent, field, index, each, within)


def _is_left_alone(parent: ast.AST, field: str) -> bool:
    """Annotations, decorators and what is assigned to say nothing of the rules."""
    named = {"annotation", "returns", "decorator_list", "target", "targets", "bases"}
    return field in named or (isinstance(parent, ast.ClassDef) and field == "keywords")


def _within(parent: ast.AST, field: str, node: ast.AST, place: Place) -> Place:
    if isinstance(node, ast.FunctionDef | ast.ClassDef) and not place.body:
        outer = f"{place.function}." if place.function else ""
        return replace(place, function=f"{outer}{node.name}")
    if isinstance(parent, ast.FunctionDef) and field == "body":
        place = replace(place, body=True)
    if isinstance(parent, ast.Raise | ast.JoinedStr) or _is_wording(parent, node):
        place = replace(place, wording=True)
    return place


def _is_wording(parent: ast.AST, node: ast.AST) -> bool:
    if isinstance(node, ast.keyword):
        return node.arg in WORDING_KEYWORDS
    return isinstance(parent, ast.Call) and _called(parent) in WORDING_CALLS


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _slot(
    parent: ast.AST, field: str, index: int | None, node: ast.AST, place: Place
) -> Iterator[Mutant]:
    """The mutants that take the node's place, then those of what it is made of."""
    if isinstance(node, ast.Import | ast.ImportFrom) or _is_docstring(node) or _is_names(node):
        return
    for kind, fault in _faults(node, place):
        entry: object = fault
        if index is not None:
            whole = list(getattr(parent, field))
            whole[index] = fault
            entry = whole
        ast.fix_missing_locations(ast.copy_location(fault, node))
        line = getattr(node, "lineno", getattr(parent, "lineno", 0))
        yield Mutant(kind, place, line, parent, field, entry, _source(node), _source(fault))
    yield from _body(node, place)


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_names(node: ast.AST) -> bool:
    """``__all__``, type variables and types by another name."""
    if not isinstance(node, ast.Assign):
        return False
    named = isinstance(node.targets[0], ast.Name) and node.targets[0].id == "__all__"
    typed = isinstance(node.value, ast.Call) and _called(node.value) == "TypeVar"
    literal = isinstance(node.value, ast.Subscript) and ast.unparse(node.value.value) == "Literal"
    return named or typed or literal


def _source(node: ast.AST) -> str:
    shown = ast.If(node.test, [ast.Pass()], []) if isinstance(node, ast.If) else node
    source = " ".join(ast.unparse(shown).split()).removesuffix(" pass")
    return source if len(source) <= 120 else f"{source[:70]} … {source[-48:]}"


def _faults(node: ast.AST, place: Place) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.Constant):
        yield from (("constant", each) for each in _constants(node, place))
    elif isinstance(node, ast.Compare):
        yield from (("comparison", each) for each in _comparisons(node))
    elif isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in ARITHMETIC:
        yield "arithmetic", _changed(node, op=ARITHMETIC[type(node.op)]())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield "boolean" if isinstance(node.op, ast.Not) else "arithmetic", node.operand
    elif isinstance(node, ast.BoolOp):
        yield from (("boolean", each) for each in _booleans(node))
    elif isinstance(node, ast.If | ast.IfExp):
        for fixed in (True, False):
            yield "condition", _changed(node, test=ast.Constant(fixed))
    elif isinstance(node, ast.comprehension) and node.ifs:
        yield "condition", _changed(node, ifs=[])
    elif isinstance(node, ast.Return | ast.Yield) and _says_something(node.value):
        yield "return", _changed(node, value=ast.Constant(None))
    elif isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and _is_call(node.value)):
        yield "statement", ast.Pass()
    elif isinstance(node, ast.Call):
        yield from (("argument", each) for each in _calls(node))
    elif isinstance(node, ast.Tuple | ast.List | ast.Set | ast.Dict):
        yield from (("element", each) for each in _displays(node))


def _changed(node: ast.AST, **fields: object) -> ast.AST:
    """A shallow copy, so that the children are the same nodes."""
    return type(node)(**(dict(ast.iter_fields(node)) | fields))


def _says_something(value: ast.expr | None) -> bool:
    return value is not None and not (isinstance(value, ast.Constant) and value.value is None)


def _is_call(value: ast.expr) -> bool:
    return isinstance(value, ast.Call | ast.Yield | ast.YieldFrom)


def _constants(node: ast.Constant, place: Place) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield from (ast.Constant(value + 1), ast.Constant(value - 1))
    elif isinstance(value, str) and not place.wording:
        yield ast.Constant(f"{value}XX" if value else "XX")


def _comparisons(node: ast.Compare) -> Iterator[ast.AST]:
    for index, op in enumerate(node.ops):
        for other in ORDERINGS[type(op)]:
            ops = [*node.ops[:index], other(), *node.ops[index + 1 :]]
            yield _changed(node, ops=ops)


def _booleans(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield _changed(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    for index in range(len(node.values)):
        kept = [*node.values[:index], *node.values[index + 1 :]]
        yield kept[0] if len(kept) == 1 else _changed(node, values=kept)


def _calls(node: ast.Call) -> Iterator[ast.AST]:
    """A keyword left out, the last argument left out, the opposite function."""
    name = _called(node)
    if name in OPPOSITES:
        yield _changed(node, func=ast.Name(OPPOSITES[name], ast.Load()))
    if name in WORDING_CALLS:
        return
    for index, keyword in enumerate(node.keywords):
        if keyword.arg not in WORDING_KEYWORDS:
            yield _changed(node, keywords=[*node.keywords[:index], *node.keywords[index + 1 :]])
    if node.args:
        yield _changed(node, args=node.args[:-1])


def _displays(node: ast.Tuple | ast.List | ast.Set | ast.Dict) -> Iterator[ast.AST]:
    """One element left out; an empty set has no display of its own."""
    if isinstance(node, ast.Dict):
        for index in range(len(node.keys)):
            keys = [*node.keys[:index], *node.keys[index + 1 :]]
            yield _changed(
                node, keys=keys, values=[*node.values[:index], *node.values[index + 1 :]]
            )
        return
    for index in range(len(node.elts)):
        kept = [*node.elts[:index], *node.elts[index + 1 :]]
        if kept or not isinstance(node, ast.Set):
            yield _changed(node, elts=kept)
