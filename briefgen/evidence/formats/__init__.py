"""The formats of files that can be captures: each file here is one or two, found by being here.

It defines `FORMATS`, whose fields are told in `reading/format.py`; nothing else has to be changed
for a new one. All of these are loaded as soon as a brief has a capture, so what is slow to load is
loaded inside the functions that read. What several of them share is in `reading/`.
"""
