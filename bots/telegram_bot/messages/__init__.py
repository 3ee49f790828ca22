"""What is said: pages, buttons and wording."""
