"""How sure a plan is: PERT, Monte Carlo simulation, sensitivity and buffers."""
