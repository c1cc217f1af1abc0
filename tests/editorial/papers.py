"""Word manuscripts written by hand, as Word and WPS save them: official papers, and files that mean harm."""

from collections.abc import Mapping
from xml.sax.saxutils import escape

from tests.media.hostile import packed
from tests.media.pictures import png

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
NUMBERING = (
    f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
    '<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)
STYLES = (
    f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsia="仿宋_GB2312"/>'
    '<w:sz w:val="32"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="3"><w:name w:val="heading 3"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="gwbt"><w:name w:val="公文标题"/><w:pPr><w:jc w:val="center"/></w:pPr>'
    '<w:rPr><w:rFonts w:eastAsia="方正小标宋简体"/><w:sz w:val="44"/></w:rPr></w:style></w:styles>'
)


def line(
    text: str,
    *,
    font: str = "",
    size: int = 0,
    centred: bool = False,
    bold: bool = False,
    colour: str = "",
    style: str = "",
    number: int = 0,
    inside: str = "",
) -> str:
    """A paragraph; `inside` is WordprocessingML that stands behind its text."""
    properties = (
        (f'<w:pStyle w:val="{style}"/>' if style else "")
        + (f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>' if number else "")
        + ('<w:jc w:val="center"/>' if centred else "")
    )
    look = (
        (f'<w:rFonts w:ascii="Times New Roman" w:eastAsia="{font}"/>' if font else "")
        + ("<w:b/>" if bold else "")
        + (f'<w:color w:val="{colour}"/>' if colour else "")
        + (f'<w:sz w:val="{size}"/>' if size else "")
    )
    run = f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}{inside}</w:p>"


def cell(text: str, *, across: int = 1, down: str = "", inside: str = "") -> str:
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    merge = {"": "", "start": '<w:vMerge w:val="restart"/>', "on": "<w:vMerge/>"}[down]
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{inside}{line(text)}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def picture(relation: str = "rIdPic", *, alt: str = "", linked: bool = False) -> str:
    how = "link" if linked else "embed"
    return (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        f'<wp:docPr id="1" name="图片 1" descr="{alt}"/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill>'
        f'<a:blip xmlns:r="{R}" r:{how}="{relation}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )


def paper(
    *body: str,
    more: Mapping[str, bytes | str] | None = None,
    relations: str = "",
    prolog: str = "",
    types: str = TYPES,
) -> bytes:
    """A manuscript of these paragraphs and tables."""
    document = (
        f'{prolog}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{"".join(body)}</w:body></w:document>'
    )
    links = (
        f'<Relationship Id="rIdPic" Type="{R}/image" Target="media/image1.png"/>'
        f'<Relationship Id="rIdStyles" Type="{R}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rIdNum" Type="{R}/numbering" Target="numbering.xml"/>{relations}'
    )
    return packed(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{R}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>',
            "word/document.xml": document,
            "word/styles.xml": STYLES,
            "word/numbering.xml": NUMBERING,
            "word/media/image1.png": png(),
            **(more or {}),
        }
    )


def notice() -> bytes:
    """A notice as the education bureau's office writes it: everything by look, nothing by style."""
    return paper(
        line("云泽市教育局文件", font="方正小标宋简体", size=72, centred=True, colour="FF0000"),
        line("云教发[2026]12号", font="仿宋_GB2312", centred=True),
        line(""),
        line("云泽市教育局关于做好2026年", font="方正小标宋简体", size=44, centred=True),
        line("秋季招生工作的通知", font="方正小标宋简体", size=44, centred=True),
        line("各区县教育局，局直属各学校："),
        line("现将2026年秋季招生工作有关事项通知如下。"),
        line("一、总体要求", font="黑体"),
        line("坚持公平公正。"),
        line("（一）招生范围", font="楷体_GB2312"),
        line("户籍在本市的适龄儿童。"),
        line("（二）招生时间。各校应于8月20日前完成招生，不得提前。", font="楷体_GB2312"),
        line("二、招生计划", font="黑体"),
        table(cell("学校") + cell("计划人数"), cell("第一小学") + cell("120"), cell("第二小学") + cell("90")),
        line("", inside=picture(alt="招生片区示意图")),
        line("三、工作要求", font="黑体"),
        line("请认真执行。"),
        line("云泽市教育局"),
        line("2026年6月1日"),
    )
