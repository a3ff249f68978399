#!/usr/bin/env python3
"""Make the three fonts of this folder from IBM Plex. Needs npm, and: pip install fonttools brotli

    python3 make.py            fetches the two npm packages into a temporary folder
    python3 make.py FOLDER     uses the package archives (.tgz) that are already in FOLDER
"""

import glob
import json
import math
import os
import subprocess
import sys
import tarfile
import tempfile

from fontTools import subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

HERE = os.path.dirname(os.path.abspath(__file__))
LATIN = "@ibm/plex-sans@1.1.0"
CHINESE = "@ibm/plex-sans-sc@1.1.0"
THIN_SPACE = 200
# Centre of capitals and figures; symbols stand around it.
MIDDLE = 349

# Latin with what names need, Greek for formulae, Cyrillic, and the signs of a statistical page.
RANGES = [(0x20, 0x7E), (0xA0, 0x24F), (0x2B0, 0x2FF), (0x300, 0x36F), (0x370, 0x3FF), (0x400, 0x4FF),
          (0x1E00, 0x1EFF), (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20CF), (0x2100, 0x218F),
          (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2300, 0x23FF), (0x24D8, 0x24D8), (0x25A0, 0x25FF), (0x2600, 0x27BF),
          (0x2B00, 0x2BFF), (0x3000, 0x3000), (0xFB00, 0xFB06), (0xFEFF, 0xFEFF)]

# Words that Chinese labels are made of; country names come from ../countries.json, phrases from ../words, labels from ../../datasets.
CHINESE_WORDS = """
出口 进口 再出口 再进口 转口 贸易 贸易额 总额 进出口 顺差 逆差 差额 平衡 份额 市场份额 占比 比重 百分比 百分点 构成 结构 依存度 依赖 不对称 双边 相互
年 月 日 季度 半年 上半年 下半年 前 后 至 同比 环比 累计 增长 下降 变化 增长率 指数 平均 中位数 合计 总计 总值 总数 小计
美元 欧元 元 人民币 卢布 日元 英镑 坚戈 亿 万 千 百 十 兆 吨 千克 桶 立方米 辆 台 件 个 人 汇率 结算 货币 现价 不变价
一 二 三 四 五 六 七 八 九 十 零 第 约 近 超过 不到 至少 至多 以上 以下 之间 大约 左右
来源 注 说明 数据 数据来源 数据集 无数据 未公布 未收集 保密 不适用 缺失 估计 估算 暂定 初步 预测 镜像数据 修订 中断 更新 发布 统计 表 图 图表
国家 地区 国家和地区 世界 全球 全部 其他 其余 未分解 未说明 欧盟 欧洲联盟 独联体 东盟 金砖国家 七国集团 二十国集团 经合组织 上合组织 中亚 欧亚 亚太 中东 成员国
中国 俄罗斯 俄罗斯联邦 中华人民共和国 美国 德国 日本 印度 土耳其 哈萨克斯坦 韩国 英国 法国 意大利 荷兰 波兰 乌克兰 白俄罗斯 巴西 越南
报告国 报告方 伙伴国 伙伴 对方 出口国 进口国 目的地 原产地 商品 产品 货物 服务 分类 类 章 协调制度 编码 流向 持有者 市场 品牌 企业
活动物 动物产品 植物产品 动植物油脂 食品 饮料 酒 醋 烟草 矿产品 矿物燃料 化学工业产品 化工产品 塑料 橡胶 及其制品 皮革 毛皮 箱包 木及木制品 木炭 软木 编结品
木浆 纸 纸板 纺织原料 纺织制品 鞋 帽 伞 杖 羽毛 人造花 石料 石膏 水泥 陶瓷 玻璃 珍珠 宝石 贵金属 首饰 硬币 贱金属 钢铁 铜 铝 镍 锌 铅 锡 机器 机械 器具 电气设备 录音 电视 零件 附件
车辆 航空器 船舶 运输设备 光学 照相 医疗 仪器 钟表 乐器 武器 弹药 杂项制品 家具 玩具 艺术品 收藏品 古物 特殊交易品 未分类
石油 原油 天然气 液化天然气 煤 煤炭 电力 能源 燃料 矿砂 矿石 铁 木材 粮食 谷物 小麦 玉米 大豆 肉 鱼 水产 化肥 肥料 半导体 芯片 电子 汽车 乘用车 卡车 军火 常规武器 转让 军贸
投资 直接投资 存量 流量 国内生产总值 人口 债务 储备 银行 股票 基金 关税 制裁 协议 合作 战略 关系 经济 政治 社会 文化
民意 民意调查 调查 问题 回答 受访者 样本 误差 好感 好 坏 很 比较 一般 正面 负面 中性 友好 敌对 信任 威胁 不确定 难以回答 不知道 拒答 赞成 反对 支持 净值 态度 看法 加权 城市 农村 男 女 年龄 岁
文件 编辑 视图 帮助 打开 保存 导出 导入 复制 粘贴 撤销 重做 搜索 选择 排序 比较 显示 隐藏 设置 语言 浅色 深色 打印 幻灯片 简报 幅 页 名称 标题 值 单位 公式 计算 结果 错误 警告 取消 确定 关闭
东 南 西 北 中 上 下 左 右 内 外 大 小 新 旧 高 低 多 少 增 减 升 降 的 和 与 或 在 是 有 为 对 从 到 按 由 于 等 之 其 不 未 无 非 含 自 以 及 各 每 该 此 这 那 时 期 间 度 率 比 额 量 价 值 数 率
""" + "，。、；：？！（）《》〈〉「」【】“”‘’—…·％－＋／～　"


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else fetch()
    for weight, stroke, number in (("Regular", 62, 400), ("SemiBold", 92, 600)):
        font = source(folder, "ibm-plex-sans-1*.tgz", f"fonts/complete/woff2/IBMPlexSans-{weight}.woff2")
        draw_symbols(font, stroke)
        for space in (0x2009, 0x202F):
            font["hmtx"][font.getBestCmap()[space]] = (THIN_SPACE, 0)
        wanted = [c for a, b in RANGES for c in range(a, b + 1)]
        shrink(font, wanted, ["kern", "mark", "mkmk", "ccmp", "locl"])
        rename(font, "Asymmetry Sans", weight, number)
        save(font, f"AsymmetrySans-{weight}.ttf")

    font = source(folder, "ibm-plex-sans-sc-*.tgz", "fonts/complete/woff2/hinted/IBMPlexSansSC-Regular.woff2")
    wanted = chinese_characters()
    print("Chinese characters not in the font:", "".join(chr(c) for c in sorted(wanted - set(font.getBestCmap()))) or "none")
    for table in ("vhea", "vmtx", "BASE", "meta", "GPOS", "GSUB"):
        if table in font:
            del font[table]
    shrink(font, wanted, [])
    rename(font, "Asymmetry Sans SC", "Regular", 400)
    save(font, "AsymmetrySansSC-Regular.ttf")


