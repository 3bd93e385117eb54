"""Names to draw from: people by language, employers by trade. Whatever is drawn from them exists nowhere."""

from __future__ import annotations

from dataclasses import dataclass

from matchday.core.slot import Trade

PEOPLE: dict[str, tuple[int, tuple[str, ...], tuple[str, ...]]] = {
    "ar": (
        26,
        ("Amira", "Ahmad", "Rana", "Omar", "Layla", "Khalil", "Huda", "Samir", "Nour", "Bassam", "Salma", "Tarek"),
        ("Khalil", "Darwish", "Mansour", "Saleh", "Nasser", "Aziz", "Jaber", "Qasim", "Suleiman", "Barakat"),
    ),
    "uk": (
        22,
        ("Olena", "Serhij", "Kateryna", "Ivan", "Natalija", "Viktor", "Oksana", "Andrij", "Iryna", "Bohdan"),
        ("Bondarenko", "Petrenko", "Kravets", "Lysenko", "Melnyk", "Tkachuk", "Savchuk", "Marchenko"),
    ),
    "fa_AF": (
        15,
        ("Zarina", "Farhad", "Mariam", "Ali", "Leyla", "Hamid", "Shirin", "Navid", "Parwana", "Reza"),
        ("Rahimi", "Mohammadi", "Noori", "Rezai", "Osmani", "Ahmadi", "Sharifi", "Wardak"),
    ),
    "ti": (
        9,
        ("Selam", "Dawit", "Filmon", "Yonas", "Tekle", "Mulugeta", "Rahel", "Helen", "Natnael", "Feven"),
        ("Tesfay", "Ghebre", "Kidane", "Woldu", "Haile", "Berhe", "Asmerom"),
    ),
    "so": (
        8,
        ("Yusuf", "Ayaan", "Fadumo", "Abdi", "Hodan", "Ismail", "Sahra", "Liban"),
        ("Abdirahman", "Hassan", "Warsame", "Ismail", "Farah", "Jama", "Aden"),
    ),
    "ku": (8, ("Hêvî", "Azad", "Rojin", "Baran", "Berfîn", "Dilan", "Zozan", "Serhat"), ("Aslan", "Ciwan", "Zana")),
    "tr": (5, ("Mehmet", "Emre", "Elif", "Deniz", "Zeynep", "Selin"), ("Kaya", "Yıldırım", "Aksoy", "Şahin")),
    "fr": (4, ("Jean-Pierre", "Aïssatou", "Fatou", "Moussa", "Chantal"), ("Mbala", "Diallo", "Traoré", "Kouassi")),
    "en": (3, ("Grace", "Samuel", "Blessing", "Peter", "Ngozi"), ("Okafor", "Njoroge", "Adeyemi", "Mensah")),
}  # fmt: skip
"""By language: its share in percent, first names, last names."""

STEMS = ("Birk", "Ahren", "Linden", "Wiesen", "Falken", "Eschen", "Moor", "Silber", "Hasel", "Kranich", "Mühl", "Rot")
ENDINGS = ("grund", "feld", "hold", "berg", "stein", "thal", "mann", "hoff", "brink", "winkel", "rode", "busch")
STREETS = ("Industriestraße", "Bahnhofstraße", "Lindenweg", "Am Anger", "Mühlgasse", "Marktplatz", "Ringstraße")


@dataclass(frozen=True)
class TradeWords:
    """How an employer of a trade is called and what it offers; ``share`` in percent of all slots."""

    share: int
    employer: str
    title: str
    duties: str
    is_food: bool = False


TRADES: dict[Trade, TradeWords] = {
    Trade.CARE: TradeWords(14, "Seniorenhaus", "Ein Tag in der Pflege", "Sie begleiten eine Pflegekraft."),
    Trade.METAL: TradeWords(7, "Metallbau", "Blech und Stahl", "Kanten, bohren, entgraten: Sie helfen in der Halle."),
    Trade.BUILDING: TradeWords(8, "Bauunternehmen", "Auf der Baustelle", "Mischen, schnüren, mauern: Sie sind dabei."),
    Trade.WOOD: TradeWords(5, "Tischlerei", "Arbeiten mit Holz", "Vom Brett zum Möbel: Sie sehen jeden Schritt."),
    Trade.BAKERY: TradeWords(4, "Backhaus", "In der Backstube", "Wiegen, formen, backen.", is_food=True),
    Trade.KITCHEN: TradeWords(6, "Gasthaus", "In der Küche", "Schneiden, kochen, anrichten.", is_food=True),
    Trade.GARDEN: TradeWords(5, "Gärtnerei", "Pflanzen und Gärten", "Topfen, gießen, schneiden: Sie helfen mit."),
    Trade.STORES: TradeWords(9, "Lagerhaus", "Vom Regal in den Lkw", "Scannen, packen, verladen."),
    Trade.SCHOOL: TradeWords(9, "Kita", "Ein Vormittag mit Kindern", "Morgenkreis, Frühstück, Spielen im Garten."),
    Trade.OFFICE: TradeWords(8, "Kontor", "Im Büro", "Sie sehen, wie Aufträge geplant und geprüft werden."),
    Trade.GARAGE: TradeWords(5, "Kfz-Werkstatt", "In der Werkstatt", "Prüfen, wechseln, einstellen."),
    Trade.CLEANING: TradeWords(
        4, "Gebäudeservice", "Sauber im Team", "Glas, Böden, Treppen: Sie lernen die Handgriffe."
    ),
    Trade.HAIR: TradeWords(3, "Salon", "Ein Tag im Salon", "Waschen, schneiden, föhnen: Sie sehen zu."),
    Trade.PAINTING: TradeWords(3, "Malerbetrieb", "Farbe an die Wand", "Abkleben, spachteln, rollen."),
    Trade.ELECTRICS: TradeWords(4, "Elektro", "Strom für ein Haus", "Leitungen ziehen, Dosen setzen, messen."),
    Trade.DRIVING: TradeWords(2, "Fuhrbetrieb", "Eine Runde mitfahren", "Sie fahren mit und sehen die Leitstelle."),
    Trade.TEXTILE: TradeWords(2, "Nähstube", "Nadel und Faden", "Zuschneiden, nähen, ändern."),
    Trade.RETAIL: TradeWords(2, "Kaufhaus", "Verkaufen und beraten", "Einräumen, begrüßen, an der Kasse dabei sein."),
}
