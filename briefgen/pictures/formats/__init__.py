"""The formats of pictures in pixels: each file here is one, found by being here."""
