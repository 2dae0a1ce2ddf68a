/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies over the panes and takes all keys while it is there: dialogs, forms, help, palette. The program
 * keeps a stack of them; the top one gets the keys. An overlay knows only its own state. */
#pragma once
#include "ui/canvas.h"
#include "ui/key.h"

typedef enum OverlayAnswer {
  OVERLAY_STAYS, /* took the key */
  OVERLAY_CLOSES /* is done: the program takes it off the stack, frees it, then calls what was promised */
} OverlayAnswer;

typedef struct Overlay Overlay;
typedef struct OverlayClass {
  const char *name;
  /* Reads only; `area` is all it may use, it takes the part it needs. */
  void (*draw)(gpointer state, Canvas *canvas, Rect area);
  OverlayAnswer (*key)(gpointer state, const Key *key);
  /* Called after the overlay has been taken off the stack and before `free`: answers its caller. May be NULL.
   */
  void (*closed)(gpointer state);
  void (*free)(gpointer state);
  /* The hint line's text; static or owned by the state; NULL: "Esc close". May be NULL. */
  const char *(*hint)(gpointer state);
  /* Has it closed itself, without a key? May be NULL: never. */
  gboolean (*closing)(gpointer state);
  /* May a letter be one that is typed into a text? NULL: always, and no letter means anything else. */
  gboolean (*typing)(gpointer state);
} OverlayClass;

struct Overlay {
  const OverlayClass *klass;
  gpointer state;
};

/* Takes the state over. */
Overlay *overlay_new(const OverlayClass *klass, gpointer state);
/* Frees without an answer (the program ends). */
void overlay_free(Overlay *overlay);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Overlay, overlay_free)

typedef struct OverlayStack OverlayStack;
OverlayStack *overlay_stack_new(void);
void overlay_stack_free(OverlayStack *stack);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OverlayStack, overlay_stack_free)
/* Takes the overlay. */
void overlay_stack_push(OverlayStack *stack, Overlay *overlay);
/* NULL if there is none. */
Overlay *overlay_stack_top(OverlayStack *stack);
/* Gives the key to the top overlay, and lets it answer and go if it is done. FALSE if there is none. */
gboolean overlay_stack_key(OverlayStack *stack, const Key *key);
/* All of them, the lowest first. */
void overlay_stack_draw(OverlayStack *stack, Canvas *canvas, Rect area);
/* Whether letters go into a text of the top overlay; FALSE without one. */
gboolean overlay_stack_is_typing(OverlayStack *stack);
/* For the hint line, or NULL. */
const char *overlay_stack_hint(OverlayStack *stack);
/* Takes off all overlays whose class says so by `closing` (a form closed by a reply, not by a key). */
void overlay_stack_reap(OverlayStack *stack);
