unit_local_tests = \
	tests/unit/local/test-call-history \
	tests/unit/local/test-passing-file \
	tests/unit/local/test-paths \
	tests/unit/local/test-views \
	tests/unit/local/test-settings \
	tests/unit/local/test-journal \
	tests/unit/local/test-journal-large \
	tests/unit/local/test-lock \
	tests/unit/local/test-rows \
	tests/unit/local/test-out-file \
	tests/unit/local/test-connections \
	tests/unit/local/test-vault \
	tests/unit/local/test-watch-state
check_PROGRAMS += $(unit_local_tests)
TESTS += $(unit_local_tests)

check_LIBRARIES += tests/unit/local/libhome.a
tests_unit_local_libhome_a_SOURCES = tests/unit/local/private-home.c tests/unit/local/private-home.h

# Only src/local and what it stands on: an arrow to anything else does not link.
unit_local_libs = tests/unit/local/libhome.a src/local/liblocal.a src/model/libmodel.a \
	$(CJSON_LIBS) $(SECRET_LIBS) $(SODIUM_LIBS) $(GLIB_LIBS)
tests_unit_local_test_call_history_SOURCES = tests/unit/local/test-call-history.c
tests_unit_local_test_call_history_LDADD = $(unit_local_libs)
tests_unit_local_test_passing_file_SOURCES = tests/unit/local/test-passing-file.c
tests_unit_local_test_passing_file_LDADD = $(unit_local_libs)
tests_unit_local_test_paths_SOURCES = tests/unit/local/test-paths.c
tests_unit_local_test_paths_LDADD = $(unit_local_libs)
tests_unit_local_test_views_SOURCES = tests/unit/local/test-views.c
tests_unit_local_test_views_LDADD = $(unit_local_libs)
tests_unit_local_test_settings_SOURCES = tests/unit/local/test-settings.c
tests_unit_local_test_settings_LDADD = $(unit_local_libs)
tests_unit_local_test_journal_SOURCES = tests/unit/local/test-journal.c
tests_unit_local_test_journal_LDADD = $(unit_local_libs)
tests_unit_local_test_journal_large_SOURCES = tests/unit/local/test-journal-large.c
tests_unit_local_test_journal_large_LDADD = $(unit_local_libs)
tests_unit_local_test_lock_SOURCES = tests/unit/local/test-lock.c
tests_unit_local_test_lock_LDADD = $(unit_local_libs)
tests_unit_local_test_connections_SOURCES = tests/unit/local/test-connections.c
tests_unit_local_test_connections_LDADD = $(unit_local_libs)
tests_unit_local_test_vault_SOURCES = tests/unit/local/test-vault.c
tests_unit_local_test_vault_LDADD = $(unit_local_libs)
tests_unit_local_test_rows_SOURCES = tests/unit/local/test-rows.c
tests_unit_local_test_rows_LDADD = $(unit_local_libs)
tests_unit_local_test_out_file_SOURCES = tests/unit/local/test-out-file.c
tests_unit_local_test_out_file_LDADD = $(unit_local_libs)
tests_unit_local_test_watch_state_SOURCES = tests/unit/local/test-watch-state.c
tests_unit_local_test_watch_state_LDADD = $(unit_local_libs)
