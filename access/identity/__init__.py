"""Who somebody is: accounts, passwords, roles and the scope of a viewer."""
