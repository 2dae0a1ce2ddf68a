#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The completions of the shells know every command and option, and complete the calls that the program knows.
set -euo pipefail
# shellcheck source=tests/tap.sh
. "${top_srcdir:?}/tests/tap.sh"
cd "$top_srcdir"
PATH=${top_builddir:?}:$PATH
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export HOME=$home XDG_CONFIG_HOME=$home/config XDG_STATE_HOME=$home/state XDG_CACHE_HOME=$home/cache XDG_DATA_HOME=$home/data
export DBUS_SESSION_BUS_ADDRESS=disabled:
mkdir -p "$home/config/canvass"
printf '[connection work]\nserver = fra1\ntoken-command = true\n[connection the zoo]\nserver = fra1\ntoken-command = true\n' \
  >"$home/config/canvass/config"

# An option is a row {"name", ... in the sources.
options=$(sed -nE '/G_OPTION_FLAG_HIDDEN/d; s/^ *.*\{"([a-z-]+)", (0|.[a-zA-Z].), 0, G_OPTION.*/\1/p' ui/main.c src/command/*.c \
  src/sandbox/options.c | sort -u)
commands=$(sed -nE 's/^ *\{"([a-z-]+)", ("[^"]*", )?(command|run)_[a-z]+\},/\1/p' src/command/*.c)
for file in canvass.bash _canvass canvass.fish; do
  is_empty "$file knows every option" "$(for option in $options; do
    grep -qE -- "(--|-l )$option\\>" "completion/$file" || echo "$option"; done)"
  is_empty "$file knows every command" "$(for command in $commands; do
    grep -qw -- "$command" "completion/$file" || echo "$command"; done)"
done

# in_bash WORD...: what is offered for the last word, a line each
in_bash() {
  bash -c 'compopt() { :; }
    . completion/canvass.bash
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
    _canvass "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
    printf "%s\n" "${COMPREPLY[@]}"' bash "$@"
}
is 'bash: commands' "$(in_bash canvass --read-only co)" 'connection'
is 'bash: methods, in small letters too' "$(in_bash canvass api g)" 'GET'
is 'bash: paths up to the next ID' "$(in_bash canvass api GET /dir)" $'/directories\n/directories/'
is 'bash: paths around an ID' "$(in_bash canvass api -q a=b GET /surveys/SV_1/filt)" '/surveys/SV_1/filters'
is 'bash: options of a command' "$(in_bash canvass export --f)" '--format'
is 'bash: values of an option' "$(in_bash canvass export --format j)" 'json'
is 'bash: connections' "$(in_bash canvass -c '')" $'work\nthe\\ zoo'
is 'bash: a connection after the command' "$(in_bash canvass api GET -c w)" 'work'
is 'bash: help with a command' "$(in_bash canvass help co)" 'connection'
is 'bash: a connection to test' "$(in_bash canvass connection test w)" 'work'

if command -v zsh >/dev/null; then
  is_empty 'zsh takes its completion' "$(zsh -n completion/_canvass 2>&1 || :)"
else
  ok 'zsh takes its completion # SKIP no zsh'
fi

in_fish() { fish --no-config -c "source completion/canvass.fish; complete -C '$1'" | cut -f1 | sort; }
if command -v fish >/dev/null; then
  is_empty 'fish takes its completion' "$(fish --no-config -n completion/canvass.fish 2>&1 || :)"
  is 'fish: paths' "$(in_fish 'canvass api GET /surveys/SV_1/filt')" '/surveys/SV_1/filters'
  is 'fish: connections' "$(in_fish 'canvass connection test w')" 'work'
  is 'fish: a connection after the command' "$(in_fish 'canvass api GET -c w')" 'work'
  is 'fish: a command after a connection' "$(in_fish 'canvass -c work wat')" 'watch'
  is 'fish: help with a command' "$(in_fish 'canvass help co')" 'connection'
  is 'fish: what an option takes' "$(in_fish 'canvass export --format ')" $'csv\njson'
else
  ok 'fish takes its completion # SKIP no fish'
fi
tap_done
