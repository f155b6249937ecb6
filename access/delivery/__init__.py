"""What a browser is sent before Streamlit speaks: packed program files and the font of icons."""

__all__ = ["static_files"]
