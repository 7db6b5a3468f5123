"""`python -m retroplan` is the command `retroplan`."""

from retroplan.cli.main import main

if __name__ == "__main__":
    main()
