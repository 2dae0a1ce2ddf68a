#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# `canvass connection` and the key for drafts with a real keyring on a private bus, and with all the kinds of none, against the sandbox.
# shellcheck disable=SC2016 # the scripts in quotes expand in the shell that gets them
set -euo pipefail
# shellcheck source=tests/tap.sh
. "${top_srcdir:?}/tests/tap.sh"

for tool in dbus-daemon gdbus gnome-keyring-daemon; do
  command -v "$tool" >/dev/null || skip_all "no $tool"
done
canvass=${top_builddir:?}/canvass
vault_key=$top_builddir/tests/keyring/vault-key
list_cancelled=$top_builddir/tests/keyring/list-cancelled
token="token-that-stays-in-the-keyring"

work=$(mktemp -d)
sandbox=
# shellcheck disable=SC2317 # called by the trap
finish() {
  [[ ! $sandbox ]] || { kill "$sandbox"; wait "$sandbox"; } 2>/dev/null || :
  rm -rf "$work"
}
trap finish EXIT

## The sandbox
mkfifo "$work/said"
"$top_builddir/canvass-sandbox" --port 0 --token "$token" --contacts 20 >"$work/said" 2>"$work/sandbox.log" </dev/null &
sandbox=$!
exec 3<"$work/said"
url=
while read -r -t 20 line <&3; do
  if [[ $line =~ http://[0-9.]+:[0-9]+ ]]; then url=${BASH_REMATCH[0]}; break; fi
done
[[ $url ]] || { not_ok 'the sandbox comes up' "$(cat "$work/sandbox.log")"; tap_done; }

# keyring STATE SCRIPT: runs the bash script with canvass, vault_key, url and token set; what it printed (stderr too) goes to $seen.
keyring() {
  local state=$1 script=$2
  # shellcheck disable=SC2086 # no state, no word
  seen=$(canvass=$canvass vault_key=$vault_key list_cancelled=$list_cancelled url=$url token=$token timeout 60 \
    bash "$top_srcdir/tests/keyring/with-keyring.sh" $state -- bash -c "$script" 2>&1 </dev/null) || :
}

## With a keyring
keyring '' '
  echo "$token" | "$canvass" connection add work --server "$url" --token-stdin; echo "add $?"
  echo "$token" | "$canvass" connection add other --server "$url" --token-stdin; echo "add $?"
  echo "listed: $("$canvass" connection list | grep -cE "work|other")"
  "$canvass" connection test work; echo "test $?"
  grep -rl "$token" "$HOME" "$XDG_CONFIG_HOME" "$XDG_STATE_HOME" "$XDG_CACHE_HOME" | sed "s/^/in a file: /"
  "$canvass" connection remove work; echo "remove $?"
  "$canvass" connection remove work; echo "again $?"
  echo "left: $("$canvass" connection list | grep -cE "work|other")"
  find "$XDG_CONFIG_HOME" "$XDG_STATE_HOME" "$XDG_CACHE_HOME" -type f -perm /077 | sed "s/^/others can read: /"
'
like 'two connections are added' "$seen" 'add 0.*add 0'
like 'both are listed' "$seen" 'listed: 2'
like 'a stored token opens the account' "$seen" 'test 0'
like 'one is removed, and then it is not there to remove' "$seen" 'remove 0.*again 3'
like 'the other one stays' "$seen" 'left: 1'
is_empty 'the token is in no file of ours' "$(grep 'in a file:' <<<"$seen" || :)"
is_empty 'nobody else can read our files' "$(grep 'others can read:' <<<"$seen" || :)"
is_empty 'the token is never shown' "$(grep "$token" <<<"$seen" || :)"

keyring '' 'echo wrong | "$canvass" connection add work --server "$url" --token-stdin; echo "add $?"; "$canvass" connection list; echo "list $?"'
like 'a token that the server refuses is not stored' "$seen" 'add 1'
is_empty 'and the connection is not listed' "$(grep -E '^.{0,2}work' <<<"$seen" || :)"

keyring '' 'echo "$token" | "$canvass" connection add work --server http://example.org --token-stdin; echo "add $?"'
like 'plain http to another machine is bad usage, or a refusal, and stores nothing' "$seen" 'add [123]'

keyring '' '"$vault_key"; "$vault_key"'
first=$(head -n 1 <<<"$seen")
like 'a key for drafts is made' "$first" '^[0-9a-f]{64}$'
if [[ $seen == "$first"$'\n'"$first" ]]; then ok 'and found again'; else not_ok 'and found again' "$seen"; fi

keyring '' '
  for name in one two three; do
    echo "$token" | "$canvass" connection add $name --server "$url" --token-stdin >/dev/null 2>&1
  done
  "$list_cancelled"'
is 'a list that is broken off at any moment ends quietly' "$seen" '3 connections, broken off often'

## Without one: a clear word, and at once (a stuck one within its time limit)
for state in none nobus locked stuck; do
  start=$SECONDS
  keyring $state 'echo "$token" | "$canvass" connection add work --server "$url" --token-stdin; echo "add $?"'
  like "$state: adding says that there is no keyring" "$seen" 'add 3'
  like "$state: and names it" "$seen" '[Kk]eyring|Secret Service'
  is_empty "$state: and the token is not shown" "$(grep "$token" <<<"$seen" || :)"
  keyring $state '"$vault_key"'
  like "$state: there is no key for drafts, and it says so" "$seen" '^no key: the keyring|^no key: no keyring'
  if ((SECONDS - start < 20)); then ok "$state: and soon"; else not_ok "$state: and soon" "$((SECONDS - start)) s"; fi
  # A keyring that hangs would be waited for; one that is not asked is not complained of.
  start=$SECONDS
  keyring $state 'CANVASS_SERVER=$url CANVASS_TOKEN=$token "$canvass" api GET /whoami >/dev/null; echo "call $?"'
  is "$state: it is not asked for where the token is in the environment" "$seen" \
    "canvass: the token comes from CANVASS_TOKEN, not from the keyring
call 0"
  if ((SECONDS - start < 5)); then ok "$state: nor waited for"; else not_ok "$state: nor waited for" "$((SECONDS - start)) s"; fi
done
tap_done
