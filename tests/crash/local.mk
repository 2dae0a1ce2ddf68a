# Killing at every system call of what must happen once.
check_PROGRAMS += tests/crash/call-driver tests/crash/launch-driver tests/crash/making-driver \
	tests/crash/test-kill tests/crash/test-kill-call tests/crash/test-kill-making
TESTS += tests/crash/test-kill tests/crash/test-kill-call tests/crash/test-kill-making
crash_libs = tests/support/libsupport.a src/flow/libflow.a src/local/liblocal.a src/api/libapi.a src/net/libnet.a \
	src/model/libmodel.a $(CURL_LIBS) $(CJSON_LIBS) $(SECRET_LIBS) $(SODIUM_LIBS) $(GLIB_LIBS)
tests_crash_launch_driver_LDADD = $(crash_libs)
tests_crash_making_driver_SOURCES = tests/crash/making-driver.c tests/crash/making.h
tests_crash_making_driver_LDADD = $(crash_libs)
tests_crash_test_kill_SOURCES = tests/crash/test-kill.c tests/crash/crash.c tests/crash/crash.h
tests_crash_test_kill_LDADD = $(crash_libs)
tests_crash_test_kill_making_SOURCES = tests/crash/test-kill-making.c tests/crash/crash.c tests/crash/crash.h \
	tests/crash/making.h
tests_crash_test_kill_making_LDADD = $(crash_libs)
tests_crash_call_driver_LDADD = tests/support/libsupport.a src/command/libcommand.a $(crash_libs)
tests_crash_test_kill_call_SOURCES = tests/crash/test-kill-call.c tests/crash/crash.c tests/crash/crash.h \
	tests/crash/making.h
tests_crash_test_kill_call_LDADD = $(crash_libs)
