"""The office's own CSV and YAML, read strictly."""

__all__ = [
    "boundaries",
    "csv_reader",
    "file_cache",
    "home_config",
    "mpp_milestones",
    "tables",
    "target_diff",
    "yaml_models",
    "yaml_reader",
]
