"""Know facts about written language: tags, scripts, sentences, numbers, reading time.

Pure; knows no Markdown.
"""
