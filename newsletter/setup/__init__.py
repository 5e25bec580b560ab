"""Set up a publication: see which site it stands in, and write settings that fit.

generators   which site generator owns a folder, and what its own settings say
permalinks   the permalink of a site, in our words
scaffold     what is known → newsletter.toml, with the reason of each line
ignoring     what the generator and git must pass over
"""
