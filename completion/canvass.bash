# SPDX-License-Identifier: GPL-3.0-or-later
#
# Completion of canvass and canvass-sandbox for bash: commands, options, the names of connections, and for `canvass api` the
# calls that are known.

# The connections, without asking anybody to unlock anything.
_canvass_connections() {
  env -u DISPLAY -u WAYLAND_DISPLAY "$1" connection list 2>/dev/null | sed 's/^..//; s/  .*//'
}

# _canvass_paths PROGRAM METHOD TYPED: the known paths that begin so, up to the next ID.
_canvass_paths() {
  "$1" api --endpoints "$2" "$3" 2>/dev/null | cut -f2 | sed 's/{.*//' | sort -u
}

_canvass_options() {
  local connecting='-c --connection --read-only --help'
  case $1 in
    api) echo "-q --query -d --data --all -y --yes --endpoints $connecting" ;;
    connection) echo '--server --token-stdin --read-only --default --help' ;;
    export) echo "--format -o --output --survey --since --labels $connecting" ;;
    help) echo '--help' ;;
    import) echo "--all --column --dry-run --rejects --settled -y --yes $connecting" ;;
    journal) echo '--json --help' ;;
    watch) echo "--since $connecting" ;;
    *) echo "--server --demo --contacts --no-mouse --version $connecting" ;;
  esac
}

_canvass_words() { mapfile -t COMPREPLY < <(compgen -W "$1" -- "$2"); }

# A connection's name may have blanks in it.
_canvass_names() {
  local IFS=$'\n' i
  _canvass_words "$(_canvass_connections "$1")" "$2"
  for i in "${!COMPREPLY[@]}"; do printf -v 'COMPREPLY[i]' %q "${COMPREPLY[i]}"; done
}

_canvass() {
  local program=$1 word=$2 before=$3 command='' verb='' n=0 i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      -c | --connection | --server | --contacts | -q | --query | -d | --data | --format | -o | --output | --survey | --since | --column | --rejects | --settled) ((i++)) ;;
      -* | =) ;;
      *)
        if [[ ! $command ]]; then command=${COMP_WORDS[i]}; else [[ $verb ]] || verb=${COMP_WORDS[i]}; ((++n)); fi ;;
    esac
  done
  case $before in
    -c | --connection)
      _canvass_names "$program" "$word"
      return ;;
    --format) _canvass_words 'csv json' "$word"; return ;;
    --settled) _canvass_words 'came not' "$word"; return ;;
    -o | --output | --rejects) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
    --server | --contacts | -q | --query | -d | --data | --survey | --since | --column) return ;;
  esac
  if [[ $word == -* ]]; then
    _canvass_words "$(_canvass_options "$command")" "$word"
    return
  fi
  case $command,$n,$verb in
    ,*) _canvass_words 'api connection export help import journal watch' "$word" ;;
    help,0,*) _canvass_words 'api connection export import journal watch' "$word" ;;
    help,1,connection) _canvass_words 'add list test remove' "$word" ;;
    api,0,*) _canvass_words 'GET POST PUT DELETE' "${word^^}" ;;
    api,1,*)
      compopt -o nospace
      _canvass_words "$(_canvass_paths "$program" "$verb" "$word")" "$word" ;;
    connection,0,*) _canvass_words 'add list test remove' "$word" ;;
    connection,1,test | connection,1,remove)
      _canvass_names "$program" "$word" ;;
    import,1,*) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    export,0,*) _canvass_words 'contacts distributions history links responses' "$word" ;;
  esac
}

_canvass_sandbox() {
  case $3 in
    --outbox) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$2") ;;
    *) _canvass_words '--port --contacts --seed --latency --rate-limit --token --fault --outbox --speed --arrivals --proxied-host --exit-with-parent --help' "$2" ;;
  esac
}

complete -F _canvass canvass
complete -F _canvass_sandbox canvass-sandbox
