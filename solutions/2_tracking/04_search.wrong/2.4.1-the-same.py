# exercise: 2.4.1
# verdict: wrong
# says: Do both gain as much from having seen an hour's neighbours?
answer("2.4.1", "a")
