benches = tests/bench/bench-contact-table tests/bench/bench-journal
EXTRA_PROGRAMS += $(benches)
tests_bench_bench_contact_table_LDADD = src/model/libmodel.a $(GLIB_LIBS)
tests_bench_bench_journal_LDADD = $(unit_flow_libs)
CLEANFILES += $(benches)

.PHONY: bench
bench: $(benches)
	tests/bench/bench-contact-table
	tests/bench/bench-journal
