#!/usr/bin/env python3
"""Writes the seeds of the fuzz targets to fuzz/seeds; all text is made up here.

Packages are plain texts of parts (see src/lib.rs). Old binary formats are written by LibreOffice
(soffice), Parquet by pyarrow; without these the seeds that are there are left alone.
"""

import gzip
import io
import pathlib
import shutil
import struct
import subprocess
import tarfile
import tempfile
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
W = 'xmlns:w="w" xmlns:mc="mc" xmlns:wp="wp" xmlns:a="a" xmlns:m="m" xmlns:wps="wps"'
TYPES = '<Types><Default Extension="xml" ContentType="application/xml"/></Types>'


def run(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(inside):
    return f"<w:p><w:pPr/>{inside}</w:p>"


BOX = (f"<w:txbxContent>{paragraph(run('文本框'))}</w:txbxContent>")
WORD = "".join([
    paragraph(run("全镇共排查隐患点四十二处。") + run("不显示", "<w:vanish/>")),
    paragraph(f"<w:ins>{run('新增')}</w:ins><w:del><w:r><w:delText>删去</w:delText></w:r></w:del>"),
    paragraph("<w:moveFrom>" + run("移走") + "</w:moveFrom><w:moveTo>" + run("移来") + "</w:moveTo>"),
    f"<w:tbl><w:tr><w:tc>{paragraph(run('甲'))}</w:tc><w:tc>{paragraph(run('乙'))}</w:tc></w:tr></w:tbl>",
    paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText>'
              '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("3") +
              '<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
    paragraph(f'<w:r><mc:AlternateContent><mc:Choice>{BOX}</mc:Choice><mc:Fallback>{BOX}'
              '</mc:Fallback></mc:AlternateContent></w:r>'),
    paragraph("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath><w:r><w:tab/><w:br/></w:r>"
              + run("白", '<w:color w:val="FFFFFF"/>') + run("小", '<w:sz w:val="2"/>')),
])
DOCX = [
    ("[Content_Types].xml", TYPES),
    ("word/document.xml", f"<w:document {W}><w:body>{WORD}</w:body></w:document>"),
    ("word/styles.xml", f'<w:styles {W}><w:style w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>'
     '</w:styles>'),
    ("word/settings.xml", f'<w:settings {W}><w:rsids><w:rsidRoot w:val="00A1"/></w:rsids></w:settings>'),
    ("word/footnotes.xml", f'<w:footnotes {W}><w:footnote>{paragraph(run("脚注"))}</w:footnote></w:footnotes>'),
    ("word/header1.xml", f"<w:hdr {W}>{paragraph(run('页眉'))}</w:hdr>"),
    ("word/comments.xml", f"<w:comments {W}><w:comment>{paragraph(run('批注'))}</w:comment></w:comments>"),
    ("docProps/core.xml", "<c><creator>李</creator><created>2025-03-01T08:30:00Z</created></c>"),
    ("docProps/custom.xml", '<p><property name="KSOProductBuildVer"><lpwstr>2052-1</lpwstr></property></p>'),
]
ODT = [
    ("mimetype", "application/vnd.oasis.opendocument.text"),
    ("content.xml", """<d xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:style="s" xmlns:draw="d">
<style:style style:name="H"><style:text-properties text:display="none"/></style:style>
<office:body><office:text><text:tracked-changes><text:changed-region><text:deletion><text:p>删去</text:p>
</text:deletion></text:changed-region></text:tracked-changes><text:h>一、情况</text:h><text:p>全镇<text:s
text:c="2"/>共排查<text:span text:style-name="H">隐藏</text:span><text:note><text:note-body><text:p>脚注</text:p>
</text:note-body></text:note><draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame></text:p>
<table:table><table:table-row><table:table-cell table:number-columns-repeated="3"><text:p>甲</text:p>
</table:table-cell></table:table-row></table:table><office:annotation><text:p>批注</text:p></office:annotation>
</office:text></office:body></d>"""),
    ("styles.xml", '<d xmlns:style="s" xmlns:text="t"><style:header><text:p>页眉</text:p></style:header></d>'),
    ("meta.xml", "<d><title>年报</title><initial-creator>李</initial-creator></d>"),
]
SHAPE = '<p:sp><p:ph type="title"/><a:p><a:r><a:t>工作总结</a:t></a:r></a:p></p:sp>'
PPTX = [
    ("ppt/presentation.xml", '<p:p xmlns:p="p" xmlns:r="r"><p:sldId id="256" r:id="r1"/></p:p>'),
    ("ppt/_rels/presentation.xml.rels",
     '<R><Relationship Id="r1" Type="x/slide" Target="slides/slide1.xml"/></R>'),
    ("ppt/slides/slide1.xml", f'<p:sld xmlns:p="p" xmlns:a="a">{SHAPE}<a:tbl><a:tr><a:tc><a:p><a:t>甲'
     '</a:t></a:p></a:tc></a:tr></a:tbl><a:fld type="slidenum"><a:t>1</a:t></a:fld></p:sld>'),
    ("ppt/slides/_rels/slide1.xml.rels",
     '<R><Relationship Id="r1" Type="x/notesSlide" Target="../notesSlides/n1.xml"/></R>'),
    ("ppt/notesSlides/n1.xml", '<p:n xmlns:p="p" xmlns:a="a"><a:p><a:t>备注</a:t></a:p></p:n>'),
]
OFD = [
    ("OFD.xml", "<ofd:OFD xmlns:ofd='o'><ofd:DocBody><ofd:DocInfo><ofd:Title>年报</ofd:Title></ofd:DocInfo>"
     "<ofd:DocRoot>D/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"),
    ("D/Document.xml", "<ofd:Document xmlns:ofd='o'><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
     "</ofd:PhysicalBox></ofd:PageArea><ofd:TemplatePage ID='9' BaseLoc='T.xml'/></ofd:CommonData><ofd:Pages>"
     "<ofd:Page ID='1' BaseLoc='P.xml'/></ofd:Pages></ofd:Document>"),
    ("D/P.xml", "<ofd:Page xmlns:ofd='o'><ofd:Template TemplateID='9'/><ofd:Content><ofd:Layer><ofd:TextObject"
     " Boundary='28 40 160 8' Size='5.6' CTM='1 0 0 1 0 0'><ofd:TextCode X='0' Y='5.6' DeltaX='g 11 5.6'>"
     "全镇共排查隐患点四十二处</ofd:TextCode></ofd:TextObject><ofd:ImageObject Boundary='0 0 5 5'/>"
     "<ofd:PathObject Boundary='10 10 100 1'/></ofd:Layer></ofd:Content></ofd:Page>"),
    ("D/T.xml", "<ofd:Page xmlns:ofd='o'><ofd:Content><ofd:Layer><ofd:TextObject Boundary='28 10 160 8' Size='4'>"
     "<ofd:TextCode X='0' Y='4'>页眉</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content></ofd:Page>"),
]
EPUB = [
    ("mimetype", "application/epub+zip"),
    ("META-INF/container.xml", '<c><rootfile full-path="O/c.opf"/></c>'),
    ("O/c.opf", '<p><metadata><title>书</title></metadata><manifest><item id="a" href="a.xhtml"/></manifest>'
     '<spine><itemref idref="a"/></spine></p>'),
    ("O/a.xhtml", "<html><body><h1>一</h1><p>全镇共排查</p></body></html>"),
]
XLSX = [
    ("[Content_Types].xml", TYPES),
    ("_rels/.rels", '<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/'
     '2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'),
    ("xl/workbook.xml", '<workbook xmlns:r="r"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>'),
    ("xl/_rels/workbook.xml.rels", '<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/'
     'officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'),
    ("xl/worksheets/sheet1.xml", '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>甲镇</t></is></c>'
     '<c r="B1"><v>42</v></c></row></sheetData></worksheet>'),
]
ODS = [
    ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
    ("META-INF/manifest.xml", "<manifest/>"),
    ("content.xml", '<d xmlns:office="o" xmlns:table="b" xmlns:text="t"><office:body><office:spreadsheet><table:table '
     'table:name="表"><table:table-row><table:table-cell office:value-type="string"><text:p>甲镇</text:p>'
     '</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></d>'),
]
RTF = r"""{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset134 SimSun;}{\f1\fcharset0 Arial;}}
{\colortbl;\red255\green255\blue255;}{\stylesheet{\s1\v hid;}}{\info{\title \'c4\'ea\'b1\'a8}{\author Li}}
{\header\pard \u39029?\u30473?\par}\pard \'c8\'ab\'d5\'f2\u20849?\u25490?\uc0\u-10180\uc1\u-8243?\par
\pard {\v \'d2\'fe}{\deleted \'c9\'be}{\cf1 white}{\fs2 tiny}\'d5\'fd\'ce\'c4{\footnote \pard \'bd\'c5\par}
{\*\annotation \'c5\'fa}{\shp{\*\shpinst{\shptxt \'bf\'f2\par}}}{\pict\pngblip\bin4 abcd}
\trowd\intbl \'bc\'d7\cell \'d2\'d2\cell\row{\field{\*\fldinst PAGE}{\fldrslt 3}}\line\tab\emdash\~\pard end\par}"""
HTML = """<html><head><meta charset="gbk"><title>t</title><style>.h{display:none}</style></head><body><h1>一</h1>
<p>全镇<span style="display:none">藏</span><b>共</b>&amp;&#x4e00;<br>排查</p><table><tr><td>甲<td>乙</table><ul><li>a
</ul><pre> x </pre><script>1</script><svg><text>s</text></svg><font color=white>w</font></body></html>"""
MHTML = """MIME-Version: 1.0
Content-Type: multipart/related; boundary="b"

--b
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: quoted-printable

<p>=E5=85=A8=E9=95=87</p>
--b--
"""
MAIL = """From: a@example.org
To: b@example.org
Subject: =?gbk?B?yKvV8g==?=
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/plain; charset="gb2312"
Content-Transfer-Encoding: base64

yKvV8rmyxcWy6Q==
--b
Content-Type: text/html
Content-Disposition: attachment; filename="a.html"

<p>x</p>
--b--
"""
FLAT = """<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
office:mimetype="application/vnd.oasis.opendocument.text" office:version="1.3"><office:body><office:text>
<text:p>全镇共排查隐患点四十二处，整改四十处。<text:note text:note-class="footnote"><text:note-citation>1
</text:note-citation><text:note-body><text:p>脚注</text:p></text:note-body></text:note></text:p><table:table
table:name="t"><table:table-column/><table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell>
</table:table-row></table:table><text:p>下一步工作。</text:p></office:text></office:body></office:document>"""

def seed(target, name, content):
    folder = HERE / "seeds" / target
    folder.mkdir(parents=True, exist_ok=True)
    content = content.encode("utf-8") if isinstance(content, str) else content
    (folder / name).write_bytes(content)


def parts(package):
    return "".join(f"--- {name}\n{content}\n" for name, content in package)


def packed(package):
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in package:
            # No clock: the same bytes each time.
            archive.writestr(zipfile.ZipInfo(name), content)
    return whole.getvalue()


def record(head, kind, content):
    return struct.pack("<HHI", head, kind, len(content)) + content


def container(kind, instance, *children):
    return record(instance << 4 | 15, kind, b"".join(children))


def ppt():
    """The streams of an old presentation: one slide with notes, a comment and a footer."""
    wide = lambda text: text.encode("utf-16-le")
    shape = lambda place, *text: container(
        0xF004, 0, container(0xF011, 0, record(0, 0x0BC3, bytes([0, 0, 0, 0, place, 0, 0, 0]))),
        container(0xF00D, 0, *text))
    listed = lambda number: record(0, 0x03F3, struct.pack("<I16x", number))
    slide = container(
        0x03EE, 0, record(0, 0x03F9, bytes(16)), container(
            0x040C, 0, shape(0, record(0, 0x0FA8, b"GDP 2025\rA")),
            shape(13, record(0, 0x0F9E, bytes(4))),
            shape(8, record(0, 0x0FA0, wide("第*页")), record(0, 0x0FD8, struct.pack("<I", 1)))),
        container(0x2EE0, 0, record(1 << 4, 0x0FBA, wide("请核对"))))
    notes = container(0x03F0, 0, container(0x040C, 0, shape(12, record(0, 0x0FA0, wide("讲稿")))))
    outline = [listed(2), record(0, 0x0F9F, bytes(4)), record(0, 0x0FA0, wide("工作总结"))]
    footer = container(0x0FD9, 3, record(2 << 4, 0x0FBA, wide("内部资料")))
    document = container(0x03E8, 0, container(0x0FF0, 0, *outline),
                         container(0x0FF0, 2, listed(3)), footer)
    stream, entries = b"", b""
    for number, one in enumerate([document, slide, notes], 1):
        entries += struct.pack("<II", number | 1 << 20, len(stream))
        stream += one
    directory = len(stream)
    stream += record(0, 0x1772, entries)
    edit = len(stream)
    stream += record(0, 0x0FF5, struct.pack("<8xIII8x", 0, directory, 1))
    user = record(0, 0x0FF6, struct.pack("<4xII", 0xE391C05F, edit))
    return b"--- Current User\n" + user + b"\n--- PowerPoint Document\n" + stream + b"\n"


def tar():
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for name in ("a.txt", "目录/乙.txt"):
            entry = tarfile.TarInfo(name)
            entry.size = 6
            archive.addfile(entry, io.BytesIO("全镇".encode()))
    return whole.getvalue()


def by_office():
    """Formats that only an office program writes."""
    if not shutil.which("soffice"):
        return
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        sources = [("text.fodt", FLAT, ["doc", "rtf", "pdf"]),
                   ("cells.csv", "甲镇,42\n乙镇,40\n", ["xls"])]
        for name, content, kinds in sources:
            (folder / name).write_text(content, encoding="utf-8")
            for kind in kinds:
                subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{folder}/user",
                                "--convert-to", kind, "--outdir", folder, folder / name],
                               capture_output=True)
                made = (folder / name).with_suffix(f".{kind}")
                if made.exists():
                    seed("sheets" if kind == "xls" else kind, f"office.{kind}", made.read_bytes())