def fetch():
    folder = tempfile.mkdtemp()
    subprocess.run(["npm", "pack", LATIN, CHINESE], cwd=folder, check=True)
    return folder


def source(folder, pattern, path):
    with tarfile.open(glob.glob(os.path.join(folder, pattern))[0]) as archive:
        font = TTFont(archive.extractfile("package/" + path), recalcTimestamp=False)
        font.ensureDecompiled()
    font.flavor = None
    return font


def chinese_characters():
    texts = [CHINESE_WORDS]
    with open(os.path.join(HERE, "..", "countries.json"), encoding="utf-8") as file:
        countries = json.load(file)
    for group in ("countries", "former", "aggregates"):
        for entry in countries[group].values():
            texts += [entry["zh"], *entry["aliases"]]
    with open(os.path.join(HERE, "..", "words", "zh.json"), encoding="utf-8") as file:
        texts.append(file.read())
    for path in glob.glob(os.path.join(HERE, "..", "..", "datasets", "*.json")):
        with open(path, encoding="utf-8") as file:
            texts += chinese_labels(json.load(file))
    def is_chinese(c):
        return 0x2E80 <= c <= 0x9FFF or 0xF900 <= c <= 0xFAFF or 0xFF00 <= c <= 0xFF65
    return {ord(c) for text in texts for c in text if is_chinese(ord(c))} | {0x20}


