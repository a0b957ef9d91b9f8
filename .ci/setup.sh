# shellcheck shell=bash
# The part that ./run and ./test share: what must be installed, and how a preset is configured and built.
# Everything said here goes to standard error: standard output belongs to the program.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# package | why. A package in square brackets is a tool: it counts as there when its command is.
build_packages='
[g++] g++                    | the compiler
[cmake] cmake                | describes the build
[ninja] ninja-build          | runs the build
[pkg-config] pkgconf         | finds libzip and nettle
[ccache] ccache              | builds unchanged files once, not once for each preset
qt6-base-dev                 | Qt: windows and drawing
qt6-svg-dev                  | Qt Svg: icons
qt6-charts-dev               | Qt Charts: curves
libeigen3-dev                | Eigen: a second opinion on matrix products, in the tests
libbenchmark-dev             | Google Benchmark: measures the speed, for ./test --bench
libboost-context-dev         | Boost.Context: the threads of a simulated GPU, in the tests
libexpected-dev              | tl::expected: a value, or the reason why there is none
nlohmann-json3-dev           | reads and writes JSON
libzip-dev                   | reads and writes the project file, a zip container; and .npz files
zlib1g-dev                   | unpacks gzipped tables
nettle-dev                   | SHA-256: notices a damaged project file
fonts-inter                  | the typeface of the window
fonts-jetbrains-mono         | the typeface of numbers and code
fonts-dejavu-core            | mathematical signs that the other two lack
'

say() { printf '%s\n' "$*" >&2; }
# One sentence, and the end: 1 where the work failed, 2 where the arguments were wrong.
fail() { say "$1"; exit "${2:-1}"; }

# missing_packages: lines "package | why" of what is not installed yet.
missing_packages() {
    local command package why names=() lines=() installed
    while IFS='|' read -r package why; do
        if [[ $package =~ ^\[(.*)\]\ *([^ ]+) ]]; then
            command=${BASH_REMATCH[1]}
            command -v "$command" >/dev/null && continue
            package=${BASH_REMATCH[2]}
        fi
        package=${package// /}
        [ -n "$package" ] || continue
        names+=("$package")
        lines+=("$package |$why")
    done <<<"$build_packages"
    [ ${#names[@]} -gt 0 ] || return 0
    installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' "${names[@]}" 2>/dev/null)
    for package in "${!names[@]}"; do
        grep -qxF "installed ${names[package]}" <<<"$installed" || printf '%s\n' "${lines[package]}"
    done
}

# Installs what is missing, after saying what and why; where that is not allowed, prints the one line to run and stops.
install_missing() {
    local missing names line as_root=()
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        [ -e "$root/build" ] || say "This system has no apt, so nothing is installed here; README.md lists what the build needs."
        return 0
    fi
    missing=$(missing_packages)
    [ -n "$missing" ] || return 0
    names=$(awk '{printf "%s%s", sep, $1; sep = " "}' <<<"$missing")
    line="apt-get update && apt-get install -y --no-install-recommends $names"
    say "Glassnet is built here, and for that these packages are still missing:"
    while IFS='|' read -r package why; do
        say "$(printf '  %-24s %s' "$package" "${why# }")"
    done <<<"$missing"
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            fail "Installing them needs an administrator, and sudo is not here. Run this line as root, then start again:
  $line"
        fi
        as_root=(sudo)
        [ -t 0 ] || as_root=(sudo -n)  # nobody is there to type a password
        line="sudo sh -c '$line'"
    fi
    say "Installing them with apt${as_root[0]:+, through sudo} ..."
    if ! "${as_root[@]}" env true; then
        fail "You may not install packages here. Let an administrator run this line, then start again:
  $line"
    fi
    apt_get update || say "The package lists could not all be refreshed; trying with those that are here."
    # shellcheck disable=SC2086  # the names are words
    if ! apt_get install -y --no-install-recommends $names; then
        fail "apt could not install them: its reason stands above. (Ubuntu keeps some of them in its section \"universe\".) The line to try by hand is:
  $line"
    fi
}

# apt-get that asks nothing and waits for another apt that is at work.
apt_get() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 apt-get -q -o DPkg::Lock::Timeout=300 "$@" </dev/null >&2
}

# As many compilers at once as there are processors, but no more than one for each GB of free memory.
build_jobs() {
    local jobs free
    jobs=$(nproc)
    free=$(awk '/^MemAvailable:/ {print int($2 / 1000000)}' /proc/meminfo 2>/dev/null)
    [ -z "$free" ] || [ "$free" -ge "$jobs" ] || jobs=$free
    [ "$jobs" -ge 1 ] || jobs=1
    printf '%s' "$jobs"
}

# build PRESET: configures and builds into build/PRESET; fast when there is nothing to do.
build() {
    local preset=$1 folder=$root/build/$1 fresh=()
    mkdir -p "$folder" || fail "The folder $folder cannot be made."
    # A source tree that was moved or copied has to be configured anew.
    if [ -e "$folder/CMakeCache.txt" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$folder/CMakeCache.txt"; then
        fresh=(--fresh)
    fi
    # Ninja itself notices a changed CMake file, but neither a new one nor a changed preset.
    if [ ! -e "$folder/build.ninja" ] || [ ! -e "$folder/configured" ] || [ ${#fresh[@]} -gt 0 ] ||
        [ -n "$(find "$root"/{app,engine,resources,tests,ui,CMakePresets.json} -name 'CMake*' -newer "$folder/configured" -print -quit)" ]; then
        say "Configuring ($preset) ..."
        if ! (cd "$root" && cmake "${fresh[@]}" --preset "$preset") >"$folder/configure.log" 2>&1; then
            cat "$folder/configure.log" >&2
            fail "Configuring failed: the reason stands above."
        fi
        touch "$folder/configured"
    fi
    [[ $(ninja -C "$folder" -n 2>&1) == *"no work to do"* ]] && return 0
    say "Building ($preset); the first time this takes some minutes ..."
    ninja -C "$folder" -j "$(build_jobs)" >&2 || fail "The build failed: the reason stands above."
}
