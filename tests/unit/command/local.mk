check_PROGRAMS += tests/unit/command/test-rows
TESTS += tests/unit/command/test-rows
tests_unit_command_test_rows_SOURCES = tests/unit/command/test-rows.c
tests_unit_command_test_rows_LDADD = src/command/libcommand.a $(CJSON_LIBS) $(GLIB_LIBS)
