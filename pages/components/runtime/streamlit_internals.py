"""What of Streamlit belongs to whom, for the gate: visits, uploads, and what a visitor may ask for."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st
from google.protobuf.message import DecodeError
from streamlit import runtime
from streamlit.file_util import get_static_dir
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

USED = frozenset({"rerun_script", "stop_script", "file_urls_request", "app_heartbeat", "backend_operation_request"})
"""Messages of a browser that our pages need; others clear everybody's caches or tell of the server's folders."""
FILE_FIELD = "file_uploader_state_value"
OPERATIONS = frozenset({"deferred_file", "dataframe_chunk"})


def static_folder() -> Path:
    """Where Streamlit's program for browsers lies: files whose names carry a hash of what is in them."""
    return Path(get_static_dir()) / "static"


def session_key() -> str | None:
    """The key of the sign-in session this run belongs to, as the gate told it."""
    key = st.user.to_dict().get("session")
    return key if isinstance(key, str) and key else None


@contextmanager
def uninterrupted() -> Iterator[None]:
    """What is done inside comes to its end: else Streamlit ends a run at its next word once something is pressed."""
    context = get_script_run_ctx()
    assert context is not None, "a run of the script"
    runner = context.session_state._yield_callback.__self__  # type: ignore[attr-defined]  # no public way to ask
    runner._execing = False
    try:
        yield
    finally:
        runner._execing = True


def owns_visit(key: str, visit: str) -> bool:
    """Whether one of Streamlit's sessions belongs to a session of ours."""
    session = runtime.get_instance()._session_mgr.get_session_info(visit)  # Streamlit has no public way to ask
    return session is not None and session.session._user_info.get("session") == key


def _files() -> MemoryUploadedFileManager:
    manager = runtime.get_instance().uploaded_file_mgr
    assert isinstance(manager, MemoryUploadedFileManager), "the one Streamlit keeps files in"
    return manager


def stored_bytes() -> dict[str, int]:
    """Bytes of the files that visitors have sent, by the key of a session of ours."""
    counted: dict[str, int] = {}
    for visit, files in list(_files().file_storage.items()):
        info = runtime.get_instance()._session_mgr.get_session_info(visit)
        key = info.session._user_info.get("session") if info else None
        size = sum(len(file.data) for file in list(files.values()))
        counted[str(key)] = counted.get(str(key), 0) + size
    return counted


def offers_field(visit: str) -> bool:
    """Whether the page that a session of Streamlit's shows has a field for files."""
    info = runtime.get_instance()._session_mgr.get_session_info(visit)
    if info is None:
        return False
    shown = list(info.session.session_state._new_widget_state.widget_metadata.values())
    return any(widget.value_type == FILE_FIELD for widget in shown)


def free(key: str) -> None:
    """Drop the files that a session of ours has sent."""
    for visit in list(_files().file_storage):
        if owns_visit(key, visit):
            _files().remove_session_files(visit)


def may_say(key: str, message: bytes) -> bool:
    """Whether a browser's message is one our pages need, and about what belongs to its session."""
    back_message = BackMsg()
    try:
        back_message.ParseFromString(message)
    except DecodeError:
        return False
    if back_message.WhichOneof("type") != "backend_operation_request":
        return back_message.WhichOneof("type") in USED
    asked = back_message.backend_operation_request
    operation = next((field.name for field, _ in asked.ListFields() if field.message_type is not None), None)
    if operation == "deferred_file":
        entry = runtime.get_instance().media_file_mgr._deferred_callables.get(asked.deferred_file.file_id)
        return entry is None or owns_visit(key, entry["session_id"])
    return operation in OPERATIONS
