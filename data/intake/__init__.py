"""From a file to an entry of the ledger: load, commit, receipt."""
