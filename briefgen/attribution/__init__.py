"""Whose words stand in a text: the turns of a transcript, and the people of a brief beside them."""
