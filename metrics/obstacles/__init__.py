"""Why a target is missed, in parts that add up exactly."""
