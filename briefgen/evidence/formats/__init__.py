"""What people keep besides text, HTML and PDF: one module for each kind of file."""
