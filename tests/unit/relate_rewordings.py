"""One event as an agency first told it, as it told it again, and as another reporter did.

Invented places and people; each in three texts: the first version, a later one of the same desk
with its sentences reworded, and a report by somebody else who was there.
"""

ENGLISH = (
    "PORT MARROW — The harbour council of Port Marrow opened a ferry line to the three northern "
    "islands on Monday, ending eleven years without a crossing.\n"
    "Two boats built at the Eastwater yard will carry 240 passengers each, leaving at seven every "
    "morning except Sunday, council chair Ina Holm said.\n"
    "Islanders waited on the quay with lanterns before dawn, and the first ticket went to Peter "
    "Quist, a teacher who had rowed to his classes for a decade.\n"
    "The line costs 4.2 million crowns a year, half of which the islands pay themselves.\n"
    "Critics on the council had wanted a bridge instead, but engineers warned in 2019 that the "
    "strait was too deep for its piers.",
    "PORT MARROW — After eleven years without a crossing, the three northern islands have a ferry "
    "line again: the harbour council of Port Marrow opened it on Monday.\n"
    "Council chair Ina Holm said that two boats from the Eastwater yard, each with room for 240 "
    "passengers, would leave at seven in the morning on every day but Sunday.\n"
    "Before dawn islanders stood on the quay with lanterns. Teacher Peter Quist, who for a decade "
    "had rowed to his classes, got the first ticket.\n"
    "The islands themselves pay half of the 4.2 million crowns that the line costs a year.\n"
    "A bridge, which critics on the council had wanted instead, would have needed piers in a "
    "strait that engineers in 2019 called too deep.",
    "Brass bands, free herring and a long queue in the rain: Port Marrow has celebrated its new "
    "boats. “I have sold more coffee today than in all of March,” said Lena Brandt, who keeps the "
    "kiosk beside the old customs house.\n"
    "Not everyone is happy. A return ticket will cost 18 crowns, and the fishermen's union fears "
    "for its moorings.\n"
    "The mayor, who arrived late, promised that the timetable would be looked at again in autumn. "
    "Until then the islands, whose shops closed one after the other when the last ship was sold, "
    "hope for visitors.\n"
    "The crossing takes forty minutes if the wind is kind.",
)
RUSSIAN = (
    "ПОРТ-МАРРОУ. Портовый совет Порт-Марроу в понедельник открыл паромную линию к трём северным "
    "островам, где одиннадцать лет не было переправы.\n"
    "Два судна, построенные на верфи Иствотера, вмещают по 240 пассажиров и будут отходить в семь "
    "утра каждый день, кроме воскресенья, сообщила председатель совета Ина Хольм.\n"
    "Островитяне ждали на причале с фонарями ещё до рассвета, а первый билет достался учителю "
    "Петеру Квисту, который десять лет ездил на уроки на вёслах.\n"
    "Линия обходится в 4,2 миллиона крон в год, половину платят сами острова.\n"
    "Критики в совете хотели построить мост, но инженеры ещё в 2019 году предупреждали, что "
    "пролив слишком глубок для его опор.",
    "ПОРТ-МАРРОУ. Одиннадцать лет без переправы закончились: паромную линию к трём северным "
    "островам портовый совет Порт-Марроу открыл в понедельник.\n"
    "Как сообщила председатель совета Ина Хольм, каждый день, кроме воскресенья, в семь утра "
    "будут отходить два судна верфи Иствотера, каждое на 240 пассажиров.\n"
    "Ещё до рассвета на причале с фонарями стояли островитяне. Учитель Петер Квист, десять лет "
    "ездивший на уроки на вёслах, получил первый билет.\n"
    "Половину из 4,2 миллиона крон, в которые линия обходится в год, платят сами острова.\n"
    "Мост, которого хотели критики в совете, потребовал бы опор в проливе, а он, как "
    "предупреждали инженеры в 2019 году, слишком глубок.",
    "Духовой оркестр, бесплатная сельдь и длинная очередь под дождём: Порт-Марроу отпраздновал "
    "новые суда. «Сегодня я продала больше кофе, чем за весь март», — говорит хозяйка киоска у "
    "старой таможни Лена Брандт.\n"
    "Довольны не все. Билет туда и обратно стоит 18 крон, а профсоюз рыбаков боится за свои "
    "стоянки.\n"
    "Опоздавший мэр пообещал осенью вернуться к расписанию. До тех пор острова, где после продажи "
    "последнего корабля один за другим закрывались магазины, надеются на гостей.\n"
    "Если ветер попутный, дорога занимает сорок минут.",
)
CHINESE = (
    "马罗港电 马罗港港务委员会周一开通了通往北部三座岛屿的轮渡航线，结束了十一年没有渡船的历史。\n"
    "委员会主席伊娜·霍尔姆说，两艘渡轮由东水船厂建造，各可搭载二百四十名乘客，除周日外每天早上七点出发。\n"
    "天亮之前，岛上居民就提着灯笼在码头等候，第一张船票卖给了教师彼得·奎斯特，他十年来一直划船去上课。\n"
    "这条航线每年耗资四百二十万克朗，其中一半由各岛自己承担。\n"
    "委员会中的批评者原本希望建一座大桥，但工程师在二零一九年就警告说，海峡太深，无法修建桥墩。",
    "马罗港电 十一年没有渡船的历史结束了：马罗港港务委员会周一开通了通往北部三座岛屿的轮渡航线。\n"
    "除周日外，由东水船厂建造的两艘渡轮每天早上七点出发，各可搭载二百四十名乘客，委员会主席伊娜·霍尔姆说。\n"
    "岛上居民天亮之前就在码头提着灯笼等候。十年来一直划船去上课的教师彼得·奎斯特买到了第一张船票。\n"
    "各岛自己承担这条航线每年四百二十万克朗费用的一半。\n"
    "工程师在二零一九年就警告说，海峡太深，无法修建桥墩，而委员会中的批评者原本希望的正是一座大桥。",
    "铜管乐队、免费的鲱鱼和雨中的长队：马罗港昨天庆祝新船到来。"
    "在旧海关旁边开小店的莱娜·布兰特说：“我今天卖出的咖啡比整个三月还多。”\n"
    "并不是人人都满意。往返票价为十八克朗，渔民工会担心失去自己的泊位。\n"
    "迟到的市长答应秋天重新考虑时刻表。最后一艘船卖掉以后，岛上的商店一家接一家关门，"
    "现在大家盼望着游客。\n"
    "如果顺风，路上需要四十分钟。",
)
ARABIC = (
    "بورت مارو - افتتح مجلس ميناء بورت مارو يوم الاثنين خط عبارات إلى الجزر الشمالية الثلاث، "
    "منهيا أحد عشر عاما من دون معبر بحري.\n"
    "وقالت رئيسة المجلس إينا هولم إن سفينتين بنيتا في حوض إيستووتر ستنقل كل منهما 240 راكبا "
    "وتبحران في السابعة من صباح كل يوم ما عدا الأحد.\n"
    "وانتظر سكان الجزر على الرصيف بالفوانيس قبل الفجر، وحصل على أول تذكرة المعلم بيتر كويست الذي "
    "ظل عشر سنوات يجدف بقاربه إلى دروسه.\n"
    "ويكلف الخط 4.2 مليون كرونة سنويا تدفع الجزر نصفها.\n"
    "وكان منتقدون في المجلس يريدون جسرا بدلا منه، لكن مهندسين حذروا عام 2019 من أن المضيق أعمق من "
    "أن تقام فيه دعائم.",
    "بورت مارو - بعد أحد عشر عاما من دون معبر بحري عاد خط عبارات إلى الجزر الشمالية الثلاث، "
    "افتتحه يوم الاثنين مجلس ميناء بورت مارو.\n"
    "وستبحر في السابعة من صباح كل يوم ما عدا الأحد سفينتان بنيتا في حوض إيستووتر تنقل كل منهما "
    "240 راكبا، حسبما قالت رئيسة المجلس إينا هولم.\n"
    "وقبل الفجر وقف سكان الجزر على الرصيف بالفوانيس. أما أول تذكرة فحصل عليها المعلم بيتر كويست "
    "الذي كان يجدف بقاربه إلى دروسه طوال عشر سنوات.\n"
    "وتدفع الجزر نصف 4.2 مليون كرونة هي ما يكلفه الخط سنويا.\n"
    "وحذر مهندسون عام 2019 من أن المضيق أعمق من أن تقام فيه دعائم لجسر كان منتقدون في المجلس "
    "يريدونه بدلا منه.",
    "فرق نحاسية ورنجة مجانية وطابور طويل تحت المطر: هكذا احتفلت بورت مارو بسفنها الجديدة. تقول "
    "لينا برانت صاحبة الكشك المجاور لمبنى الجمارك القديم: «بعت اليوم من القهوة أكثر مما بعت في "
    "شهر مارس كله».\n"
    "لكن الرضا ليس عاما. فثمن تذكرة الذهاب والإياب 18 كرونة، ونقابة الصيادين تخشى على مراسيها.\n"
    "ووعد رئيس البلدية الذي وصل متأخرا بالنظر في المواعيد مجددا في الخريف. وحتى ذلك الحين تأمل "
    "الجزر، التي أغلقت متاجرها الواحد تلو الآخر بعد بيع آخر سفينة، في قدوم الزوار.\n"
    "وتستغرق الرحلة أربعين دقيقة إن كانت الريح مواتية.",
)
TEXTS = {"en": ENGLISH, "ru": RUSSIAN, "zh": CHINESE, "ar": ARABIC}
