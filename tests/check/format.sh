#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every source is as clang-format would write it. Its versions differ in what they write; ours is 14.
set -euo pipefail
# shellcheck source=tests/tap.sh
. "${top_srcdir:?}/tests/tap.sh"

[[ ${CLANG_FORMAT-} && $("$CLANG_FORMAT" --version) =~ version\ 14\. ]] || skip_all 'no clang-format 14'
cd "$top_srcdir"
while IFS= read -r file; do
  is_empty "$file is formatted" "$("$CLANG_FORMAT" --style=file "$file" | diff -u "$file" - | head -n 40 || :)"
done < <(find src ui tests -name '*.[ch]' | sort)
tap_done
