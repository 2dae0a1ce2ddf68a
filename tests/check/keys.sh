#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The manual knows the keys of the table of actions (ui/actions.c), and no others.
set -euo pipefail
# shellcheck source=tests/tap.sh
. "${top_srcdir:?}/tests/tap.sh"
cd "$top_srcdir"

# A row is [ACT_X] = {ACT_X, "name", "keys", ...
table=$(sed -nE 's/^ *\[ACT_[A-Z_0-9]+\] = \{ACT_[A-Z_0-9]+, "([^"]+)", "([^"]+)".*/\1 \2/p' ui/actions.c)
# The items of the section KEYS are `.It Ic KEY...`, with \&: for a punctuation mark that mdoc would take away.
manual=$(sed -n '/^\.Sh KEYS/,/^\.Sh ENV/s/^\.It Ic //p' man/canvass.1 | sed 's/\\&//g; s/ , / /g; s/ Ic / /g' | tr -s ' ' '\n' | sort -u)

like 'the table of actions is found' "$table" 'down j'
is_empty 'the manual names every key of an action' "$(while read -r name keys; do
  for key in $keys; do
    [[ $key == ? || $key == C-? ]] || continue # the arrows and their like are told in words
    grep -qxF -- "$key" <<<"$manual" || echo "$name: $key"
  done
done <<<"$table")"
is_empty 'and no others' "$(while read -r key; do
  [[ $key == ? || $key == C-? ]] || continue
  cut -d' ' -f2- <<<"$table" | tr ' ' '\n' | grep -qxF -- "$key" || echo "$key"
done <<<"$manual")"
tap_done
