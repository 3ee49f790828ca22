"""From files on a disk to what is kept of them: found, told apart, put in, caught up with."""
