"""What an act on staff is refused for; the message is for the screen."""


class StaffError(Exception):
    """A change that the rules for staff do not allow."""
