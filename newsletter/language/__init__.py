"""Know facts about written language: scripts, sentences, numbers, reading time. Pure; knows no Markdown."""
