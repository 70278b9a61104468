"""The tests, a package so that one may import another's tools: `from tests.tools import optional`."""
