# shellcheck shell=bash disable=SC2154
# Sourced by test and bench/run after watch.sh: what the caller and other runs in this clone have is kept away.

# What the caller's shell says of databases and environments is not for the runs, and its database is not theirs.
forget_caller_settings() {
    local name
    for name in "${!PG@}" "${!POSTGRES_@}" "${!FURROW_@}" \
        DATABASE_URL DOTNET_ENVIRONMENT ASPNETCORE_ENVIRONMENT APP_ENV NODE_ENV; do
        case $name in
            FURROW_TEST_POSTGRES | FURROW_TEST_POSTGRES_BIN | FURROW_DOTNET_SEARCH) ;;
            *) unset "$name" ;;
        esac
    done
}

# A second run of the same name in this clone waits: it would replace the assemblies that the first one runs.
lock_run() {
    local name=$1
    mkdir -p "$root/artifacts"
    exec 8>>"$root/artifacts/.$name.lock"
    if ! lock_descriptor 8 -n; then
        say "Waiting for another ${0##*/} in this clone to end…"
        attend lock_descriptor 8
    fi
}
