"""HTTP: contracts in, contracts out, problems for everything else."""
