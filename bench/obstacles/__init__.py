"""Is the obstacle analysis right? Known causes are planted in demo-like tables, and the search must find them."""
