"""Errors as a person reads them: one line, in Chinese on the Chinese page."""

import re

from corpus.catalogue import Message, catalogue
from corpus.errors import NothingToRead, QAError
from index.errors import (
    Busy,
    DamagedIndex,
    HomeUnusable,
    ModelMismatch,
    ModelUnavailable,
    NoIndex,
    NothingToRemove,
    Unfinished,
)
from qa.web.i18n.phrases import CHINESE, Words

_DAMAGED = (
    "(?:is missing|has changed|is not a manifest|does not hold a number|does not have the sample|does not say what"
    "|cannot be read|and .+ do not belong together|has no |has \\d+ articles|disagrees|went away)"
)
"""What is said of a damaged file after its name."""
_SAID: tuple[tuple[str, str], ...] = (
    (r"the question is empty", "问题是空的：请用中文或英文提问"),
    (r"the question has ([\d,]+) characters, at most ([\d,]+)", "问题有 {0} 个字，最多 {1} 个字：请缩短一些"),
    (r"there is no mode (.+): choose (.+)", "没有 {0} 这种方式：请从 {1} 中选择"),
    (r"since (\S+) is after until (\S+):", "起始日期 {0} 晚于截止日期 {1}：请对调"),
    (r"no article has the source (.+): the nearest are (.+)", "没有来源为 {0} 的文章：相近的来源有 {1}"),
    (r"no article has the id or the source (.+); the sources are", "没有编号或来源为 {0} 的文章：请刷新列表"),
    (r"(.+) has been removed before", "{0} 以前已经删除，没有留下什么"),
    (r"(.+) was not removed; removed are", "{0} 没有被删除过：请刷新列表"),
    (r"articles are read in another way", "读取方式已更改：所有文件重新读取"),
    (r"articles are split in another way", "分段方式已更改：新段落重新计算语义"),
    (r"terms are found in another way", "分词方式已更改：所有段落重新分词"),
    (r"the index is written in another way", "索引格式已更改：索引表重新写入"),
    (r"the model was (\S+) and is (\S+):", "向量模型由 {0} 改为 {1}：所有段落重新计算语义"),
    (r"the vector store was (\S+) and is (\S+):", "向量库由 {0} 改为 {1}：语义不必重新计算"),
    (r"the model (\S+) is another version", "向量模型 {0} 换了版本：所有段落重新计算语义"),
    (r"nothing from before is used, as asked", "按要求全部重新读取"),
    (r"which articles had been removed is not known any more", "以前删除过哪些文章已无从查知：不想收入的请重新删除"),
    (r"no article has the id (\S+):", "没有编号为 {0} 的文章"),
    (
        rf"(.+?) {_DAMAGED}.*; generation (\d+) answers instead",
        "索引文件 {0} 已损坏，现由以前的版本 {1} 回答：请修复索引",
    ),
    (rf"(.+?) {_DAMAGED}.*; no earlier generation is whole", "索引文件 {0} 已损坏，以前的版本也不完好：请修复索引"),
    (rf"(.+?) {_DAMAGED}.*; it could not be fallen back to", "以前的版本已损坏：{0}"),
    (r"no manifest in (.+) is whole", "{0} 中已看不出索引由哪些文件建成：请在下面重新指定文件夹"),
    (r"(\d+) values in (.+) have changed", "{1} 中有 {0} 个数值已损坏"),
    (r"(.+) cannot be read \(.*\): delete it", "{0} 已损坏，无法读取"),
    (r"(\S+) is not what the passages make", "{0} 与段落不符"),
    (r"the vector of passage (\d+) has length", "段落 {0} 的向量已损坏"),
    (r"(.+) is no file of the index", "{0} 不是索引的文件"),
    (r"(.+) is no date: write (.+), (.+) or (.+)", "{0} 不是日期：请写成 {1}、{2} 或 {3}"),
    (r"(.+) does not exist; expected", "{0} 不存在：请核对文件或文件夹的名称"),
    (r"(.+) is empty; expected files that end in", "{0} 是空的：请先把文章放进去，或换一个文件夹"),
    (r"(.+) holds no readable article", "{0} 里没有可读的文章：请换一个文件夹"),
    (r"none of (\d+) files gave an article(.*?): the index", "{0} 个文件中没有一篇文章{1}：索引保持不变"),
    (r"(.+) was read before and is gone", "{0} 以前读过，现在不见了：请放回去，或用 qa rebuild 重新指定"),
    (r"no folder was named and none was read before", "还没有读过任何文件夹：请先添加文章"),
    (r"no uploaded file is called (.+): look", "没有名为 {0} 的上传文件：请刷新列表"),
    (r"the file has (\S+) MB, from 1 byte to (\S+) MB", "文件大小为 {0} MB，须大于 0 且不超过 {1} MB：请拆分后再传"),
    (r"([\d,]+) files are here, more are not taken", "已有 {0} 个文件，不能再添加：请先删除一些"),
    (r"the uploads have (\S+) MB, at most (\S+) MB", "已上传 {0} MB，最多保存 {1} MB：请先删除一些"),
    (r"(.+) is no file name that is taken", "{0} 不能用作文件名：请使用文字、数字和扩展名"),
    (r"the file name is no valid text", "文件名不是有效的文字：请改名"),
    (r"the file name has (\d+) bytes, at most (\d+)", "文件名有 {0} 个字节，最多 {1} 个：请缩短"),
    (r"(.+) is of no format that is read; expected one of (.+)", "{0} 的格式不能读取：可用 {1}"),
    (r"the file cannot be written", "文件无法写入：请腾出磁盘空间"),
    (r"the file (?:did not come whole|came without)", "文件没有传完整：请重新上传"),
    (r"has the suffix (\S+); expected one of (.+)", "扩展名 {0} 不能读取：可用 {1}"),
    (r"has no suffix; expected one of (.+)", "没有扩展名：可用 {0}"),
    (r"is empty \(0 bytes\)", "是空文件"),
    (r"may not be read", "没有读取权限"),
    (r"has no HTML in it", "里面没有网页内容"),
    (r"needs a password|is encrypted", "有密码或已加密"),
    (r"is not JSON", "不是有效的 JSON"),
    (r"is a broken", "文件已损坏"),
    (r"holds no record|gives no article", "里面没有文章"),
    (r"has no sentence", "里面没有句子"),
    (r"has the (?:keys|columns) (.+?); expected", "只有 {0}，没有正文一栏"),
    (r"has a broken first row", "第一行已损坏"),
    (r"is too large|expands to", "太大：请拆分"),
    (r"cannot be (?:read|listed|looked at)|is a link to nothing", "无法读取"),
    (r"has a name that is no UTF-8", "文件名不是有效的文字：请改名"),
    (r"is an old \.doc", "是旧的 .doc 或有密码：请另存为 .docx"),
    (r"line (\d+)", "第 {0} 行不是有效的记录"),
    (r"record (\d+)", "第 {0} 条记录里没有文章"),
    (r"(\d+) more records", "另有 {0} 条记录里没有文章"),
    (rf"(.+?) {_DAMAGED}", "索引文件 {0} 已损坏"),
)
"""What a message begins with, and the same in Chinese with the parts in brackets."""

