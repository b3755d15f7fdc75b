# shellcheck shell=bash disable=SC2154
# Sourced by furrow, test and bench/run after dotnet.sh: the published command, built once for each content of its
# sources.
#
#   artifacts/cli/<rid>-<hash of the sources>/   one complete build; never written to again
#   artifacts/cli/current                        its name and the dotnet for it; as old as the check of the sources
#
# A build is made beside and renamed into place, and `current` is replaced by a rename: whoever is killed leaves
# nothing that looks complete, and whoever runs keeps the files that it started from.

cli_home=$root/artifacts/cli
host_rid

list_sources() {
    local file
    sources=("$root/src" "$root/build")
    for file in "$root"/Directory.*.{props,targets} "$root"/[Nn]u[Gg]et.[Cc]onfig "$root/global.json"; do
        if [[ -e $file ]]; then sources+=("$file"); fi
    done
}

# The name that a build of the present sources has. Hidden and backup files are editors' own.
source_id() {
    local digest=(sha256sum)
    if ! command -v sha256sum >/dev/null; then digest=(shasum -a 256); fi
    list_sources
    (
        cd -- "$root" || exit
        find "${sources[@]#"$root"/}" -type f ! -name '.*' ! -name '*~' -print0 |
            LC_ALL=C sort -z | xargs -0 "${digest[@]}" | "${digest[@]}"
    ) | { read -r hash _ && printf '%s-%s\n' "$rid" "${hash:0:16}"; }
}

# The check of every start, so it asks for times only. The time of change (-cnewer) also tells of files that were
# moved or copied with their old time of modification; directories tell of removed files, the root of its own.
use_current_cli() {
    local id current=$cli_home/current
    { IFS= read -r id && IFS= read -r dotnet; } 2>/dev/null <"$current" || return 1
    cli=$cli_home/$id/Furrow.Cli.dll
    [[ $id == "$rid"-* && -f $cli && ! $root -nt $current ]] || return 1
    list_sources
    [[ -z $(find "${sources[@]}" \( -newer "$current" -o -cnewer "$current" \) -print) ]] || return 1
    [[ -x $dotnet ]] || require_runtime
}

require_runtime() {
    find_dotnet runtimes || require_sdk
}

# Without the right to write: the build of exactly these sources, or none.
use_installed_cli() {
    local id
    id=$(source_id)
    cli=$cli_home/$id/Furrow.Cli.dll
    if [[ ! -f $cli ]]; then
        fail "is not built for its present sources, and cannot be: $root/artifacts is not writable." \
            $'\n'"  Run $root/furrow --help once as a user who may write there."
    fi
    require_runtime
}

# Sets $cli to the command's assembly and $dotnet to what runs it, after building what is missing.
ensure_cli() {
    if use_current_cli; then return 0; fi
    if ! mkdir -p "$cli_home" 2>/dev/null || [[ ! -w $cli_home || ! -w $root/artifacts ]]; then
        use_installed_cli
        return 0
    fi
    lock_builds
    if ! use_current_cli; then build_current_cli; fi
    unlock_builds
}

build_current_cli() {
    local id checked attempt
    rm -rf "$cli_home"/.new.* "$cli_home"/.checked.*
    checked=$cli_home/.checked.$$
    for attempt in 1 2 3; do
        : >"$checked"
        id=$(source_id)
        if [[ -d $cli_home/$id ]] || build_cli "$id"; then break; fi
        if ((attempt == 3)); then fail "cannot be built while its sources keep changing."; fi
    done
    [[ -x ${dotnet-} ]] || require_runtime
    cli=$cli_home/$id/Furrow.Cli.dll
    touch "$cli_home/$id"
    printf '%s\n%s\n' "$id" "$dotnet" >"$checked.done"
    chmod a+r "$checked.done"
    touch -r "$checked" "$checked.done"
    mv -f "$checked.done" "$cli_home/current"
    rm -f "$checked"
    remove_old_clis
}

# Publishes the sources under the name given; fails when they changed meanwhile, so that the name would be wrong.
build_cli() {
    local id=$1 new log=$root/artifacts/cli-build.log
    require_sdk
    if [[ -e $cli_home/current ]]; then say "Building furrow (its sources changed)…"
    else say "Building furrow (first use, about a minute)…"; fi
    # MSBuild compares times of modification, which moved and copied files keep: make it compile.
    rm -f "$root"/artifacts/obj/Furrow*/release_"$rid"/Furrow*.dll
    new=$(mktemp -d "$cli_home/.new.XXXXXX") || fail "cannot write to $cli_home."
    if ! "$dotnet" publish "$root/src/Furrow.Cli" -c Release -r "$rid" -p:PublishReadyToRun=true \
        --self-contained false -o "$new" "${quiet_build[@]}" >"$log" 2>&1 </dev/null; then
        cat "$log" >&2
        fail "could not be built; the compiler's messages are above and in $log."
    fi
    # Packages restored by root may hold files that only root can read.
    chmod -R a+rX "$new"
    [[ $(source_id) == "$id" ]] || return 1
    mv "$new" "$cli_home/$id" || fail "cannot write to $cli_home."
}

# Keeps the three last used builds and whatever a process runs from.
remove_old_clis() {
    local running directory kept=0
    if [[ -r /proc/self/cmdline ]]; then running=$(cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\0' ' ') || true
    else running=$(ps -A -o args=) || return 0; fi
    while IFS= read -r directory; do
        kept=$((kept + 1))
        directory=${directory%/}
        if ((kept > 3)) && [[ $running != *"/${directory##*/}/"* ]]; then rm -rf "$directory"; fi
    done < <(ls -1td "$cli_home"/*/)
}
