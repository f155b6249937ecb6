"""What a record means in time: its working days and minutes, due day and months (rules.md §2), stored beside it."""
