"""Give the editor her desk: a small web application on her own machine.

    browser ─▶ access ─▶ one module a page ─▶ the functions of the command line ─▶ files, ledger
                                  │
                                  └─ editing: every write is compared, journalled, undone

Nothing is kept here that is not in the publication: the desk reads the ledger, the catalogues, the
decisions and the outputs, and writes catalogues and decisions through `newsletter.editing`.
"""
