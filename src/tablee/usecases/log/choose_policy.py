"""Choose whose signatures a campaign's checkpoints need before they are published."""

from tablee.core.errors import OrganiserMistake
from tablee.core.log.fault import BadLog
from tablee.core.log.note import read_key
from tablee.core.log.policy import Policy, read_policy
from tablee.core.text import Text
from tablee.ports.desk import Desks

_SCHEMES = ("http://", "https://")


class PolicyRefused(OrganiserMistake):
    """This policy would publish what nobody can believe, or nothing at all; mend it."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


NO_LOG = Text(
    "This campaign has no log yet: it begins with the first sealing.",
    "Cette campagne n'a pas encore de journal : il commence au premier scellement.",
)
OTHER_LOG = Text(
    "The policy does not name the key of this log. It is: {}",
    "La politique ne nomme pas la clé de ce journal. La voici : {}",
)
NO_ADDRESS = Text("'{}' is no address of a witness.", "« {} » n'est pas l'adresse d'un témoin.")
OUT_OF_REACH = Text(
    "The witnesses whose address is said are no quorum: nothing would be published any more.",
    "Les témoins dont l'adresse est dite ne font pas le quorum : plus rien ne serait publié.",
)
TWICE = Text(
    "The witness {} has several keys, and counts more than once in the group '{}'. Write above it "
    "'group {} any {}', and name that group there instead of the keys.",
    "Le témoin {} a plusieurs clés, et compte plus d'une fois dans le groupe « {} ». Écrivez "
    "au-dessus « group {} any {} », et nommez-y ce groupe au lieu des clés.",
)
UNREADABLE = Text("It cannot be read. {}", "Elle est illisible. {}")


def choose_policy(desks: Desks, slug: str, text: str) -> Policy:
    """Let *text*, a *tlog-policy*, say from now on who must have signed.

    What was published stays published. The witnesses are asked from the next checkpoint on.

    Raises:
        UnknownCampaign: there is none of that name.
        PolicyRefused: it is not understood, is not about this log, or could never be met; the
            policy before stays.
    """
    with desks.write() as desk:
        campaign = desk.campaigns.hold(slug)
        log = desk.logs.of(campaign.id)
        if log is None:
            raise PolicyRefused(NO_LOG)
        policy = _read(text, log.vkey)
        desk.logs.choose(campaign.id, text)
    return policy


def see_policy(desks: Desks, slug: str) -> str:
    """Return the policy that a campaign's log has, as it was written; that of nobody at first.

    Raises:
        UnknownCampaign: there is none of that name.
        PolicyRefused: there is no log yet.
    """
    with desks.read() as desk:
        log = desk.logs.of(desk.campaigns.see(slug).id)
    if log is None:
        raise PolicyRefused(NO_LOG)
    return log.policy or str(Policy((read_key(log.vkey),)))


def _read(text: str, vkey: str) -> Policy:
    try:
        policy = read_policy(text)
    except BadLog as fault:
        raise PolicyRefused(UNREADABLE.about(fault.words)) from fault
    if vkey not in map(str, policy.logs):
        raise PolicyRefused(OTHER_LOG.about(vkey))
    if double := policy.twice():
        name, lines, group = double
        raise PolicyRefused(TWICE.about(name, group, f"{lines[0]}-once", " ".join(lines)))
    reached = [each for each in policy.witnesses if each.url]
    for each in reached:
        if not each.url.startswith(_SCHEMES):
            raise PolicyRefused(NO_ADDRESS.about(each.url))
    if not policy.is_met([each.key for each in reached]):
        raise PolicyRefused(OUT_OF_REACH)
    return policy
