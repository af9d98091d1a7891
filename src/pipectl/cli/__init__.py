"""The command line: the only room that reads arguments, the clock, the environment and the terminal."""
