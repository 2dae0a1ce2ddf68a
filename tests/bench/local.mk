benches = tests/bench/bench-contact-table tests/bench/bench-journal tests/bench/bench-secret-mask
EXTRA_PROGRAMS += $(benches)
tests_bench_bench_contact_table_LDADD = src/model/libmodel.a $(GLIB_LIBS)
tests_bench_bench_journal_LDADD = $(unit_flow_libs)
tests_bench_bench_secret_mask_LDADD = src/net/libnet.a $(SODIUM_LIBS) $(CJSON_LIBS) $(GLIB_LIBS)
CLEANFILES += $(benches)

.PHONY: bench
bench: $(benches)
	tests/bench/bench-contact-table
	tests/bench/bench-journal
	tests/bench/bench-secret-mask
