from .block_answers import PointStatus as PointStatus
from .block_answers import VerdictCode as VerdictCode
from .dataset import sweep_from_data as sweep_from_data
from .dataset import sweep_to_data as sweep_to_data
from .summaries import summary as summary
from .summaries import summary_tables as summary_tables
from .summaries import write_points as write_points
from .sweeping import sweep as sweep
