"""Electronic signatures in PDF files (PAdES): made, asked for elsewhere, and checked on receipt.

Bytes in, bytes out: no database, no clock. pyHanko is imported where it is used, because
loading it takes half a second that no other command should pay.
"""
