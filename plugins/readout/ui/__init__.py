"""The web application that the plugin mounts at `/readout`; reads the snapshot, writes nothing.

The only room that imports Airflow: who is asking, who may change what, and the executor that lets
its scheduler rest.
"""
