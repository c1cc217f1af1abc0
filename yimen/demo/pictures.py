"""Pictures for the demo city, drawn here with Pillow: no downloads, the same bytes for the same Pillow.

`picture(key)` gives a JPEG for scenes, a PNG for portraits and the emblem.
"""

import math
from collections.abc import Callable

from yimen.demo.drawing import country, farmland, houses, streets
from yimen.demo.drawing.canvas import INK, PAPER, Canvas
from yimen.demo.drawing.people import LOOKS, PORTRAIT_SIZE, portrait

SCENE_SIZE = (1600, 1000)
EMBLEM_SIZE = (512, 512)

# key → how it is drawn, what it shows in Chinese (title and description of the image).
SCENES: dict[str, tuple[Callable[[Canvas], None], str]] = {
    "skyline": (streets.skyline, "隔湖相望的云泽城区"),
    "night": (streets.night, "亮着灯的街道夜景"),
    "hall": (houses.hall, "市政府办公楼前的广场"),
    "service-hall": (houses.service_hall, "市民之家的办事窗口"),
    "school": (houses.school, "校园里的教学楼和操场"),
    "hospital": (houses.hospital, "市第一人民医院门诊楼"),
    "bus": (streets.bus, "停靠站台的城市公交车"),
    "factory": (streets.factory, "高新区的生产厂房"),
    "market": (houses.market, "标准化菜市场里的摊位"),
    "library": (houses.reading_room, "市图书馆阅览室"),
    "museum": (houses.museum, "市博物馆"),
    "oldtown": (streets.oldtown, "石埠老街的青瓦白墙"),
    "stadium": (streets.stadium, "奥体中心"),
    "rail": (streets.rail, "驶过高架桥的列车"),
    "port": (streets.port, "沄江云泽港的吊机和货柜"),
    "park": (streets.park, "城市公园里的步道和凉亭"),
    "lake": (country.lake, "清晨的云泽湖"),
    "wetland": (country.wetland, "湿地里的白鹭和芦苇"),
    "fields": (farmland.fields, "丰埠的连片稻田"),
    "greenhouse": (farmland.greenhouse, "成排的蔬菜大棚"),
    "teahills": (farmland.teahills, "茶岭的梯级茶园"),
    "forest": (country.forest, "黛山的杉树林"),
    "reservoir": (country.reservoir, "水库大坝和泄洪闸"),
    "village": (country.village, "湖边的村庄和荷塘"),
    "bridge": (country.bridge, "横跨沄江的大桥"),
    "lotus": (farmland.lotus, "荷叶与荷花"),
    "tea": (farmland.tea, "窗边的一壶云雾茶"),
    "gorge": (country.gorge, "黛山石门峡的瀑布"),
    "harvest": (farmland.harvest, "秋收时节的田野"),
}
PORTRAITS: dict[str, str] = {f"portrait-{number}": "人物剪影" for number in range(1, len(LOOKS) + 1)}
EMBLEM = "emblem"

KEYS: frozenset[str] = frozenset({*SCENES, *PORTRAITS, EMBLEM})


def picture(key: str) -> bytes:
    """The encoded picture. Raises KeyError for a key that is not in KEYS."""
    if key in SCENES:
        canvas = Canvas(*SCENE_SIZE)
        SCENES[key][0](canvas)
        return canvas.encoded("JPEG")
    if key == EMBLEM:
        return _emblem()
    if key not in PORTRAITS:
        raise KeyError(key)
    ground, coat, has_long_hair = LOOKS[int(key.removeprefix("portrait-")) - 1]
    canvas = Canvas(*PORTRAIT_SIZE, ground)
    portrait(canvas, coat=coat, has_long_hair=has_long_hair)
    return canvas.encoded("PNG")


def file_name(key: str) -> str:
    """The name under which the picture is stored."""
    return f"{key}.jpg" if key in SCENES else f"{key}.png"


def title(key: str) -> str:
    """What the picture shows, in Chinese. Raises KeyError for a key that is not in KEYS."""
    if key == EMBLEM:
        return "云泽市城市标识"
    return SCENES[key][1] if key in SCENES else PORTRAITS[key]


def _emblem() -> bytes:
    """The city's emblem: a hill and two waves in a round seal."""
    canvas = Canvas(*EMBLEM_SIZE, PAPER)
    canvas.disc(256, 256, 236, INK)
    canvas.ring(256, 256, 216, PAPER, 6)
    canvas.polygon([(110, 290), (216, 140), (268, 214), (306, 168), (402, 290)], PAPER)
    for row in range(3):
        half, y = 150 - row * 34, 326 + row * 36
        wave = [(256 + half * x / 30, y + 9 * math.sin(x * half / 300)) for x in range(-30, 31)]
        canvas.line(wave, PAPER, 11)
    return canvas.encoded("PNG")
