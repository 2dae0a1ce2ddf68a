# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# TAP from a bash script: source this, call ok or not_ok for each case and tap_done at the end.

tap_count=0

ok() { printf 'ok %d - %s\n' $((tap_count += 1)) "$1"; }

# not_ok NAME [WHAT WAS SEEN]
not_ok() {
  printf 'not ok %d - %s\n' $((tap_count += 1)) "$1"
  # shellcheck disable=SC2001 # every line
  [[ ! ${2-} ]] || sed 's/^/# /' <<<"$2"
}

# is_empty NAME COMPLAINTS: good if nobody complains
is_empty() { if [[ $2 ]]; then not_ok "$1" "$2"; else ok "$1"; fi; }

# is NAME GOT WANTED
is() { if [[ $2 == "$3" ]]; then ok "$1"; else not_ok "$1" "got:    $2"$'\n'"wanted: $3"; fi; }

# like NAME GOT REGEX
like() { if [[ $2 =~ $3 ]]; then ok "$1"; else not_ok "$1" "got:    $2"$'\n'"wanted: $3"; fi; }

# The whole file is skipped: skip_all WHY
skip_all() { printf '1..0 # SKIP %s\n' "$1"; exit 0; }

tap_done() { printf '1..%d\n' "$tap_count"; exit 0; }
