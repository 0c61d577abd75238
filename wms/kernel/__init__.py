"""Words that every context uses: refusals, facts and ids. Standard library only."""
