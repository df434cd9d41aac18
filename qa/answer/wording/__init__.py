"""The words around the quotes of an answer, and what is said instead of one."""
