"""Where sentences are found: postings with weights, and what is kept beside them."""
