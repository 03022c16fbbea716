"""What a score looks like in plain text."""

import re

# Goals of both sides; of `100–2` no part is one.
SCORE = re.compile(r"(?<!\d)(\d{1,2})\s*[–−—‐:-]\s*(\d{1,2})(?!\d)")
