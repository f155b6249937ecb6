"""Of two presses one run acts, wherever in the first one the second comes.

| the second press comes       | the first run      | who acts        |
|------------------------------|--------------------|-----------------|
| before the turn is taken     | ends there         | the second run  |
| while the act goes on        | ends after the act | the first run   |
| while the act fails          | tells of it        | nobody          |
"""

import pytest
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.testing.v1 import AppTest

from pages.components.forms import acts
from tests import patience

BEFORE_THE_TURN, IN_THE_ACT, IN_A_FAILING_ACT = "before the turn", "in the act", "in a failing act"


def script() -> None:
    import streamlit as st

    from pages.components.forms import acts

    with acts.unbroken():
        st.write("saving")
        st.session_state["acted"] = True


def press() -> None:
    """What Streamlit does with a run when something is pressed: another run begins, and this one is to stop."""
    get_script_run_ctx().session_state._yield_callback.__self__.request_stop()


@pytest.mark.parametrize(("comes", "acted"), [(BEFORE_THE_TURN, False), (IN_THE_ACT, True), (IN_A_FAILING_ACT, False)])
def test_one_of_two_presses_acts(monkeypatch, comes, acted):
    turn = acts._turn

    def taken():
        lock = turn()
        if comes == BEFORE_THE_TURN:
            press()  # its run found the turn free (`settled`), and goes on to act
        return lock

    def saving(_text):
        if comes != BEFORE_THE_TURN:
            press()
        if comes == IN_A_FAILING_ACT:
            raise OSError

    monkeypatch.setattr(acts, "_turn", taken)
    monkeypatch.setattr(st, "write", saving)
    at = AppTest.from_function(script, default_timeout=patience.SECONDS).run()
    state = at.session_state
    assert ("acted" in state, acts.ACTS in state) == (acted, acted)
    assert not state[acts.TURN].locked()
    assert len(at.exception) == (comes == IN_A_FAILING_ACT)
