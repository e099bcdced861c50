#!/bin/sh
# Set up a virtual environment with briefgen in it: `sh scripts/setup.sh run`, or `dev` with what
# the tests need, or `conformance` with what `make conformance` needs besides. Debian packages that are missing are installed where that needs no password; else
# a line says what to install. PYTHON names the Python to take, VENV the folder to make.
set -eu
cd "$(dirname "$0")/.."

set_of_packages=${1:-run}
venv=${VENV:-.venv}
libraries="libgobject-2.0.so.0 libpango-1.0.so.0 libpangoft2-1.0.so.0 libharfbuzz.so.0
    libharfbuzz-subset.so.0 libfontconfig.so.1"

say() { echo "set-up: $*" >&2; }

stop() {
    say "$*"
    exit 1
}

# What the environment was made from; it is redone when any of it changes.
made_from() {
    pwd
    cat pyproject.toml requirements/*.txt scripts/setup.sh | cksum
}

is_done() {
    made_from | cmp -s - "$venv/$1.stamp" && "$venv/bin/python" -c "" 2>/dev/null
}

find_python() {
    set -- python3.13 python3.12 python3.11 python3
    [ -z "${PYTHON:-}" ] || set -- "$PYTHON"
    for name; do
        if "$name" -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    stop "${PYTHON:-python3} is not Python 3.11 or newer. Debian 12 and Ubuntu 24.04, or newer:" \
        "apt install python3 · Fedora: dnf install python3 · macOS: brew install python ·" \
        "Windows: wsl --install, and then as on Ubuntu"
}

# libatomic is what the driver of the browser needs on Linux.
has_browser() {
    [ "$(uname)" != Linux ] ||
        "$python" -c 'import ctypes; ctypes.CDLL("libatomic.so.1")' 2>/dev/null || return 1
    command -v chromium >/dev/null || command -v chromium-browser >/dev/null ||
        command -v google-chrome >/dev/null
}

# The preview is tested in a real browser; without one those tests are left out, and say so.
get_browser() {
    has_browser || install_debian chromium libatomic1 ||
        say "no browser for the tests of the preview. Debian: apt install chromium libatomic1 ·" \
            "Fedora: dnf install chromium · macOS: brew install --cask google-chrome"
}

has_venv() { "$python" -c "import ensurepip, venv" 2>/dev/null; }

# Asked on Linux only: elsewhere the libraries have other names, and `briefgen doctor` looks.
has_libraries() {
    [ "$(uname)" != Linux ] || "$python" -c "
import ctypes, sys
for name in sys.argv[1].split():
    ctypes.CDLL(name)" "$libraries" 2>/dev/null
}

install_debian() {
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif sudo -n true 2>/dev/null; then
        as_root="sudo -n"
    else
        return 1
    fi
    command -v apt-get >/dev/null || return 1
    say "Debian packages $*"
    log=$(mktemp)
    if ! { $as_root apt-get update && $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y --no-install-recommends "$@"; } >"$log" 2>&1 </dev/null; then
        cat "$log" >&2
        rm "$log"
        return 1
    fi
    rm "$log"
}

# Debian and Ubuntu ship Python without its module for environments, and all ship without Pango.
get_what_is_missing() {
    packages=
    has_venv || packages="$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    has_libraries || packages="$packages libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    # Each word is one package.
    # shellcheck disable=SC2086
    [ -z "$packages" ] || install_debian $packages || true
    if ! has_venv || ! has_libraries; then
        stop "something is missing. Debian and Ubuntu: apt install${packages:+ }${packages# } ·" \
            "Fedora: dnf install python3 pango · macOS: brew install python pango ·" \
            "Windows: wsl --install, and then as on Ubuntu"
    fi
}

# Java with its compiler: beside the browser, what the checkers of all outputs run on.
get_java() {
    command -v javac >/dev/null || install_debian default-jdk-headless ||
        stop "something is missing. Debian: apt install default-jdk-headless ·" \
            "elsewhere: a JDK of version 17 or newer"
}

# What copies words out of PDFs, to see whether they are those of the page.
get_poppler() {
    command -v pdftotext >/dev/null || install_debian poppler-utils ||
        stop "something is missing. Debian: apt install poppler-utils ·" \
            "Fedora: dnf install poppler-utils · macOS: brew install poppler"
}

# Nothing is installed but what has one of the hashes in requirements/, and briefgen itself. What
# builds it is among them, so that pip fetches none of its own.
install_packages() {
    pip() { "$venv/bin/python" -m pip -qq --disable-pip-version-check --no-input install "$@"; }
    if ! pip --require-hashes -r requirements/build.txt ||
        ! pip --require-hashes -r "requirements/$set_of_packages.txt" ||
        ! pip --no-deps --no-build-isolation -e .; then
        stop "the packages can't be installed, as said above. A first set-up needs the network."
    fi
}

# Each set holds those after it.
case $set_of_packages in
    conformance) enough="conformance" ;;
    dev) enough="conformance dev" ;;
    run) enough="conformance dev run" ;;
    *) stop "there is no set '$set_of_packages', but run, dev and conformance" ;;
esac
for each in $enough; do
    if is_done "$each"; then exit 0; fi
done

python=$(find_python)
get_what_is_missing
[ "$set_of_packages" = run ] || get_browser
[ "$set_of_packages" != conformance ] || { get_java && get_poppler; }
say "$("$python" --version) in $venv"
"$venv/bin/python" -m pip --version >/dev/null 2>&1 || "$python" -m venv --clear "$venv"
rm -f "$venv"/*.stamp
say "Python packages ($set_of_packages)"
install_packages
found=$("$venv/bin/briefgen" doctor 2>&1) || stop "$(echo "$found" | grep '^!!' || echo "$found")"
made_from >"$venv/$set_of_packages.stamp"
