# Each target twice: bounded.c drives it in `make check`, libFuzzer in `make fuzz` (which needs clang).
fuzz_targets = decoders envelope layout text journal drafts config keys typing csv faults address ledger
fuzz_tests = \
	tests/fuzz/fuzz-decoders \
	tests/fuzz/fuzz-envelope \
	tests/fuzz/fuzz-layout \
	tests/fuzz/fuzz-text \
	tests/fuzz/fuzz-journal \
	tests/fuzz/fuzz-drafts \
	tests/fuzz/fuzz-config \
	tests/fuzz/fuzz-keys \
	tests/fuzz/fuzz-typing \
	tests/fuzz/fuzz-csv \
	tests/fuzz/fuzz-faults \
	tests/fuzz/fuzz-address \
	tests/fuzz/fuzz-ledger
check_PROGRAMS += $(fuzz_tests)
TESTS += $(fuzz_tests)
EXTRA_PROGRAMS += \
	tests/fuzz/libfuzzer-decoders \
	tests/fuzz/libfuzzer-envelope \
	tests/fuzz/libfuzzer-layout \
	tests/fuzz/libfuzzer-text \
	tests/fuzz/libfuzzer-journal \
	tests/fuzz/libfuzzer-drafts \
	tests/fuzz/libfuzzer-config \
	tests/fuzz/libfuzzer-keys \
	tests/fuzz/libfuzzer-typing \
	tests/fuzz/libfuzzer-csv \
	tests/fuzz/libfuzzer-faults \
	tests/fuzz/libfuzzer-address \
	tests/fuzz/libfuzzer-ledger
EXTRA_DIST += tests/fuzz/README

fuzz_common = tests/fuzz/fuzz.h tests/fuzz/check-clean.c
fuzz_driver = tests/fuzz/bounded.c
fuzz_libfuzzer = $(AM_LDFLAGS) -fsanitize=fuzzer

fuzz_decoders_sources = tests/fuzz/fuzz-decoders.c tests/fuzz/canned-fetcher.c tests/fuzz/canned-fetcher.h $(fuzz_common)
fuzz_decoders_libs = src/api/libapi.a src/model/libmodel.a $(CJSON_LIBS) $(GLIB_LIBS) -lm
tests_fuzz_fuzz_decoders_SOURCES = $(fuzz_decoders_sources) $(fuzz_driver)
tests_fuzz_fuzz_decoders_LDADD = $(fuzz_decoders_libs)
tests_fuzz_libfuzzer_decoders_SOURCES = $(fuzz_decoders_sources)
tests_fuzz_libfuzzer_decoders_LDADD = $(fuzz_decoders_libs)
tests_fuzz_libfuzzer_decoders_LDFLAGS = $(fuzz_libfuzzer)

fuzz_envelope_libs = src/api/libapi.a src/net/libnet.a src/model/libmodel.a \
	$(CURL_LIBS) $(CJSON_LIBS) $(SODIUM_LIBS) $(GLIB_LIBS) -lpthread -lm
tests_fuzz_fuzz_envelope_SOURCES = tests/fuzz/fuzz-envelope.c $(fuzz_common) $(fuzz_driver)
tests_fuzz_fuzz_envelope_LDADD = $(fuzz_envelope_libs)
tests_fuzz_libfuzzer_envelope_SOURCES = tests/fuzz/fuzz-envelope.c $(fuzz_common)
tests_fuzz_libfuzzer_envelope_LDADD = $(fuzz_envelope_libs)
tests_fuzz_libfuzzer_envelope_LDFLAGS = $(fuzz_libfuzzer)

fuzz_layout_libs = src/api/libapi.a src/model/libmodel.a $(CJSON_LIBS) $(GLIB_LIBS) -lm
tests_fuzz_fuzz_layout_SOURCES = tests/fuzz/fuzz-layout.c $(fuzz_common) $(fuzz_driver)
tests_fuzz_fuzz_layout_LDADD = $(fuzz_layout_libs)
tests_fuzz_libfuzzer_layout_SOURCES = tests/fuzz/fuzz-layout.c $(fuzz_common)
tests_fuzz_libfuzzer_layout_LDADD = $(fuzz_layout_libs)
tests_fuzz_libfuzzer_layout_LDFLAGS = $(fuzz_libfuzzer)

