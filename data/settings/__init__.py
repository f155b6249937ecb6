"""The office's own CSV and YAML, read strictly."""

__all__ = [
    "boundaries",
    "file_cache",
    "home_config",
    "mpp_milestones",
    "places",
    "tables",
    "target_diff",
    "yaml_models",
    "yaml_reader",
]
