from typing import Literal

# Bokmål is the default; nynorsk is to come and will be one more value here and in each module's table.
Language = Literal["nb", "en"]
