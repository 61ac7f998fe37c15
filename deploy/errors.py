"""The one error that deploying raises on purpose."""


class DeployError(Exception):
    """A sentence for the person who deploys: what is wrong, and where."""
