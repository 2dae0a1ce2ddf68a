api_tests = tests/api/test-sandbox.py
TESTS += $(api_tests)
EXTRA_DIST += $(api_tests)
