"""Turn editions, articles and feeds into artefacts: email, feeds, copies, pages, reports."""
