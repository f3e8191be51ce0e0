"""What people, and those who mean no good, type."""

from hypothesis import strategies as st

ODD = st.text(max_size=120) | st.text(
    alphabet="\"-+*:^()&|!\\'%_~“”「」\x00\x1f工会 😀", max_size=40
)
