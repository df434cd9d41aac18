"""The wording around the quotes of an answer, and the messages that replace an answer."""
