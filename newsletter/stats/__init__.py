"""Tell how a publication has gone: posts, lengths, removals, holds, translations, mails over time.

history     the rows of the ledger, summed by month, year or run
chart       the same as pictures: SVG without anything from elsewhere
overview    one page with pictures and table
"""
