"""Why a target is missed, taken apart to the last case: tables in, tables out; `explain` puts the parts together."""
