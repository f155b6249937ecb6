"""Every indicator summed by month, region, agency, service and channel; built, read, queried."""

__all__ = ["act_cells", "ahead", "build", "differencing", "documented", "federated", "query", "reader"]
