"""The help of the commands that verify and audit, in French."""

VERIFY = {
    "Verify the log or the export at WHERE: a folder, a zip file or an address.": (
        "Vérifie le journal ou l'export à WHERE : un dossier, un fichier zip ou une adresse."
    ),
    "Every act is counted again. Exit code: 0 proven, 1 wrong, 2 cannot be read, 3 right but not "
    "witnessed. Without --key or --policy, the keys are those that the log itself names.": (
        "Chaque action est recomptée. Code de sortie : 0 prouvé, 1 faux, 2 illisible, 3 juste mais "
        "sans témoin. Sans --key ni --policy, les clés sont celles que nomme le journal même."
    ),
    "Your receipt: is your act in the log?": (
        "Votre reçu : votre action est-elle dans le journal ?"
    ),
    "A checkpoint that somebody kept: was history rewritten?": (
        "Un point de contrôle que quelqu'un a gardé : l'histoire a-t-elle été récrite ?"
    ),
    "A key that you know from elsewhere.": "Une clé que vous connaissez d'ailleurs.",
    "Whose keys, and how many witnesses, you ask for.": (
        "Quelles clés, et combien de témoins, vous demandez."
    ),
    "How many read at once.": "Combien lisent à la fois.",
    "For programs.": "Pour des programmes.",
}
INCIDENT = {
    "The statement in English.": "Ce qui est dit, en anglais.",
    "The statement in French.": "Ce qui est dit, en français.",
    "State in the log of CAMPAIGN what everybody should know: an outage, a late list, a mistake.": (
        "Dit au journal de CAMPAIGN ce que tous doivent savoir : une panne, une liste tardive, une "
        "erreur."
    ),
    "It stays there for good. Name nobody in it.": (
        "Cela y reste pour toujours. N'y nommez personne."
    ),
}
AUDIT = {
    "Audits: draw acts by lot after the close, and look at them again.": (
        "Les audits : tirer des actions au sort après la clôture, et les revoir."
    ),
    "Make a seed and its hash: publish the hash before the close, keep the seed until after.": (
        "Fait une graine et son empreinte : publiez l'empreinte avant la clôture, gardez la graine "
        "jusqu'après."
    ),
    "Write the HASH of somebody's seed into the log of CAMPAIGN, before the close.": (
        "Écrit l'empreinte HASH d'une graine au journal de CAMPAIGN, avant la clôture."
    ),
    "Write somebody's SEED into the log of CAMPAIGN, after the close.": (
        "Écrit la graine SEED de quelqu'un au journal de CAMPAIGN, après la clôture."
    ),
    "Whose seed it is.": "De qui est la graine.",
    "Draw acts from the log at WHERE: a folder, a zip file or an address.": (
        "Tire des actions du journal à WHERE : un dossier, un fichier zip ou une adresse."
    ),
    "Whoever draws from the same log with the same seeds draws the same acts. Lots fall on "
    "units.": (
        "Qui tire du même journal avec les mêmes graines tire les mêmes actions. Le sort tombe sur "
        "des unités."
    ),
    "A seed that is not in the log yet, in hexadecimal.": (
        "Une graine qui n'est pas encore au journal, en hexadécimal."
    ),
    "How many lots fall.": "Combien de lots sont tirés.",
    "Write the auditors' sheet of CAMPAIGN, as CSV to fill in and as a page to print.": (
        "Écrit la feuille des auditeurs de CAMPAIGN : un CSV à remplir et une page à imprimer."
    ),
    'It shows what the acts drawn were: it is for auditors alone. Fill in the column "found".': (
        "Elle montre ce qu'étaient les actions tirées : elle n'est que pour les auditeurs. "
        "Remplissez la colonne « found »."
    ),
    "Folder to write to.": "Dossier où écrire.",
    "Read a SHEET that was filled in, against the log at WHERE, and say what it means.": (
        "Lit une feuille SHEET remplie, la compare au journal à WHERE, et dit ce qu'elle signifie."
    ),
    "Write into the log of CAMPAIGN what the SHEET says: how many were bad, and its hash.": (
        "Écrit au journal de CAMPAIGN ce que dit la feuille SHEET : combien étaient mauvaises, et "
        "son empreinte."
    ),
    "Without --signed, everybody is told that nobody has signed it.": (
        "Sans --signed, chacun lira que personne ne l'a signé."
    ),
    "What the auditor signed: text and signature.": (
        "Ce que l'auditeur a signé : le texte et la signature."
    ),
    "Write the exact text by which an auditor signs what the SHEET says.": (
        "Écrit le texte exact par lequel un auditeur signe ce que dit la feuille SHEET."
    ),
    "Sign it with ssh-keygen -Y sign -n tablee -f KEY FILE, and hand in FILE with FILE.sig below "
    "it.": (
        "Signez-le par ssh-keygen -Y sign -n tablee -f CLÉ FICHIER, et remettez FICHIER suivi de "
        "FICHIER.sig."
    ),
    "Who signs: the auditor's name in the log.": "Qui signe : le nom de l'auditeur au journal.",
    "File to write.": "Fichier à écrire.",
}
