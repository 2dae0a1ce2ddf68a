include tests/support/local.mk
include tests/unit/model/local.mk
include tests/unit/net/local.mk
include tests/unit/api/local.mk
include tests/unit/local/local.mk
include tests/unit/flow/local.mk
include tests/unit/ui/local.mk
include tests/api/local.mk
include tests/crash/local.mk
include tests/keyring/local.mk
include tests/screen/local.mk
include tests/check/local.mk
include tests/fuzz/local.mk
include tests/bench/local.mk

# The same tests under the sanitizers, each in a build of its own.
EXTRA_DIST += tests/README tests/PROMISES tests/data tests/tsan.supp tests/lsan.supp
sanitized_tests = $(filter-out tests/check/%,$(TESTS))
sanitizer_options = \
	ASAN_OPTIONS=detect_leaks=1:fast_unwind_on_malloc=0:strict_string_checks=1:detect_stack_use_after_return=1:quarantine_size_mb=32 \
	LSAN_OPTIONS=suppressions='$(abs_top_srcdir)/tests/lsan.supp':print_suppressions=0 \
	UBSAN_OPTIONS=print_stacktrace=1 \
	TSAN_OPTIONS=suppressions='$(abs_top_srcdir)/tests/tsan.supp':second_deadlock_stack=1 \
	FUZZ_ROUNDS=40
check-sanitize: check-address check-thread
check-address: SANITIZERS = address,undefined
check-thread: SANITIZERS = thread
check-address check-thread:
	@test -e sanitize/$@/Makefile || { \
	  $(MKDIR_P) sanitize/$@ && cd sanitize/$@ && \
	  '$(abs_top_srcdir)/configure' -q --enable-sanitize=$(SANITIZERS) CC='$(CC)' CFLAGS='-g -O1'; }
	+$(sanitizer_options) $(MAKE) -C sanitize/$@ check TESTS='$(sanitized_tests)'
clean-local:
	rm -rf sanitize fuzz
.PHONY: check-sanitize check-address check-thread
