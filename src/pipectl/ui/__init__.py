"""The screens of `pipectl ui`: they ask for results and show them, and compute and write nothing."""
