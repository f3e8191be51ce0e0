"""Backups: one file with the database, the uploaded files and the settings, and the way back."""

from operations.backups.archive import BackupError
from operations.backups.restoring import restore
from operations.backups.taking import back_up

__all__ = ["BackupError", "back_up", "restore"]
