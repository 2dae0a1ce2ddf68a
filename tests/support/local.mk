check_LIBRARIES += tests/support/libsupport.a
tests_support_libsupport_a_SOURCES = \
	tests/support/desk.c tests/support/desk.h \
	tests/support/sandbox.c tests/support/sandbox.h
