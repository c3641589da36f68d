"""Reading and writing: YAML model files, Gambit's .nfg, and JSON for certificates."""
