"""The 40 people of the believable day, what they can, what they wish. Nobody of them exists."""

from __future__ import annotations

from matchday.core.participant import Channel, FoodProof, PermissionEntry, PermissionRequest, TravelMeans
from matchday.core.slot import GEAR, GermanLevel, Trade
from matchday.core.wishlist import AcceptableAnswer
from matchday.services.demo.sketch import DemoParticipant, Permission

NONE, A1, A2, B1, B2 = GermanLevel.NONE, GermanLevel.A1, GermanLevel.A2, GermanLevel.B1, GermanLevel.B2
FOOT, BIKE, BUS, CAR = TravelMeans.FOOT, TravelMeans.BIKE, TravelMeans.BUS, TravelMeans.CAR
MAIL, PHONE, LETTER, NO_CHANNEL = Channel.MAIL, Channel.PHONE, Channel.LETTER, Channel.NONE
FREE: Permission = (PermissionEntry.FREE, PermissionRequest.NOT_NEEDED)
GRANTED: Permission = (PermissionEntry.WITH_PERMISSION, PermissionRequest.GRANTED)
ASKED: Permission = (PermissionEntry.WITH_PERMISSION, PermissionRequest.ASKED)
NOT_ASKED: Permission = (PermissionEntry.WITH_PERMISSION, PermissionRequest.NOT_ASKED)
REFUSED: Permission = (PermissionEntry.WITH_PERMISSION, PermissionRequest.REFUSED)
UNREAD: Permission = (PermissionEntry.UNKNOWN, PermissionRequest.NOT_ASKED)
REACHABLE, ONLY_TRADES = AcceptableAnswer.REACHABLE, AcceptableAnswer.TRADES

FIRST, SECOND = 0, 1
"""Whose people they are: Frau Yıldız's or Herr Wolters's."""

