"""The course as a book: its index, the cells of its texts and what each is for, and the files beside them."""
