"""What some of the 40 people of the believable day told of themselves step by step; the others have yet to begin."""

from __future__ import annotations

from dataclasses import dataclass

from matchday.core.activity import Ability, Activity
from matchday.core.profile import Learned, ProfileNeed, ProfilePart, ProfileStep, SchoolYears, WorkYears
from matchday.core.slot import Trade

CAN, LITTLE, LEARN = Ability.CAN, Ability.LITTLE, Ability.LEARN
TO_EIGHT, TO_TEN, MORE = SchoolYears.TO_EIGHT, SchoolYears.TO_TEN, SchoolYears.MORE
NOTHING, LEARNED, STUDY = Learned.NOTHING, Learned.TRADE, Learned.STUDY
ALL = tuple(ProfilePart)


@dataclass(frozen=True, kw_only=True)
class DemoProfile:
    """A profile, saved up to and with the step ``until``; ``shown`` None: the employer's question is still open."""

    school: SchoolYears
    learned: Learned
    work: WorkYears
    work_trades: tuple[Trade, ...] = ()
    abilities: dict[Activity, Ability]
    wants: tuple[Trade, ...]
    needs: tuple[ProfileNeed, ...] = ()
    may_keep_needs: bool = True
    shown: tuple[ProfilePart, ...] | None = ALL
    until: ProfileStep = ProfileStep.CONTACT


PROFILES = {
    "Amira Khalil": DemoProfile(
        school=MORE, learned=LEARNED, work=WorkYears.TO_FIVE, work_trades=(Trade.CARE, Trade.OFFICE),
        abilities={
            Activity.MEASURE_PULSE: CAN, Activity.HELP_TO_EAT: CAN, Activity.WASH_PEOPLE: LITTLE,
            Activity.PUSH_WHEELCHAIR: CAN, Activity.ANSWER_PHONE: LITTLE, Activity.USE_COMPUTER: CAN,
            Activity.READ_ALOUD: LEARN,
        },
        wants=(Trade.CARE, Trade.SCHOOL), needs=(ProfileNeed.CHILDCARE,),
    ),
    "Dawit Tesfay": DemoProfile(
        school=TO_TEN, learned=NOTHING, work=WorkYears.TO_FIVE, work_trades=(Trade.BUILDING,),
        abilities={
            Activity.LAY_BRICKS: CAN, Activity.PLASTER: LITTLE, Activity.WORK_ON_LADDER: CAN, Activity.LIFT: CAN,
            Activity.READ_DRAWINGS: LEARN,
        },
        wants=(Trade.BUILDING,), shown=(ProfilePart.WORK, ProfilePart.ABILITIES, ProfilePart.WANTS),
    ),
    "Filmon Ghebre": DemoProfile(
        school=TO_EIGHT, learned=NOTHING, work=WorkYears.MORE, work_trades=(Trade.GARDEN,),
        abilities={Activity.CARE_FOR_ANIMALS: CAN, Activity.PLANT: CAN, Activity.DIG: CAN, Activity.LIFT: CAN},
        wants=(Trade.GARDEN, Trade.BUILDING), may_keep_needs=False, shown=None,
    ),
    "Olena Bondarenko": DemoProfile(
        school=MORE, learned=STUDY, work=WorkYears.MORE, work_trades=(Trade.SCHOOL,),
        abilities={Activity.SING: CAN, Activity.PLAY: CAN, Activity.READ_ALOUD: LITTLE, Activity.USE_COMPUTER: LITTLE},
        wants=(Trade.SCHOOL, Trade.CARE), needs=(ProfileNeed.INTERPRETER,),
    ),
    "Zarina Rahimi": DemoProfile(
        school=MORE, learned=STUDY, work=WorkYears.TO_FIVE, work_trades=(Trade.OFFICE,),
        abilities={
            Activity.USE_COMPUTER: CAN, Activity.TYPE: CAN, Activity.CALCULATE: CAN, Activity.ANSWER_PHONE: LITTLE,
        },
        wants=(Trade.OFFICE,), needs=(ProfileNeed.BREAKS,),
    ),
    "Mehmet Kaya": DemoProfile(
        school=TO_EIGHT, learned=LEARNED, work=WorkYears.MORE, work_trades=(Trade.METAL,),
        abilities={Activity.WELD: CAN, Activity.RUN_MACHINES: CAN, Activity.SCREW: CAN, Activity.READ_DRAWINGS: CAN},
        wants=(Trade.METAL, Trade.WOOD),
    ),
    "Tekle Woldu": DemoProfile(
        school=TO_TEN, learned=LEARNED, work=WorkYears.TO_FIVE, work_trades=(Trade.BAKERY,),
        abilities={Activity.BAKE: CAN, Activity.COOK: LITTLE, Activity.LIFT: CAN},
        wants=(Trade.BAKERY, Trade.KITCHEN), shown=None, until=ProfileStep.WANTS,
    ),
    "Leyla Osmani": DemoProfile(
        school=TO_EIGHT, learned=NOTHING, work=WorkYears.TO_ONE, work_trades=(Trade.HAIR,),
        abilities={
            Activity.CUT_HAIR: CAN, Activity.COLOUR_HAIR: LITTLE, Activity.CARE_FOR_NAILS: CAN, Activity.SEW: LEARN,
        },
        wants=(Trade.HAIR, Trade.TEXTILE, Trade.RETAIL), shown=(ProfilePart.LANGUAGES, ProfilePart.ABILITIES),
    ),
    "Jean-Pierre Mbala": DemoProfile(
        school=MORE, learned=LEARNED, work=WorkYears.MORE, work_trades=(Trade.KITCHEN,),
        abilities={Activity.COOK: CAN, Activity.CUT_VEGETABLES: CAN, Activity.BAKE: LITTLE, Activity.WASH_DISHES: CAN},
        wants=(Trade.KITCHEN,), needs=(ProfileNeed.FOOD,),
    ),
    "Omar Qasim": DemoProfile(
        school=MORE, learned=NOTHING, work=WorkYears.TO_ONE, work_trades=(Trade.ELECTRICS,),
        abilities={Activity.REPAIR_DEVICES: CAN, Activity.USE_COMPUTER: CAN, Activity.LAY_CABLES: LITTLE},
        wants=(Trade.OFFICE, Trade.ELECTRICS),
    ),
    "Nadia Saleh": DemoProfile(
        school=MORE, learned=NOTHING, work=WorkYears.TO_FIVE, work_trades=(Trade.SCHOOL,),
        abilities={Activity.FEED_BABIES: CAN, Activity.PLAY: CAN, Activity.READ_ALOUD: LITTLE},
        wants=(Trade.SCHOOL, Trade.CARE), shown=None,
    ),
    "Abdi Hassan": DemoProfile(
        school=TO_EIGHT, learned=NOTHING, work=WorkYears.NONE,
        abilities={}, wants=(), shown=None, until=ProfileStep.SCHOOL,
    ),
}  # fmt: skip
