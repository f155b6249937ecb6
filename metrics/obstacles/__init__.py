"""Why a target is missed, in parts that add up exactly."""

__all__ = ["cases", "causes", "explain", "explanation", "input", "mpp_gap", "search"]
