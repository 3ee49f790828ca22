"""`python -m bots.telegram_bot` is `yinju-bot`."""

import sys

from bots.telegram_bot.main import main

if __name__ == "__main__":
    sys.exit(main())
