"""Makes the page of a view: HTML, by Jinja templates."""
