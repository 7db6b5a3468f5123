"""The command `retroplan`: one module a command."""
