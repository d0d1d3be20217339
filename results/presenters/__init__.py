"""What pages say: rows and words from results, tested without HTML."""
