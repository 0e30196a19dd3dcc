-- How many blocks the warehouse file has, and how many of them hold nothing.
SELECT total_blocks AS blocks, free_blocks AS free
FROM pragma_database_size()
WHERE database_name = 'wh';
