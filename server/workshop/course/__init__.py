"""The course as a book: its index, its texts, and what is built, released and reset from them."""