_KINDS: tuple[tuple[type[QAError], str], ...] = (
    (NoIndex, "还没有索引：请先用 qa rebuild 文件夹 读入文章"),
    (DamagedIndex, "索引文件已损坏：请修复索引"),
    (ModelMismatch, "索引是用另一个向量模型建的：请运行 qa rebuild"),
    (ModelUnavailable, "向量模型无法载入：请核对模型名称"),
    (NothingToRemove, "没有这样的文章或来源：请刷新列表"),
    (Unfinished, "新的索引已可使用，但旧内容没有全部清除：请腾出磁盘空间，再重建一次"),
    (HomeUnusable, "索引文件夹无法读写：请检查权限和磁盘空间"),
    (Busy, "正在重建索引：请等它完成后再试"),
    (NothingToRead, "没有可读的文章"),
)
"""What is told of the kind, where the message itself is not known here."""


def complaint(error: QAError, words: Words) -> str:
    """The error in one line, in the language of the page."""
    said = str(error)
    if words is not CHINESE:
        return _as_a_sentence(said)
    if error.key in catalogue():
        return error.in_language("zh")
    kind = next((line for kind, line in _KINDS if isinstance(error, kind)), "")
    return translated(said) or kind or f"不能这样做：{said}"


def reason(said: str, words: Words) -> str:
    """Why a file was left out, in the language of the page; as it stands where there is no translation."""
    if isinstance(said, Message) and said.key in catalogue():
        return said.in_language("zh" if words is CHINESE else "en")
    return (translated(said) if words is CHINESE else "") or said


def translated(said: str) -> str:
    """A message of ours in Chinese, or an empty string."""
    for pattern, chinese in _SAID:
        match = re.match(pattern, said, re.S)
        if match:
            return chinese.format(
                *(part.strip().replace("(text also as .gz)", "（文本也可为 .gz）") for part in match.groups(""))
            )
    return ""


def _as_a_sentence(said: str) -> str:
    """A message with a capital letter, unless its first word has other signs than letters: it is then a name, as of a file."""
    return f"{said[0].upper()}{said[1:]}" if said.partition(" ")[0].isalpha() else said
