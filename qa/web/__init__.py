"""The web page: what it shows (html), what it does (tabs), what programs call (api), and how it is served (server)."""
