"""From the files of a folder to reports and their sentences."""
