"""Commands whose help and refusals are in Chinese; the library that prints them speaks English."""

from typing import Any

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
rich_utils.OPTIONS_PANEL_TITLE = "选项"
rich_utils.COMMANDS_PANEL_TITLE = "命令"
rich_utils.ERRORS_PANEL_TITLE = "参数有误"
rich_utils.DEFAULT_STRING = "[默认：{}]"
rich_utils.REQUIRED_LONG_STRING = "[必填]"
rich_utils.RICH_HELP = "用法见 [blue]{command_path} {help_option}[/]"
USAGE, HELP = ("Usage: ", "用法："), "显示这段说明"


class Refusal(typer.BadParameter):
    """Says what is wrong with an option and nothing else."""

    def format_message(self) -> str:
        return self.message


class Command(TyperCommand):
    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except Refusal:
            raise
        except typer.BadParameter as error:
            name = error.param.get_error_hint() if error.param else error.param_hint or ""
            told = f"{name} 有误：{error.message}" if error.message else f"缺少 {name}"
            raise Refusal(told, error.ctx, error.param) from error

    def get_usage(self, ctx: Any) -> str:
        return super().get_usage(ctx).replace(*USAGE, 1)

    def get_help_option(self, ctx: Any) -> Any:
        return _explained(super().get_help_option(ctx))


class Group(TyperGroup):
    def get_usage(self, ctx: Any) -> str:
        return super().get_usage(ctx).replace(*USAGE, 1)

    def get_help_option(self, ctx: Any) -> Any:
        return _explained(super().get_help_option(ctx))


def _explained(option: Any) -> Any:
    if option is not None:
        option.help = HELP
    return option
