"""Who gets which lot under the stated rule and limits, and the lottery. Pure and exact."""
