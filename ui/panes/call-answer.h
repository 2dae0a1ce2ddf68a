/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What came back from a call, to look through: lines that are wrapped to the width they have, keep their
 * place when more is added, and can be searched.
 */
#pragma once

#include "ui/actions.h"
#include "ui/canvas.h"
#include "ui/key.h"

typedef struct CallAnswer CallAnswer;

CallAnswer *call_answer_new(void);
void call_answer_free(CallAnswer *answer);

/* @text replaces what is there, or comes after it; it is clean already. An error has its own style. */
void call_answer_set(CallAnswer *answer, const char *text, gboolean error);
void call_answer_add(CallAnswer *answer, const char *text);
/* All of it; "" if there is none. Borrowed. */
const char *call_answer_text(const CallAnswer *answer);

/* Moves, pages, ends. FALSE if the action is another. */
gboolean call_answer_act(CallAnswer *answer, ActionId action);
/* Opens the line in which is typed what to look for. */
void call_answer_search(CallAnswer *answer);
gboolean call_answer_is_searching(const CallAnswer *answer);
/* Takes the search away; FALSE if there was none. */
gboolean call_answer_drop_search(CallAnswer *answer);
/* While the search is typed all keys, else n and N while something is looked for, and the wheel. */
gboolean call_answer_key(CallAnswer *answer, const Key *key);

/* The scroll mark goes to the border of @frame. */
void call_answer_draw(CallAnswer *answer, Canvas *canvas, Rect rect, Rect frame);
