"""The house rules that a source file can break, each a function from a module to the faults in it."""

import ast
import re
from collections.abc import Callable, Iterator

from tests.architecture.sources import Module, calls, calls_in, dotted, functions

FILE_CEILING = 400
FUNCTION_CEILING = 50
CLOCK_CALLS = re.compile(
    r"(?:^|\.)(?:datetime\.now|datetime\.utcnow|datetime\.today|date\.today|timezone\.now|time\.time|time\.localtime)$"
)
BARE_MANAGER = re.compile(r"\.objects\.(?:all|filter|get|exclude|first|last|values|values_list|in_bulk|count|exists)$")
CITY = re.compile(r"\bif\s+\w*(?:city|region)\w*\s*==")


def too_long(module: Module) -> Iterator[str]:
    if module.text.count("\n") > FILE_CEILING:
        yield f"{module.name}: more than {FILE_CEILING} lines asks for its missing noun"
    for function in functions(module):
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        if length > FUNCTION_CEILING:
            yield f"{module.name}:{function.lineno} {function.name} has {length} lines"


def reads_the_clock(module: Module) -> Iterator[str]:
    if module.name == "shizheng/kit/clock.py":
        return
    for name, line in calls(module):
        if CLOCK_CALLS.search(name):
            yield f"{module.name}:{line} {name}: only kit.clock reads the clock"


def looks_models_up_by_name(module: Module) -> Iterator[str]:
    for name, line in calls(module):
        if name.split(".")[-1] == "get_model" and not module.name.endswith("accounts/models.py"):
            yield f"{module.name}:{line} {name}: import the class from below instead"


def skips_visible_to(module: Module) -> Iterator[str]:
    """Code of pages and routes obtains rows through ``visible_to`` or an explicit ``public`` and in no other way.

    A page's declared ``queryset`` stands in the class body: the console narrows it by ``visible_to`` itself.
    """
    if module.room not in {"pages", "api"}:
        return
    for name, line in (call for function in functions(module) for call in calls_in(function)):
        if BARE_MANAGER.search(name):
            yield f"{module.name}:{line} {name}: rows come through visible_to(actor) or public()"


def writes_outside_actions(module: Module) -> Iterator[str]:
    """Pages, routes, tasks and commands call actions; they do not save rows themselves."""
    if module.room not in {"pages", "api", "tasks", "management", "middleware"}:
        return
    for name, line in calls(module):
        if re.search(
            r"\.objects\.(?:\w+\(\)\.)*(?:create|bulk_create|update|delete|get_or_create|update_or_create)$", name
        ):
            yield f"{module.name}:{line} {name}: every write is an action"


def undeclared_action(module: Module) -> Iterator[str]:
    """Each public function of an actions room is declared with @action, which journals it.

    The journal's own room is where @action is made.
    """
    if module.room != "actions" or module.name.startswith("shizheng/platform/journal/"):
        return
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            names = {
                dotted(item.func if isinstance(item, ast.Call) else item).split(".")[-1] for item in node.decorator_list
            }
            if "action" not in names:
                yield f"{module.name}:{node.lineno} {node.name}: an action without @action is not journalled"


def reveals_personal_data(module: Module) -> Iterator[str]:
    """A sealed value is opened by the vault alone, which asks for the reason and journals it."""
    if module.name.startswith("shizheng/platform/vault/"):
        return
    for name, line in calls(module):
        if name.endswith(".reveal"):
            yield f"{module.name}:{line} {name}: personal data is opened by vault.actions.unseal_value"
        if name.split(".")[-1] == "for_machine" and module.room not in {"actions", "tasks"}:
            yield f"{module.name}:{line} {name}: only what signs or sends uses the plain value"


def names_a_city(module: Module) -> Iterator[str]:
    for number, line in enumerate(module.text.splitlines(), 1):
        if CITY.search(line):
            yield f"{module.name}:{number}: what varies between cities is a pack"


def uses_signals(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("django.db.models.signals"):
            yield f"{module.name}:{node.lineno}: an action calls what it needs, explicitly"


def is_a_junk_drawer(module: Module) -> Iterator[str]:
    stem = module.name.rsplit("/", 1)[-1].removesuffix(".py")
    if stem in {"utils", "util", "helpers", "helper", "misc", "common", "extras", "services", "managers"}:
        yield f"{module.name}: name the noun"


RULES: tuple[Callable[[Module], Iterator[str]], ...] = (
    too_long,
    reads_the_clock,
    looks_models_up_by_name,
    skips_visible_to,
    writes_outside_actions,
    undeclared_action,
    reveals_personal_data,
    names_a_city,
    uses_signals,
    is_a_junk_drawer,
)
