"""Why a target is missed, in parts that add up exactly."""

__all__ = ["cases", "causes", "explain", "explanation", "input", "listing", "mpp_gap", "search"]
