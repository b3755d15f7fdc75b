# shellcheck shell=bash disable=SC2034,SC2154
# Sourced by furrow, test and bench/run, which set $root: finds .NET and lets one build run at a time.

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE=true

# No build leaves a server behind, which would outlive it and hold the caller's pipes and our lock.
quiet_build=(-nologo -v quiet -nodeReuse:false -p:UseSharedCompilation=false)
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "${0##*/}: $*"
    exit 1
}

# FURROW_DOTNET_SEARCH names directories, separated by colons, to look in instead of the usual ones.
dotnet_candidates() {
    local usual directory directories
    command -v dotnet || true
    usual=${DOTNET_ROOT:-}:${HOME:-}/.dotnet:/usr/share/dotnet:/usr/lib/dotnet:/usr/local/share/dotnet
    usual+=:/opt/homebrew/opt/dotnet/libexec:/usr/local/opt/dotnet/libexec
    IFS=: read -r -a directories <<<"${FURROW_DOTNET_SEARCH-$usual}"
    for directory in ${directories[@]+"${directories[@]}"}; do
        if [[ -x $directory/dotnet ]]; then printf '%s\n' "$directory/dotnet"; fi
    done
}

# Sets $dotnet to the first one that lists version 10 of "sdks" or "runtimes", and $dotnet_found to what all listed.
find_dotnet() {
    local kind=$1 prefix='' candidate list
    if [[ $kind == runtimes ]]; then prefix='Microsoft.NETCore.App '; fi
    dotnet_found=
    while IFS= read -r candidate; do
        list=$("$candidate" "--list-$kind" 2>/dev/null </dev/null) || continue
        dotnet=$candidate
        if [[ $'\n'$list == *$'\n'"$prefix"10.* ]]; then return 0; fi
        dotnet_found+=$(printf '%s\n' "$list" | sed 's/^/    /')$'\n'
    done < <(dotnet_candidates)
    return 1
}

require_sdk() {
    # The SDK and NuGet keep files at home, which service accounts and containers may not have.
    if [[ ! -w ${HOME:-/nowhere} ]]; then export DOTNET_CLI_HOME=${DOTNET_CLI_HOME:-$root/artifacts/home}; fi
    if find_dotnet sdks; then return 0; fi
    say "${0##*/}: the .NET 10 SDK is needed to build furrow, and there is none on PATH, in \$DOTNET_ROOT" \
        "or in the usual places."
    if [[ -n ${dotnet_found//[$' \n']/} ]]; then say "  There is only:"$'\n'"${dotnet_found%$'\n'}"; fi
    say "  Ubuntu     sudo apt-get install dotnet-sdk-10.0"
    say "  Debian     the same, after adding Microsoft's feed:"
    say "             https://learn.microsoft.com/dotnet/core/install/linux-debian"
    say "  macOS      brew install dotnet"
    say "  Windows    winget install Microsoft.DotNet.SDK.10"
    say "  elsewhere  https://dotnet.microsoft.com/download/dotnet/10.0"
    exit 1
}

# The runtime identifier of this machine; from variables of the shell, because it is asked for on every start.
host_rid() {
    local system processor
    case $OSTYPE in
        linux-musl*) system=linux-musl ;;
        linux*) system=linux ;;
        darwin*) system=osx ;;
        msys* | cygwin*) system=win ;;
        *) fail "does not know how to build for '$OSTYPE'." ;;
    esac
    case $HOSTTYPE in
        x86_64 | amd64) processor=x64 ;;
        aarch64 | arm64) processor=arm64 ;;
        arm*) processor=arm ;;
        *) processor=$HOSTTYPE ;;
    esac
    rid=$system-$processor
}

# Locks an open descriptor; `-n` as second argument: or fails at once.
# The kernel frees the lock with the last process that has the descriptor, however that process ends.
lock_descriptor() {
    if command -v flock >/dev/null; then
        flock ${2+"$2"} "$1"
    elif command -v perl >/dev/null; then
        perl -e 'use Fcntl ":flock"; open(my $file, ">&=", $ARGV[0]) or die "cannot lock: $!\n";
                 exit(flock($file, LOCK_EX | (@ARGV > 1 ? LOCK_NB : 0)) ? 0 : 1);' "$@"
    else
        fail "needs flock (util-linux) or perl to let one build run at a time."
    fi
}

# One build at a time in this clone. Descriptor 9 is left open to the compiler on purpose: when only this script
# is killed, the next build still waits for the orphan, instead of writing into the same files.
lock_builds() {
    mkdir -p "$root/artifacts"
    exec 9>>"$root/artifacts/.build.lock"
    if ! lock_descriptor 9 -n; then
        say "Waiting for another build of furrow to end…"
        lock_descriptor 9
    fi
}

unlock_builds() { exec 9>&-; }
