import pytest

from .ground import Ground, ground


@pytest.fixture
def repository(tmp_path) -> Ground:
    """A repository with the example, and pipectl on the PATH."""
    return ground(tmp_path)
