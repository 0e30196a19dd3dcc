"""The web application that the plugin mounts at `/readout`; reads the snapshot, writes nothing.

The only room that imports Airflow, and of it only the check who is asking.
"""
