"""Hypothesis profiles, chosen with HYPOTHESIS_PROFILE.

`ci`, the default, tries the same examples on every run; `deep`, by hand, tries many new ones.
"""

import os
import sys

from hypothesis import settings

settings.register_profile("ci", max_examples=40, derandomize=True, deadline=None, print_blob=True)
settings.register_profile("deep", max_examples=10_000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # many tests start Python: symrf is compiled once, and not by each
sys.dont_write_bytecode = False
