-- Bytes of the lake's files in its newest state.
SELECT coalesce(sum(file_size_bytes + coalesce(delete_file_size_bytes, 0)), 0)::BIGINT AS bytes
FROM ducklake_table_info('wh');
