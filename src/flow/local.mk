noinst_LIBRARIES += src/flow/libflow.a
src_flow_libflow_a_SOURCES =
src_flow_libflow_a_CFLAGS = $(AM_CFLAGS) 
EXTRA_DIST += src/flow/README
