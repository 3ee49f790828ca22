"""What is sent: pages, buttons, wording, and how it gets there."""
