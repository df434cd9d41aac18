"""The web page's parts; `qa.app` puts them together."""
