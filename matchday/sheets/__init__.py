"""Make tables in files, and read them: what staff keep in Excel or CSV comes in and goes out here.

A file is read in a child process that may be killed (``reading.read_file_safely``); its sheets become values
of the field, or complaints with row and column (``reading.parse``); ``excel_file`` and ``csv_file`` write
templates to fill in, and rows that come back as they were.
"""
