# A world of calcli's own sandbox, around Monday 23 November 2026, with its three accounts signed in. Sourced after lib.sh.
touch "$work/server.log"

# open_sandbox : serves it until the part ends; leaves what points the binary to it in $also.
open_sandbox() {
  patience=900 start sandbox --port 0 --graph-port 0
  local told=$out
  until_true 20 grep -q 'Ctrl-C' "$told" || { fail "the sandbox starts"; finish; }
  login_url=$(grep -oE 'http://127\.0\.0\.1:[0-9]+' "$told" | head -n 1)
  also=(CALCLI_TZ=Europe/Amsterdam)
  mapfile -t -O 1 also < <(sed -n 's/^ *export //p' "$told")
  enter xebia alice@xebia.com
  enter marimer alice@marimer.com
  enter personal alice@outlook.com
}

# enter ACCOUNT PERSON : a device login, approved as the sandbox lets shells do it.
enter() {
  start login --account "$1" --device-code --json
  prints_event device_code
  curl -sf --noproxy '*' "$login_url/_sandbox/approve" -d "user_code=$(of_event device_code user_code)" -d "username=$2" >/dev/null
  wait "$pid"
  code=$?
  expect_exit 0 "$2 is signed in"
}