fuzz_text_libs = ui/libui.a src/model/libmodel.a $(GLIB_LIBS)
tests_fuzz_fuzz_text_SOURCES = tests/fuzz/fuzz-text.c $(fuzz_common) $(fuzz_driver)
tests_fuzz_fuzz_text_LDADD = $(fuzz_text_libs)
tests_fuzz_libfuzzer_text_SOURCES = tests/fuzz/fuzz-text.c $(fuzz_common)
tests_fuzz_libfuzzer_text_LDADD = $(fuzz_text_libs)
tests_fuzz_libfuzzer_text_LDFLAGS = $(fuzz_libfuzzer)

fuzz_journal_libs = $(unit_local_libs)
tests_fuzz_fuzz_journal_SOURCES = tests/fuzz/fuzz-journal.c $(fuzz_driver)
tests_fuzz_fuzz_journal_LDADD = $(fuzz_journal_libs)
tests_fuzz_libfuzzer_journal_SOURCES = tests/fuzz/fuzz-journal.c
tests_fuzz_libfuzzer_journal_LDADD = $(fuzz_journal_libs)
tests_fuzz_libfuzzer_journal_LDFLAGS = $(fuzz_libfuzzer)

fuzz_drafts_libs = ui/libui.a $(unit_local_libs)
tests_fuzz_fuzz_drafts_SOURCES = tests/fuzz/fuzz-drafts.c $(fuzz_driver)
tests_fuzz_fuzz_drafts_LDADD = $(fuzz_drafts_libs)
tests_fuzz_libfuzzer_drafts_SOURCES = tests/fuzz/fuzz-drafts.c
tests_fuzz_libfuzzer_drafts_LDADD = $(fuzz_drafts_libs)
tests_fuzz_libfuzzer_drafts_LDFLAGS = $(fuzz_libfuzzer)

tests_fuzz_fuzz_config_SOURCES = tests/fuzz/fuzz-config.c $(fuzz_common) $(fuzz_driver)
tests_fuzz_fuzz_config_LDADD = $(fuzz_drafts_libs)
tests_fuzz_libfuzzer_config_SOURCES = tests/fuzz/fuzz-config.c $(fuzz_common)
tests_fuzz_libfuzzer_config_LDADD = $(fuzz_drafts_libs)
tests_fuzz_libfuzzer_config_LDFLAGS = $(fuzz_libfuzzer)

tests_fuzz_fuzz_keys_SOURCES = tests/fuzz/fuzz-keys.c $(fuzz_driver)
tests_fuzz_fuzz_keys_LDADD = ui/libui.a $(GLIB_LIBS)
tests_fuzz_libfuzzer_keys_SOURCES = tests/fuzz/fuzz-keys.c
tests_fuzz_libfuzzer_keys_LDADD = ui/libui.a $(GLIB_LIBS)
tests_fuzz_libfuzzer_keys_LDFLAGS = $(fuzz_libfuzzer)

fuzz_typing_libs = ui/libui.a src/api/libapi.a src/net/libnet.a $(unit_local_libs) $(CURL_LIBS) -lpthread -lm
tests_fuzz_fuzz_typing_SOURCES = tests/fuzz/fuzz-typing.c $(fuzz_driver)
tests_fuzz_fuzz_typing_LDADD = $(fuzz_typing_libs)
tests_fuzz_libfuzzer_typing_SOURCES = tests/fuzz/fuzz-typing.c
tests_fuzz_libfuzzer_typing_LDADD = $(fuzz_typing_libs)
tests_fuzz_libfuzzer_typing_LDFLAGS = $(fuzz_libfuzzer)

