# shellcheck shell=bash disable=SC2154
# Sourced by test and bench/run after watch.sh: a private PostgreSQL server in the script's scratch directory.

# Prints directories that may hold initdb and postgres, best first.
# FURROW_TEST_POSTGRES_BIN names the one to use instead.
postgres_candidates() {
    if [[ -n ${FURROW_TEST_POSTGRES_BIN-} ]]; then
        printf '%s\n' "$FURROW_TEST_POSTGRES_BIN"
        return 0
    fi
    local initdb
    if initdb=$(command -v initdb); then printf '%s\n' "${initdb%/*}"; fi
    # Debian keeps the server's binaries off PATH, one directory for each version.
    printf '%s\n' /usr/lib/postgresql/*/bin /usr/pgsql-*/bin | sort -rV
    if command -v pg_config >/dev/null; then pg_config --bindir 2>/dev/null || true; fi
    printf '%s\n' /usr/local/pgsql/bin
    printf '%s\n' {/opt/homebrew,/usr/local,/home/linuxbrew/.linuxbrew}/opt/postgresql*/bin | sort -rV
}

# Sets $postgres_bin.
find_postgres() {
    local program
    while IFS= read -r postgres_bin; do
        for program in initdb pg_ctl postgres; do
            [[ -x $postgres_bin/$program ]] || continue 2
        done
        return 0
    done < <(postgres_candidates)
    return 1
}

# Installs Debian's packages, where there is apt-get and the right to. That of PostgreSQL would also create and start a
# server of its own on port 5432: its configuration, written first, says not to.
install_packages() {
    local as_root=() settings=/etc/postgresql-common/createcluster.conf
    command -v apt-get >/dev/null || return 1
    if ((EUID != 0)); then
        sudo -n true 2>/dev/null || return 1
        as_root=(sudo -n)
    fi
    say "Installing $* with apt-get…"
    # shellcheck disable=SC2016
    ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1 RUNLEVEL=1 sh -c '
        settings=$1
        shift
        if [ ! -e "$settings" ]; then
            mkdir -p "${settings%/*}"
            printf "# Written by a test run, which needs the binaries only.\ncreate_main_cluster = false\n" >"$settings"
        fi
        apt-get update && apt-get install -y --no-install-recommends \
            -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confold "$@"
    ' sh "$settings" "$@" >&2 </dev/null
}

require_postgres() {
    if find_postgres; then return 0; fi
    if [[ -z ${FURROW_TEST_POSTGRES_BIN-} ]] && install_packages postgresql && find_postgres; then return 0; fi
    say "${0##*/}: the tests need PostgreSQL's server programs (initdb, pg_ctl, postgres), and there are none on PATH" \
        "or in the usual places."
    say "  Debian, Ubuntu  sudo apt-get install postgresql     (which root or password-less sudo does here)"
    say "  Fedora          sudo dnf install postgresql-server"
    say "  macOS           brew install postgresql@17"
    say "  elsewhere       https://www.postgresql.org/download/"
    say "  or name their directory in FURROW_TEST_POSTGRES_BIN,"
    say "  or a server in FURROW_TEST_POSTGRES=postgres://user:password@host:port/database,"
    say "  with a role that may create databases and roles."
    exit 1
}

# The tests of the lock behind a proxy need a real one. They skip themselves, saying why, where it cannot be had.
want_pgbouncer() {
    local PATH=$PATH:/usr/sbin
    if command -v pgbouncer >/dev/null || install_packages pgbouncer; then return 0; fi
    say "${0##*/}: without pgbouncer the tests behind a pooling proxy are skipped; install it to run them."
}

# PostgreSQL refuses to run as root. Sets $server_user, empty for the present user.
choose_server_user() {
    server_user=
    ((EUID == 0)) || return 0
    for server_user in postgres nobody daemon; do
        if id -u "$server_user" >/dev/null 2>&1; then return 0; fi
    done
    fail "found no user to run PostgreSQL as (postgres, nobody or daemon), which it refuses to do as root."
}

# Runs a command in the server's directory as its user, without the descriptors that are this script's.
as_server() {
    local switch=()
    if [[ -n $server_user ]]; then
        if command -v setpriv >/dev/null; then
            switch=(setpriv --reuid "$server_user" --regid "$(id -g "$server_user")" --clear-groups --)
        elif command -v runuser >/dev/null; then
            switch=(runuser -u "$server_user" --)
        else
            # shellcheck disable=SC2016
            switch=(su -s /bin/sh -c 'exec "$@"' -- "$server_user" sh)
        fi
    fi
    (cd "$server_home" && exec ${switch[@]+"${switch[@]}"} "$@" </dev/null 7>&- 8>&- 9>&-)
}

initialize_server() {
    local locale=C
    if locale -a 2>/dev/null | grep -qix -e 'C\.utf-\?8'; then locale=C.UTF-8; fi
    mkdir -m 700 "$server_home"
    (umask 077 && printf '%s\n' "$1" >"$server_home/password")
    if [[ -n $server_user ]]; then chown -R "$server_user" "$server_home"; fi
    as_server "$postgres_bin/initdb" -D "$server_home/data" -U postgres --pwfile "$server_home/password" \
        --auth scram-sha-256 --encoding UTF8 --locale "$locale" --no-sync >"$server_home/initdb.log" 2>&1 ||
        { cat "$server_home/initdb.log" >&2 && fail "initdb failed; its messages are above."; }
    rm "$server_home/password"
    cat >>"$server_home/data/postgresql.conf" <<END
listen_addresses = '127.0.0.1'
unix_socket_directories = '$server_home'
max_connections = 200
timezone = 'UTC'
END
    if [[ -n ${server_is_durable-} ]]; then return 0; fi
    cat >>"$server_home/data/postgresql.conf" <<END
# Its data is thrown away: nothing has to survive a crash, and no table lives long enough to be cleaned.
fsync = off
full_page_writes = off
synchronous_commit = off
wal_level = minimal
max_wal_senders = 0
autovacuum = off
END
}

# Starts the server and exports its address as FURROW_TEST_POSTGRES. With $server_is_durable set its data is as safe
# against crashes as by default.
start_postgres() {
    local password port
    choose_server_user
    server_home=$scratch/server
    password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    initialize_server "$password"
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        # Below the ports that systems hand out for outgoing connections. Taking one that is free is the server's part.
        port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
        if as_server "$postgres_bin/pg_ctl" start -D "$server_home/data" -l "$server_home/log" \
            -o "-p $port" -t 60 -w -s >"$server_home/start.log" 2>&1; then
            export FURROW_TEST_POSTGRES="postgres://postgres:$password@127.0.0.1:$port/postgres"
            return 0
        fi
        grep -q 'could not bind' "$server_home/log" || break
    done
    cat "$server_home/start.log" "$server_home/log" >&2 || true
    fail "PostgreSQL did not start; its messages are above."
}

# Asks no more than the directory, because it runs in the watcher, which was there before the server's programs.
stop_postgres() {
    local pid file=$scratch/server/data/postmaster.pid
    { read -r pid <"$file"; } 2>/dev/null || return 0
    # An immediate shutdown. The file goes with the process, which the system may still list for a while.
    kill -QUIT "$pid" || return 0
    for _ in {1..200}; do
        if [[ ! -e $file ]] || ! kill -0 "$pid"; then return 0; fi
        sleep 0.05
    done
    kill -KILL "$pid"
}
