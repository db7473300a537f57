"""What each command does; `octavo/cli.py` says how it is called. Each returns its exit status."""
