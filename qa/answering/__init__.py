"""From candidates to an answer that is cited, or to a refusal."""
