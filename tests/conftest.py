"""Properties are tried on the same examples in every run, so that a red build is about the change at hand.

`HYPOTHESIS_PROFILE=search` tries new ones, as is done by hand when something near them changed.
"""

import os

from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("search", derandomize=False, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
