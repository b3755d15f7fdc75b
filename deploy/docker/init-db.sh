#!/usr/bin/env bash
# Fills a new PostgreSQL container from a snapshot. The official image runs what lies in /docker-entrypoint-initdb.d
# once, when its data directory is empty:
#
#   volumes:
#     - ./deploy/docker/init-db.sh:/docker-entrypoint-initdb.d/01-init-db.sh:ro
#     - ./snapshots:/docker-entrypoint-initdb.d/dumps:ro
#
#   FURROW_SNAPSHOTS  where the snapshots are; default: the folder dumps beside this script
#   FURROW_ENV        whose latest snapshot it is to be; default: development
#
# Restored, or no snapshot there: 0. A snapshot that is damaged, of another environment, or does not restore: not 0, and
# the database is as empty as before.

# A script that is not executable is sourced there, by a shell that goes on after it: so everything is in a subshell.
furrow_restore_snapshot() (
    set -euo pipefail

    say() { printf 'furrow: %s\n' "$*" >&2; }
    fail() {
        say "$1"
        shift
        local line
        for line in "$@"; do say "  $line"; done
        say "  The database is empty. Remove the container's volume before the next start: this runs for a new one only."
        exit 1
    }

    # A text value of the metadata, which furrow writes one key a line.
    value_of() { sed -n "s/^ *\"$2\": *\"\\([^\"]*\\)\".*/\\1/p" "$1" | head -n 1; }

    # Of a directory it is that of a list of its files, as furrow writes it.
    hash_of() {
        local file
        if [[ -d $1 ]]; then
            cd "$1"
            find . -type f | sed 's|^\./||' | LC_ALL=C sort | while IFS= read -r file; do
                printf '%s:%s %s\n' "${#file}" "$file" "$(sha256sum <"$file" | cut -d ' ' -f 1)"
            done | sha256sum | cut -d ' ' -f 1
            cd "$OLDPWD"
        else
            sha256sum <"$1" | cut -d ' ' -f 1
        fi
    }

    # By what the name says of the time, where nobody kept the link.
    newest_metadata() {
        local file newest='' stamp newest_stamp=''
        for file in "$folder/$environment"-seeded-v*.metadata.json; do
            [[ -f $file ]] || continue
            stamp=${file%.metadata.json}
            stamp=${stamp: -15}
            if [[ $stamp > $newest_stamp ]]; then newest=$file newest_stamp=$stamp; fi
        done
        printf '%s' "$newest"
    }

    here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
    folder=${FURROW_SNAPSHOTS:-$here/dumps}
    environment=${FURROW_ENV:-development}
    case $environment in
        dev) environment=development ;;
        testing) environment=test ;;
        stage) environment=staging ;;
        prod) environment=production ;;
    esac
    database=${POSTGRES_DB:-${POSTGRES_USER:-postgres}}

    metadata=$folder/$environment-seeded-latest.metadata.json
    if [[ -L $metadata && ! -e $metadata ]]; then
        fail "$metadata points to $(readlink "$metadata"), which is not there." \
            "Mount the whole folder of snapshots, not single files."
    fi
    [[ -f $metadata ]] || metadata=$(newest_metadata)
    if [[ -z $metadata ]]; then
        say "there is no snapshot of $environment in $folder: database $database stays empty."
        say "  To fill it now:            furrow setup --env $environment"
        say "  To have one the next time: furrow snapshot create --env $environment"
        exit 0
    fi

    metadata=$(readlink -f "$metadata")
    snapshot=${metadata%.metadata.json}.dump
    name=$(basename "$snapshot")
    [[ -e $snapshot ]] || fail "$(basename "$metadata") is there, and its snapshot $name is not." \
        "Restore the file, or make a new one: furrow snapshot create --env $environment"
    origin=$(value_of "$metadata" environment)
    [[ $origin == "$environment" ]] || fail "$name is a snapshot of ${origin:-an unknown environment}, not $environment." \
        "Name the environment in FURROW_ENV, or take another snapshot."
    expected=$(value_of "$metadata" checksum)
    [[ $expected =~ ^[0-9a-f]{64}$ ]] || fail "$(basename "$metadata") holds no SHA-256 checksum: it is damaged." \
        "Copy the snapshot and its metadata again, or make a new one: furrow snapshot create --env $environment"
    found=$(hash_of "$snapshot")
    [[ $found == "$expected" ]] || fail "$name is damaged: its checksum is $found, its metadata says $expected." \
        "Copy it again, or make a new one: furrow snapshot create --env $environment"

    say "restoring $name into database $database…"
    start=$SECONDS
    # One transaction: all of it or nothing. Owners and rights are those of a database somewhere else.
    pg_restore --exit-on-error --single-transaction --no-owner --no-privileges --no-password \
        --username "${POSTGRES_USER:-postgres}" --dbname "dbname='$(printf '%s' "$database" | sed "s/[\\\\']/\\\\&/g")'" \
        "$snapshot" ||
        fail "$name did not restore; pg_restore's message is above." \
            "It was made on PostgreSQL $(value_of "$metadata" serverVersion); this is $(pg_restore --version)."
    say "restored $name into database $database in $((SECONDS - start)) s."
)

furrow_restore_snapshot
