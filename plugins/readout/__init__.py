"""Readout: who met whom and who said what, each with the sentence that proves it.

This package is the library. It knows no Airflow (only `readout.ui` may import it):
Dags, the CLI, tests and notebooks all call the same functions.
"""

import os

# The matrices here are small: a second BLAS thread only waits for the first, and on a busy
# machine that doubles the CPU time of parsing and reading. Must stand before NumPy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"
