"""Where Django looks for models; they live in `rows`."""

from tearsheet.store.rows import *  # noqa: F403 - every table there is
