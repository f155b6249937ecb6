"""The working calendar: layers make hours, hours make days."""
