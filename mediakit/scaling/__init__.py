"""More than one machine: Dask, kept in this folder. Everything else works without it.

Nothing here knows of measures: functions are given to it, and it says where they run.

- :mod:`mediakit.scaling.partitions`: a function of articles, partition by partition, lazily.
- :mod:`mediakit.scaling.gathering`: what concerns all articles: count by partition, add up in a
  tree, then the formula.
- :mod:`mediakit.scaling.cluster`: tasks sent to a cluster, few at a time.

Type numbers never leave a partition: its vocabulary belongs to the thread that reads it. So what
goes from one partition to another is counted by string. Processes with one thread each are best:
Python runs one thread of a process at a time. ``scheduler="processes"`` starts its processes at
every compute and is several times slower than a ``LocalCluster``, which keeps them.
"""

from mediakit.scaling.cluster import on_cluster
from mediakit.scaling.gathering import at_once, summed
from mediakit.scaling.partitions import by_partition, is_lazy

__all__ = ["at_once", "by_partition", "is_lazy", "on_cluster", "summed"]
