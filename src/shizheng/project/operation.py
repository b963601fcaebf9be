"""Keeping the platform running: the database, the website, the worker, the demonstration."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from types import FrameType
from typing import Annotated

import typer

from shizheng.kit.terminal import Terminal

Words = Sequence[str]
WORKER = [sys.executable, "-m", "django", "db_worker"]
TICKER = [sys.executable, "-m", "shizheng.project.commands", "tick"]


def _command(name: str, *options: str) -> None:
    """A management command; its refusal is printed without a trace and leaves with code 1."""
    from django.core.management import CommandError, call_command

    try:
        call_command(name, *options)
    except CommandError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1)


def _no_arguments(args: Words, prog_name: str, words: str) -> None:
    if args:
        sys.stdout.write(f"用法：{prog_name}\n{words}\n")
        sys.exit(0 if args[0] in {"-h", "--help"} else 2)


def prepare(args: Words = (), prog_name: str = "shizheng prepare") -> None:
    _no_arguments(args, prog_name, "建立或升级数据库，建立共用缓存表，汇集静态文件。可重复执行。")
    _command("migrate", "--verbosity=0")
    _command("createcachetable", "--verbosity=0", "web_cache")
    _command("collectstatic", "--no-input", "--verbosity=0")


def demo(args: Words = (), prog_name: str = "shizheng demo") -> None:
    _no_arguments(args, prog_name, "建立演示城市：数据库、单位、角色、账号。可重复执行，已有内容不变。")
    from django.conf import settings

    _command("migrate", "--verbosity=0")
    _command("packs_apply", str(settings.PACKS / "demo"))


def work(args: Words = (), prog_name: str = "shizheng work") -> None:
    _no_arguments(args, prog_name, "执行排队的后台任务和到时间的定时任务，直到被中断。")
    sys.exit(_together([WORKER, TICKER]))


def tick(args: Words = (), prog_name: str = "shizheng tick") -> None:
    """For `_together`; an operator starts ``serve`` or ``work``."""
    from shizheng.platform.jobs.management.ticker import run_ticker

    run_ticker()


def manage(args: Words = (), prog_name: str = "shizheng manage") -> None:
    from django.core.management import execute_from_command_line

    execute_from_command_line([prog_name, *args])


serve = Terminal()


@serve.command()
def _serve(
    host: Annotated[str, typer.Option(help="监听地址")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="端口")] = 8000,
    workers: Annotated[int, typer.Option(help="网站进程数")] = 2,
    worker: Annotated[bool, typer.Option(help="同时执行后台任务和定时任务")] = True,
) -> None:
    """启动网站与后台任务，直到被中断。"""
    website = [sys.executable, "-m", "gunicorn", "shizheng.project.wsgi:application"]
    website += ["--bind", f"{host}:{port}", "--workers", str(workers), "--access-logfile", "-", "--timeout", "120"]
    website += ["--no-control-socket"]
    sys.stdout.write(f"市政·实证：http://{host}:{port}/\n")
    sys.stdout.flush()
    sys.exit(_together([website, *([WORKER, TICKER] if worker else [])]))


def _together(commands: Sequence[Sequence[str]]) -> int:
    """Run all until one ends or we are told to stop, then stop the rest; the code of the first to end."""
    running = [subprocess.Popen(command) for command in commands]  # noqa: S603 - our own programs

    def stop(_signal: int, _frame: FrameType | None) -> None:
        for process in running:
            process.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    os.wait()
    stop(signal.SIGTERM, None)
    return max(abs(process.wait()) for process in running[:1])
