"""Rebuild on several machines: the workers of a Ray cluster read files, embed texts and count terms.

cluster       a cluster's address and time limits
choice        this machine, or a cluster if one is requested
spread        the work split into batches, and the results put together
ray_cluster   Ray: connecting, and a map over batches that survives lost workers
tasks         what a worker does
parts         the results, in Parquet files named by their content
"""
