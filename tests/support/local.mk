check_LIBRARIES += tests/support/libsupport.a
tests_support_libsupport_a_SOURCES = \
	tests/support/desk.c tests/support/desk.h \
	tests/support/sandbox.c tests/support/sandbox.h

# Not instrumented by any sanitizer: it is there before they are. Where it can't be made, its stories are skipped.
check_DATA = tests/support/set-clock.so
CLEANFILES += $(check_DATA)
EXTRA_DIST += tests/support/set-clock.c
tests/support/set-clock.so: tests/support/set-clock.c
	@$(MKDIR_P) tests/support
	$(AM_V_CCLD)$(CC) -shared -fPIC -O1 -D_GNU_SOURCE -o $@ $(top_srcdir)/tests/support/set-clock.c 2>/dev/null || : > $@
