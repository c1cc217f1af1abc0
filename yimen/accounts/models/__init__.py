"""People who sign in, the policy of signing in, and what the door remembers."""

from yimen.accounts.models.attempts import FailedSignIn
from yimen.accounts.models.deputies import Deputyship
from yimen.accounts.models.devices import Device
from yimen.accounts.models.invitations import Invitation
from yimen.accounts.models.policy import SignInPolicy
from yimen.accounts.models.users import User

__all__ = ["Deputyship", "Device", "FailedSignIn", "Invitation", "SignInPolicy", "User"]
