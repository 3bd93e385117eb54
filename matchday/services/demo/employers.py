"""The 25 employers of the believable day. All names are invented."""

from __future__ import annotations

from matchday.core.employer import HospitationCover
from matchday.services.demo.sketch import DemoEmployer

COVERS, NOT, UNKNOWN = HospitationCover.YES, HospitationCover.NO, HospitationCover.UNKNOWN

_E = DemoEmployer  # so that each stands on one line
EMPLOYERS = (
    _E("B01", "Metallbau Seidel", "Industriestraße 12", "Steinfurth", "Frau Seidel", "BGHM", COVERS, True),
    _E("B02", "Seniorenhaus Lindenhof", "Lindenweg 4", "Birkenried", "Frau Albers", "BGW", NOT, True),
    _E("B03", "Klinik am Birkenpark", "Parkallee 30", "Birkenried", "Herr Dr. Falk", "BGW", NOT, True),
    _E("B04", "Tagespflege Sonnenblick", "Bachstraße 7", "Hollerbach", "Frau Engel", "BGW", NOT),
    _E("B05", "Kita Regenbogenland", "Spielwiese 2", "Birkenried", "Frau Maurer", "Unfallkasse", UNKNOWN, True),
    _E("B06", "Grundschule am Mühlbach", "Schulgasse 9", "Steinfurth", "Herr Kessler", "Unfallkasse", UNKNOWN),
    _E("B07", "Backhaus Lindner", "Marktplatz 3", "Oberwalde", "Herr Lindner", "BGN", UNKNOWN, True),
    _E("B08", "Großküche Tellerrand", "Am Güterbahnhof 18", "Birkenried", "Frau Özdemir", "BGN", UNKNOWN),
    _E("B09", "Kfz-Service Rahn", "Am Birkentor 21", "Birkenried", "Herr Rahn", "BGHM", COVERS, True),
    _E("B10", "Zimmerei Astholz", "Sägewerk 5", "Niederau", "Herr Astholz", "BG BAU", UNKNOWN),
    _E("B11", "Tischlerei Spanwerk", "Hobelgasse 11", "Steinfurth", "Frau Petri", "BGHM", COVERS),
    _E("B12", "Malerbetrieb Farbenfroh", "Pinselweg 8", "Birkenried", "Herr Conradi", "BG BAU", UNKNOWN),
    _E("B13", "Hochbau Ziegelmann", "Kiesgrube 1", "Hollerbach", "Frau Ziegelmann", "BG BAU", UNKNOWN, True),
    _E("B14", "Elektro Funkenflug", "Leitungsweg 16", "Niederau", "Herr Volta", "BG ETEM", UNKNOWN, True),
    _E("B15", "Gärtnerei Grünhauch", "Gewächshaus 6", "Oberwalde", "Frau Blum", "SVLFG", UNKNOWN),
    _E("B16", "Hof Wiesentau", "Wiesentau 1", "Möllenrode", "Frau Harms", "SVLFG", UNKNOWN),
    _E("B17", "Logistikpark Paketwiese", "Rampenstraße 40", "Steinfurth", "Herr Kurz", "BGHW", UNKNOWN),
    _E("B18", "Stadtbücherei Birkenried", "Am Rathaus 2", "Birkenried", "Frau Lesch", "Unfallkasse", UNKNOWN),
    _E("B19", "IT-Werkstatt Bitgarten", "Gründerhof 5", "Birkenried", "Herr Nakamura", "VBG", UNKNOWN),
    _E("B20", "Friseursalon Lockenstern", "Kirchgasse 14", "Birkenried", "Frau Stern", "BGW", NOT),
    _E("B21", "Gebäudeservice Spiegelklar", "Ringstraße 33", "Birkenried", "Herr Demir", "BG BAU", UNKNOWN),
    _E("B22", "Verkehrsbetrieb Birkenbus", "Betriebshof 1", "Niederau", "Frau Thiele", "VBG", UNKNOWN),
    _E("B23", "Nähstube Fadenlauf", "Weberstraße 10", "Birkenried", "Frau Haddad", "BG ETEM", UNKNOWN),
    _E("B24", "Kaufhaus Allerlei", "Marktstraße 25", "Steinfurth", "Herr Busch", "BGHW", UNKNOWN, True),
    _E("B25", "Windpark Höhenbrise", "Auf der Höhe 1", "Hohenbuch", "Frau Sturm", "BG ETEM", UNKNOWN),
)
