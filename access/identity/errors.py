"""What a person must mend about accounts, told by a key: whoever catches it has the words (`access.fault.<key>`)."""


class AccessError(Exception):
    """Wrong or refused; `params` fill the places of the text."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key, params)
        self.key = key
        self.params = params
