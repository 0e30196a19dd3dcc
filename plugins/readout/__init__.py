"""Readout: who met whom and who said what, each with the sentence that proves it.

This package is the library. It knows no Airflow (only `readout.ui` may import it):
Dags, the CLI, tests and notebooks all call the same functions.
"""

__version__ = "0.1.0"
