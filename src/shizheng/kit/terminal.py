"""Commands that speak Chinese: help, refusals and hints of typer, which itself speaks English.

``Terminal(help=…)`` stands in for ``typer.Typer``; a `Refusal` says what is wrong with an option in its own words.
"""

import re
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    _Command = TyperCommand
else:
    _Command = object

HELP = "显示这段说明"
METAVARS = {"[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 [参数…]"}
KINDS = {
    "path": "路径",
    "file": "文件",
    "dir": "文件夹",
    "text": "文字",
    "str": "文字",
    "int": "整数",
    "int range": "整数",
    "float": "数字",
    "float range": "数字",
    "datetime": "日期",
    "bool": "",
}
"""What a value is called where its command gives it no name."""
_KIND = re.compile(r"<(?:list\[)?([\w ]+?)\]?>")
WRONG = {
    "int_parsing": "应为整数",
    "int_from_float": "应为整数",
    "float_parsing": "应为数字",
    "datetime_parsing": "应为日期，如 2026-03-01",
    "datetime_from_date_parsing": "应为日期，如 2026-03-01",
    "bool_parsing": "应为 true 或 false",
    "greater_than_equal": "不得小于 {ge}",
    "greater_than": "应大于 {gt}",
    "less_than_equal": "不得大于 {le}",
    "less_than": "应小于 {lt}",
    "path_not_file": "没有这个文件，或不是文件",
    "path_not_directory": "没有这个文件夹，或不是文件夹",
}
"""By the kind of fault that pydantic names."""
_PHRASES = (
    (r"(?:file|dir|path) '(.+)' does not exist\.?", r"没有“\1”"),
    (r"(?:file|dir|path) '(.+)' is a directory\.?", r"“\1”是文件夹，应为文件"),
    (r"(?:file|dir|path) '(.+)' is a file\.?", r"“\1”是文件，应为文件夹"),
    (r"(?:file|dir|path) '(.+)' is not readable\.?", r"“\1”不能读取"),
    (r"(?:file|dir|path) '(.+)' is not writable\.?", r"“\1”不能写入"),
    (r"Option '(.+)' requires .*", r"\1 后面缺少值"),
    (r"Option '(.+)' does not take a value\.?", r"\1 后面不写值"),
    (r"Got unexpected extra argument\(s\) \((.+)\)", r"多出了“\1”"),
    (r"Missing command\.?", "缺少命令"),
    (r"No such command '(.+?)'\.?(?: Did you mean '(.+?)'.*)?", r"没有名为“\1”的命令"),
    (r"Could not open file '(.+)': .*", r"打不开文件“\1”"),
)
_CHOICES = re.compile(r"'([^']+)'")


class Refusal(typer.BadParameter):
    """Says what is wrong with an option and nothing else."""

    def format_message(self) -> str:
        return self.message


class _Spoken(_Command):
    """What commands and groups have in common."""

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, *more: Any, **extra: Any) -> Any:
        return _answered(super().main, args, prog_name, *more, **extra)

    def get_params(self, ctx: Any) -> list[Any]:
        return _named(super().get_params(ctx), ctx)

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        return [METAVARS.get(piece, piece) for piece in super().collect_usage_pieces(ctx)]

    def get_usage(self, ctx: Any) -> str:
        return super().get_usage(ctx).replace("Usage: ", "用法：", 1)

    def get_help_option(self, ctx: Any) -> Any:
        return _explained(super().get_help_option(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _translate_panels()
        super().format_help(ctx, formatter)


class Command(_Spoken, TyperCommand):
    pass


class Group(_Spoken, TyperGroup):
    pass


class Terminal(typer.Typer):
    """A table of commands; no completion is installed into anybody's shell."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"cls": Group, "add_completion": False, **settings})

    def command(self, name: str | None = None, **settings: Any) -> Callable[[Any], Any]:
        return super().command(name, **{"cls": Command, **settings})


def _translate_panels() -> None:
    """Only where help is shown: rich takes a while to load."""
    from typer import rich_utils

    rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
    rich_utils.OPTIONS_PANEL_TITLE = "选项"
    rich_utils.COMMANDS_PANEL_TITLE = "命令"
    rich_utils.DEFAULT_STRING = "[默认：{}]"
    rich_utils.ENVVAR_STRING = "[环境变量：{}]"
    rich_utils.DEPRECATED_STRING = "（已停用）"
    rich_utils.REQUIRED_LONG_STRING = "[必填]"


def _named(params: list[Any], ctx: Any) -> list[Any]:
    for param in params:
        kind = _KIND.fullmatch(param.display_type(ctx))
        if param.metavar is None and kind:
            param.metavar = KINDS.get(kind[1].lower())
        if param.param_type_name == "argument":
            param.display_type_rich = _untyped
    return params


def _untyped(ctx: Any) -> str:
    """An argument's name says what it is."""
    return ""


def _explained(option: Any) -> Any:
    if option is not None:
        option.help = HELP
    return option


def _answered(main: Callable[..., Any], args: Any, prog_name: Any, *more: Any, **extra: Any) -> Any:
    """Run a command; what it refuses is told in Chinese on the error stream, with typer's own exit code."""
    if extra.get("standalone_mode") is False:
        return main(args, prog_name, *more, **extra)
    try:
        code = main(args, prog_name, *more, **{**extra, "standalone_mode": False})
    except typer.TyperException as error:
        sys.stderr.write(_refused(error))
        sys.exit(error.exit_code)
    except typer.Abort:
        sys.stderr.write("已中止。\n")
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)


def _refused(error: typer.TyperException) -> str:
    """Usage, what is wrong, and where to read more."""
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        return f"{error.message}\n" if error.message else ""
    if context is None:
        return f"{told(error)}\n"
    return f"{context.get_usage()}\n{told(error)}\n用法见 {context.command_path} {context.help_option_names[0]}\n"


def told(error: typer.TyperException) -> str:
    """One of typer's refusals in Chinese; what is Chinese already stays as it is."""
    if isinstance(error, Refusal):
        return error.message
    if isinstance(error, typer.BadParameter):
        name = error.param.get_error_hint() if error.param else error.param_hint or "参数"
        name = str(name).replace("'", "")
        if type(error).__name__ == "MissingParameter":
            return f"缺少 {name}"
        return f"{name} 有误：{_fault(error)}"
    if type(error).__name__ == "NoSuchOption":
        near = "、".join(sorted(getattr(error, "possibilities", None) or ()))
        return f"没有选项 {getattr(error, 'option_name', '')}" + (f"，是不是想用 {near}？" if near else "")
    return _worded(error.message)


def _worded(message: str) -> str:
    for pattern, words in _PHRASES:
        if found := re.fullmatch(pattern, message, re.IGNORECASE):
            near = found[2] if found.re.groups > 1 else None
            return found.expand(words) + (f"，是不是想用“{near}”？" if near else "")
    return message


def _fault(error: typer.BadParameter) -> str:
    errors = getattr(error.__cause__, "errors", None)
    found = errors()[0] if errors else {}
    kind, context = found.get("type", ""), found.get("ctx") or {}
    if kind in WRONG:
        return WRONG[kind].format(**context)
    message = error.message.removeprefix("Value error, ")
    if " is not one of " in message:
        return f"应为 {'、'.join(_CHOICES.findall(message.partition(' is not one of ')[2]))} 之一"
    told = _worded(message)
    return "不是有效的值" if errors and told.isascii() else told
