"""Readout: who met whom and who said what, each with the sentence that proves it.

This package is the library. It knows no Airflow (only `readout.ui` may import it):
Dags, the CLI, tests and notebooks all call the same functions.
"""

import os

# The matrices here are small: a second BLAS thread only waits for the first, and on a busy
# machine that doubles the CPU time of parsing and reading. Must stand before NumPy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# From 1.29 on ONNX Runtime tells its maker which models are loaded, keeps what it could not send in
# the user's cache, and makes an id of the machine (its Privacy.md). What a newsroom reads is
# nobody's business. Must stand before it is loaded.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

__version__ = "0.1.0"
