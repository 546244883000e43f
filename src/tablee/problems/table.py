"""The one table that says how each refusal is answered over HTTP."""

from typing import NamedTuple

from tablee.core import errors
from tablee.core.text import Text
from tablee.problems import mistakes


class Problem(NamedTuple):
    """How one refusal is answered: status, name, and what to do about it."""

    status: int
    slug: str
    title: Text
    remedy: Text


PROBLEMS: dict[type[errors.TableeError], Problem] = {
    errors.InvalidClaim: Problem(
        422,
        "invalid-act",
        Text("The act cannot be read", "L'action est illisible"),
        Text(
            "Mend the field named and send the act again.",
            "Corrigez le champ indiqué et renvoyez l'action.",
        ),
    ),
    errors.UnknownCampaign: Problem(
        404,
        "unknown-campaign",
        Text("There is no such campaign", "Cette campagne n'existe pas"),
        Text(
            "Check the campaign's name in the address.",
            "Vérifiez le nom de la campagne dans l'adresse.",
        ),
    ),
    errors.UnknownKind: Problem(
        422,
        "unknown-kind",
        Text("The campaign does not count such acts", "La campagne ne compte pas ces actions"),
        Text(
            "Use a kind that tally.json lists under 'kinds'.",
            "Choisissez un type d'action que tally.json donne sous « kinds ».",
        ),
    ),
    errors.UnknownAct: Problem(
        404,
        "unknown-act",
        Text("There is no act with that receipt", "Aucune action ne correspond à ce reçu"),
        Text(
            "Copy the whole address of the receipt, with its last characters.",
            "Recopiez l'adresse entière du reçu, jusqu'aux derniers caractères.",
        ),
    ),
    errors.NotAllowed: Problem(
        401,
        "not-allowed",
        Text("The key does not open this door", "Cette clé n'ouvre pas cette porte"),
        Text(
            "Send 'Authorization: Bearer KEY' with a key of this campaign; "
            "the organiser can give you a new one.",
            "Envoyez « Authorization: Bearer CLÉ » avec une clé de cette campagne ; "
            "l'organisateur peut vous en donner une nouvelle.",
        ),
    ),
    errors.KindNotCovered: Problem(
        403,
        "kind-not-covered",
        Text("The key may not send such acts", "La clé ne couvre pas ce type d'action"),
        Text(
            "Ask the organiser for a key that covers this kind.",
            "Demandez à l'organisateur une clé qui couvre ce type d'action.",
        ),
    ),
    errors.TooLarge: Problem(
        413,
        "too-large",
        Text("That is too much at once", "C'est trop à la fois"),
        Text(
            "Send fewer acts in each request, or stream them as application/x-ndjson.",
            "Envoyez moins d'actions par requête, ou un flux application/x-ndjson.",
        ),
    ),
    errors.InvalidTerms: Problem(
        422,
        "invalid-terms",
        Text("The terms contradict themselves", "Le règlement se contredit"),
        Text(
            "Mend the field named; nothing was published.",
            "Corrigez le champ indiqué ; rien n'a été publié.",
        ),
    ),
    errors.RetroactiveAmendment: Problem(
        422,
        "retroactive-amendment",
        Text("Terms cannot change the past", "Le règlement ne change pas le passé"),
        Text(
            "Give a moment that is still to come.",
            "Indiquez un moment encore à venir.",
        ),
    ),
    errors.BrokenPromise: Problem(
        409,
        "broken-promise",
        Text("A promise cannot be lowered", "Un engagement ne peut pas être réduit"),
        Text(
            "Keep what was promised; it can only be raised.",
            "Gardez ce qui a été promis ; on ne peut que le relever.",
        ),
    ),
    errors.WrongState: Problem(
        409,
        "wrong-state",
        Text("That decision cannot follow", "Cette décision n'est pas possible ici"),
        Text(
            "Load the act again: somebody may have decided before you.",
            "Rechargez l'action : quelqu'un a peut-être décidé avant vous.",
        ),
    ),
    errors.SameJudge: Problem(
        403,
        "same-judge",
        Text("An appeal needs another judge", "Un recours demande un autre juge"),
        Text(
            "Ask somebody who did not take the first decision.",
            "Demandez à quelqu'un qui n'a pas pris la première décision.",
        ),
    ),
    errors.CampaignClosed: Problem(
        409,
        "campaign-closed",
        Text("The campaign is closed", "La campagne est close"),
        Text(
            "Its figures are final; nothing can be added.",
            "Ses chiffres sont définitifs ; rien ne peut y être ajouté.",
        ),
    ),
    errors.JournalFull: Problem(
        429,
        "journal-full",
        Text("Too many acts are waiting", "Trop d'actions sont en attente"),
        Text(
            "Send the same again after the seconds given by Retry-After; none of it was counted.",
            "Renvoyez la même chose après les secondes indiquées par Retry-After ; "
            "rien n'a été compté.",
        ),
    ),
    errors.Unbalanced: Problem(
        500,
        "unbalanced",
        Text("The books would not balance", "Le registre ne serait pas équilibré"),
        Text(
            "Nothing was written. Please tell the operator of this site.",
            "Rien n'a été écrit. Prévenez l'exploitant de ce site.",
        ),
    ),
    errors.BrokenInvariant: Problem(
        500,
        "broken-invariant",
        Text("The books contradict each other", "Le registre se contredit"),
        Text(
            "Nothing was written. The operator can run 'tablee selfcheck'.",
            "Rien n'a été écrit. L'exploitant peut lancer « tablee selfcheck ».",
        ),
    ),
    mistakes.Unreadable: Problem(
        400,
        "unreadable",
        Text("The body cannot be read", "Le corps de la requête est illisible"),
        Text(
            "Send UTF-8 JSON that is whole; nothing was counted.",
            "Envoyez du JSON complet, en UTF-8 ; rien n'a été compté.",
        ),
    ),
    mistakes.UnknownFormat: Problem(
        415,
        "unknown-format",
        Text("That content type is not taken", "Ce type de contenu n'est pas accepté"),
        Text(
            "Use application/json, application/x-ndjson, application/cloudevents+json "
            "or application/cloudevents-batch+json.",
            "Utilisez application/json, application/x-ndjson, application/cloudevents+json "
            "ou application/cloudevents-batch+json.",
        ),
    ),
    mistakes.NothingHere: Problem(
        404,
        "nothing-here",
        Text("There is nothing at this address", "Il n'y a rien à cette adresse"),
        Text("See /openapi.json.", "Voyez /openapi.json."),
    ),
    mistakes.MethodNotTaken: Problem(
        405,
        "method-not-taken",
        Text("This address does not take that method", "Cette adresse refuse cette méthode"),
        Text(
            "Use a method named in the header Allow.",
            "Utilisez une méthode nommée dans l'en-tête Allow.",
        ),
    ),
    mistakes.TooSlow: Problem(
        408,
        "too-slow",
        Text("The body took too long to arrive", "Le corps a mis trop de temps à arriver"),
        Text(
            "Send it again, in smaller parts if your line is slow.",
            "Renvoyez-le, en plus petites parties si votre connexion est lente.",
        ),
    ),
    mistakes.InvalidMention: Problem(
        400,
        "invalid-mention",
        Text("That mention cannot be taken", "Cette mention ne peut pas être prise en compte"),
        Text(
            "Give the address of a public page as source, and that of a page of an open "
            "campaign as target, each once.",
            "Donnez l'adresse d'une page publique comme source, et celle d'une page d'une "
            "campagne ouverte comme cible, une fois chacune.",
        ),
    ),
    mistakes.NotSigned: Problem(
        401,
        "not-signed",
        Text("Nothing proves who sent this", "Rien ne prouve qui a envoyé ceci"),
        Text(
            "Sign the request with the key of its actor, by draft-cavage or by RFC 9421.",
            "Signez la requête avec la clé de son acteur, selon draft-cavage ou la RFC 9421.",
        ),
    ),
    mistakes.KeyOutOfReach: Problem(
        503,
        "key-out-of-reach",
        Text("The sender's key is out of reach", "La clé de l'expéditeur est hors d'atteinte"),
        Text(
            "Send the same again later, newly signed; nothing was written.",
            "Renvoyez la même chose plus tard, signée à nouveau ; rien n'a été écrit.",
        ),
    ),
    mistakes.FormWanted: Problem(
        415,
        "form-wanted",
        Text("Only a form is taken here", "Seul un formulaire est accepté ici"),
        Text(
            "Send application/x-www-form-urlencoded.",
            "Envoyez application/x-www-form-urlencoded.",
        ),
    ),
    mistakes.TooOften: Problem(
        429,
        "too-often",
        Text("That is too often", "C'est trop souvent"),
        Text(
            "Send the same again after the seconds given by Retry-After; nothing was written.",
            "Renvoyez la même chose après les secondes indiquées par Retry-After ; "
            "rien n'a été écrit.",
        ),
    ),
    mistakes.TooManyListeners: Problem(
        503,
        "too-many-listeners",
        Text("Too many people follow the live count", "Trop de monde suit le compteur en direct"),
        Text(
            "Ask for tally.json every few seconds instead.",
            "Demandez plutôt tally.json toutes les quelques secondes.",
        ),
    ),
    mistakes.StoreUnreachable: Problem(
        503,
        "store-unreachable",
        Text("The acts could not be written", "Les actions n'ont pas pu être écrites"),
        Text(
            "Nothing was counted. Send the same again in a moment.",
            "Rien n'a été compté. Renvoyez la même chose dans un instant.",
        ),
    ),
    mistakes.Unforeseen: Problem(
        500,
        "unforeseen",
        Text("Something went wrong on our side", "Une erreur est survenue chez nous"),
        Text(
            "Send the same again: an act is never counted twice.",
            "Renvoyez la même chose : une action n'est jamais comptée deux fois.",
        ),
    ),
}
