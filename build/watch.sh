# shellcheck shell=bash
# Sourced by test and bench/run after dotnet.sh: nothing that the script starts outlives it, and no temporary file
# either.
#
# A watcher waits for descriptor 7 to close, which happens at the script's end and also at its death by SIGKILL, where
# no trap runs; then it ends what `attend` runs, calls on_end, and removes $scratch.

scratch='' watcher='' child=''

start_watch() {
    local parent=${TMPDIR:-/tmp}
    # A socket's path has 107 bytes at most, and what root starts as another user must be able to reach it.
    if ((EUID == 0 || ${#parent} > 60)); then parent=/tmp; fi
    scratch=$(mktemp -d "$parent/furrow-test.XXXXXX")
    chmod 711 "$scratch"
    : >"$scratch/child"
    mkfifo "$scratch/alive"
    exec 7<>"$scratch/alive"
    # Job control gives the watcher a process group of its own, so that a signal to ours does not reach it.
    set -m
    watch <"$scratch/alive" >/dev/null 2>&1 7>&- 8>&- 9>&- &
    watcher=$!
    set +m
}

watch() {
    local group
    trap '' INT TERM HUP
    read -r _ || true
    if read -r group <"$scratch/child"; then end_group "$group"; fi
    on_end
    rm -rf "$scratch"
}

end_group() {
    kill -TERM -- "-$1" || return 0
    for _ in {1..50}; do
        kill -0 -- "-$1" || return 0
        sleep 0.1
    done
    kill -KILL -- "-$1" || true
}

# Runs a command and waits for it so that signals are heard at once. Job control gives it a process group of its own,
# to be ended with everything it started, and does not make it deaf to SIGINT as background commands otherwise are.
attend() {
    local status=0
    set -m
    "$@" </dev/null 7>&- &
    child=$!
    set +m
    printf '%s\n' "$child" >"$scratch/child"
    wait "$child" || status=$?
    : >"$scratch/child"
    child=
    return "$status"
}

# Ends everything, and returns when it has ended.
end_watch() {
    exec 7>&-
    if [[ -n $child ]]; then wait "$child" 2>/dev/null || true; fi
    if [[ -n $watcher ]]; then wait "$watcher" || true; elif [[ -n $scratch ]]; then rm -rf "$scratch"; fi
    child='' watcher='' scratch=''
}
