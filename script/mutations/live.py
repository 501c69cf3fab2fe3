"""Putting a mutant into the modules as they stand in memory, and taking stock of them."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any

from script.mutations.mutants import Mutant


def functions_of(module: ModuleType) -> Iterator[tuple[str, FunctionType]]:
    """The module's own functions and methods by qualified name, under their wrappers."""
    for owner in [module, *_classes(module)]:
        for name in list(vars(owner)):
            function = _bare(inspect.getattr_static(owner, name))
            if function is not None and function.__code__.co_filename == module.__file__:
                yield function.__code__.co_qualname, function


def _classes(module: ModuleType) -> list[type]:
    return [
        each
        for each in vars(module).values()
        if isinstance(each, type) and each.__module__ == module.__name__
    ]


def _bare(found: Any) -> FunctionType | None:
    if isinstance(found, property):
        found = found.fget
    found = getattr(found, "__wrapped__", getattr(found, "__func__", found))
    return found if isinstance(found, FunctionType) else None


def plant(mutant: Mutant, tree: ast.Module, module: ModuleType) -> bool:
    """Whether the mutant could be put in place without importing everything anew."""
    with mutant.planted():
        if mutant.place.body:
            return _plant_body(mutant, compile(tree, str(module.__file__), "exec"), module)
        if mutant.field == "body" and mutant.parent is tree:
            return False
        statement = tree.body[mutant.place.top]
        if isinstance(statement, ast.FunctionDef):
            return _plant_defaults(statement, module)
        if isinstance(statement, ast.Assign | ast.AnnAssign):
            return not _rested_on(statement, tree) and _plant_table(statement, module)
    return False


def _rested_on(statement: ast.Assign | ast.AnnAssign, tree: ast.Module) -> bool:
    """Whether another table of the module was made from this one."""
    target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
    others = [
        each
        for each in tree.body
        if each is not statement and not isinstance(each, ast.FunctionDef)
    ]
    names = {node.id for each in others for node in ast.walk(each) if isinstance(node, ast.Name)}
    return isinstance(target, ast.Name) and target.id in names


def _plant_body(mutant: Mutant, code: CodeType, module: ModuleType) -> bool:
    function = dict(functions_of(module)).get(mutant.place.function)
    found = next((c for c in _codes(code) if c.co_qualname == mutant.place.function), None)
    if function is None or found is None:
        return False
    function.__code__ = found
    return True


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _codes(each)


def _plant_defaults(statement: ast.FunctionDef, module: ModuleType) -> bool:
    function = dict(functions_of(module)).get(statement.name)
    if function is None or statement.decorator_list:
        return False
    made = _run(statement, module)[statement.name]
    function.__defaults__, function.__kwdefaults__ = made.__defaults__, made.__kwdefaults__
    return True


def _plant_table(statement: ast.Assign | ast.AnnAssign, module: ModuleType) -> bool:
    """The new value goes wherever the old one has been imported to."""
    target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
    if not isinstance(target, ast.Name):
        return False
    old = vars(module)[target.id]
    new = _run(statement, module)[target.id]
    for each in list(sys.modules.values()):
        if getattr(each, "__dict__", {}).get(target.id) is old:
            setattr(each, target.id, new)
    return True


def _run(statement: ast.stmt, module: ModuleType) -> dict[str, Any]:
    names = dict(vars(module))
    exec(compile(ast.Module([statement], []), str(module.__file__), "exec"), names)
    return names


def forget(module: ModuleType, room: str) -> None:
    """Empty the caches that may hold what ``module`` computed."""
    for clear in _caches_on(module, room):
        clear()


def has_caches(module: ModuleType, room: str) -> bool:
    return next(_caches_on(module, room), None) is not None


def _caches_on(module: ModuleType, room: str) -> Iterator[Callable[[], None]]:
    for name in _resting_on(module.__name__, room):
        yield from _caches(name)


def _caches(name: str) -> Iterator[Callable[[], None]]:
    for each in vars(sys.modules[name]).values():
        if hasattr(each, "cache_clear") and each.__module__ == name:
            yield each.cache_clear


def _resting_on(name: str, room: str) -> set[str]:
    """The module and all of its room that import it, directly or not."""
    inside = {each for each in sys.modules if each.startswith(f"{room}.")}
    found = {name}
    while True:
        more = {each for each in inside - found if _imports(each) & found}
        if not more:
            return found
        found |= more


def _imports(name: str) -> set[str]:
    """Where the names in a module were made."""
    made = {getattr(each, "__module__", None) for each in vars(sys.modules[name]).values()}
    return {each for each in made if isinstance(each, str)}
