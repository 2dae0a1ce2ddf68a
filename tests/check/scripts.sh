#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The scripts and the manual: every script parses, every manual page is good mdoc.
set -euo pipefail
# shellcheck source=tests/tap.sh
. "${top_srcdir:?}/tests/tap.sh"
cd "$top_srcdir"

is_empty 'bash takes every script' \
  "$(for script in bootstrap tests/tap.sh tests/*/*.sh; do [[ ! -e $script ]] || bash -n "$script" 2>&1 || :; done)"
# grep -q leaves at the first match: who still writes dies of SIGPIPE, now and then, and pipefail makes that the answer.
into_quiet_grep() { grep -nE '(^|[^|])\|&?[[:space:]]*grep( -[A-Za-z-]+)* -[A-Za-z]*q' "$@" || :; }
is_empty 'no pipe ends in grep -q' "$(into_quiet_grep bootstrap tests/tap.sh tests/*/*.sh)"
# So that it can not fall asleep.
quiet='grep -qx b'
is 'such a pipe is seen' "$(printf '%s\n' "a || $quiet c" "a | $quiet" | into_quiet_grep)" "2:a | $quiet"
for page in man/*.[1-8]; do
  if [[ ${MANDOC-} ]]; then
    # A page that is not installed yet may be referred to; everything else counts.
    is_empty "$page is good mdoc" "$("$MANDOC" -Tlint -Wwarning "$page" 2>&1 | grep -v 'referenced manual not found' || :)"
  else
    ok "$page is good mdoc # SKIP no mandoc"
  fi
done
tap_done