def chinese_labels(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "zh" and isinstance(inner, str):
                yield inner
            else:
                yield from chinese_labels(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from chinese_labels(inner)


def shrink(font, characters, features):
    options = subset.Options()
    options.layout_features = features
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.drop_tables += ["gasp"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)


def rename(font, family, style, weight):
    """The name "Plex" is reserved for the original; a changed font carries another."""
    name = font["name"]
    kept = {i: name.getDebugName(i) for i in (0, 7, 8, 9, 11, 12, 13, 14)}
    version = name.getDebugName(5)
    name.names = []
    is_regular = style == "Regular"
    post_script = f"{family.replace(' ', '')}-{style}"
    kept |= {
        1: family if is_regular else f"{family} {style}",
        2: "Regular",
        3: f"{version};{post_script}",
        4: f"{family} {style}",
        5: version,
        6: post_script,
        10: "A subset of IBM Plex with symbols and measures changed; see README.md beside it.",
        16: family,
        17: style,
    }
    for number, text in sorted(kept.items()):
        if text:
            name.setName(text, number, 3, 1, 0x409)
    table = font["OS/2"]
    table.usWeightClass = weight
    table.achVendID = "NONE"
    # Bit 6 is REGULAR, bit 7 says that the typographic measures count.
    table.fsSelection = 0x80 | (0x40 if is_regular else 0)
    font["head"].macStyle = 0
    # One set of measures everywhere, so that text stands in the middle of its line and both families share baselines.
    for part, measures in ((font["hhea"], ("ascent", "descent", "lineGap")), (table, ("sTypoAscender", "sTypoDescender", "sTypoLineGap"))):
        for measure, points in zip(measures, (1025, -275, 0)):
            setattr(part, measure, points)
    table.usWinAscent, table.usWinDescent = 1025, 275


def save(font, name):
    path = os.path.join(HERE, name)
    font.save(path)
    print(f"{name}: {len(font.getBestCmap())} characters, {os.path.getsize(path)} bytes")


# --- Symbols that Plex lacks, drawn here ---------------------------------------------------------

def draw_symbols(font, stroke):
    cmap = font.getBestCmap()
    for character, (width, contours) in symbols(stroke).items():
        if ord(character) in cmap:
            continue
        pen = TTGlyphPen(None)
        for points, is_curve, is_hole in contours:
            # Outer contours run clockwise, holes the other way.
            if (area(points) < 0) == is_hole:
                points = points[::-1]
            if is_curve:
                pen.qCurveTo(*points, None)
            else:
                pen.moveTo(points[0])
                for point in points[1:]:
                    pen.lineTo(point)
            pen.closePath()
        glyph = pen.glyph()
        name = f"uni{ord(character):04X}"
        font.setGlyphOrder(font.getGlyphOrder() + [name] if name not in font.getGlyphOrder() else font.getGlyphOrder())
        font["glyf"][name] = glyph
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (width, getattr(glyph, "xMin", 0))
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[ord(character)] = name


def area(points):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1])) / 2