def by_arrow():
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        return
    table = pyarrow.table({"id": ["1", "2"], "text": ["全镇共排查", "整改四十处"]})
    whole = io.BytesIO()
    pyarrow.parquet.write_table(table, whole)
    seed("parquet", "rows.parquet", whole.getvalue())


def main():
    for target, package in [("docx", DOCX), ("odt", ODT), ("pptx", PPTX), ("ofd", OFD),
                            ("epub", EPUB), ("sheets", XLSX)]:
        seed(target, "parts", parts(package))
        seed(target, f"packed.{target}", packed(package))
    seed("sheets", "ods-parts", parts(ODS))
    seed("rtf", "hand.rtf", RTF.encode("latin-1"))
    seed("html", "page.html", HTML.encode("gbk"))
    seed("html", "utf8.html", HTML.replace("gbk", "utf-8"))
    seed("html", "saved.mhtml", MHTML)
    seed("mail", "mail.eml", MAIL)
    text = "全镇共排查隐患点四十二处，整改四十处。\n下一步，要压实责任。\n"
    for encoding in ("utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be", "utf-32-le"):
        simple = text.replace("隐患点", "") if encoding == "big5" else text
        seed("text", f"{encoding}.txt", simple.encode(encoding, errors="ignore"))
    seed("text", "rows.csv", "id,text\n1,全镇\n2,\"共\"\"排\n查\"\n")
    seed("text", "rows.jsonl", '{"id":"1","text":"全镇"}\n{"id":2,"text":null}\n')
    seed("ppt", "streams", ppt())
    seed("containers", "a.zip", packed([("甲.txt", "全镇"), ("b/c.zip", "PK")]))
    seed("containers", "a.tar", tar())
    seed("containers", "a.tar.gz", gzip.compress(tar(), mtime=0))
    by_office()
    by_arrow()


if __name__ == "__main__":
    main()
