import os
import stat
from pathlib import Path

import pytest

from corpus.errors import NothingToRead
from corpus.formats.registry import READERS
from corpus.read import find_files, read_file
from corpus.types import Skipped
from tests.news_files import put


def reasons(path: Path) -> list[str]:
    return [item.reason for item in read_file(path) if isinstance(item, Skipped)]


class TestFindFiles:
    def test_folders_are_searched_and_each_file_found_once_in_order(self, tmp_path: Path) -> None:
        wanted = [put(tmp_path, name) for name in ("a.txt", "b/c.MD", "b/d/e.jsonl.gz", "z.html")]
        found, skipped = find_files([tmp_path / "b", tmp_path, tmp_path / "a.txt", tmp_path / "b" / ".." / "a.txt"])
        assert found == wanted
        assert skipped == []

    def test_hidden_files_and_temporaries_of_editors_are_not_looked_at(self, tmp_path: Path) -> None:
        for name in (".git/a.txt", ".hidden.txt", "~$b.docx", "b/.x/y.txt"):
            put(tmp_path, name)
        wanted = put(tmp_path, "a.txt")
        assert find_files([tmp_path]) == ([wanted], [])

    def test_a_folder_below_a_hidden_one_may_be_named(self, tmp_path: Path) -> None:
        wanted = put(tmp_path, ".share/uploads/a.txt")
        assert find_files([tmp_path / ".share" / "uploads"])[0] == [wanted]

    def test_links_may_loop_and_may_lead_to_nothing(self, tmp_path: Path) -> None:
        wanted = put(tmp_path, "b/a.txt")
        (tmp_path / "b" / "up").symlink_to(tmp_path, target_is_directory=True)
        (tmp_path / "c.txt").symlink_to(wanted)
        (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
        found, skipped = find_files([tmp_path])
        assert [file.resolve() for file in found] == [wanted]
        assert [s.path for s in skipped] == [str(tmp_path / "gone.txt")]
        assert "a broken link" in skipped[0].reason

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
    def test_a_pipe_is_not_waited_for(self, tmp_path: Path) -> None:
        put(tmp_path, "a.txt")
        os.mkfifo(tmp_path / "pipe.txt")
        found, (skipped,) = find_files([tmp_path])
        assert len(found) == 1
        assert skipped.path == str(tmp_path / "pipe.txt")

    def test_unknown_suffixes_are_told_with_the_known_ones(self, tmp_path: Path) -> None:
        put(tmp_path, "a.txt")
        put(tmp_path, "table.xls")
        put(tmp_path, "README")
        _, (readme, table) = find_files([tmp_path])
        assert readme.reason.startswith("no file extension; expected one of ")
        assert table.reason.startswith("unsupported format .xls; expected one of ")
        assert all(suffix in table.reason for suffix in READERS)

    def test_a_path_that_does_not_exist_is_an_error(self, tmp_path: Path) -> None:
        with pytest.raises(NothingToRead, match=r"nowhere does not exist; check the name"):
            find_files([tmp_path / "nowhere"])

    def test_a_folder_with_nothing_to_read_is_an_error(self, tmp_path: Path) -> None:
        with pytest.raises(NothingToRead, match=r"is empty; expected files ending in \.txt, \.md"):
            find_files([tmp_path])
        put(tmp_path, "table.xls")
        with pytest.raises(
            NothingToRead, match=r"holds no readable article, only table\.xls; expected files ending in"
        ):
            find_files([tmp_path])

    def test_a_folder_that_was_emptied_is_told_and_the_others_are_read(self, tmp_path: Path) -> None:
        wanted = put(tmp_path, "full/a.txt")
        (tmp_path / "empty").mkdir()
        found, (skipped,) = find_files([tmp_path / "empty", tmp_path / "full"])
        assert found == [wanted]
        assert skipped.path == str(tmp_path / "empty")
        assert "is empty" in skipped.reason

    def test_pipes_and_links_to_devices_are_told_and_block_nothing(self, tmp_path: Path) -> None:
        wanted = put(tmp_path, "a.txt")
        os.mkfifo(tmp_path / "pipe.txt")
        (tmp_path / "device.txt").symlink_to("/dev/zero")
        (tmp_path / "terminal.json").symlink_to("/dev/tty")
        found, skipped = find_files([tmp_path])
        assert found == [wanted]
        assert {Path(item.path).name for item in skipped} == {"pipe.txt", "device.txt", "terminal.json"}
        for item in skipped:
            (reason,) = reasons(Path(item.path))
            assert "not a regular file" in reason

    def test_what_may_not_be_looked_at_is_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        wanted = put(tmp_path, "a.txt")
        closed = put(tmp_path, "closed/b.txt")
        ask = Path.stat

        def refuse(path: Path, **options: bool) -> os.stat_result:
            if path == closed:
                raise PermissionError(13, "Permission denied", str(path))
            return ask(path, **options)

        monkeypatch.setattr(Path, "stat", refuse)
        found, (skipped,) = find_files([tmp_path])
        assert found == [wanted]
        assert skipped.path == str(closed)
        assert skipped.reason.startswith("cannot be read (Permission denied); check")
        with pytest.raises(NothingToRead, match=r"b\.txt cannot be opened \(Permission denied\); check"):
            find_files([closed])

    def test_a_folder_that_may_not_be_listed_is_told(self, tmp_path: Path) -> None:
        put(tmp_path, "a.txt")
        closed = put(tmp_path, "closed/b.txt").parent
        closed.chmod(0)
        try:
            if os.access(closed, os.R_OK):
                pytest.skip("this user may read everything")
            found, (skipped,) = find_files([tmp_path])
        finally:
            closed.chmod(stat.S_IRWXU)
        assert len(found) == 1
        assert "folder cannot be listed" in skipped.reason
