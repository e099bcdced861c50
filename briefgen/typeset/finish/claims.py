"""Write the metadata of a PDF, which claim its standards, and attach files to it."""

from __future__ import annotations

from hashlib import md5
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from briefgen.model.languages import direction_of
from briefgen.typeset.finish.attached import Attached

PDF_UA = """<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 rdf:about="" pdfuaid:part="1"/>
"""
# PDF/A doesn't know the properties of PDF/UA, and accepts unknown ones only if the metadata
# describe them (ISO 19005-2, 6.6.2.3.2).
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
    """Add the claim of PDF/UA-1 to the metadata, and set the `part` of PDF/A, which is 2 or 3.

    The language is added too: search engines read it from the metadata, not from the document.
    """
    # WeasyPrint writes the claim of one variant only. Its option for more metadata adds a second
    # rdf:RDF, but XMP allows one (ISO 16684-1, 7.4). So the text of its metadata is changed.
    # Parsing and writing the XML would give other bytes with each version of a library.
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


def turn_leftward(pdf: Pdf) -> None:
    """Say of a document in a language from right to left that its text is set anew that way.

    That is in its structure (ISO 32000-1, 14.8.5.4.3). The viewer isn't told (12.2, `Direction`):
    PDFium then takes each line to run from right to left, and turns round one that is all English.
    """
    if "/Lang" in pdf.Root and direction_of(str(pdf.Root.Lang)) == "rtl":
        for element in pdf.Root.StructTreeRoot.K:
            element.A = Dictionary(O=Name.Layout, WritingMode=Name.RlTb)


def claim_files(pdf: Pdf) -> None:
    """Change the claim of PDF/A-2 in finished metadata into that of PDF/A-3, which allows files."""
    packet = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(packet.replace(b'pdfaid:part="2"', b'pdfaid:part="3"'))


def name_pages(pdf: Pdf) -> None:
    """Label the pages 1, 2, 3, as printed on them (ISO 32000-1, 12.4.2)."""
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))


def sharpen_pictures(pdf: Pdf) -> None:
    """Turn off smoothing for all pictures, which PDF/A forbids (ISO 19005-2, 6.2.8)."""
    for entry in pdf.objects:
        if isinstance(entry, Stream) and entry.get("/Interpolate"):
            entry.Interpolate = False


def attach(pdf: Pdf, attached: tuple[Attached, ...]) -> None:
    """Attach files, and associate them with the document (ISO 19005-3, 6.8 and Annex E)."""
    if not attached:
        return
    files = {each.name: pdf.make_indirect(_file_specification(pdf, each)) for each in attached}
    # A name tree must be sorted (ISO 32000-1, 7.9.6): readers use binary search.
    names = [part for name in sorted(files) for part in (String(name), files[name])]
    if "/Names" not in pdf.Root:
        pdf.Root.Names = Dictionary()
    pdf.Root.Names.EmbeddedFiles = pdf.make_indirect(Dictionary(Names=Array(names)))
    pdf.Root.AF = Array(list(files.values()))


def _file_specification(pdf: Pdf, each: Attached) -> Dictionary:
    """Make the object that describes a file and holds its bytes (ISO 32000-1, 7.11.3)."""
    stream = pdf.make_stream(each.data)
    stream.Type, stream.Subtype = Name.EmbeddedFile, Name(f"/{each.media_type}")
    stream.Params = Dictionary(
        Size=len(each.data),
        ModDate=String(f"D:{each.on:%Y%m%d}000000Z"),
        # PDF prescribes MD5 here, to detect damage and not for security (ISO 32000-1, Table 46).
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
