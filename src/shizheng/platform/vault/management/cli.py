"""``shizheng vault newkey|status|rotate``"""

import sys
from typing import Annotated

import typer

from shizheng.kit.terminal import Terminal
from shizheng.platform.policy.domain.actor import system
from shizheng.platform.vault.actions import reseal_batch
from shizheng.platform.vault.domain.keys import VaultError, new_key
from shizheng.platform.vault.models import keys
from shizheng.platform.vault.queries import keys_in_use, sealed_columns

app = Terminal(no_args_is_help=True)


@app.callback()
def vault() -> None:
    """个人信息保险库：密钥与加密内容。"""


@app.command()
def newkey(ident: Annotated[str, typer.Argument(help="密钥标识，如 k2")]) -> None:
    """生成一个密钥，放在 SHIZHENG_VAULT_KEYS 最前面即开始使用。"""
    try:
        sys.stdout.write(new_key(ident) + "\n")
    except VaultError as error:
        sys.stderr.write(f"{error}\n")
        raise typer.Exit(2) from error


@app.command()
def status() -> None:
    """各密钥加密了多少项内容；配置中没有、内容却还在用的密钥标为“缺失”，退出码为 1。"""
    known = {key.id for key in keys().keys}
    used = keys_in_use()
    for ident in sorted(known | set(used)):
        state = "缺失" if ident not in known else "在用" if ident == keys().current.id else "旧密钥"
        sys.stdout.write(f"{ident}\t{state}\t{used[ident]}项\n")
    if set(used) - known:
        raise typer.Exit(1)


@app.command()
def rotate() -> None:
    """把用旧密钥加密的内容逐批改用当前密钥；可随时中断，再次运行即继续。"""
    actor = system("密钥轮换")
    for model, _, _ in sealed_columns():
        done, after = 0, 0
        while True:
            count, after = reseal_batch(actor, model=model, after=after)
            done += count
            if not after:
                break
        sys.stdout.write(f"{model._meta.verbose_name}\t{done}行\n")
