class WordFileError(Exception):
    """A file that can't become an article; the message tells the editor why."""
