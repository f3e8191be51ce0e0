"""The desk's screens of what travels between unions; each module registers its own."""
