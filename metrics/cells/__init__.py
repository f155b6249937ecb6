"""Every indicator summed by month, region, agency, service and channel; built, read, queried."""