tests_fuzz_fuzz_csv_SOURCES = tests/fuzz/fuzz-csv.c $(fuzz_driver)
tests_fuzz_fuzz_csv_LDADD = src/model/libmodel.a $(GLIB_LIBS)
tests_fuzz_libfuzzer_csv_SOURCES = tests/fuzz/fuzz-csv.c
tests_fuzz_libfuzzer_csv_LDADD = src/model/libmodel.a $(GLIB_LIBS)
tests_fuzz_libfuzzer_csv_LDFLAGS = $(fuzz_libfuzzer)

fuzz_faults_sources = tests/fuzz/fuzz-faults.c tests/fuzz/fuzz.h src/sandbox/fault.c src/sandbox/fault.h \
	src/sandbox/echo.c src/sandbox/echo.h
tests_fuzz_fuzz_faults_SOURCES = $(fuzz_faults_sources) $(fuzz_driver)
tests_fuzz_fuzz_faults_LDADD = $(CJSON_LIBS) $(GLIB_LIBS)
tests_fuzz_libfuzzer_faults_SOURCES = $(fuzz_faults_sources)
tests_fuzz_libfuzzer_faults_LDADD = $(CJSON_LIBS) $(GLIB_LIBS)
tests_fuzz_libfuzzer_faults_LDFLAGS = $(fuzz_libfuzzer)

tests_fuzz_fuzz_address_SOURCES = tests/fuzz/fuzz-address.c $(fuzz_common) $(fuzz_driver)
tests_fuzz_fuzz_address_LDADD = $(fuzz_typing_libs)
tests_fuzz_libfuzzer_address_SOURCES = tests/fuzz/fuzz-address.c $(fuzz_common)
tests_fuzz_libfuzzer_address_LDADD = $(fuzz_typing_libs)
tests_fuzz_libfuzzer_address_LDFLAGS = $(fuzz_libfuzzer)

fuzz_ledger_libs = src/flow/libflow.a src/api/libapi.a src/net/libnet.a $(unit_local_libs) $(CURL_LIBS) -lpthread -lm
tests_fuzz_fuzz_ledger_SOURCES = tests/fuzz/fuzz-ledger.c $(fuzz_driver)
tests_fuzz_fuzz_ledger_LDADD = $(fuzz_ledger_libs)
tests_fuzz_libfuzzer_ledger_SOURCES = tests/fuzz/fuzz-ledger.c
tests_fuzz_libfuzzer_ledger_LDADD = $(fuzz_ledger_libs)
tests_fuzz_libfuzzer_ledger_LDFLAGS = $(fuzz_libfuzzer)

# In a build of its own; what was found stays in fuzz/corpus-*, and the next run goes on from there.
FUZZ_SECONDS = 60
FUZZ_CLANG = clang
fuzz:
	@test -e fuzz/Makefile || { \
	  $(MKDIR_P) fuzz && cd fuzz && \
	  '$(abs_top_srcdir)/configure' -q --enable-sanitize=fuzzer-no-link,address,undefined \
	    CC='$(FUZZ_CLANG)' CFLAGS='-g -O1'; }
	+$(MAKE) -C fuzz $(addprefix tests/fuzz/libfuzzer-,$(fuzz_targets)) $(addprefix tests/fuzz/fuzz-,$(fuzz_targets))
	@cd fuzz && for target in $(fuzz_targets); do \
	  $(MKDIR_P) corpus-$$target && tests/fuzz/fuzz-$$target --seeds corpus-$$target && \
	  LSAN_OPTIONS=suppressions='$(abs_top_srcdir)/tests/lsan.supp':print_suppressions=0 UBSAN_OPTIONS=print_stacktrace=1 \
	  tests/fuzz/libfuzzer-$$target -max_total_time=$(FUZZ_SECONDS) -max_len=8192 -timeout=10 \
	    -artifact_prefix=$$target- corpus-$$target '$(abs_top_srcdir)/tests/data' || exit 1; \
	done
.PHONY: fuzz
