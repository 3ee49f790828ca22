"""The thing asked for: whether a clause tells of it, of which sort, how counted, in what unit."""
