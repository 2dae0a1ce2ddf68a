#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The house's plain rules: how long things may be, what stands at the head of a file, that every folder explains itself.
set -euo pipefail
# shellcheck source=tests/tap.sh
. "${top_srcdir:?}/tests/tap.sh"
longest_file=700
longest_function=80

cd "$top_srcdir"
sources() { find src ui tests -name '*.[ch]' | sort; }

# "FILE:LINE NAME is N lines" of each function longer than the limit in the files given. A body opens and closes in the first column.
long_functions() {
  awk -v limit="$longest_function" '
    FNR == 1 { open = 0 }
    /^[A-Za-z_].*\(/ { name = $0; sub(/\(.*/, "", name) }
    /^\{/ { open = FNR }
    /^\}/ && open {
      if (FNR - open - 1 > limit)
        printf "%s:%d %s is %d lines\n", FILENAME, open, name, FNR - open - 1
      open = 0
    }' "$@"
}

files=()
while IFS= read -r file; do files+=("$file"); done < <(sources)
is_empty "no file is longer than $longest_file lines" \
  "$(for file in "${files[@]}"; do lines=$(wc -l <"$file"); ((lines <= longest_file)) || echo "$file has $lines"; done)"
is_empty "no function is longer than $longest_function lines" "$(long_functions "${files[@]}")"
is_empty 'every source says its licence in its first line' \
  "$(for file in "${files[@]}"; do first=$(head -n 1 "$file"); [[ $first == *'SPDX-License-Identifier: GPL-3.0-or-later'* ]] || echo "$file"; done)"
is_empty 'nobody jumps' "$(grep -nE '^[[:space:]]*goto[[:space:]]' "${files[@]}" || :)"
is_empty 'every header guards itself with #pragma once' \
  "$(for file in "${files[@]}"; do [[ $file != *.h ]] || grep -q '^#pragma once' "$file" || echo "$file"; done)"
is_empty 'every folder of sources explains itself in a README' \
  "$(find src ui -name '*.c' -exec dirname {} + | sort -u | while read -r folder; do [[ -s $folder/README ]] || echo "$folder"; done)"
# contact-table-order is told of by contact-table; what is private, and errors, are no one's business.
told_of() { # told_of NAME README
  local name=$1
  while :; do
    grep -qE -- "(^|[^a-z-])$name([^a-z-]|-\*|\$)" "$2" && return
    [[ $name == *-* ]] || return
    name=${name%-*}
  done
}
is_empty 'every file of sources is told of in the README of its folder' \
  "$(find src ui -name '*.[ch]' | sed 's/\.[ch]$//' | grep -vE -- '-(private|error)$' | sort -u | while read -r file; do
    told_of "${file##*/}" "${file%/*}/README" || echo "$file"; done)"
is_empty 'every source is in a local.mk, so that the tarball has it' \
  "$(for file in "${files[@]}"; do grep -qwF -e "$file" -e "${file%.c}" src/*/local.mk ui/local.mk tests/*/local.mk tests/unit/*/local.mk || echo "$file"; done)"

# The check itself must see what it is there for.
long=$(mktemp)
trap 'rm -f "$long"' EXIT
{ printf 'int\nshort_one(void)\n{\n  return 0;\n}\nint\nlong_one(void)\n{\n'; printf '  call(%d);\n' {1..81}; printf '}\n'; } >"$long"
like 'a long function is found' "$(long_functions "$long")" '^[^ ]*:8 long_one is 81 lines$'
tap_done