def symbols(stroke):
    """Character to advance width and contours: (points, is a curve, is a hole), about a centre on `MIDDLE`."""
    found = {}

    def add(character, width, *contours):
        placed = [([(round(x + width / 2), round(y + MIDDLE)) for x, y in points], curve, hole)
                  for contour in contours for points, curve, hole in contour]
        found[character] = (width, placed)

    def polygon(*points, hole=False):
        return [(list(points), False, hole)]

    def box(left, bottom, right, top, hole=False):
        return polygon((left, bottom), (right, bottom), (right, top), (left, top), hole=hole)

    def circle(radius, x=0, y=0, hole=False):
        far = radius / math.cos(math.pi / 8)
        return [([(x + far * math.cos(math.pi * (2 * i + 1) / 8), y + far * math.sin(math.pi * (2 * i + 1) / 8)) for i in range(8)], True, hole)]

    def ring(radius, x=0, y=0):
        return circle(radius, x, y) + circle(radius - stroke, x, y, hole=True)

    def turned(points, quarters):
        for _ in range(quarters):
            points = [(y, -x) for x, y in points]
        return points

    def triangle(half, quarters, hole=False, inset=0):
        half_height = half * math.sqrt(3) / 2
        corners = [(-half, -half_height), (half, -half_height), (0, half_height)]
        # The inner triangle shrinks about the centre of the inscribed circle.
        radius = 2 * half_height / 3
        centre = -half_height + radius
        factor = (radius - inset) / radius
        corners = [(x * factor, centre + (y - centre) * factor) for x, y in corners]
        return polygon(*turned(corners, quarters), hole=hole)

    def bar(a, b, thickness=stroke):
        (ax, ay), (bx, by) = a, b
        length = math.hypot(bx - ax, by - ay)
        dx, dy = (by - ay) / length * thickness / 2, (ax - bx) / length * thickness / 2
        return polygon((ax + dx, ay + dy), (bx + dx, by + dy), (bx - dx, by - dy), (ax - dx, ay - dy))

    def band(x, y, radius, start, end):
        steps = [start + (end - start) * i / 24 for i in range(25)]
        def on(r, degrees):
            return (x + r * math.cos(math.radians(degrees)), y + r * math.sin(math.radians(degrees)))
        return polygon(*[on(radius + stroke / 2, s) for s in steps], *[on(radius - stroke / 2, s) for s in reversed(steps)])

    for full, small, hollow, quarters in (("▲", "▴", "△", 0), ("▶", "▸", "▷", 1), ("▼", "▾", "▽", 2), ("◀", "◂", "◁", 3)):
        add(full, 720, triangle(290, quarters))
        add(small, 500, triangle(185, quarters))
        add(hollow, 720, triangle(290, quarters), triangle(290, quarters, hole=True, inset=stroke))
    add("⏵", 720, triangle(290, 1))
    add("⏸", 720, box(-210, -260, -60, 260), box(60, -260, 210, 260))
    add("⏹", 720, box(-240, -240, 240, 240))
    add("●", 680, circle(270))
    add("○", 680, ring(270))
    half = [(0, -270)] + [(270 * math.cos(math.radians(t)), 270 * math.sin(math.radians(t))) for t in range(-85, 90, 5)] + [(0, 270)]
    add("◑", 680, ring(270), polygon(*half))
    add("◐", 680, ring(270), polygon(*[(-x, y) for x, y in half]))
    add("◆", 720, polygon((0, -310), (310, 0), (0, 310), (-310, 0)))
    inner = 310 - stroke * math.sqrt(2)
    add("◇", 720, polygon((0, -310), (310, 0), (0, 310), (-310, 0)), polygon((0, -inner), (inner, 0), (0, inner), (-inner, 0), hole=True))
    for character, side, width, is_hollow in (("■", 250, 680, False), ("□", 250, 680, True), ("▪", 150, 460, False), ("▫", 150, 460, True)):
        within = side - stroke
        add(character, width, box(-side, -side, side, side), box(-within, -within, within, within, hole=True) if is_hollow else [])
    frame = box(-310, -310, 310, 310) + box(-310 + stroke, -310 + stroke, 310 - stroke, 310 - stroke, hole=True)
    def tick(size):
        s = stroke * 1.1
        return polygon(*[(x * size, y * size) for x, y in ((-1, 0), (-0.3, -0.7), (1, 0.75))],
                       *[(x * size, y * size + s * 1.3) for x, y in ((1, 0.75), (-0.3, -0.7), (-1, 0))])
    def cross(size):
        return bar((-size, -size), (size, size), stroke * 1.15) + bar((-size, size), (size, -size), stroke * 1.15)
    add("☐", 760, frame)
    add("☑", 760, frame, tick(175))
    add("☒", 760, frame, cross(130))
    add("✕", 640, cross(220))
    add("✗", 640, cross(220))
    lens = ring(215, -60, 60)
    add("⌕", 700, lens, bar((75, -75), (285, -285), stroke * 1.4))
    dot = 38 + stroke / 3
    add("⋯", 760, *[circle(dot, x) for x in (-230, 0, 230)])
    add("⋮", 400, *[circle(dot, 0, y) for y in (-230, 0, 230)])
    add("☰", 760, *[box(-280, y - stroke / 2, 280, y + stroke / 2) for y in (-210, 0, 210)])
    star = [((300 if i % 2 == 0 else 122) * math.sin(math.pi * i / 5), (300 if i % 2 == 0 else 122) * math.cos(math.pi * i / 5) - 15) for i in range(10)]
    core = [(x * (1 - stroke / 130), (y + 15) * (1 - stroke / 130) - 15) for x, y in star]
    add("★", 720, polygon(*star))
    add("☆", 720, polygon(*star), polygon(*core, hole=True))
    add("⚠", 800, triangle(380, 0), triangle(380, 0, hole=True, inset=stroke), box(-stroke / 2, -110, stroke / 2, 90), box(-stroke / 2, -215, stroke / 2, -215 + stroke))
    add("ⓘ", 760, ring(330), box(-stroke / 2, -180, stroke / 2, 70), circle(stroke * 0.65, 0, 160))
    a, r = 110, 90
    c = a + r
    loops = [band(sx * c, sy * c, r, *angles) for sx, sy, angles in ((1, 1, (180, -90)), (-1, 1, (0, 270)), (-1, -1, (90, 360)), (1, -1, (-180, 90)))]
    rods = [box(-c, s * a - stroke / 2, c, s * a + stroke / 2) for s in (-1, 1)] + [box(s * a - stroke / 2, -c, s * a + stroke / 2, c) for s in (-1, 1)]
    add("⌘", 760, *loops, *rods)
    # Plex's superscript figures stand between 323 and 704.
    up, thin = 514 - MIDDLE, stroke * 0.82
    add("⁻", 346, box(-120, up - thin / 2, 120, up + thin / 2))
    add("⁺", 346, box(-120, up - thin / 2, 120, up + thin / 2), box(-thin / 2, up - 120, thin / 2, up + 120))
    add("\u205F", 222)
    add("\u3000", 1000)
    for invisible in "\u200E\u200F\u2060\uFEFF":
        add(invisible, 0)
    return found


main()
