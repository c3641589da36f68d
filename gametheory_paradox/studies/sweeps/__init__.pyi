from ...batches import VerdictCode as VerdictCode
from .block_answers import PointStatus as PointStatus
from .dataset import summary as summary
from .dataset import summary_tables as summary_tables
from .dataset import sweep_from_data as sweep_from_data
from .dataset import sweep_to_data as sweep_to_data
from .dataset import write_points as write_points
from .sweeping import sweep as sweep
