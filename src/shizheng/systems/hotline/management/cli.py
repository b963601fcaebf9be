"""``shizheng hotline …``"""

from shizheng.kit.terminal import Terminal
from shizheng.systems.hotline.management.calls import calls

app = Terminal(no_args_is_help=True)
app.add_typer(calls, name="calls")


@app.callback()
def hotline() -> None:
    """12345热线。"""
