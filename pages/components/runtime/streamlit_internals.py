"""What of Streamlit belongs to whom, for the gate: visits, uploads, and what a visitor may ask for."""

import streamlit as st
from google.protobuf.message import DecodeError
from streamlit import runtime
from streamlit.proto.BackMsg_pb2 import BackMsg

USED = frozenset({"rerun_script", "stop_script", "file_urls_request", "app_heartbeat", "backend_operation_request"})
"""Messages of a browser that our pages need; others clear everybody's caches or tell of the server's folders."""
OPERATIONS = frozenset({"deferred_file", "dataframe_chunk"})


def session_key() -> str | None:
    """The key of the sign-in session this run belongs to, as the gate told it."""
    key = st.user.to_dict().get("session")
    return key if isinstance(key, str) and key else None


def owns_visit(key: str, visit: str) -> bool:
    """Whether one of Streamlit's sessions belongs to a session of ours."""
    found = runtime.get_instance()._session_mgr.get_session_info(visit)  # Streamlit has no public way to ask
    return found is not None and found.session._user_info.get("session") == key


def may_say(key: str, message: bytes) -> bool:
    """Whether a browser's message is one our pages need, and about what belongs to its session."""
    told = BackMsg()
    try:
        told.ParseFromString(message)
    except DecodeError:
        return False
    if told.WhichOneof("type") != "backend_operation_request":
        return told.WhichOneof("type") in USED
    asked = told.backend_operation_request
    operation = next((field.name for field, _ in asked.ListFields() if field.message_type is not None), None)
    if operation == "deferred_file":
        entry = runtime.get_instance().media_file_mgr._deferred_callables.get(asked.deferred_file.file_id)
        return entry is None or owns_visit(key, entry["session_id"])
    return operation in OPERATIONS
