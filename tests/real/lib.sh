# What the real parts share: the binary run in an empty home, the world it talks to, and sentences that are checked.
# Sourced by every part. A part ends with `finish`; it exits 0 (all held), 1 (some did not) or 77 (cannot run here).
set -u
real=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
calcli=$(realpath "${CALCLI_BIN:-$real/../../target/release/calcli}")
[ -x "$calcli" ] || { echo "skip the binary is not built: ${calcli##*/}"; exit 77; }

client=3f0c9c39-6d5e-4c0c-9a55-0d7f5a3b8e21
contoso=a1b2c3d4-0000-4000-8000-00000000c0de
fabrikam=b2c3d4e5-0000-4000-8000-00000000fab0

work=$(mktemp -d)           # everything a part writes
home=$work/home             # the only home the binary sees
said=$work/said             # every word the binary said, for the leak check
world=$work/world           # what the servers write, see oidc/server.mjs
mkdir -m 700 "$home" "$said" "$world" "$work/run"
trap 'kill $(jobs -p) 2>/dev/null; wait; rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
export XDG_RUNTIME_DIR=$work/run

# ---- sentences ------------------------------------------------------------------------------------------------------

failed=0
ok() { echo "ok $1"; }
fail() { echo "FAIL $1"; failed=1; }
say() { if [ "$1" = 0 ]; then ok "$2"; else fail "$2"; shift 2; printf '     %s\n' "$@"; fi; } # say STATUS SENTENCE [WHY]
finish() {
  [ $failed -eq 0 ] || { echo "     the OAuth server said:"; grep -vE 'WARNING|NOTICE' "$work/server.log" | tail -n 20; }
  exit $failed
}
show_last() {
  echo "     exit $code"
  head -n 40 "$out" | sed 's/^/     out: /'
  head -n 40 "$err" | sed 's/^/     err: /'
}

# holds SENTENCE COMMAND… : the command is the proof.
holds() {
  local sentence=$1; shift
  if "$@" >/dev/null 2>&1; then ok "$sentence"; else fail "$sentence"; show_last; fi
}
not() { ! "$@"; }
expect_exit() { holds "$2" [ "$code" -eq "$1" ]; }
expect_json() { holds "$2" jq -es "length == 1 and (.[0] | $1)" "$out"; }  # of the one document on stdout
expect_line() { holds "$2" jq -es "any(.[]; $1)" "$out"; }                   # of any line of stdout
expect_err() { holds "$2" grep -qiE -- "$1" "$err"; }

# ---- the binary -----------------------------------------------------------------------------------------------------

store=file                  # empty: the default, the system's keychain
also=()                     # more environment: NAME=value …
runs=0
code=0 out=/dev/null err=/dev/null
environment() {
  printf '%s\0' "HOME=$home" "XDG_RUNTIME_DIR=$XDG_RUNTIME_DIR" PATH=/usr/bin:/bin LANG=C.UTF-8 TZ=UTC \
    CALCLI_NOW=2026-11-23T08:00:00Z ${store:+"CALCLI_TOKEN_STORE=$store"} "${also[@]}"
}

# run ARGS… : calcli with nothing of our environment; leaves $code, $out and $err.
run() {
  start "$@"
  wait "$pid"
  code=$?
}
# start ARGS… : the same in the background, leaves $pid. It may take a minute, or $limit seconds.
start() {
  runs=$((runs + 1))
  out=$said/$runs.out err=$said/$runs.err
  local variables
  mapfile -d '' variables < <(environment)
  timeout "${patience:-60}" env -i "${variables[@]}" "$calcli" "$@" </dev/null >"$out" 2>"$err" &
  pid=$!
}

# prints_event EVENT : waits until the login that was started prints this line, or ends without.
prints_event() {
  local seen="any(.[]; .event == \"$1\")"
  until_true 20 eval 'jq -es "$seen" "$out" || ! kill -0 $pid'
  jq -es "$seen" "$out" >/dev/null 2>&1
}
# until_true SECONDS COMMAND… : waits for it.
until_true() {
  local tries=$(($1 * 10)); shift
  until "$@" >/dev/null 2>&1; do
    tries=$((tries - 1))
    [ $tries -gt 0 ] || return 1
    sleep 0.1
  done
}

# sign_in ACCOUNT PERSON [--decline] : a whole device login, approved by a robot.
sign_in() {
  local account=$1 person=$2; shift 2
  start login --account "$account" --device-code --json
  if prints_event device_code; then
    robot "$(of_event device_code verification_uri)" --code "$(of_event device_code user_code)" --user "$person" "$@"
    say $? "a person opens that page and types the code, as $person"
  else
    fail "login prints a page and a code"
    kill "$pid" 2>/dev/null
  fi
  wait "$pid"
  code=$?
}
of_event() { jq -r "select(.event == \"$1\").$2" "$out"; }
robot() {
  python3 "$real/oidc/robot.py" "$@" ${ca:+--ca "$ca"} >"$work/robot.log" 2>&1 || { cat "$work/robot.log"; return 1; }
}

# ---- the world ------------------------------------------------------------------------------------------------------

# open_world [NAME=value…] : starts the servers ($server, else the certified one); leaves $login_url and $graph_url.
open_world() {
  access_tokens_live 3600
  touch "$world/log.jsonl" "$world/minted.jsonl"
  WORLD=$world env "$@" node "$real/oidc/${server:-server.mjs}" >"$work/server.log" 2>&1 &
  until_true 20 [ -s "$world/ready.json" ] || { fail "the OAuth server starts"; cat "$work/server.log"; finish; }
  login_url=$(jq -r .loginUrl "$world/ready.json")
  graph_url=$(jq -r .graphUrl "$world/ready.json")
}
# Under 300 seconds a token is due for refresh as soon as it is there.
access_tokens_live() { echo "$1" >"$world/ttl"; }

# logged JQ : how many requests of the world's log are like this.
logged() { jq -s "[.[] | select($1)] | length" "$world/log.jsonl"; }
# token KIND TENANT : the newest such token that was minted.
token() { jq -r "select(.kind == \"$1\" and .tenant == \"$2\") | .value" "$world/minted.jsonl" | tail -n 1; }

expect_nothing_crossed() {
  holds "no token of one tenant was used for another" [ "$(logged .crossed)" -eq 0 ]
}

# Nothing that the server gave in confidence is anywhere but in the token store, and there it is not in clear.
expect_no_leak() {
  jq -r .value "$world/minted.jsonl" >"$work/secrets"
  local leaks
  leaks=$(grep -rlFf "$work/secrets" "$said" "$home")
  [ -s "$work/secrets" ] && [ -z "$leaks" ]
  say $? "no token or device code was printed or lies in a file in clear" "$leaks"
}
