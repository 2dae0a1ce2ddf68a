noinst_LIBRARIES += src/flow/libflow.a
src_flow_libflow_a_SOURCES = \
	src/flow/contact-save.c src/flow/contact-save.h \
	src/flow/launch.c src/flow/launch.h \
	src/flow/launch-ledger.c src/flow/launch-ledger.h
src_flow_libflow_a_CFLAGS = $(AM_CFLAGS)
EXTRA_DIST += src/flow/README
