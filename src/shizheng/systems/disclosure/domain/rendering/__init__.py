"""A manuscript becomes a Word document, a workbook, a PDF or a web page; each can be read back to the same tables."""
