#!/bin/sh
# All tests on all engines of this machine; called by ./portal test.
set -eu

PYTEST=.venv/bin/pytest
kit=../shared/elasticsearch  # starts a real server
workers="${TEST_WORKERS:-2}"
work=$(mktemp -d)
chmod 755 "$work"
status=0
left_out=""

finish() {
    [ -f "$work/pg/postmaster.pid" ] && deploy/postgres.sh stop "$work/pg" || true
    [ -d "$work/elasticsearch" ] && "$kit/stop" "$work/elasticsearch" || true
    rm -rf "$work"
}
trap finish EXIT

leave_out() {
    left_out="$left_out$1；"
    if [ "${CI:-}" = true ]; then echo "CI 缺少：$1" >&2; status=1; fi
}

run() {
    title="$1"; shift
    echo "== $title"
    "$@" || status=1
}

free_port() {
    .venv/bin/python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# A part that was asked for runs on the database of the environment.
if [ $# -gt 0 ]; then exec "$PYTEST" "$@"; fi

marks="not browser and not faults"
if [ -z "${TEST_ELASTICSEARCH_URL:-}" ]; then
    port=$(free_port)
    [ -x "$kit/start" ] || echo "没有 $kit" >"$work/es.log"
    if [ -x "$kit/start" ] && "$kit/start" "$port" "$work/elasticsearch" >"$work/es.log" 2>&1; then
        export TEST_ELASTICSEARCH_URL="http://127.0.0.1:$port"
    else
        leave_out "Elasticsearch（$(tail -n 1 "$work/es.log")）"
        marks="$marks and not elasticsearch"
    fi
fi

run "SQLite" env DATABASE_URL="sqlite:///$work/test.sqlite3" "$PYTEST" -q -n "$workers" --dist worksteal -m "$marks"

# The long walks, the gate and the demo ask the same of every engine; once is enough.
port=$(free_port)
if deploy/postgres.sh start "$work/pg" "$port" 2>"$work/pg.err"; then
    run "PostgreSQL" env DATABASE_URL="postgres://portal@127.0.0.1:$port/portal" \
        "$PYTEST" -q -n "$workers" --dist worksteal -m "$marks and not slow" \
        --ignore tests/sites/gate --ignore tests/demo
else
    leave_out "PostgreSQL（$(tail -n 1 "$work/pg.err" 2>/dev/null)）"
fi

run "Faults" "$PYTEST" -q -m faults

if command -v chromium >/dev/null 2>&1; then
    run "Chromium" env DATABASE_URL="sqlite:///$work/browser.sqlite3" "$PYTEST" -q -m browser
else
    leave_out "Chromium"
fi

if [ -n "$left_out" ]; then echo "这台机器上没有运行：$left_out"; fi
exit $status
