"""Personal data (UU 27/2022) is found before anything is stored: by the header, in the cell, in a text given by hand.

Nothing here returns, logs or raises a value; only places (row, column) and the name of a rule.
"""
