#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The table of the nine modules in README: its keys, commands and tests are there, and the tests are run.
set -euo pipefail
# shellcheck source=tests/tap.sh
. "${top_srcdir:?}/tests/tap.sh"
cd "$top_srcdir"

# The rows, their columns apart by bars.
rows=$(sed -n '/^  Module  /,/^$/{/^  Module  /d; /^$/d; s/^  //; s/   */|/g; p}' README)
is 'README has the nine modules' "$(cut -d'|' -f1 <<<"$rows" | sort)" "$(sort <<'END'
Watch New Survey Response
Create a Directory Contact
Delete a Directory Contact
Get a Directory Contact
Update a Directory Contact
List Directory Contacts
Create a New Survey Distribution via SMS
Distribute a Survey via Email
Make an API Call
END
)"

# action_of KEY: the names of the actions that it is bound to
action_of() {
  sed -nE 's/^ *\[ACT_[A-Z_0-9]+\] = \{ACT_[A-Z_0-9]+, "([^"]+)", "([^"]+)".*/\1 \2/p' ui/actions.c |
    while read -r name keys; do [[ " $keys " != *" $1 "* ]] || echo "$name"; done
}
# A command is an action, or a row {"contact", "CID_…", of the commands with an argument.
is_command() {
  grep -qE "^ *\[ACT_[A-Z_0-9]+\] = \{ACT_[A-Z_0-9]+, \"$1\"," ui/actions.c || grep -qE "^ *\{\"$1\", \"" ui/app-commands.c
}
is_run() { grep -qE "(^|[ =	])$1( |\$)" "tests/$2/local.mk"; }
# A case is a function of a list in Python, a path in C.
is_case() {
  if [[ $2 == /* ]]; then
    is_run "tests/api/test-$1" api && grep -qF "g_test_add_func(\"$2\"," "tests/api/test-$1.c"
  else
    is_run "tests/api/test-$1.py" api && grep -qE "^def $2\(" "tests/api/test-$1.py" &&
      grep -qw "$2" <<<"$(sed -nE '/^(CASES|SHARED|ALONE) = /,/\]/p' "tests/api/test-$1.py")"
  fi
}
# wrong MODULE KEY COMMAND SHELL API_FILE API_CASE: what of a row is not so
wrong() {
  [[ $(action_of "${2##* }") ]] || echo "$1: no action has the key $2"
  is_command "${3%% *}" || echo "$1: there is no command $3"
  if is_command "${3%% *}" && [[ $3 != *' '* ]]; then
    grep -qx "$3" <<<"$(action_of "${2##* }")" || echo "$1: the key of $3 is not $2"
  fi
  local shell
  read -ra shell <<<"$4"
  [[ $4 == - ]] || grep -qE "^ *\{\"${shell[1]}\", \".*, command_${shell[1]}\}" src/command/command.c || echo "$1: there is no $4"
  [[ ${shell[1]-} != export ]] || grep -qE "^ *\{\"${shell[2]}\", " src/command/export.c || echo "$1: there is no $4"
  grep -qF "@story(\"$1\")" tests/screen/test-modules.py || echo "$1: it has no story"
  is_case "$5" "$6" || echo "$1: there is no api test $5 $6, or it is not run"
}

if is_run tests/screen/test-modules.py screen; then ok 'the stories are run'; else not_ok 'the stories are run'; fi
while IFS='|' read -r module key command shell test; do
  is_empty "$module" "$(wrong "$module" "$key" "$command" "$shell" "${test%% *}" "${test#* }")"
done <<<"$rows"

# So that it can not fall asleep.
is 'a row with nothing right in it is seen' "$(wrong 'Do Nothing' 'No' 'nothing' 'canvass nothing' nothing none | wc -l)" 5
is 'and a case that is not run' "$(wrong 'Make an API Call' A api-console - call run)" \
  'Make an API Call: there is no api test call run, or it is not run'
tap_done
