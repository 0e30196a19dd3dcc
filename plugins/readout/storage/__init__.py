"""The warehouse: one file, one loader, a published snapshot that everybody reads.

`warehouse` (the only importer of duckdb) opens, `migrations` shapes, `staging` hands rows
over as Parquet, `loader` merges them in one transaction, `publish` makes the snapshot,
`snapshot` reads it. Why it is so: docs/decisions/0002-storage.md.
"""
