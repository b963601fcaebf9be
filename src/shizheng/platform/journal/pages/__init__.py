"""What people see of the journal."""
