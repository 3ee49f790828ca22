"""Who may ask, as far as admins decide it while the bot runs."""

import secrets
import time

from bots.telegram_bot.storage.store import Store

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is taken for another
_CODE_DAYS = 7


class AllowList:
    """People and groups that were let in or shut out, and codes for those who wait outside."""

    def __init__(self, store: Store) -> None:
        """Uses the tables of the store."""
        self._store = store
        self._verdicts: dict[int, bool] = {
            id: bool(is_allowed)
            for id, is_allowed in store.read("select id, is_allowed from access")
        }

    def verdict(self, id: int) -> bool | None:
        """Whether a person or a group was let in (True) or shut out (False); None for neither."""
        return self._verdicts.get(id)

    async def decide(self, id: int, is_allowed: bool) -> None:
        """Let a person or a group in, or shut him out."""
        await self._store.write_all(
            [
                ("insert or replace into access values(?, ?, ?)", (id, is_allowed, time.time())),
                ("delete from pairings where id=?", (id,)),
            ]
        )
        self._verdicts[id] = is_allowed

    async def move(self, old: int, new: int) -> None:
        """Let a verdict go along with a group that has another number now."""
        verdict = self._verdicts.pop(old, None)
        if verdict is not None:
            await self.decide(new, verdict)

    def all(self) -> dict[int, bool]:
        """All verdicts, by the number of the person or group."""
        return dict(self._verdicts)

    async def code_for(self, id: int) -> str:
        """The code that an admin confirms to let somebody in."""
        rows = self._store.read("select code from pairings where id=?", id)
        if rows:
            return str(rows[0][0])
        code = "".join(secrets.choice(_LETTERS) for _ in range(6))
        insert = "insert or ignore into pairings values(?, ?, ?)"
        await self._store.write(insert, code, id, time.time())
        return code

    def whose(self, code: str) -> int | None:
        """Whom a code stands for, if it stands for anybody."""
        rows = self._store.read("select id from pairings where code=?", code.upper())
        return int(rows[0][0]) if rows else None

    async def sweep(self) -> None:
        """Forget codes that nobody confirmed."""
        old = time.time() - _CODE_DAYS * 86400
        await self._store.write("delete from pairings where at < ?", old)
