"""What a schedule costs and uses: budgets, cash flow, bookings, loads, orders and the price of a delay."""
