"""`python -m bots.mcp_server` is `yinju-mcp`."""

import sys

from bots.mcp_server.main import main

sys.exit(main())
