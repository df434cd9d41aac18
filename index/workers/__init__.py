"""Building on several machines: files are read, and texts embedded and counted, by the workers of a Ray cluster.

cluster       which one, and how long it may be silent
choice        who does the work: this machine, if no cluster is asked for
spread        the work, cut into batches and put together again
ray_cluster   Ray: connecting, and a map over batches that outlives its workers
tasks         what a worker does
parts         what was made, in Parquet files named by their content
"""
