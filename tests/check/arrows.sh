#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Who may include whom. The tables below are the only place where the arrows between the folders are written down; the
# README of a folder says the same in words. A folder that is in no table fails, so a new one is thought about.
set -euo pipefail
# shellcheck source=tests/tap.sh
. "${top_srcdir:?}/tests/tap.sh"

# Of a folder: the folders whose headers it may include, besides its own.
arrows='
src/model
src/net
src/api       src/net src/model
src/local     src/model
src/flow      src/api src/local src/model
src/command   src/flow src/api src/local src/model
src/sandbox
ui            ui/panes ui/forms src/flow src/api src/local src/model
ui/panes      ui ui/forms src/flow src/api src/local src/model
ui/forms      ui src/flow src/api src/local src/model
'
# One file that may include more than its folder.
exceptions='
ui/main.c     src/command
'
# Of a library: the files that may include its headers.
libraries='
curses            ui/screen.c
curl/             src/net/*
libsecret/        src/local/*
microhttpd.h      src/sandbox/*
cjson/            src/api/* src/local/* src/command/* src/sandbox/*
sodium.h          src/net/* src/local/*
'

# The value of a row of a table; nonzero if there is no such row.
row() { awk -v key="$2" '$1 == key { $1 = ""; print; found = 1 } END { exit !found }' <<<"$1"; }

# One complaint a line about each forbidden include in the tree at $1.
complaints_about() {
  cd "$1"
  local file line folder target allowed
  while IFS=: read -r file line; do
    folder=${file%/*}
    if ! allowed=$(row "$arrows" "$folder"); then
      echo "$file: the folder $folder is in no table of tests/check/arrows.sh"
      continue
    fi
    allowed="$folder $allowed $(row "$exceptions" "$file" || :)"
    target=${line#*\"} target=${target%%\"*}
    case $target in
      config.h) ;;
      src/* | ui/*) [[ " $allowed " == *" ${target%/*} "* ]] || echo "$file includes $target, against the arrows" ;;
      *) echo "$file includes \"$target\", which is not written from the top" ;;
    esac
  done < <(find src ui -name '*.[ch]' -exec grep -EH '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' {} + | sort)
}

library_complaints_about() {
  cd "$1"
  local library files file pattern good
  while read -r library files; do
    [[ $library ]] || continue
    while IFS= read -r file; do
      good=
      # shellcheck disable=SC2254 # these are patterns
      for pattern in $files; do case $file in $pattern) good=yes ;; esac; done
      [[ $good ]] || echo "$file includes $library, which is for: $files"
    done < <(find src ui -name '*.[ch]' -exec grep -lE "^[[:space:]]*#[[:space:]]*include[[:space:]]*<[^>]*$library" {} + | sort)
  done <<<"$libraries"
}
set -f # the patterns of the tables are not for this folder's files

is_empty 'every include follows the arrows' "$(complaints_about "$top_srcdir")"
is_empty 'every library is used where it belongs' "$(library_complaints_about "$top_srcdir")"

# The check itself must see what it is there for.
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
mkdir -p "$tree/src/model" "$tree/src/flow" "$tree/src/new" "$tree/ui"
echo '#include "src/api/client.h"' >"$tree/src/model/up.c"
echo '#include "ui/app.h"' >"$tree/src/flow/up.c"
echo '#include "near.h"' >"$tree/src/flow/near.c"
echo '#include "src/new/new.h"' >"$tree/src/new/new.c"
echo '#include "src/command/command.h"' | tee "$tree/ui/main.c" >"$tree/ui/app.c"
echo '#include <ncursesw/curses.h>' | tee "$tree/ui/screen.c" >"$tree/ui/pane.c"
is 'an arrow up, a short path and an unknown folder are found' "$(complaints_about "$tree" | cut -d: -f1 | cut -d' ' -f1 | xargs)" \
  'src/flow/near.c src/flow/up.c src/model/up.c src/new/new.c ui/app.c'
is 'curses outside its file is found' "$(library_complaints_about "$tree" | cut -d' ' -f1 | xargs)" 'ui/pane.c'
tap_done
