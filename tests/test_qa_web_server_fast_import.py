import subprocess
import sys


def test_gradio_is_imported_without_its_stubs_and_works() -> None:
    code = """
import gc, inspect, sys
from qa.web.server.fast_import import imported_quickly
before, read = inspect.getfile, []
sys.addaudithook(lambda event, args: event == "open" and str(args[0]).endswith(".pyi") and read.append(args[0]))
with imported_quickly():
    import gradio
assert inspect.getfile is before and gc.isenabled()
assert not read, read
with gradio.Blocks() as page:
    gradio.Textbox().change(lambda text: text, None, None)
assert page.get_config_file()["dependencies"]
"""
    subprocess.run([sys.executable, "-c", code], check=True)
