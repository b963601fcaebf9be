"""Where the keys of sealed personal data come from: the environment, or (development only) a file of this folder."""

import os
from pathlib import Path

from shizheng.platform.vault.domain.keys import new_key


def kept_keys(folder: Path) -> str:
    """Keys made once for this folder, so that what was sealed still opens after a restart."""
    given = os.environ.get("SHIZHENG_VAULT_KEYS")
    file = folder / "vault.key"
    if not given and not file.exists():
        file.touch(mode=0o600)
        file.write_text(new_key("dev"))
    return given or file.read_text()
