# The real program in a terminal, against the sandbox.
screen_tests = tests/screen/test-harness.py
TESTS += $(screen_tests)
EXTRA_DIST += $(screen_tests) tests/screen/screen.py tests/screen/README
