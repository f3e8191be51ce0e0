"""The rules: each looks at an article and says what it finds."""

from checks.rules.dates import wrong_dates
from checks.rules.files import unread_files
from checks.rules.links import dead_links
from checks.rules.persons import personal_data
from checks.rules.shape import missing_alt, missing_parts, notice_parts, title_length
from checks.rules.terms import words_of_the_table

# These read texts alone, wherever they stand.
WORD_FINDERS = (words_of_the_table, wrong_dates, personal_data)
FINDERS = (
    *WORD_FINDERS,
    notice_parts,
    title_length,
    missing_parts,
    missing_alt,
    dead_links,
    unread_files,
)

__all__ = ["FINDERS", "WORD_FINDERS"]
