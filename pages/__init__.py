"""What people see: one file a page, each only a function that draws it for a viewer."""
