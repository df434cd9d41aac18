"""Files that contain others: saved pages, e-mails, e-books, archives."""
