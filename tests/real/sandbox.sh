# A world of calcli's own sandbox, around Monday 23 November 2026, with its three accounts signed in. Sourced after lib.sh.
touch "$work/server.log"

# open_sandbox : serves it until the part ends; leaves what points the binary to it in $also.
open_sandbox() {
  patience=900 start sandbox --port 0 --graph-port 0 --signed-in
  local told=$out
  until_true 60 grep -q 'Ctrl-C' "$told"
  say $? "the sandbox signs in to its accounts, and serves" "$(tail -n 3 "$err")"
  also=(CALCLI_TZ=Europe/Amsterdam)
  mapfile -t -O 1 also < <(sed -n 's/^ *export //p' "$told")
}
