"""`python -m dockwright`."""

import sys

from dockwright.cli.main import main

sys.exit(main())
