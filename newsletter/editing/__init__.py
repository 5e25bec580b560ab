"""Carry out what an editor decides: corrections, passages, subjects. The desk is its first user.

    look ─▶ compare with what the editor saw ─▶ write the file, whole ─▶ journal ─▶ undo

Every write holds the lock of the publication, so that a run and an editor never write at the same
time. What changed since the editor looked is told and stays; nothing is overwritten unseen.
"""
