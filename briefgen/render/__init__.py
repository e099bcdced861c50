"""From a view to its page: HTML, by Jinja templates, with the style sheets inside it."""
