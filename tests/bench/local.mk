EXTRA_PROGRAMS += tests/bench/bench-contact-table
tests_bench_bench_contact_table_LDADD = src/model/libmodel.a $(GLIB_LIBS)
CLEANFILES += tests/bench/bench-contact-table

.PHONY: bench
bench: tests/bench/bench-contact-table
	tests/bench/bench-contact-table
