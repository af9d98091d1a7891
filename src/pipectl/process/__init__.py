"""How opportunities stand against the steps of the sales process: criteria that are met, missing, or not to be told."""
