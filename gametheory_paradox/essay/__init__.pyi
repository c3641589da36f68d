from .all_systems import Survey as Survey
from .all_systems import survey as survey
from .policies import Balance as Balance
from .policies import Entry as Entry
from .policies import balance as balance
from .summary import Card as Card
