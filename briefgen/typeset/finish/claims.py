"""What a PDF says of itself, and what goes along inside it."""

from __future__ import annotations

from hashlib import md5
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from briefgen.typeset.finish.attached import Attached

PDF_UA = """<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 rdf:about="" pdfuaid:part="1"/>
"""
# PDF/A accepts a property that it doesn't know only with its description (ISO 19005-2, 6.6.2.3.2).
PDF_UA_SCHEMA = """<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def claim(pdf: Pdf, *, part: int) -> None:
    """Have the metadata claim PDF/UA-1 beside PDF/A, of which `part` is 2 or 3.

    They name the language as well: a search engine asks them, not the document.
    """
    # WeasyPrint takes one variant a call, and its option for more metadata adds a second rdf:RDF,
    # of which XMP allows one (ISO 16684-1, 7.4). So its own packet is added to, as text: parsed and
    # written again, it would be in other bytes with each version of a library.
    packet = pdf.Root.Metadata.read_bytes().decode()
    packet = packet.replace('pdfaid:part="2"', f'pdfaid:part="{part}"')
    language = ""
    if "/Lang" in pdf.Root:
        language = (
            '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" rdf:about="">'
            f"<dc:language><rdf:Bag><rdf:li>{escape(str(pdf.Root.Lang))}</rdf:li></rdf:Bag>"
            "</dc:language></rdf:Description>\n"
        )
    packet = packet.replace("</rdf:RDF>", f"{language}{PDF_UA}{PDF_UA_SCHEMA}</rdf:RDF>")
    pdf.Root.Metadata.write(packet.encode())


def name_pages(pdf: Pdf) -> None:
    """Call each page what is printed on it: 1, 2, 3 (ISO 32000-1, 12.4.2)."""
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))


def sharpen_pictures(pdf: Pdf) -> None:
    """Let no picture ask a viewer to smooth it (ISO 19005-2, 6.2.8)."""
    for entry in pdf.objects:
        if isinstance(entry, Stream) and entry.get("/Interpolate"):
            entry.Interpolate = False


def attach(pdf: Pdf, attached: tuple[Attached, ...]) -> None:
    """Put files inside, associated with the document (ISO 19005-3, 6.8 and Annex E)."""
    if not attached:
        return
    files = {each.name: pdf.make_indirect(_file(pdf, each)) for each in attached}
    # A name tree is sorted (ISO 32000-1, 7.9.6): a reader searches it by halves.
    names = [part for name in sorted(files) for part in (String(name), files[name])]
    if "/Names" not in pdf.Root:
        pdf.Root.Names = Dictionary()
    pdf.Root.Names.EmbeddedFiles = pdf.make_indirect(Dictionary(Names=Array(names)))
    pdf.Root.AF = Array(list(files.values()))


def _file(pdf: Pdf, each: Attached) -> Dictionary:
    stream = pdf.make_stream(each.data)
    stream.Type, stream.Subtype = Name.EmbeddedFile, Name(f"/{each.media_type}")
    stream.Params = Dictionary(
        Size=len(each.data),
        ModDate=String(f"D:{each.on:%Y%m%d}000000Z"),
        # The format asks for MD5, to find damage (ISO 32000-1, Table 46).
        CheckSum=String(md5(each.data, usedforsecurity=False).digest()),
    )
    return Dictionary(
        Type=Name.Filespec,
        F=String(each.name),
        UF=String(each.name),
        EF=Dictionary(F=stream, UF=stream),
        Desc=String(each.about),
        AFRelationship=Name(f"/{each.relation}"),
    )
