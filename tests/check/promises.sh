#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What README promises in ten lines and tests/PROMISES at length: each promise names the tests that hold it, and
# these are there and are run.
set -euo pipefail
# shellcheck source=tests/tap.sh
. "${top_srcdir:?}/tests/tap.sh"
cd "$top_srcdir"

# A promise a line.
lines_of() { awk '/^- / {if (n++) print ""} {printf "%s ", $0} END {print ""}'; }
short=$(sed -n '/^What is promised/,/^The house/{/^[- ] /p}' README | lines_of)
promises=$short$'\n'$(sed -n '/^[- ] /p' tests/PROMISES | lines_of)

tests_of() { grep -oE 'tests/[A-Za-z0-9_./-]+' <<<"$1" | sed 's/\.*$//' || true; }
# A folder's own local.mk names it, and each test in it.
is_run() {
  local folder=$1
  [[ -d $1 ]] || folder=$(dirname "$1")
  [[ -d $1 || -f $1 || -f $1.c ]] && grep -qE "(^|[ 	])$1(/| |\$)" "$folder/local.mk"
}
bare() { while read -r promise; do [[ $(tests_of "$promise") ]] || echo "$promise"; done <<<"$1"; }
lost() { for test in $(tests_of "$1" | sort -u); do is_run "$test" || echo "$test"; done; }

is 'README promises ten things' "$(wc -l <<<"$short")" 10
is 'PROMISES has more to say' "$([[ $(wc -l <<<"$promises") -gt 20 ]] && echo yes)" yes
is_empty 'each promise names its tests' "$(bare "$promises")"
is_empty 'they are there and are run' "$(lost "$promises")"
# So that it can not fall asleep.
is 'a promise without a test is seen' "$(bare '- It never fails.')" '- It never fails.'
is 'and a test that is not there' "$(lost '- It (tests/unit/flow/test-nothing, tests/crash/test-kill).')" tests/unit/flow/test-nothing
tap_done
