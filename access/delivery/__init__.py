"""What a browser is sent beside Streamlit: packed program files, the font of icons, and the list that search reads."""

__all__ = ["search_list", "static_files"]
