"""The printable approval sheet (信息发布审批表) of one round, as PDF and as Word."""

from review.sheet.facts import Sheet, sheet_of
from review.sheet.pdf import sheet_pdf
from review.sheet.word import sheet_docx

__all__ = ["Sheet", "sheet_docx", "sheet_of", "sheet_pdf"]
