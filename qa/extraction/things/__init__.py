"""The thing asked for: whether a clause tells of it, of which sort, counted how and in which unit."""