PARTICIPANTS = (
    DemoParticipant(
        name="Amira Khalil", age=31, birthday=(5, 17), languages=("ar", "en"), german=A2, channel=MAIL,
        wishes="A03 A07 A31 A04 A25", answer=REACHABLE,
        about=("Abitur", "Sprechstundenhilfe, 4 Jahre", "Blutdruck messen, zuhören", "In die Pflege"),
    ),
    DemoParticipant(
        name="Dawit Tesfay", age=24, birthday=(1, 7), languages=("ti", "en"), german=A2, coach=SECOND,
        permission=GRANTED, group="Drei Freunde", wishes="A18 A21 A17",
        about=("10 Jahre Schule", "Auf dem Bau geholfen", "Mauern, schwer tragen", "Eine Lehre als Maurer"),
    ),
    DemoParticipant(
        name="Filmon Ghebre", age=23, birthday=(9, 11), languages=("ti",), german=A1, coach=SECOND, channel=PHONE,
        group="Drei Freunde", wishes="A18 A21 A17",
        about=("8 Jahre Schule", "Landwirtschaft", "Mit Tieren und Pflanzen arbeiten", "Draußen arbeiten"),
    ),
    DemoParticipant(
        name="Yonas Kidane", age=22, birthday=(3, 30), languages=("ti", "ar"), german=A1, coach=SECOND,
        permission=ASKED, group="Drei Freunde", wishes="A18 A21 A17",
        about=("9 Jahre Schule", "Verkauf auf dem Markt", "Rechnen, freundlich sein", "Mit den Freunden anfangen"),
    ),
    DemoParticipant(
        name="Olena Bondarenko", age=38, birthday=(11, 2), languages=("uk", "ru"), german=A2, channel=MAIL,
        group="Ehepaar Bondarenko", wishes="A07 A21 A25",
        about=("Pädagogisches Institut", "Musiklehrerin, 12 Jahre", "Klavier, Singen mit Gruppen", "Mit Menschen"),
    ),
    DemoParticipant(
        name="Serhij Bondarenko", age=41, birthday=(6, 24), languages=("uk", "ru"), german=A2, channel=MAIL,
        group="Ehepaar Bondarenko", wishes="A07 A21 A25",
        about=("Technikum", "Hausmeister einer Schule", "Alles reparieren", "Etwas mit den Händen"),
    ),
    DemoParticipant(
        name="Zarina Rahimi", age=27, birthday=(8, 15), languages=("fa_AF", "en"), german=B1, channel=MAIL,
        needs_step_free=True, wishes="A02 A26 A25",
        about=("Studium Wirtschaft, 2 Jahre", "Buchhaltung", "Excel, Englisch", "Eine Lehre im Büro"),
    ),
    DemoParticipant(
        name="Yusuf Abdirahman", age=26, birthday=(1, 1), languages=("so", "ar"), german=A1, coach=SECOND,
        permission=GRANTED, wishes="A06 A23 A14",
        about=("6 Jahre Schule", "Lager am Hafen", "Schwer heben, früh aufstehen", "Schnell arbeiten"),
    ),
    DemoParticipant(
        name="Hêvî Baran", age=29, birthday=(3, 21), languages=("ku", "tr"), german=A2, town="Steinfurth",
        wishes="A32 A27 A31 A25", about=("11 Jahre Schule", "Schuhgeschäft, 5 Jahre", "Verkaufen", "Im Verkauf lernen"),
    ),
    DemoParticipant(
        name="Nadia Saleh", age=34, birthday=(12, 9), languages=("ar",), german=A2, is_protected=True,
        alias="Frau Linde", wishes="A03 A25 A31", consent=False,
        about=("Abitur", "Kinder betreut", "Geduld, Ordnung", "Ein ruhiger Ort"),
    ),
    DemoParticipant(
        name="Mehmet Kaya", age=45, birthday=(4, 4), languages=("tr",), german=A2, town="Steinfurth", coach=SECOND,
        channel=PHONE, permission=REFUSED, wishes="A01 A16 A13", answer=ONLY_TRADES, trades=(Trade.METAL, Trade.WOOD),
        about=("8 Jahre Schule", "Schweißer, 20 Jahre", "Elektroden- und Schutzgasschweißen", "Wieder schweißen"),
    ),
    DemoParticipant(
        name="Farhad Mohammadi", age=21, birthday=(7, 19), languages=("fa_AF",), german=A2, town="Niederau",
        wishes="A14=A30 A01", about=("9 Jahre Schule", "Autowerkstatt des Onkels", "Motoren", "Kfz-Lehre"),
    ),
    DemoParticipant(
        name="Mariam Noori", age=33, birthday=(2, 26), languages=("fa_AF", "en"), german=B1, channel=MAIL,
        wishes="A10 A08 A03 A25",
        about=("Universität Herat", "Grundschullehrerin", "Unterrichten, Englisch", "Wieder in die Schule"),
    ),
    DemoParticipant(
        name="Selam Gebre", age=28, birthday=(10, 13), languages=("ti", "en"), german=A2, coach=SECOND,
        wishes="A03 A05 A07", about=("12 Jahre Schule", "Helferin im Krankenhaus", "Pflegen", "Ausbildung Pflege"),
    ),
    DemoParticipant(
        name="Ivan Petrenko", age=36, birthday=(5, 28), languages=("uk", "ru"), german=B1, means=CAR, channel=MAIL,
        coach=None, wishes="A29 A30 A19",
        about=("Fachhochschule", "Busfahrer, 8 Jahre", "Führerschein D (Ukraine)", "Bus fahren"),
    ),
    DemoParticipant(
        name="Kateryna Shevchuk", age=42, birthday=(9, 5), languages=("uk", "ru"), german=B1, channel=MAIL,
        wishes="A05 A03 A10 A07 A25", answer=REACHABLE,
        about=("Medizinisches Kolleg", "Krankenschwester, 17 Jahre", "Intensivpflege", "Anerkennung und Klinik"),
    ),
    DemoParticipant(
        name="Tekle Woldu", age=30, birthday=(1, 19), languages=("ti",), german=A2, town="Oberwalde", means=BIKE,
        coach=SECOND, permission=GRANTED, food=FoodProof.CERTIFICATE, wishes="A11 A21",
        about=("10 Jahre Schule", "Bäckerei in Asmara", "Brot und Fladen backen", "Bäcker werden"),
    ),
    DemoParticipant(
        name="Leyla Osmani", age=25, birthday=(4, 22), languages=("fa_AF", "tr"), german=A2, wishes="A27 A08 A31",
        answer=ONLY_TRADES, trades=(Trade.HAIR, Trade.TEXTILE, Trade.RETAIL),
        about=("8 Jahre Schule", "Friseurin zu Hause", "Schneiden, flechten", "Friseurlehre"),
    ),
    DemoParticipant(
        name="Abdi Hassan", age=19, birthday=(1, 1), languages=("so",), german=A1, coach=SECOND,
        permission=NOT_ASKED, wishes="A23 A06 A28", is_invited=False,
        about=("5 Jahre Schule", "Noch keine", "Fußball, Teamarbeit", "Geld verdienen, lernen"),
    ),
    DemoParticipant(
        name="Rana Aziz", age=37, birthday=(8, 8), languages=("ar",), german=A2, wishes="A08",
        about=("Abitur", "Kindergarten, 3 Jahre", "Basteln, Lieder", "Nur in eine Kita"),
    ),
    DemoParticipant(
        name="Sumaya Darwish", age=24, birthday=(11, 30), languages=("ar", "en"), german=A2, channel=MAIL,
        wishes="A08", about=("Abitur", "Nachhilfe", "Malen, vorlesen", "Erzieherin werden"),
    ),
    DemoParticipant(
        name="Huda Nasser", age=29, birthday=(6, 6), languages=("ar",), german=A2, wishes="A08 A10", consent=False,
        about=("9 Jahre Schule", "Drei eigene Kinder", "Kochen, trösten", "Mit Kindern arbeiten"),
    ),
    DemoParticipant(
        name="Jean-Pierre Mbala", age=35, birthday=(2, 14), languages=("fr",), german=A2, coach=SECOND,
        permission=GRANTED, food=FoodProof.DECLARATION, wishes="A12 A28 A25 A04",
        about=("12 Jahre Schule", "Koch im Hotel", "Große Mengen kochen", "Wieder in die Küche"),
    ),
    DemoParticipant(
        name="Aïssatou Diallo", age=28, birthday=(7, 3), languages=("fr",), german=A1, channel=LETTER,
        food=FoodProof.DECLARATION, wishes="A12 A04 A31",
        about=("4 Jahre Schule", "Straßenküche", "Kochen, nähen", "Zuerst ansehen"),
    ),
    DemoParticipant(
        name="Grace Okafor", age=30, birthday=(10, 1), languages=("en",), german=A1, channel=MAIL,
        wishes="A26 A17 A31", about=("High School", "Grafik am Rechner", "Bildbearbeitung", "Etwas mit Computern"),
    ),
    DemoParticipant(
        name="Samuel Njoroge", age=33, birthday=(12, 20), languages=("en", "fr"), german=B1, channel=MAIL,
        coach=SECOND, permission=GRANTED, wishes="A26 A24=A29",
        about=("Diplom Informatik", "Netzwerktechnik, 5 Jahre", "Linux, Netzwerke", "Stelle in der IT"),
    ),
    DemoParticipant(
        name="Omar Qasim", age=22, birthday=(3, 9), languages=("ar", "en"), german=B1, channel=MAIL,
        wishes="A26 A02 A19 A14", about=("Abitur", "Handys repariert", "Löten, programmieren", "Lehre in der IT"),
    ),
    DemoParticipant(
        name="Bilal Mansour", age=40, birthday=(5, 5), languages=("ar",), german=A1, town="Steinfurth", means=CAR,
        permission=GRANTED, food=FoodProof.DECLARATION, wishes="A11 A23 A12", consent=False,
        about=("6 Jahre Schule", "Eigene Bäckerei in Homs", "Fladenbrot, Süßes", "Eine Arbeitsstelle"),
    ),
    DemoParticipant(
        name="Rojin Aslan", age=20, birthday=(8, 27), languages=("ku", "ar"), german=A2, wishes="A17 A27 A32",
        about=("10 Jahre Schule", "Noch keine", "Zeichnen", "Etwas mit Farben"),
    ),
    DemoParticipant(
        name="Azad Ciwan", age=32, birthday=(2, 2), languages=("ku",), german=A1, coach=SECOND, wishes="A17 A18 A14",
        about=("7 Jahre Schule", "Maler, 10 Jahre", "Verputzen, streichen", "Als Maler arbeiten"),
    ),
    DemoParticipant(
        name="Viktor Lysenko", age=50, birthday=(1, 25), languages=("uk", "ru"), german=B1, town="Lindental",
        means=CAR, channel=MAIL, coach=None, wishes="A34 A19 A29",
        about=("Polytechnikum", "Elektriker im Kraftwerk", "Hochspannung", "Strom aus Wind"),
    ),
    DemoParticipant(
        name="Natalija Kravets", age=47, birthday=(4, 11), languages=("uk", "ru"), german=A2, channel=LETTER,
        wishes="A03 A28 A04", about=("Technikum", "Wäscherei", "Organisieren", "Ein nettes Team"),
    ),
    DemoParticipant(
        name="Mulugeta Haile", age=44, birthday=(9, 11), languages=("ti", "en"), german=A1, town="Hollerbach",
        coach=SECOND, wishes="A18 A15 A23", gear=GEAR,
        about=("8 Jahre Schule", "Steinmetz", "Mauern, Naturstein", "Auf den Bau"),
    ),
    DemoParticipant(
        name="Ayaan Warsame", age=17, birthday=(1, 12), languages=("so", "en"), german=A2, coach=SECOND,
        wishes="A08 A27 A25", answer=REACHABLE,
        about=("Geht zur Berufsschule", "Noch keine", "Vier Sprachen", "Sehen, was es gibt"),
    ),
    DemoParticipant(
        name="Ali Rezai", age=16, birthday=(2, 3), languages=("fa_AF",), german=A2, town="Niederau", means=BIKE,
        travel_min=45, coach=SECOND, wishes="A15 A30 A16", gear=GEAR, consent=False,
        about=("Geht zur Schule, Klasse 10", "Noch keine", "Handwerken", "Lehre als Zimmerer"),
    ),
    DemoParticipant(
        name="Layla Suleiman", age=26, birthday=(6, 18), languages=("ar", "en"), german=B1, channel=MAIL,
        wishes="A05 A07 A10 A26", about=("Studium Biologie", "Labor", "Genau arbeiten", "Medizin oder Pflege"),
    ),
    DemoParticipant(
        name="Emre Yıldırım", age=23, birthday=(10, 29), languages=("tr",), german=A2, town="Steinfurth",
        coach=SECOND, wishes="A01 A15 A30", gear=GEAR,
        about=("Berufsschule", "Dreherei, 2 Jahre", "Drehen, fräsen", "Lehre im Metallbau"),
    ),
    DemoParticipant(
        name="Fadumo Ismail", age=31, birthday=(1, 1), languages=("so",), german=NONE, channel=LETTER, coach=SECOND,
        permission=GRANTED, wishes="A28 A31 A21",
        about=("Keine Schule", "Haushalt, Markt", "Sauber und schnell", "Mit Frauen arbeiten"),
    ),
    DemoParticipant(
        name="Khaled Barakat", age=39, birthday=(7, 14), languages=("de", "ar"), german=B2, channel=MAIL, coach=None,
        wishes="A24 A02 A29 A26 A25", consent=False,
        about=("Universität Aleppo", "Spedition, Disposition", "Planen, fünf Sprachen", "Disponent werden"),
    ),
    DemoParticipant(
        name="Mahmoud Jaber", age=52, birthday=(3, 3), languages=("ar",), german=NONE, town="Hollerbach",
        channel=NO_CHANNEL, coach=SECOND, permission=UNREAD, consent=None, is_invited=False,
        about=("4 Jahre Schule", "Schäfer", "Mit Tieren umgehen", "Noch offen"),
    ),
)  # fmt: skip
