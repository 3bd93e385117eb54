"""The 34 slots of the believable day, each as its employer would put it."""

from __future__ import annotations

from matchday.core.slot import ActivityKind, GermanLevel, Need, SlotState, Trade, WhatFollows
from matchday.services.demo.sketch import DemoSlot

GUEST, JOINS_IN = ActivityKind.HOSPITATION, ActivityKind.PRAKTIKUM
NONE, A1, A2, B1, B2 = GermanLevel.NONE, GermanLevel.A1, GermanLevel.A2, GermanLevel.B1, GermanLevel.B2
LOOK, PRAKTIKUM, TRAINING, WORK = WhatFollows.LOOK, WhatFollows.PRAKTIKUM, WhatFollows.TRAINING, WhatFollows.WORK
SHOES, HELMET, CLOTHES, JACKET = Need.SAFETY_SHOES, Need.HELMET, Need.WORK_CLOTHES, Need.WARM_CLOTHES
STANDING, LIFTING, STAIRS, OUTDOORS, MEAL = Need.STANDING, Need.LIFTING, Need.STAIRS, Need.OUTDOORS, Need.OWN_FOOD

SLOTS = (
    DemoSlot(
        reference="A01", employer="B01", trade=Trade.METAL, kind=JOINS_IN,
        title="Schweißen, kanten, montieren",
        duties="Sie helfen in Halle 2: Bleche anreichen, kanten, entgraten. Am Ende bauen Sie einen kleinen "
        "Kerzenhalter, der Ihnen gehört. Schweißen zeigen wir Ihnen, selbst schweißen dürfen Sie am Übungsgerät.",
        hours="07:00-13:00", capacity=3, min_group=2, minimum_age=16, needs=(SHOES, CLOTHES, STANDING),
        follows=(PRAKTIKUM, TRAINING), meeting_point="Am Tor von Halle 2, bitte klingeln", foreman="Herr Ott",
        spoken=("de", "tr"),
    ),
    DemoSlot(
        reference="A02", employer="B01", trade=Trade.OFFICE, kind=GUEST,
        title="Büro und Auftragsplanung",
        duties="Sie sitzen neben unserer Auftragsplanung: vom Anruf über die Zeichnung bis zum Liefertermin.",
        hours="09:00-13:00", capacity=2, german=B1, is_step_free=True, follows=(PRAKTIKUM,),
        meeting_point="Empfang im Haupthaus", foreman="Frau Seidel", spoken=("de", "en"),
    ),
    DemoSlot(
        reference="A03", employer="B02", trade=Trade.CARE, kind=GUEST,
        title="Ein Vormittag in der Pflege",
        duties="Sie begleiten eine Pflegerin: Frühstück, Spaziergang im Garten, Vorlesen. Unsere Bewohner freuen sich "
        "auf Besuch.",
        hours="07:30-13:00", capacity=3, is_step_free=True, needs=(STANDING,), follows=(PRAKTIKUM, TRAINING),
        meeting_point="Empfang, fragen Sie nach Wohnbereich 1", foreman="Frau Albers", spoken=("de", "ar", "uk"),
    ),
    DemoSlot(
        reference="A04", employer="B02", trade=Trade.CLEANING, kind=JOINS_IN,
        title="Wäsche und Hauswirtschaft",
        duties="Sie helfen beim Sortieren, Mangeln und Verteilen der Wäsche. Ruhige Arbeit, nettes Team.",
        hours="08:00-12:00", capacity=2, german=A1, needs=(STANDING,), follows=(WORK,), is_step_free=True,
        meeting_point="Hintereingang am Lindenweg", foreman="Frau Wendt", spoken=("de", "uk"),
    ),
    DemoSlot(
        reference="A05", employer="B03", trade=Trade.CARE, kind=GUEST,
        title="Auf der Station",
        duties="Sie gehen mit einer Pflegekraft durch den Vormittag auf Station 4: Übergabe, Visite, Pflege. Aus "
        "Rücksicht auf die Patienten sehen Sie nur zu.",
        hours="08:00-14:00", capacity=2, german=B1, minimum_age=18, is_step_free=True, needs=(STANDING, STAIRS),
        follows=(TRAINING, WORK), meeting_point="Information in der Eingangshalle", foreman="Frau Nolte",
        spoken=("de", "en", "ar"),
    ),
    DemoSlot(
        reference="A06", employer="B03", trade=Trade.STORES, kind=JOINS_IN,
        title="Transport im Krankenhaus",
        duties="Sie bringen mit uns Betten, Essen und Post durch das Haus und sehen dabei alle Abteilungen.",
        hours="07:00-13:00", capacity=2, german=A1, needs=(SHOES, STANDING, LIFTING), follows=(WORK,),
        meeting_point="Pforte am Lieferhof", foreman="Herr Sander", spoken=("de", "so"),
    ),
    DemoSlot(
        reference="A07", employer="B04", trade=Trade.CARE, kind=GUEST,
        title="Tagespflege: ein Tag mit unseren Gästen",
        duties="Singen, kochen, Gymnastik im Sitzen: Sie sind den ganzen Tag mit dabei und essen mit uns zu Mittag.",
        hours="09:00-15:00", capacity=2, is_step_free=True, follows=(PRAKTIKUM, TRAINING),
        meeting_point="Haupteingang, Bachstraße", foreman="Frau Engel",
    ),
    DemoSlot(
        reference="A08", employer="B05", trade=Trade.SCHOOL, kind=GUEST,
        title="Ein Vormittag in der Kita",
        duties="Morgenkreis, Frühstück, Spielen im Garten. Sie lernen zwei Gruppen kennen und können alles fragen.",
        hours="08:00-12:00", capacity=2, minimum_age=16, follows=(PRAKTIKUM, TRAINING),
        meeting_point="Gartentor, bitte zweimal klingeln", foreman="Frau Maurer", spoken=("de", "ar", "tr"),
    ),
    DemoSlot(
        reference="A09", employer="B05", trade=Trade.SCHOOL, kind=GUEST,
        title="Nachmittag im Kita-Garten",
        duties="Sie sind mit den Großen draußen: Hochbeete gießen, Rutsche, Vorlesen unter dem Baum.",
        hours="13:00-16:00", capacity=3, minimum_age=16, needs=(OUTDOORS,), state=SlotState.WAITING,
        meeting_point="Gartentor, bitte zweimal klingeln", foreman="Herr Yilmazer",
    ),
    DemoSlot(
        reference="A10", employer="B06", trade=Trade.SCHOOL, kind=GUEST,
        title="Unterricht und Ganztag",
        duties="Sie sitzen in der Klasse 2b, gehen mit in die Pause und sehen die Betreuung am Mittag.",
        hours="08:00-13:30", capacity=2, german=B1, minimum_age=18, follows=(PRAKTIKUM,),
        meeting_point="Sekretariat im Erdgeschoss", foreman="Herr Kessler", spoken=("de", "en"),
    ),
    DemoSlot(
        reference="A11", employer="B07", trade=Trade.BAKERY, kind=JOINS_IN,
        title="Eine Nacht in der Backstube",
        duties="Teig wiegen, Brötchen formen, Brote einschießen. Um fünf Uhr riecht alles nach Brot, und Sie nehmen "
        "Ihr eigenes mit nach Hause.",
        hours="23:00-05:00", capacity=2, german=A1, minimum_age=18, is_food=True, needs=(CLOTHES, STANDING, LIFTING),
        follows=(TRAINING, WORK), meeting_point="Hof hinter dem Laden, Licht über der Tür", foreman="Herr Lindner",
        spoken=("de", "ar"),
    ),
    DemoSlot(
        reference="A12", employer="B08", trade=Trade.KITCHEN, kind=JOINS_IN,
        title="Kochen für 600 Menschen",
        duties="Gemüse schneiden, abschmecken, ausgeben. Wir arbeiten in Gruppen, deshalb kommen mindestens zwei.",
        hours="06:30-12:30", capacity=3, min_group=2, german=A1, is_food=True, needs=(SHOES, STANDING),
        follows=(PRAKTIKUM, TRAINING, WORK), meeting_point="Personaleingang, Rampe 3", foreman="Frau Özdemir",
        spoken=("de", "tr", "fr"),
    ),
    DemoSlot(
        reference="A13", employer="B09", trade=Trade.GARAGE, kind=GUEST,
        title="Autos prüfen und reparieren",
        duties="Sie schauen unserem Meister über die Schulter: Fehler auslesen, Bremsen prüfen, Probefahrt.",
        hours="08:00-15:00", capacity=1, follows=(TRAINING,), needs=(SHOES,),
        meeting_point="Büro an der Einfahrt", foreman="Herr Rahn", spoken=("de", "ru"),
    ),
    DemoSlot(
        reference="A14", employer="B09", trade=Trade.GARAGE, kind=JOINS_IN,
        title="Reifen und Räder",
        duties="Räder wechseln, wuchten, einlagern. Wer gut zupacken kann, ist hier richtig.",
        hours="08:00-14:00", capacity=1, german=A1, minimum_age=16, needs=(SHOES, CLOTHES, LIFTING),
        follows=(PRAKTIKUM, WORK), meeting_point="Büro an der Einfahrt", foreman="Herr Rahn", spoken=("de", "ru"),
    ),
    DemoSlot(
        reference="A15", employer="B10", trade=Trade.WOOD, kind=JOINS_IN,
        title="Einen Dachstuhl abbinden",
        duties="Balken anzeichnen, sägen, zusammenstecken. Mittags essen wir zusammen auf dem Platz.",
        hours="07:00-15:00", capacity=2, minimum_age=16, needs=(SHOES, HELMET, OUTDOORS, LIFTING), lends=False,
        follows=(PRAKTIKUM, TRAINING), meeting_point="Abbundplatz, am gelben Kran", foreman="Herr Astholz",
    ),
    DemoSlot(
        reference="A16", employer="B11", trade=Trade.WOOD, kind=GUEST,
        title="Möbel nach Maß",
        duties="Vom Brett zum Schrank: Sie sehen Zuschnitt, Verleimen und Oberfläche und ölen ein eigenes Brettchen.",
        hours="08:00-13:00", capacity=2, german=A1, needs=(SHOES,), follows=(TRAINING,), is_step_free=True,
        meeting_point="Werkstatt, Eingang Hobelgasse", foreman="Frau Petri",
    ),
    DemoSlot(
        reference="A17", employer="B12", trade=Trade.PAINTING, kind=JOINS_IN,
        title="Ein Klassenzimmer streichen",
        duties="Abkleben, spachteln, rollen: Am Abend ist ein Zimmer der Grundschule neu. Das geht nur zusammen, "
        "deshalb brauchen wir mindestens drei.",
        hours="08:00-15:00", capacity=4, min_group=3, german=A1, needs=(CLOTHES, STANDING),
        follows=(PRAKTIKUM, TRAINING), meeting_point="Pinselweg 8, wir fahren zusammen", foreman="Herr Conradi",
        spoken=("de", "ku", "tr"),
    ),
    DemoSlot(
        reference="A18", employer="B13", trade=Trade.BUILDING, kind=JOINS_IN,
        title="Mauern auf der Übungsbaustelle",
        duties="Mörtel mischen, Schnur spannen, die erste Wand mauern. Helm und Handschuhe bekommen Sie von uns.",
        hours="07:00-15:00", capacity=4, min_group=2, german=A1, minimum_age=16,
        needs=(SHOES, HELMET, OUTDOORS, LIFTING), follows=(TRAINING, WORK),
        meeting_point="Bauhof, Container mit der Fahne", foreman="Herr Brückner", spoken=("de", "ti", "en"),
    ),
    DemoSlot(
        reference="A19", employer="B14", trade=Trade.ELECTRICS, kind=GUEST,
        title="Ein Haus bekommt Strom",
        duties="Sie fahren mit auf eine Baustelle und sehen, wie Leitungen, Dosen und Verteiler gesetzt werden.",
        hours="07:30-13:30", capacity=2, german=B1, minimum_age=16, needs=(SHOES,), follows=(PRAKTIKUM, TRAINING),
        meeting_point="Lager, Tor 1", foreman="Herr Volta", spoken=("de", "en"),
    ),
    DemoSlot(
        reference="A20", employer="B14", trade=Trade.ELECTRICS, kind=JOINS_IN,
        title="Solarplatten auf dem Dach",
        duties="Schienen setzen, Platten verbinden, Strom messen.",
        hours="07:30-14:30", capacity=2, minimum_age=18, needs=(SHOES, HELMET, OUTDOORS), state=SlotState.DRAFT,
        return_reason="Schönes Angebot. Bitte schreiben Sie noch dazu, wer Helm und Gurt stellt und ob jemand ohne "
        "Einweisung auf das Dach darf. Sonst können wir es leider nicht freigeben.",
        meeting_point="Lager, Tor 1", foreman="Herr Volta",
    ),
    DemoSlot(
        reference="A21", employer="B15", trade=Trade.GARDEN, kind=GUEST,
        title="Ein Vormittag in der Gärtnerei",
        duties="Topfen, gießen, Sträuße binden: Sie sehen alle Häuser und nehmen eine Pflanze mit.",
        hours="08:00-13:00", capacity=4, min_group=2, german=NONE, needs=(OUTDOORS, JACKET), follows=(PRAKTIKUM, WORK),
        is_step_free=True, meeting_point="Verkaufshaus, Kasse", foreman="Frau Blum", spoken=("de", "en", "uk"),
    ),
    DemoSlot(
        reference="A22", employer="B16", trade=Trade.GARDEN, kind=GUEST,
        title="Melken und Füttern am frühen Morgen",
        duties="Um halb fünf geht es in den Stall: melken, füttern, Kälber tränken. Danach gibt es Frühstück für alle.",
        hours="04:30-10:30", capacity=1, german=A1, minimum_age=18, needs=(SHOES, JACKET, OUTDOORS), follows=(WORK,),
        meeting_point="Melkhaus, das Licht brennt", foreman="Frau Harms",
    ),
    DemoSlot(
        reference="A23", employer="B17", trade=Trade.STORES, kind=JOINS_IN,
        title="Vom Regal in den Lkw",
        duties="Scannen, packen, verladen. Wir zeigen Ihnen jeden Handgriff, danach dürfen Sie mit dem Hubwagen üben.",
        hours="14:00-20:00", capacity=4, german=A1, minimum_age=18, needs=(SHOES, STANDING, LIFTING), follows=(WORK,),
        meeting_point="Pförtner, Tor 4", foreman="Herr Kurz", spoken=("de", "ar", "en"),
    ),
    DemoSlot(
        reference="A24", employer="B17", trade=Trade.OFFICE, kind=GUEST,
        title="Disposition: Wer fährt wann wohin?",
        duties="Sie sehen, wie Touren geplant werden, und hören bei Gesprächen mit Fahrern in fünf Sprachen zu.",
        hours="09:00-14:00", capacity=1, german=B2, is_step_free=True, follows=(PRAKTIKUM, WORK),
        meeting_point="Pförtner, Tor 4", foreman="Frau Ilic", spoken=("de", "en", "ru", "tr"),
    ),
    DemoSlot(
        reference="A25", employer="B18", trade=Trade.OFFICE, kind=GUEST,
        title="Hinter den Regalen der Bücherei",
        duties="Ausleihe, Bücher einbinden, Vorlesestunde: Sie sehen, wie eine Bücherei arbeitet.",
        hours="10:00-15:00", capacity=2, is_step_free=True, meeting_point="Ausleihe im Erdgeschoss",
        foreman="Frau Lesch", spoken=("de", "en", "fr"),
    ),
    DemoSlot(
        reference="A26", employer="B19", trade=Trade.OFFICE, kind=GUEST,
        title="Programmieren und Rechner reparieren",
        duties="Sie sehen, wie aus einer Idee ein Programm wird, und bauen mit uns einen alten Rechner wieder auf.",
        hours="09:00-15:00", capacity=2, german=NONE, is_step_free=True, follows=(PRAKTIKUM, TRAINING),
        meeting_point="Gründerhof, 1. Stock, Aufzug links", foreman="Herr Nakamura", spoken=("en", "de"),
    ),
    DemoSlot(
        reference="A27", employer="B20", trade=Trade.HAIR, kind=GUEST,
        title="Ein Tag im Salon",
        duties="Waschen, schneiden, färben: Sie sehen zu und üben am Kopf aus Kunststoff.",
        hours="09:00-15:00", capacity=1, needs=(STANDING,), follows=(PRAKTIKUM, TRAINING), is_step_free=True,
        meeting_point="Im Salon", foreman="Frau Stern", spoken=("de", "ar"),
    ),
    DemoSlot(
        reference="A28", employer="B21", trade=Trade.CLEANING, kind=JOINS_IN,
        title="Glas und Treppen im Team",
        duties="Wir reinigen am Nachmittag ein Bürohaus. Sie lernen, wie Glas ohne Streifen sauber wird.",
        hours="15:00-19:30", capacity=3, min_group=2, german=NONE, needs=(STAIRS, STANDING), follows=(WORK,),
        meeting_point="Ringstraße 33, am weißen Bus", foreman="Herr Demir", spoken=("de", "tr", "ku"),
    ),
    DemoSlot(
        reference="A29", employer="B22", trade=Trade.DRIVING, kind=GUEST,
        title="Leitstelle und eine Runde mit dem Bus",
        duties="Erst sehen Sie, wie alle Busse gelenkt werden, dann fahren Sie eine Runde auf Linie 3 mit.",
        hours="09:00-14:00", capacity=2, german=B1, minimum_age=18, follows=(TRAINING, WORK),
        meeting_point="Betriebshof, Pforte", foreman="Frau Thiele", spoken=("de", "ar"),
    ),
    DemoSlot(
        reference="A30", employer="B22", trade=Trade.GARAGE, kind=JOINS_IN,
        title="In der Buswerkstatt",
        duties="Öl wechseln, Türen einstellen, unter dem Bus stehen: Sie arbeiten mit unserem Azubi zusammen.",
        hours="07:30-14:00", capacity=2, minimum_age=16, needs=(SHOES, CLOTHES), follows=(PRAKTIKUM, TRAINING),
        meeting_point="Betriebshof, Pforte", foreman="Herr Lange",
    ),
    DemoSlot(
        reference="A31", employer="B23", trade=Trade.TEXTILE, kind=GUEST,
        title="Zuschneiden und nähen",
        duties="Sie sehen Zuschnitt, Änderung und Stickerei und nähen eine Tasche, die Sie behalten.",
        hours="09:00-13:00", capacity=2, german=NONE, is_step_free=True, follows=(PRAKTIKUM, WORK),
        meeting_point="Im Laden", foreman="Frau Haddad", spoken=("ar", "de", "fa_AF"),
    ),
    DemoSlot(
        reference="A32", employer="B24", trade=Trade.RETAIL, kind=JOINS_IN,
        title="Verkaufen und beraten",
        duties="Ware einräumen, Kunden begrüßen, an der Kasse mit dabei sein.",
        hours="10:00-16:00", capacity=2, minimum_age=16, needs=(STANDING,), follows=(PRAKTIKUM, TRAINING),
        meeting_point="Kundendienst im Erdgeschoss", foreman="Herr Busch", spoken=("de", "en"),
    ),
    DemoSlot(
        reference="A33", employer="B24", trade=Trade.STORES, kind=JOINS_IN,
        title="Warenannahme am Morgen",
        duties="Paletten auspacken, Ware prüfen, Regale füllen.",
        hours="06:00-11:00", capacity=2, german=A1, minimum_age=16, needs=(SHOES, LIFTING), state=SlotState.WAITING,
        follows=(WORK,), meeting_point="Rampe hinter dem Haus", foreman="Frau Mohr",
    ),
    DemoSlot(
        reference="A34", employer="B25", trade=Trade.ELECTRICS, kind=JOINS_IN,
        title="Ein Windrad von innen",
        duties="Wir steigen bis auf die erste Plattform, messen, schmieren und schreiben das Protokoll. Zu zweit, "
        "weil immer zwei sichern.",
        hours="07:00-13:00", capacity=2, min_group=2, german=B1, minimum_age=18,
        needs=(SHOES, HELMET, STAIRS, JACKET, MEAL), follows=(TRAINING,), meeting_point="Parkplatz Auf der Höhe",
        foreman="Frau Sturm",
    ),
)  # fmt: skip
