"""weekly report -> html

    python report/render.py                 # last full week
    python report/render.py 2014-12-15      # another monday
    python report/render.py 2014-12-15 somewhere/report.html
"""
import os
import sys
import tempfile

import papermill as pm
from nbconvert import HTMLExporter

HERE = os.path.dirname(os.path.abspath(__file__))
week = sys.argv[1] if len(sys.argv) > 1 else "2014-12-22"
out = sys.argv[2] if len(sys.argv) > 2 else os.path.join(HERE, "weekly_report.html")

os.environ["PLOTLY_RENDERER"] = "notebook"  # puts plotly itself into the page, it has to open on the train

with tempfile.TemporaryDirectory() as tmp:
    executed = os.path.join(tmp, "report.ipynb")
    # trains the model again, takes a bit
    pm.execute_notebook(os.path.join(HERE, "weekly_report.ipynb"), executed, parameters={"week": week}, cwd=HERE,
                        kernel_name="python3", progress_bar=False, extra_arguments=["--IPKernelApp.log_level=ERROR"])
    html, _ = HTMLExporter(exclude_input=True, exclude_input_prompt=True, exclude_output_prompt=True,
                           mathjax_url="", require_js_url="").from_filename(executed)

with open(out + ".part", "w", encoding="utf-8", newline="\n") as f:
    f.write(html.replace("<title>report</title>", "<title>Weekly report</title>"))
os.replace(out + ".part", out)
print("wrote", out)
