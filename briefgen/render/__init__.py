"""Renders a view as its page: HTML, made by Jinja templates, with the style sheets inside it."""
