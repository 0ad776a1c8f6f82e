"""What desks have and how its text is taken from it: saved pages, e-mails, documents; and texts in older encodings."""
