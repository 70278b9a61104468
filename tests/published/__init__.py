"""Published packages that compute receptive fields or sizes, put to the test: `python -m tests.published`."""
