#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs a command with a real keyring of its own: a private session bus with gnome-keyring on it, and empty HOME and XDG
# folders, all gone afterwards.
#
#   with-keyring.sh [locked|stuck|none|nobus] -- COMMAND [ARG...]
#
#   (nothing)   an unlocked keyring
#   locked      one that a person would have to unlock, as over SSH
#   stuck       the service takes calls and never answers
#   none        a bus without a Secret Service
#   nobus       no bus at all
#
# Exit status: the command's; 125 if the keyring could not be started.
set -euo pipefail
die() { echo "with-keyring: $1" >&2; exit 125; }
state=unlocked
[[ ${1-} == -- ]] || { state=$1; shift; }
[[ ${1-} == -- && $# -gt 1 ]] || die 'usage: with-keyring.sh [locked|stuck|none|nobus] -- COMMAND'
shift

# The path of a socket has at most 107 characters, so the bus stays out of a deep TMPDIR.
run=$(mktemp -d /tmp/canvass-keyring.XXXXXX)
bus='' service=''
# shellcheck disable=SC2317 # called by the trap
finish() {
  local pid
  for pid in $service $bus; do kill -CONT "$pid" 2>/dev/null || :; kill "$pid" 2>/dev/null || :; done
  wait
  rm -rf "$run"
}
trap finish EXIT
trap 'exit 143' TERM
trap 'exit 130' INT

mkdir -m 700 "$run"/{home,config,data,state,cache,run}
export HOME=$run/home XDG_CONFIG_HOME=$run/config XDG_DATA_HOME=$run/data XDG_STATE_HOME=$run/state \
  XDG_CACHE_HOME=$run/cache XDG_RUNTIME_DIR=$run/run GSETTINGS_BACKEND=memory
unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS GNOME_KEYRING_CONTROL SECRET_BACKEND

start_bus() {
  # No folders of services: only what is started here answers, and no prompt is put before anybody.
  cat >"$run/bus.conf" <<END
<busconfig><type>session</type><listen>unix:path=$run/run/bus</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
END
  mkfifo "$run/address"
  dbus-daemon --config-file="$run/bus.conf" --nofork --print-address=3 3>"$run/address" </dev/null >"$run/bus.log" 2>&1 &
  bus=$!
  read -r DBUS_SESSION_BUS_ADDRESS <"$run/address" || die "no bus: $(cat "$run/bus.log")"
  export DBUS_SESSION_BUS_ADDRESS
}

is_locked() {
  gdbus call --session --dest org.freedesktop.secrets --object-path /org/freedesktop/secrets/aliases/default \
    --method org.freedesktop.DBus.Properties.Get org.freedesktop.Secret.Collection Locked 2>/dev/null || :
}

# start_service true|false HOW...: until the default keyring is there, and locked or not
start_service() {
  local wanted=$1 end=$((SECONDS + 20))
  shift
  gnome-keyring-daemon --foreground --components=secrets "$@" <&0 >"$run/service.log" 2>&1 &
  service=$!
  until [[ $(is_locked) == *"$wanted"* ]]; do
    if ! kill -0 "$service" 2>/dev/null || ((SECONDS >= end)); then die "no keyring: $(cat "$run/service.log")"; fi
  done
}

[[ $state == nobus ]] || start_bus
case $state in
  unlocked | locked | stuck) start_service false --unlock < <(printf keyring) ;;
esac
case $state in
  locked) kill "$service"; wait "$service" || :; start_service true --start </dev/null ;;
  stuck) kill -STOP "$service" ;;
esac

status=0
"$@" || status=$?
exit "$status"
