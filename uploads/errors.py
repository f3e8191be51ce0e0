class UploadRefused(Exception):
    """A file that must not come in; its text is a sentence for the person who sent it."""
