"""Activities: what people can do at work, told by pictures. An answer is the person's own word and nobody's mark."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from matchday.core.slot import Trade


class Activity(StrEnum):
    """Name something people do at work."""

    WASH_PEOPLE = "wash_people"
    HELP_TO_EAT = "help_to_eat"
    MEASURE_PULSE = "measure_pulse"
    PUSH_WHEELCHAIR = "push_wheelchair"
    PLAY = "play"
    READ_ALOUD = "read_aloud"
    SING = "sing"
    FEED_BABIES = "feed_babies"
    COOK = "cook"
    CUT_VEGETABLES = "cut_vegetables"
    BAKE = "bake"
    WASH_DISHES = "wash_dishes"
    VACUUM = "vacuum"
    CLEAN_WINDOWS = "clean_windows"
    WASH_CLOTHES = "wash_clothes"
    MAKE_BEDS = "make_beds"
    CUT_HAIR = "cut_hair"
    SHAVE = "shave"
    COLOUR_HAIR = "colour_hair"
    CARE_FOR_NAILS = "care_for_nails"
    SEW = "sew"
    MEND = "mend"
    IRON = "iron"
    MEASURE_CLOTH = "measure_cloth"
    TALK_TO_BUYERS = "talk_to_buyers"
    TAKE_MONEY = "take_money"
    FILL_SHELVES = "fill_shelves"
    PRICE_GOODS = "price_goods"
    TYPE = "type"
    USE_COMPUTER = "use_computer"
    ANSWER_PHONE = "answer_phone"
    CALCULATE = "calculate"
    LIFT = "lift"
    DRIVE_FORKLIFT = "drive_forklift"
    PACK = "pack"
    DRIVE_VAN = "drive_van"
    PLANT = "plant"
    DIG = "dig"
    CARE_FOR_ANIMALS = "care_for_animals"
    DRIVE_TRACTOR = "drive_tractor"
    LAY_BRICKS = "lay_bricks"
    PLASTER = "plaster"
    PAINT_WALLS = "paint_walls"
    WORK_ON_LADDER = "work_on_ladder"
    SAW_WOOD = "saw_wood"
    PUT_TOGETHER = "put_together"
    MEASURE_WOOD = "measure_wood"
    HAMMER_NAILS = "hammer_nails"
    WELD = "weld"
    RUN_MACHINES = "run_machines"
    SCREW = "screw"
    READ_DRAWINGS = "read_drawings"
    LAY_CABLES = "lay_cables"
    HANG_LAMPS = "hang_lamps"
    REPAIR_DEVICES = "repair_devices"
    MOUNT_SOLAR = "mount_solar"
    CHANGE_TYRES = "change_tyres"
    REPAIR_ENGINES = "repair_engines"
    CHANGE_BATTERY = "change_battery"
    CLEAN_CARS = "clean_cars"


class Ability(StrEnum):
    """Answer for one activity. «No» is no answer and is not kept."""

    CAN = "can"
    LITTLE = "little"
    LEARN = "learn"
    """Would like to learn it."""


ACTIVITIES: dict[Trade, tuple[Activity, ...]] = {
    Trade.CARE: (
        Activity.WASH_PEOPLE,
        Activity.HELP_TO_EAT,
        Activity.MEASURE_PULSE,
        Activity.PUSH_WHEELCHAIR,
    ),
    Trade.SCHOOL: (
        Activity.PLAY,
        Activity.READ_ALOUD,
        Activity.SING,
        Activity.FEED_BABIES,
    ),
    Trade.KITCHEN: (
        Activity.COOK,
        Activity.CUT_VEGETABLES,
        Activity.BAKE,
        Activity.WASH_DISHES,
    ),
    Trade.CLEANING: (
        Activity.VACUUM,
        Activity.CLEAN_WINDOWS,
        Activity.WASH_CLOTHES,
        Activity.MAKE_BEDS,
    ),
    Trade.HAIR: (
        Activity.CUT_HAIR,
        Activity.SHAVE,
        Activity.COLOUR_HAIR,
        Activity.CARE_FOR_NAILS,
    ),
    Trade.TEXTILE: (
        Activity.SEW,
        Activity.MEND,
        Activity.IRON,
        Activity.MEASURE_CLOTH,
    ),
    Trade.RETAIL: (
        Activity.TALK_TO_BUYERS,
        Activity.TAKE_MONEY,
        Activity.FILL_SHELVES,
        Activity.PRICE_GOODS,
    ),
    Trade.OFFICE: (
        Activity.TYPE,
        Activity.USE_COMPUTER,
        Activity.ANSWER_PHONE,
        Activity.CALCULATE,
    ),
    Trade.STORES: (
        Activity.LIFT,
        Activity.DRIVE_FORKLIFT,
        Activity.PACK,
        Activity.DRIVE_VAN,
    ),
    Trade.GARDEN: (
        Activity.PLANT,
        Activity.DIG,
        Activity.CARE_FOR_ANIMALS,
        Activity.DRIVE_TRACTOR,
    ),
    Trade.BUILDING: (
        Activity.LAY_BRICKS,
        Activity.PLASTER,
        Activity.PAINT_WALLS,
        Activity.WORK_ON_LADDER,
    ),
    Trade.WOOD: (
        Activity.SAW_WOOD,
        Activity.PUT_TOGETHER,
        Activity.MEASURE_WOOD,
        Activity.HAMMER_NAILS,
    ),
    Trade.METAL: (
        Activity.WELD,
        Activity.RUN_MACHINES,
        Activity.SCREW,
        Activity.READ_DRAWINGS,
    ),
    Trade.ELECTRICS: (
        Activity.LAY_CABLES,
        Activity.HANG_LAMPS,
        Activity.REPAIR_DEVICES,
        Activity.MOUNT_SOLAR,
    ),
    Trade.GARAGE: (
        Activity.CHANGE_TYRES,
        Activity.REPAIR_ENGINES,
        Activity.CHANGE_BATTERY,
        Activity.CLEAN_CARS,
    ),
}
"""The activities of each trade that is asked about: four pictures on a page."""


def answer_activities(
    known: Mapping[str, str], trade: Trade, answers: Mapping[Activity, Ability | None]
) -> dict[str, str]:
    """Return what is known after the activities of one trade were answered; those of other trades stay as they are.

    **Shapes** activity to ability, both by value; None is no answer.
    """
    kept = {name: value for name, value in known.items() if Activity(name) not in ACTIVITIES[trade]}
    given = {one.value: ability.value for one, ability in answers.items() if ability and one in ACTIVITIES[trade]}
    return kept | given


def of_ability(known: Mapping[str, str], ability: Ability) -> list[Activity]:
    """Return the activities somebody answered so, in the order of the activities."""
    return [one for one in Activity if known.get(one.value) == ability]


def able_trades(known: Mapping[str, str]) -> frozenset[Trade]:
    """Return the trades of which somebody can already do something, at least a little."""
    able = {Activity(name) for name, value in known.items() if value in (Ability.CAN, Ability.LITTLE)}
    return frozenset(trade for trade, activities in ACTIVITIES.items() if able.intersection(activities))
