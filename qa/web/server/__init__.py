"""The web server: guards, login, limits and the process."""
