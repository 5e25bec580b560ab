"""Compose the stages into one run; the only room that knows their order.

    posts/*.md ─▶ read ─▶ prepare ─▶ translate ─▶ articles ─▶ render ─▶ publish ─▶ ledger
                   │      dedupe,    catalogue,   source and  copies,    copies, pages,
                   ▼      abridge    memory,      every       pages,     campaigns and
                 errors   (pool)     engine       complete    email,     reports first,
                                                  language    feeds      feeds last

A post that cannot be read is one error in the report; a language whose translation is not complete
is held: nothing of it is published, everything else goes on. Stages are pure; disk, network, clock
and environment are handed in here.
"""
