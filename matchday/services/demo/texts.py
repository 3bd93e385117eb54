"""What a few slots of the believable day say in other languages."""

from __future__ import annotations

from matchday.services.demo.sketch import DemoText

TEXTS = (
    DemoText(
        slot="A01", language="ar", is_read=True, title="لحام وثني وتركيب",
        duties="المساعدة في الصالة 2: مناولة الصفائح وثنيها وتنعيم حوافها. في النهاية تصنعون شمعدانًا صغيرًا "
        "تأخذونه معكم. نريكم اللحام، والتجربة على جهاز التدريب فقط.",
        meeting_point="عند بوابة الصالة 2، يرجى قرع الجرس",
    ),
    DemoText(
        slot="A01", language="uk", is_read=True, title="Зварювання, згинання, монтаж",
        duties="Ви допомагаєте в цеху 2: подаєте листи металу, згинаєте їх, зачищаєте краї. Наприкінці робите "
        "маленький свічник для себе. Зварювання ми покажемо, спробувати можна на навчальному апараті.",
        meeting_point="Біля воріт цеху 2, подзвоніть, будь ласка",
    ),
    DemoText(
        slot="A03", language="ar", is_read=False, title="صباح في دار الرعاية",
        duties="مرافقة ممرضة: الفطور، والمشي في الحديقة، والقراءة للنزلاء. يسعد نزلاؤنا بالزيارة.",
        meeting_point="الاستقبال، يرجى السؤال عن قسم السكن 1",
    ),
)  # fmt: skip
