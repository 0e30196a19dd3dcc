"""Starting the whole product on one machine: three Airflow processes, and for the sample the
newsroom and the mail catcher.

Not `airflow standalone`: that listens on all interfaces and keeps 32 workers. `environment`
says what the processes are told, `processes` owns them, `airflow_api` talks to them,
`chain` waits for the first chain of runs, `up` is the command.
"""
