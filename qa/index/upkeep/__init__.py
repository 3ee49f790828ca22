"""Upkeep: from the files of a corpus to an index that is open; decides when it is built anew."""
