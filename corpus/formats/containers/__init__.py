"""Files that hold others: saved pages, mails, e-books, archives."""
