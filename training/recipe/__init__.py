"""The recipe of the English pipeline that kg ships: convert, mix, train, evaluate, assemble."""
