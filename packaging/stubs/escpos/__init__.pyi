# Only the capability profiles are used (codepages and features per printer model).
