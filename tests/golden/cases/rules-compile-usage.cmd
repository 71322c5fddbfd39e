$P rules compile ../rules
