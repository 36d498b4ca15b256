#!/usr/bin/env bash
# Installs what the tests need and passes them: format, lints, house rules, licences, tests, scores.
set -euo pipefail
cd "$(dirname "$0")"

step() { printf '\n== %s\n' "$1"; }
have() { command -v "$1" >/dev/null 2>&1; }

if ! have python3 || ! have cc; then
    step "installing python3 and a C linker"
    sudo=$(have sudo && [ "$(id -u)" -ne 0 ] && echo sudo || true)
    $sudo apt-get update -qq
    $sudo apt-get install -y -qq python3 gcc libc6-dev
fi

step "format"
cargo fmt --all --check

step "lints"
cargo clippy --workspace --all-targets --locked -- -D warnings

step "house rules"
cargo run --quiet --locked -p tidy

step "licences of what we build on"
have cargo-deny || cargo install --quiet --locked cargo-deny --version 0.20.2
cargo deny --locked check licenses bans sources

# Other people's readers of our exports: the tests compare what they find with the record.
step "pandas, pyarrow and rdflib"
readers=target/readers
if ! "$readers/bin/python" -c 'import pandas, pyarrow, rdflib' 2>/dev/null; then
    python3 -m venv "$readers" 2>/dev/null || {
        sudo=$(have sudo && [ "$(id -u)" -ne 0 ] && echo sudo || true)
        $sudo apt-get update -qq
        $sudo apt-get install -y -qq python3-venv
        python3 -m venv --clear "$readers"
    }
    "$readers/bin/pip" install --quiet --disable-pip-version-check -r crates/wirefold-cli/tests/exports/requirements.txt
fi

step "tests and scores"
cargo test --workspace --locked
