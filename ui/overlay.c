/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An overlay answers only after it is off the stack, so that its caller may push the next one from within the
 * answer. */
#include "ui/overlay.h"

struct OverlayStack {
  GPtrArray *overlays;
};

Overlay *
overlay_new(const OverlayClass *klass, gpointer state)
{
  Overlay *overlay = g_new0(Overlay, 1);
  overlay->klass = klass;
  overlay->state = state;
  return overlay;
}

void
overlay_free(Overlay *overlay)
{
  if (!overlay)
    return;
  overlay->klass->free(overlay->state);
  g_free(overlay);
}

OverlayStack *
overlay_stack_new(void)
{
  OverlayStack *stack = g_new0(OverlayStack, 1);
  stack->overlays = g_ptr_array_new();
  return stack;
}

void
overlay_stack_free(OverlayStack *stack)
{
  if (!stack)
    return;
  for (guint i = stack->overlays->len; i > 0; i--)
    overlay_free(stack->overlays->pdata[i - 1]);
  g_ptr_array_unref(stack->overlays);
  g_free(stack);
}

void
overlay_stack_push(OverlayStack *stack, Overlay *overlay)
{
  g_ptr_array_add(stack->overlays, overlay);
}

Overlay *
overlay_stack_top(OverlayStack *stack)
{
  return stack->overlays->len ? stack->overlays->pdata[stack->overlays->len - 1] : NULL;
}

static void
close_overlay(OverlayStack *stack, Overlay *overlay)
{
  g_ptr_array_remove(stack->overlays, overlay);
  if (overlay->klass->closed)
    overlay->klass->closed(overlay->state);
  overlay_free(overlay);
}

gboolean
overlay_stack_key(OverlayStack *stack, const Key *key)
{
  Overlay *top = overlay_stack_top(stack);
  if (!top)
    return FALSE;
  if (top->klass->key(top->state, key) == OVERLAY_CLOSES)
    close_overlay(stack, top);
  return TRUE;
}

static gboolean
reap_one(OverlayStack *stack)
{
  for (guint i = stack->overlays->len; i > 0; i--) {
    Overlay *overlay = stack->overlays->pdata[i - 1];
    if (overlay->klass->closing && overlay->klass->closing(overlay->state)) {
      close_overlay(stack, overlay);
      return TRUE;
    }
  }
  return FALSE;
}

void
overlay_stack_reap(OverlayStack *stack)
{
  while (reap_one(stack))
    continue;
}

void
overlay_stack_draw(OverlayStack *stack, Canvas *canvas, Rect area)
{
  for (guint i = 0; i < stack->overlays->len; i++) {
    Overlay *overlay = stack->overlays->pdata[i];
    Rect former = canvas_set_clip(canvas, area);
    overlay->klass->draw(overlay->state, canvas, area);
    canvas_set_clip(canvas, former);
  }
}

gboolean
overlay_stack_is_typing(OverlayStack *stack)
{
  Overlay *top = overlay_stack_top(stack);
  return top && (!top->klass->typing || top->klass->typing(top->state));
}

const char *
overlay_stack_hint(OverlayStack *stack)
{
  Overlay *top = overlay_stack_top(stack);
  if (!top)
    return NULL;
  const char *hint = top->klass->hint ? top->klass->hint(top->state) : NULL;
  return hint ? hint : "Esc close";
}
