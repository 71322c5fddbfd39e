$P rules list --fail-level none
