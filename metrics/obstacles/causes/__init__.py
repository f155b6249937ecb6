"""Why cases were late: recorded, declared, and by stage."""
