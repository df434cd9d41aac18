from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.text.passages import MAX_CHARS, MIN_CHARS, split

TEXTS = st.text(st.sampled_from("太原忻州经济 ab.。！？，；\n”“…1"), max_size=3000)


@settings(deadline=None)  # the first call loads the splitter
@given(TEXTS)
def test_passages_joined_are_the_article(text: str) -> None:
    spans = split(text)
    if any(c.isalnum() for c in text):
        assert "".join(text[a:b] for a, b in spans) == text
        assert all(0 < b - a <= MAX_CHARS for a, b in spans)
    else:
        assert spans == []


def test_a_short_article_is_one_passage() -> None:
    text = "忻州承担产业落地。太原是首脑。\n两市并进。"
    assert split(text) == [(0, len(text))]


def test_sentences_stay_whole() -> None:
    sentence = "这是一个用来检查切分位置的句子，里面有逗号，也有数字965.16亿元。"
    text = sentence * 60
    for start, end in split(text):
        assert start % len(sentence) == 0
        assert end % len(sentence) == 0


def test_english_sentences_stay_whole() -> None:
    sentence = "The zone grew by 8.5 percent in the year 2022. "
    text = sentence * 60
    assert all(start % len(sentence) == 0 for start, _ in split(text))


def test_a_closing_quotation_mark_stays_with_its_sentence() -> None:
    text = "他说：“项目已经开工，进展顺利。”" * 40
    assert all(text[end - 1] == "”" for _, end in split(text))


def test_repeated_text_has_exact_offsets() -> None:
    text = "同一句话。" * 500
    spans = split(text)
    assert [a for a, _ in spans[1:]] == [b for _, b in spans[:-1]]


def test_passages_are_200_to_400_characters_where_the_text_allows() -> None:
    text = "\n".join("一个不长不短的段落，用来看看段落怎样合并成为一段。" * n for n in range(1, 20))
    lengths = [b - a for a, b in split(text)]
    assert sum(MIN_CHARS <= n <= MAX_CHARS for n in lengths) / len(lengths) > 0.85
    assert min(lengths) > MAX_CHARS * 2 / 5


def test_a_text_without_any_break_is_cut_all_the_same() -> None:
    assert [b - a for a, b in split("长" * 1000)] == [400, 400, 200]
