noinst_LIBRARIES += src/flow/libflow.a
src_flow_libflow_a_SOURCES = \
	src/flow/calling-back.c src/flow/calling-back.h \
	src/flow/connection-check.c src/flow/connection-check.h \
	src/flow/contact-make.c src/flow/contact-make.h \
	src/flow/contact-match.c src/flow/contact-match.h \
	src/flow/contact-save.c src/flow/contact-save.h \
	src/flow/contacts-move.c src/flow/contacts-move-private.h \
	src/flow/contacts-put-back.c \
	src/flow/contacts-edit.c src/flow/contacts-edit.h src/flow/contacts-remove.c src/flow/contacts-remove.h \
	src/flow/follow-up.c src/flow/follow-up.h \
	src/flow/import.c src/flow/import.h src/flow/import-resume.c src/flow/import-resume.h \
	src/flow/import-settled.c src/flow/import-settled.h \
	src/flow/list-export.c src/flow/list-export.h \
	src/flow/launch.c src/flow/launch.h \
	src/flow/launch-call-back.c src/flow/launch-private.h \
	src/flow/launch-ledger.c src/flow/launch-ledger.h \
	src/flow/launch-wire.c src/flow/launch-wire.h \
	src/flow/list-write.c src/flow/list-write.h \
	src/flow/making.c src/flow/making.h src/flow/making-desk.c src/flow/making-desk.h \
	src/flow/merge-rule.c src/flow/merge-rule.h \
	src/flow/recipient-names.c src/flow/recipient-names.h \
	src/flow/refusal.c src/flow/refusal.h \
	src/flow/sent-before.c src/flow/sent-before.h \
	src/flow/survey-switch.c src/flow/survey-switch.h \
	src/flow/response-pull.c src/flow/response-pull.h \
	src/flow/watch.c src/flow/watch.h
src_flow_libflow_a_CFLAGS = $(AM_CFLAGS)
EXTRA_DIST += src/flow/README
