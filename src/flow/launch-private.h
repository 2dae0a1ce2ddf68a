/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What launch.c and launch-call-back.c share: the desk itself.
 */
#pragma once

#include "src/flow/launch.h"
#include "src/local/lock.h"

struct LaunchDesk {
  ApiClient *client;
  const Paths *paths;
  Journal *journal;
  GCancellable *closing;
  LaunchDeskChanged changed;
  gpointer changed_data;
  LaunchDeskTold told; /* or NULL */
  gpointer told_data;
  GPtrArray *pending;
  gboolean by_server_time; /* what is pending was looked at by the server's clock */
  gint64 looked_at;        /* by which clock soever */
  GPtrArray *sends;        /* of Send, not owned: under way now */
  GPtrArray *calls;        /* of what is called back now, not owned */
  SendLock *lock;          /* one for all that are sent from here */
  guint lock_users;
};

/* The other side of g_rc_box_acquire. */
void launch_desk_release(LaunchDesk *desk);

/* Reads the journal again, and tells that what is pending has changed. */
void launch_desk_reload(LaunchDesk *desk);

/* Looks whether @pending is gone, which an earlier run began to call back; nothing happens when it is looked
 * for already, or is being called back here. */
void launch_desk_look_after_call(LaunchDesk *desk, const LaunchPending *pending);
