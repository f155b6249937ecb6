"""What it means: indicators, targets, periods, judgement and obstacles. Tables in, tables out."""
