"""What `doctor` looks at: the machine, the surroundings, pipeline.yaml, the data, and what each check lacks."""
