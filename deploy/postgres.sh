#!/bin/sh
# A PostgreSQL of one's own for tests and measurements: deploy/postgres.sh start FOLDER PORT | stop FOLDER
set -eu

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
if [ -z "$bin" ]; then
    initdb=$(command -v initdb) || exit 3
    bin=$(dirname "$initdb")
fi
act="$1" folder="$2" port="${3:-5433}"

# The server refuses to run as root.
as_owner() {
    if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi
}

case "$act" in
    start)
        mkdir -p "$folder"
        [ "$(id -u)" = 0 ] && chown postgres "$folder"
        cd "$folder"
        if [ ! -f "$folder/PG_VERSION" ]; then
            as_owner "$bin/initdb" -D "$folder" -U portal --auth=trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null
        fi
        as_owner "$bin/pg_ctl" -D "$folder" -l "$folder/server.log" -w -t 120 \
            -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c shared_buffers=${SHARED_BUFFERS:-256MB} -c fsync=${FSYNC:-off} -c max_wal_size=4GB" start >/dev/null
        as_owner "$bin/createdb" -h 127.0.0.1 -p "$port" -U portal portal 2>/dev/null || true
        ;;
    stop) cd "$folder" && as_owner "$bin/pg_ctl" -D "$folder" -m fast stop >/dev/null ;;
    *) echo "start or stop" >&2; exit 2 ;;
esac
