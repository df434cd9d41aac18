"""English questions over Chinese articles: names in pinyin, translations and transliterations."""
