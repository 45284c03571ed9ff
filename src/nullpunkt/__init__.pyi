from nullpunkt.frames import frame as frame
from nullpunkt.frames import read_results as read_results
from nullpunkt.notebook import code as code
from nullpunkt.notebook import compose as compose
from nullpunkt.notebook import estimate as estimate
from nullpunkt.notebook import load_survey as load_survey
from nullpunkt.notebook import protect as protect
from nullpunkt.notebook import read as read
from nullpunkt.notebook import write as write

__version__: str
