"""``shizheng hotline …``"""

from shizheng.kit.terminal import Terminal
from shizheng.systems.hotline.management.calls import calls
from shizheng.systems.hotline.management.mail import mail

app = Terminal(no_args_is_help=True)
app.add_typer(calls, name="calls")
app.add_typer(mail, name="mail")


@app.callback()
def hotline() -> None:
    """12345热线。"""
