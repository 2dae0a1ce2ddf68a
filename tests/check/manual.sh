#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The manual knows the keys of the table of actions (ui/actions.c), the options and the commands, and no others.
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
keys=$(cut -d' ' -f2- <<<"$table" | tr ' ' '\n')
is_empty 'and no others' "$(while read -r key; do
  [[ $key == ? || $key == C-? ]] || continue
  grep -qxF -- "$key" <<<"$keys" || echo "$key"
done <<<"$manual")"

# canvass-config(5) has a row for each action: its name and all its keys.
is 'canvass-config names every action with its keys' \
  "$(sed -nE 's/^\.It Ic ([a-z0-9-]+) Ta Li (.*)/\1 \2/p' man/canvass-config.5 | sed 's/\\&//g; s/\\-/-/g')" "$table"
is_empty 'and every key of a setting' "$(sed -nE '/strcmp/d; s/.*(GROUP|group|settings, name), "([a-z-]+)".*/\2/p' src/local/settings.c | sort -u |
  while read -r key; do grep -q "^\.It Cm $key\$" man/canvass-config.5 || echo "$key"; done)"

# An option is a row {"name", ... in the sources; a hidden one is not for the manual.
options_of() { sed -nE '/G_OPTION_FLAG_HIDDEN/d; s/^ *.*\{"([a-z-]+)", (0|.[a-zA-Z].), 0, G_OPTION.*/\1/p' "$@" | sort -u; }
options=$(options_of ui/main.c src/command/*.c)
told=$(grep -oE 'Fl Fl [a-z-]+' man/canvass.1 | cut -d' ' -f3 | sort -u)
like 'the options are found' "$options" 'read-only'
# These have a short name in the manual.
is_empty 'the manual names every option' "$(grep -vxE 'data|output|query|yes' <<<"$options" | grep -vxF -- "$told" || :)"
is_empty 'and no others' "$(grep -vxF -- "$options" <<<"$told" || :)"
is_empty 'the manual names every command' "$(sed -nE 's/^ *\{"([a-z-]+)", ("[^"]*", )?(command|run)_[a-z]+\},/\1/p' src/command/*.c |
  while read -r word; do grep -qE "Cm ([a-z| ]*)$word\\>" man/canvass.1 || echo "$word"; done)"
tap_done
