"""Rules of `check`: what a plan may say and should perhaps not."""
